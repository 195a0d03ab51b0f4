import Classification
import Foundation
import MailFormat
import Testing

@Test("there are fixtures in every folder")
func fixturesExist() {
    let folders = Set(ShippedRules.fixtureNames().compactMap { $0.split(separator: "/").first })
    let expected: Set<Substring> = [
        "out-of-office", "auto-reply", "reply", "unsubscribe", "bounce", "delay", "delivered", "complaint",
        "receipt",
        "other", "malformed",
    ]
    #expect(folders.isSuperset(of: expected))
}

@Test("fixture", arguments: ShippedRules.fixtureNames())
func fixtureIsRight(_ name: String) throws {
    let base = ShippedRules.root.appendingPathComponent("fixtures/\(name)")
    let bytes = [UInt8](try Data(contentsOf: base.appendingPathExtension("eml")))
    let data = try Data(contentsOf: base.appendingPathExtension("expected.json"))
    let expected = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    // In `malformed` the line ends may be the point.
    let forms =
        name.hasPrefix("malformed/") ? [bytes] : [lineEnds(bytes, crlf: true), lineEnds(bytes, crlf: false)]
    for form in forms {
        let verdict = ShippedRules.classifier.classify(Message(form), receivedAt: nil)
        for key in expected.keys.sorted() {
            let difference = ExpectedVerdict.difference(key, expected[key] ?? NSNull(), verdict)
            #expect(difference == nil, "\(name): \(difference ?? "")")
        }
        #expect(!verdict.evidence.isEmpty)
        checkSpans(verdict, name)
    }
}

/// Evidence in the visible reply stands where it says it does.
private func checkSpans(_ verdict: Verdict, _ name: String) {
    guard let visible = verdict.visibleReply.map({ Array($0.utf8) }) else { return }
    for piece in verdict.evidence where piece.field == "reply" {
        let range = piece.start..<(piece.start + piece.length)
        guard range.upperBound <= visible.count else {
            Issue.record("\(name): evidence of \(piece.rule) ends behind the text")
            continue
        }
        #expect(String(decoding: visible[range], as: UTF8.self) == piece.text)
    }
}

private func lineEnds(_ bytes: [UInt8], crlf: Bool) -> [UInt8] {
    var out: [UInt8] = []
    for (place, byte) in bytes.enumerated() {
        if byte == 0x0D, place + 1 < bytes.count, bytes[place + 1] == 0x0A { continue }
        if byte == 0x0A, crlf { out.append(0x0D) }
        out.append(byte)
    }
    return out
}
