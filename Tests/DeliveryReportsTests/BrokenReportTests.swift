import MailFormat
import Testing

@testable import DeliveryReports

private let samples: [String] = [
    ReportSamples.dsn(
        """
        Final-Recipient: rfc822; ann@shop.example
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 5.1.1 <ann@shop.example>: no such user
        """, words: "<ann@shop.example>: host mx said: 550 5.1.1 no such user"),
    ReportSamples.plain(
        "<ann@shop.example>:\n550 5.1.1 unknown (#5.1.1)\n\n--- Copy\n\n" + ReportSamples.returned),
    ReportSamples.dsn(
        "Feedback-Type: abuse\nOriginal-Rcpt-To: <ann@shop.example>", status: "message/feedback-report"),
    ReportSamples.dsn(
        "Final-Recipient: utf-8; j\\x{F6}rg@shop.example\nDisposition: automatic-action/x; deleted",
        status: "message/disposition-notification"),
]

@Test("truncated at every byte: something or nothing, never a stop", arguments: samples)
func survivesTruncation(_ sample: String) {
    let bytes = ReportSamples.crlf(sample)
    for end in bytes.indices {
        let report = ReportReader.read(Message(Array(bytes[..<end])))
        if let report { #expect(!report.evidence.isEmpty) }
    }
}

@Test("LF and CRLF give the same answer", arguments: samples)
func ignoresLineEnds(_ sample: String) {
    let lf = ReportReader.read(Message(Array(sample.utf8)))
    let crlf = ReportReader.read(Message(ReportSamples.crlf(sample)))
    #expect(lf != nil)
    #expect(lf?.kind == crlf?.kind)
    #expect(lf?.recipients == crlf?.recipients)
    #expect(lf?.originalMessageIDs == crlf?.originalMessageIDs)
    #expect(lf?.explanation.filter { $0 != "\r" } == crlf?.explanation.filter { $0 != "\r" })
}

@Test("bytes changed at random places: no stop")
func survivesNoise() {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
    for sample in samples {
        let bytes = ReportSamples.crlf(sample)
        for _ in 0..<100 {
            var broken = bytes
            for _ in 0..<8 {
                broken[Int(next() % UInt64(broken.count))] = UInt8(truncatingIfNeeded: next())
            }
            _ = ReportReader.read(Message(broken))
        }
    }
}

@Test("a report with far too many recipients is cut, with a defect")
func boundsRecipients() {
    var fields = ""
    for number in 0..<(ReportLimits.maximumRecipients + 50) {
        fields += "Final-Recipient: rfc822; r\(number)@shop.example\nAction: failed\nStatus: 5.1.1\n\n"
    }
    let report = ReportSamples.read(ReportSamples.dsn(fields))
    #expect(report?.recipients.count == ReportLimits.maximumRecipients)
    #expect(report?.defects.contains { $0.kind == .tooManyRecipients } == true)
}

@Test("long lines of hostile marks take no long time")
func staysLinear() {
    for unit in ["@", "<a@", "a@b", "<", "(", "5.1.1", "550 ", "a@b...", "+2B", "&#", "<p"] {
        let body = String(repeating: unit, count: 60_000)
        let clock = ContinuousClock()
        let spent = clock.measure { _ = ReportSamples.read(ReportSamples.plain(body)) }
        #expect(spent < .seconds(5), "\(unit): \(spent)")
    }
}
