import Classification
import Foundation
import MailFormat
import Testing

@Test("every rule catches what it says it catches and does not win where it says it spares")
func rulesKeepTheirExamples() throws {
    let classifier = ShippedRules.classifier
    var verdicts: [String: Verdict] = [:]
    for name in ShippedRules.fixtureNames() {
        let url = ShippedRules.root.appendingPathComponent("fixtures/\(name).eml")
        verdicts[name] = classifier.classify(Message([UInt8](try Data(contentsOf: url))), receivedAt: nil)
    }
    for rule in ShippedRules.set.rules {
        for name in rule.catches {
            #expect(
                verdicts[name]?.matchedRules.contains(rule.id) ?? false, "\(rule.id) does not catch \(name)")
        }
        for name in rule.spares where rule.weight > 0 {
            guard let verdict = verdicts[name] else {
                Issue.record("\(rule.id) spares \(name), which is missing")
                continue
            }
            let wins = verdict.kind == rule.kind && verdict.matchedRules.contains(rule.id)
            #expect(!wins, "\(rule.id) does not spare \(name)")
        }
    }
}
