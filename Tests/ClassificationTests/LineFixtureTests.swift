import Classification
import Foundation
import MailFormat
import RuleFiles
import Testing

private let languages =
    ((try? FileManager.default.contentsOfDirectory(
        atPath: ShippedRules.root.appendingPathComponent("fixtures/lines").path)) ?? [])
    .filter { $0.hasSuffix(".tsv") }.sorted()

@Test("there are lines in many languages")
func linesExist() { #expect(languages.count >= 40) }

@Test("short messages without any header that helps", arguments: languages)
func linesAreRight(_ file: String) throws {
    let text = try String(
        contentsOf: ShippedRules.root.appendingPathComponent("fixtures/lines/\(file)"), encoding: .utf8)
    let lines = text.split(separator: "\n")
    let fixtures = lines.map { LineFixture($0) }
    for (number, fixture) in fixtures.enumerated() {
        guard let fixture else {
            Issue.record("\(file):\(number + 1): a line without five columns")
            continue
        }
        guard fixture.isRight else { continue }
        let verdict = ShippedRules.classifier.classify(Message(fixture.bytes), receivedAt: nil)
        let difference = fixture.difference(from: verdict)
        #expect(difference == nil, "\(file):\(number + 1): \(difference ?? "")")
    }
}
