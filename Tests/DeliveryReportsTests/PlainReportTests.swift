import MailFormat
import Testing

@testable import DeliveryReports

/// Reports in words: what is read, as `address status` of each recipient.
private let inWords: [(name: String, body: String, expected: [String])] = [
    (
        "qmail",
        """
        Hi. This is the qmail-send program at mx.example.
        I'm afraid I wasn't able to deliver your message.

        <ann@shop.example>:
        192.0.2.4 does not like recipient.
        Remote host said: 550 5.1.1 no such person
        Giving up on 192.0.2.4.

        <bob@other.example>:
        Sorry, no mailbox here by that name. (#5.1.1)

        --- Below this line is a copy of the message.

        \(ReportSamples.returned)
        """, ["ann@shop.example 5.1.1", "bob@other.example 5.1.1"]
    ),
    (
        "Exim",
        """
        This message was created automatically by mail delivery software.

          ann@shop.example
            SMTP error from remote mail server after RCPT TO:<ann@shop.example>:
            host mx.shop.example [192.0.2.4]: 550 5.2.1 mailbox disabled
          bob@other.example
            Unrouteable address

        ------ This is a copy of the message, including all the headers. ------

        \(ReportSamples.returned)
        """, ["ann@shop.example 5.2.1", "bob@other.example -"]
    ),
    (
        "Sendmail",
        """
        The original message was received at Mon, 2 Mar 2026 09:00:00 GMT

           ----- The following addresses had permanent fatal errors -----
        <ann@shop.example>

           ----- Transcript of session follows -----
        ... while talking to mx.shop.example.:
        >>> RCPT To:<ann@shop.example>
        <<< 550 5.1.1 nobody here
        550 5.1.1 <ann@shop.example>... User unknown
        """, ["ann@shop.example 5.1.1"]
    ),
    (
        "Postfix",
        """
        This is the mail system at host mx.example.

        <ann@shop.example> (expanded from <sales@shop.example>): host
            mx.shop.example[192.0.2.4] said: 552 5.2.2 over quota (in reply to
            DATA command)
        """, ["ann@shop.example 5.2.2"]
    ),
    (
        "Exchange",
        """
        Your message

          To:      ann@shop.example
          Subject: Quick question
          Sent:    Mon, 2 Mar 2026 09:00:00 +0000

        did not reach the following recipient(s):

        ann@shop.example on Mon, 2 Mar 2026 09:00:05 +0000
            The recipient name is not recognized
        """, ["ann@shop.example -"]
    ),
    (
        "another language, no code",
        """
        Guten Tag, Ihre Nachricht kam nicht an:

        <ann@shop.example>:
        Diese Adresse gibt es nicht.

        --- Es folgt die Nachricht.

        \(ReportSamples.returned)
        """, ["ann@shop.example -"]
    ),
    (
        "a name before the address",
        """
        Ann Reed <ann@shop.example>: 552 5.2.2 the mailbox is full
        """, ["ann@shop.example 5.2.2"]
    ),
    (
        "in a sentence, beside whom to ask",
        """
        Your mail to ann@shop.example was refused: 550 5.1.1 nobody here. Questions go to beheer@mx.example.
        """, ["ann@shop.example 5.1.1"]
    ),
    (
        "addresses one under the other, and what is said of both",
        """
        Not delivered:

          <ann@shop.example>
          <bob@shop.example>

        550 5.1.1 No such users.
        """, ["ann@shop.example 5.1.1", "bob@shop.example 5.1.1"]
    ),
    (
        "our Message-ID under a label that nobody knows",
        """
        Vēstule adresātam ann@shop.example nav piegādāta.

        Vēstules apzīmējums: <slc.one-7@out.example>
        """, ["ann@shop.example -"]
    ),
    (
        "an address for a name",
        """
          sales@shop.example <ann@shop.example>: malformed address
        """, ["ann@shop.example -"]
    ),
    (
        "fields in the text",
        """
        Your mail is back.

        Final-Recipient: rfc822; ann@shop.example
        Action: failed
        Status: 5.4.4
        """, ["ann@shop.example 5.4.4"]
    ),
]

