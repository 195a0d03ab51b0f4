import MailFormat
import Testing

@testable import DeliveryReports

/// Fields of one recipient, and what is read from them: `address action status reason hard`.
private let recipientFields: [(fields: String, expected: String)] = [
    (
        """
        Final-Recipient: rfc822; ann@shop.example
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 5.1.1 <ann@shop.example>: no such user
        """, "ann@shop.example failed 5.1.1 userunknown true"
    ),
    // Mimecast: white space before the colon, a type with a slash.
    (
        """
        Final-Recipient : rfc/822;ann@shop.example
        Action : failure
        Status : 5.2.2 (over quota)
        """, "ann@shop.example failed 5.2.2 mailboxfull false"
    ),
    // No status at all; the words of the server have one.
    (
        """
        final-recipient: RFC822;ann@shop.example
        action: error
        diagnostic-code: SMTP; 554 5.7.1 refused
        """, "ann@shop.example failed 5.7.1 policyviolation false"
    ),
    // The field gives the class only, the words give more.
    (
        """
        Final-Recipient: rfc822; ann@shop.example
        Action: failed
        Status: 5.0.0
        Diagnostic-Code: smtp; 550 5.1.1 unknown
        """, "ann@shop.example failed 5.1.1 userunknown true"
    ),
    // What the server said beats what the reporting MTA made of it.
    (
        """
        Final-Recipient: rfc822; ann@shop.example
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 5.7.1 listed on a blocklist
        """, "ann@shop.example failed 5.1.1 policyviolation false"
    ),
    (
        """
        Final-Recipient: rfc822; ann@shop.example
        Status: 550
        Action: expired
        """, "ann@shop.example failed - undefined false"
    ),
    (
        """
        Final-Recipient: rfc822; ann@shop.example
        Action: delayed
        Status: 4.7.1
        Will-Retry-Until: Fri, 6 Mar 2026 09:00:00 +0000
        """, "ann@shop.example delayed 4.7.1 blocked false"
    ),
    // Without an action: retried until a day means late, else failed.
    (
        """
        Final-Recipient: rfc822; ann@shop.example
        Status: 4.4.1
        Will-Retry-Until: Fri, 6 Mar 2026 09:00:00 +0000
        """, "ann@shop.example delayed 4.4.1 expired false"
    ),
    (
        """
        Final-Recipient: rfc822; ann@shop.example
        Status: 4.4.7
        """, "ann@shop.example failed 4.4.7 expired false"
    ),
    (
        """
        Final-Recipient: rfc822; ann@shop.example
        Action: relayed (to a system without reports)
        Status: 2.0.0
        """, "ann@shop.example relayed 2.0.0 delivered nil"
    ),
    // A local name: the original recipient has the address.
    (
        """
        Final-Recipient: x-local; areed
        Original-Recipient: rfc822; ann@shop.example
        Action: failed
        Status: 5.1.1
        """, "ann@shop.example failed 5.1.1 userunknown true"
    ),
    // A local name and nothing else: the returned message has the address.
    (
        """
        Final-Recipient: x-local; areed
        Action: failed
        Status: 5.1.1
        """, "ann@shop.example failed 5.1.1 userunknown true"
    ),
    (
        """
        Final-Recipient: utf-8; j\\x{F6}rg@shop.example
        Action: failed
        Status: 5.1.1
        """, "jörg@shop.example failed 5.1.1 userunknown true"
    ),
]

private func summary(_ recipient: ReportedRecipient) -> String {
    let hard = recipient.hard.map(String.init) ?? "nil"
    return "\(recipient.address) \(recipient.action.rawValue) \(recipient.status?.description ?? "-") "
        + "\(recipient.reason.rawValue) \(hard)"
}

@Test("recipient fields, RFC 3464 §2.3", arguments: recipientFields)
func readsRecipientFields(_ fields: String, _ expected: String) {
    let report = ReportSamples.read(ReportSamples.dsn(fields))
    #expect(report?.recipients.map(summary) == [expected])
    #expect(report?.reportingMTA == "mx.example")
    #expect(report?.originalMessageIDs == ["slc.one@out.example"])
    #expect(report?.evidence.isEmpty == false)
}

