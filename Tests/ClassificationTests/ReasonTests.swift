import Classification
import DeliveryReports
import MailFormat
import Testing

/// A failure as Postfix reports it.
private func reason(
    _ diagnostic: String, status: String = "5.0.0", host: String = "mx.shop.example", words: String = "Sorry."
) -> Reason? {
    let report = """
        Return-Path: <>
        From: MAILER-DAEMON@mx.example
        To: mia@out.example
        Subject: Undelivered Mail Returned to Sender
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary=b

        --b
        Content-Type: text/plain; charset=utf-8

        \(words)
        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example

        Final-Recipient: rfc822; ann@shop.example
        Action: failed
        Status: \(status)
        Remote-MTA: dns; \(host)
        Diagnostic-Code: smtp; \(diagnostic)

        --b--

        """
    return Classifier(rules: ShippedRules.set).classify(Message(Array(report.utf8)), receivedAt: nil)
        .recipients.first?.reason
}

private let weighed: [(diagnostic: String, status: String, reason: Reason)] = [
    ("550 no such user", "5.7.1", .userunknown),  // plain words beat a code
    ("550 mailbox unavailable", "5.2.2", .mailboxfull),  // a code beats vague words
    ("550 5.1.1 blocked using a blocklist", "5.1.1", .blocked),  // a fault of ours beats both
    ("550 no such user, and your IP is on a blocklist", "5.1.1", .blocked),
    ("550 go away", "5.2.2", .mailboxfull),
    ("550 go away", "5.0.0", .undefined),  // x.0.0 says nothing
    ("552 go away", "5.0.0", .mailboxfull),  // the reply says a little
    ("550 rejected for unknown@spam.example", "5.0.0", .policyviolation),  // words in an address are none
]

@Test("words, status and reply weighed", arguments: weighed)
func weighsReasons(_ diagnostic: String, _ status: String, _ expected: Reason) {
    #expect(reason(diagnostic, status: status) == expected)
}

@Test("rules about a host hold for the host that spoke")
func keepsHostsApart() {
    #expect(reason("542 ann@shop.example Rejected", host: "cluster1.eu.messagelabs.com") == .userunknown)
    #expect(reason("542 ann@shop.example Rejected") == .policyviolation)
    #expect(reason("550 Unknown user ann@shop.example", host: "mfsmax.docomo.ne.jp") == .filtered)
    #expect(reason("550 Unknown user ann@shop.example") == .userunknown)
}

@Test("an address refused only after the message was known to the server")
func readsStep() {
    let words = "<ann@shop.example>: host mx said: 550 User unknown (in reply to end of DATA command)"
    #expect(reason("550 User unknown", words: words) == .filtered)
    #expect(reason("550 5.1.1 User unknown", status: "5.1.1", words: words) == .userunknown)
}

private let returned: [(id: String, from: String, forged: Bool)] = [
    ("<slc.1a2b3c4d5e@out.example>", "mia@out.example", false),
    ("<20260101.abc@pc.example>", "mia@out.example", true),  // our address is no secret, our ids are
    ("<0102019f-1@eu-west-1.amazonses.com>", "mia@out.example", false),  // SES puts its own id over ours
    ("<0102019f-1@eu-west-1.amazonses.com>", "eve@elsewhere.example", true),
    ("", "mia@out.example", false),
    ("", "eve@elsewhere.example", true),
]

@Test("forged reports", arguments: returned)
func tellsForgedReports(_ id: String, _ from: String, _ forged: Bool) {
    let report = """
        Return-Path: <>
        From: MAILER-DAEMON@mx.example
        To: mia@out.example
        Subject: failure notice
        MIME-Version: 1.0

        <ann@shop.example>:
        no such user

        --- Below this line is a copy of the message.

        Received: from x by y; Mon, 2 Mar 2026 09:00:00 +0000
        From: \(from)
        To: ann@shop.example
        Subject: Quick question
        \(id.isEmpty ? "X-Mailer: none" : "Message-ID: \(id)")

        Hello

        """
    let classifier = Classifier(
        rules: ShippedRules.set, settings: ClassifierSettings(ownDomains: ["out.example"]))
    let verdict = classifier.classify(Message(Array(report.utf8)), receivedAt: nil)
    #expect(verdict.kind == .bounce)
    #expect(verdict.forged == forged)
}
