import Classification
import Foundation
import MailFormat
import Testing

/// One message of a line of `fixtures/lines/LANGUAGE.tsv`.
private struct LineFixture {
    let number: Int
    let isRight: Bool
    let kind: String
    let detail: String
    let bytes: [UInt8]

    init?(_ line: Substring, number: Int) {
        let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
        guard columns.count == 5, ["right", "open"].contains(columns[0]) else { return nil }
        self.number = number
        isRight = columns[0] == "right"
        (kind, detail) = (String(columns[1]), String(columns[2]))
        let text = columns[4].replacing("\\n", with: "\r\n")
        bytes = Array(
            """
            From: Kim Doe <kim.doe@kundin.example>\r
            To: mia@outreach.northwind.example\r
            Subject: \(columns[3])\r
            Date: Tue, 10 Mar 2026 09:12:00 +0000\r
            Message-ID: <1@kundin.example>\r
            In-Reply-To: <slc.1@outreach.northwind.example>\r
            MIME-Version: 1.0\r
            Content-Type: text/plain; charset=utf-8\r
            Content-Transfer-Encoding: 8bit\r
            \r
            \(text)\r\n
            """.utf8)
    }

    /// Nil where the verdict is what the line wants.
    func difference(_ verdict: Verdict) -> String? {
        let found: String?
        switch kind {
        case _ where verdict.kind.rawValue != kind: return "is \(verdict.kind.rawValue), not \(kind)"
        case _ where detail == "-": return nil
        case "reply": found = verdict.intent?.rawValue
        case "auto_reply": found = verdict.subkind?.rawValue
        default: found = verdict.returnDate?.description ?? "none"
        }
        return found == detail ? nil : "\(kind) is \(found ?? "null"), not \(detail)"
    }
}

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
    let fixtures = lines.enumerated().compactMap { LineFixture($1, number: $0 + 1) }
    #expect(fixtures.count == lines.count, "\(file): a line without five columns")
    for fixture in fixtures where fixture.isRight {
        let verdict = ShippedRules.classifier.classify(Message(fixture.bytes), receivedAt: nil)
        let difference = fixture.difference(verdict)
        #expect(difference == nil, "\(file):\(fixture.number): \(difference ?? "")")
    }
}