@Test("reports in words, by structure", arguments: inWords)
func readsWords(_ name: String, _ body: String, _ expected: [String]) {
    let report = ReportSamples.read(ReportSamples.plain(body))
    #expect(report?.kind == .failure)
    #expect(report?.recipients.map { "\($0.address) \($0.status?.description ?? "-")" } == expected)
    if body.contains("slc.one@") { #expect(report?.originalMessageIDs == ["slc.one@out.example"]) }
}

@Test("the address that was written to, RFC 3464 §2.3.1")
func readsExpandedFrom() {
    let body = "<ann@shop.example> (expanded from <sales@shop.example>): unknown user"
    #expect(ReportSamples.read(ReportSamples.plain(body))?.recipients.first?.original == "sales@shop.example")
}

@Test("X-Failed-Recipients names them all, once each")
func readsFailedRecipients() {
    let head = "X-Failed-Recipients: ann@shop.example, bob@shop.example,\n ANN@shop.example"
    let report = ReportSamples.read(ReportSamples.plain("Not delivered.", head: head))
    #expect(report?.recipients.map(\.address) == ["ann@shop.example", "bob@shop.example"])
}

private let delays: [(subject: String, body: String, kind: DeliveryReport.Kind)] = [
    ("Warning: message still undelivered", "  ann@shop.example\n    connection refused", .delay),
    ("Zustellung verzögert", "  ann@shop.example\n    wird weiter versucht", .delay),
    ("Babala", "  ann@shop.example\n    susubukan pa rin ito", .delay),
    ("Delivery failed", "  ann@shop.example\n    it was delayed, now we are giving up", .failure),
    ("Warning: delayed", "  ann@shop.example\n    550 5.1.1 unknown; we will keep trying", .failure),
]

@Test("late or lost, in words", arguments: delays)
func tellsDelay(_ subject: String, _ body: String, _ kind: DeliveryReport.Kind) {
    #expect(ReportSamples.read(ReportSamples.plain(body, subject: subject))?.kind == kind)
}

/// Mail that is no report, however much it looks like one.
private let noReports: [(name: String, text: String)] = [
    (
        "a person who quotes a bounce",
        ReportSamples.plain(
            "I got this:\n\n<mia@out.example>:\n550 5.1.1 no such user\n\nWhat now?\n\nAnn\nann@shop.example",
            subject: "Re: Quick question", from: "Ann Reed <ann@shop.example>",
            head: "Return-Path: <ann@shop.example>")
    ),
    (
        "an absence with an empty return path",
        ReportSamples.plain(
            "I am away until 3 May. Please write to\n\nbob@shop.example\n\nAnn", subject: "Away",
            from: "Ann Reed <ann@shop.example>", head: "Return-Path: <>\nAuto-Submitted: auto-replied")
    ),
    (
        "a postmaster who writes as a person",
        ReportSamples.plain(
            "Yes, that works for us. Call me at ann@shop.example.", subject: "Re: Quick question",
            from: "postmaster@shop.example", head: "Return-Path: <postmaster@shop.example>")
    ),
    (
        "a postmaster who quotes a bounce",
        ReportSamples.plain(
            "The old box is gone:\n\n> <ann@shop.example>:\n> 550 5.1.1 no such user\n\nWrite to me.",
            subject: "Re: Quick question", from: "postmaster@shop.example",
            head: "Return-Path: <postmaster@shop.example>")
    ),
    (
        "a postmaster with a name",
        ReportSamples.plain(
            "The log says:\n\n<ann@shop.example>: 550 5.1.1 no such user\n\nWrite to me.",
            subject: "Re: Quick question", from: "Bob Reed <postmaster@shop.example>",
            head: "Return-Path: <postmaster@shop.example>")
    ),
    (
        "a person who tells of mail that did not arrive",
        ReportSamples.plain(
            "Your mail did not reach\n\nann@shop.example\n\nwho has left. Write to me.",
            subject: "Undelivered mail", from: "Bob Reed <bob@shop.example>",
            head: "Return-Path: <bob@shop.example>")
    ),
    (
        "a newsletter about bounces",
        ReportSamples.plain(
            "This week: 550 5.1.1 and what it means. Questions to news@weekly.example.",
            subject: "Undelivered Mail", from: "Postmaster Weekly <news@weekly.example>",
            head: "Return-Path: <news@weekly.example>")
    ),
    ("nothing", ""),
]

@Test("never calls other mail a report", arguments: noReports)
func sparesOtherMail(_ name: String, _ text: String) {
    #expect(ReportSamples.read(text) == nil)
}

/// Reports that no empty return path and no daemon's name in order tells.
private let unmarked: [(name: String, text: String)] = [
    (
        "a system that answers as a person does",
        ReportSamples.plain(
            "Refused: 550 5.1.1 no such user\n\n  MAIL FROM: mia@out.example\n  RCPT TO: ann@shop.example\n",
            subject: "Re: Quick question", from: "post_master@shop.example",
            head: "Return-Path: <post_master@shop.example>\nIn-Reply-To: <slc.one@out.example>")
    ),
    (
        "a system under a name of its own that returns our mail as text",
        ReportSamples.plain(
            "-- Failed --\n\n<ann@shop.example>: mailbox unavailable\n\n-- Returned --\n\n\(ReportSamples.returned)",
            subject: "Returned Mail", from: "Mail_Service@shop.example",
            head: "Return-Path: <Mail_Service@shop.example>")
    ),
]

@Test("told by its subject and what it returns, or by how it names the recipient", arguments: unmarked)
func readsUnmarked(_ name: String, _ text: String) {
    let report = ReportSamples.read(text)
    #expect(report?.kind == .failure)
    #expect(report?.recipients.map(\.address) == ["ann@shop.example"])
    #expect(report?.originalMessageIDs == ["slc.one@out.example"])
}

@Test("a report that is passed on as text counts, not the words around it")
func readsReportInText() {
    let inner = ReportSamples.dsn(
        "Final-Recipient: rfc822; ann@shop.example\nAction: failed\nStatus: 5.2.2", head: "Return-Path: <>")
    let body = "Your mail came back. Ask <help@relay.example>.\n\n------\n\(inner)"
    let report = ReportSamples.read(ReportSamples.plain(body, subject: "Undelivered Mail"))
    #expect(report?.recipients.map(\.address) == ["ann@shop.example"])
    #expect(report?.recipients.first?.status?.description == "5.2.2")
}

@Test("the returned message is not read as words about it")
func leavesCopyAlone() {
    let body = """
        <ann@shop.example>:
        Unknown.

        --- Copy

        \(ReportSamples.returned)
        Hello Ann, write to

          carl@third.example

        if you like. 550 5.7.1
        """
    let report = ReportSamples.read(ReportSamples.plain(body))
    #expect(report?.recipients.map(\.address) == ["ann@shop.example"])
    #expect(report?.recipients.first?.status == nil)
    #expect(report?.explanation.contains("carl") == false)
}

@Test("HTML alone")
func readsHTML() {
    let text = """
        Return-Path: <>
        From: postmaster@shop.example
        To: mia@out.example
        Subject: Non remis
        Content-Type: text/html; charset=utf-8

        <html><head><style>p { x: y@z.example }</style></head><body><p>Votre message n&#39;a pas &eacute;t&eacute; remis :</p>
        <p><a href="mailto:ann@shop.example">ann@shop.example</a><br>550 5.1.1 inconnu</p></body></html>

        """
    let report = ReportSamples.read(text)
    #expect(report?.recipients.map(\.address) == ["ann@shop.example"])
    #expect(report?.recipients.first?.status?.description == "5.1.1")
}