@Test("each recipient has an action of its own; one failure makes the report a failure")
func readsSeveralRecipients() {
    let fields = """
        Final-Recipient: rfc822; ann@shop.example
        Action: failed
        Status: 5.1.1

        Final-Recipient: rfc822; bob@shop.example
        Action: delayed
        Status: 4.2.2

        Final-Recipient: rfc822; cid@shop.example
        Action: delivered
        Status: 2.0.0
        """
    let report = ReportSamples.read(ReportSamples.dsn(fields))
    #expect(report?.kind == .failure)
    #expect(
        report?.recipients.map(summary) == [
            "ann@shop.example failed 5.1.1 userunknown true",
            "bob@shop.example delayed 4.2.2 mailboxfull false",
            "cid@shop.example delivered 2.0.0 delivered nil",
        ])
}

@Test("recipients in one group, and one recipient in two groups")
func readsBrokenGroups() {
    let joined = """
        Final-Recipient: rfc822; ann@shop.example
        Action: failed
        Status: 5.1.1
        Final-Recipient: rfc822; bob@shop.example
        Action: failed
        Status: 5.2.2
        """
    #expect(ReportSamples.read(ReportSamples.dsn(joined))?.recipients.count == 2)
    let divided = """
        Final-Recipient: rfc822; ann@shop.example

        Action: failed
        Status: 5.1.1
        """
    #expect(
        ReportSamples.read(ReportSamples.dsn(divided))?.recipients.map(summary) == [
            "ann@shop.example failed 5.1.1 userunknown true"
        ])
}

private let kinds: [(action: String, status: String, kind: DeliveryReport.Kind)] = [
    ("failed", "5.1.1", .failure), ("delayed", "4.0.0", .delay), ("delivered", "2.1.5", .success),
    ("relayed", "2.0.0", .success), ("expanded", "2.0.0", .success),
]

@Test("kind of a report by its actions", arguments: kinds)
func tellsKind(_ action: String, _ status: String, _ kind: DeliveryReport.Kind) {
    let fields = "Final-Recipient: rfc822; ann@shop.example\nAction: \(action)\nStatus: \(status)"
    #expect(ReportSamples.read(ReportSamples.dsn(fields))?.kind == kind)
}

@Test("global-delivery-status, RFC 6533 §4")
func readsGlobalStatus() {
    let fields = "Final-Recipient: utf-8; 用户@例子.example\nAction: failed\nStatus: 5.1.1"
    let report = ReportSamples.read(ReportSamples.dsn(fields, status: "message/global-delivery-status"))
    #expect(report?.recipients.map(\.address) == ["用户@例子.example"])
}

@Test("a person who forwards a report sends no report")
func sparesForwardedReport() {
    let inner = ReportSamples.dsn("Final-Recipient: rfc822; ann@shop.example\nAction: failed\nStatus: 5.1.1")
    let forwarded = """
        Return-Path: <ann@shop.example>
        From: Ann Reed <ann@shop.example>
        To: mia@out.example
        Subject: Fwd: bounce
        Content-Type: multipart/mixed; boundary="outer"

        --outer
        Content-Type: text/plain

        Can you look at this?
        --outer
        Content-Type: message/rfc822

        \(inner)
        --outer--

        """
    #expect(ReportSamples.read(forwarded) == nil)
}

@Test("relays that pass mail on inside mail of their own leave ours innermost")
func readsInnermostReturnedMessage() {
    let envelope = "From: relay@mx.example\nTo: postmaster@mx.example\nContent-Type: message/rfc822\n\n"
    let dsn = ReportSamples.dsn("Final-Recipient: rfc822; ann@shop.example\nAction: failed\nStatus: 5.1.1")
        .replacing("text/rfc822-headers\n\n", with: "message/rfc822\n\n\(envelope)\(envelope)")
    let report = ReportSamples.read(dsn)
    #expect(report?.originalMessageIDs == ["slc.one@out.example"])
    #expect(report?.returnedRecipients == ["ann@shop.example"])
}

private let misnamed = [
    "application/octet-stream; name=details.dat",
    "text/plain\nContent-Disposition: attachment; filename=ATT00001.txt",
]

@Test("fields that a gateway made a file of", arguments: misnamed)
func readsMisnamedStatus(_ type: String) {
    let fields = "Final-Recipient: rfc822; ann@shop.example\nAction: failed\nStatus: 5.2.2"
    let report = ReportSamples.read(ReportSamples.dsn(fields, type: "multipart/mixed", status: type))
    #expect(report?.recipients.map(\.address) == ["ann@shop.example"])
    #expect(report?.recipients.first?.status?.description == "5.2.2")
    #expect(report?.isMachineReadable == true)
}
