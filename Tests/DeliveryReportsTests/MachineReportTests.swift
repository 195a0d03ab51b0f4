import MailFormat
import Testing

@testable import DeliveryReports

/// Reports of systems nobody has heard of, in any language: known by structure. `head` has the sender's marks.
private let unknownSystems:
    [(name: String, from: String, subject: String, body: String, expected: [String])] = [
        (
            "label, id of our mail", "Pošta <robot@shop.example>", "Zpráva",
            "Komu:   ann@shop.example\nId:     <slc.2f8tk670hg@out.example>\nDuvod:  nic\n",
            ["ann@shop.example"]
        ),
        (
            "two blocks and an id", "Cartero <cartero@shop.example>", "Carta",
            "  ann@shop.example ... nada\n  bob@shop.example ... nada\n\nSu carta: <slc.2f8tk670hg@out.example>\n",
            ["ann@shop.example", "bob@shop.example"]
        ),
        (
            "assignments", "mta@shop.example", "GAGAL KIRIM",
            "tujuan=ann@shop.example\nasal=mia@out.example\nid=<slc.2f8tk670hg@out.example>\nhasil=ditolak\n",
            ["ann@shop.example"]
        ),
        (
            "the wide colon", "postmaster@shop.example", "退信通知", "收件人：ann@shop.example\n原因：不存在\n",
            ["ann@shop.example"]
        ),
        (
            "one address in a sentence", "noreply@shop.example", "Email không gửi được",
            "Thư gửi đến ann@shop.example đã bị trả lại.\n", ["ann@shop.example"]
        ),
    ]

@Test("unknown systems", arguments: unknownSystems)
func readsUnknownSystem(
    _ name: String, _ from: String, _ subject: String, _ body: String, _ expected: [String]
) {
    let report = ReportSamples.read(ReportSamples.plain(body, subject: subject, from: from))
    #expect(report?.kind == .failure, "\(name)")
    #expect(report?.recipients.map(\.address) ?? [] == expected, "\(name)")
}

/// What people's programs and newsletters send under an empty path or the name of a postmaster.
private let spared: [(name: String, from: String, head: String, subject: String, body: String)] = [
    (
        "an absence with a deputy", "ann@shop.example", "Return-Path: <>\nAuto-Submitted: auto-replied",
        "Urlaub",
        "Ich bin nicht da. Bitte schreiben Sie an bob@shop.example.\n"
    ),
    (
        "somebody left, and the subject says failed", "ann@shop.example",
        "Return-Path: <>\nAuto-Submitted: auto-generated\nIn-Reply-To: <slc.2f8tk670hg@out.example>",
        "Sikertelen kézbesítés", "Keresse: bob@shop.example\n"
    ),
    (
        "a mailbox that nobody reads", "noreply@shop.example",
        "Return-Path: <>\nAuto-Submitted: auto-replied",
        "Ihre Nachricht",
        "Sie kann nicht zugestellt werden, hier liest niemand.\nKontakt:   bob@shop.example\n"
    ),
    (
        "a newsletter of a postmaster", "postmaster@letter.example",
        "Return-Path: <news@letter.example>\nList-Id: <news.letter.example>", "Undelivered mail, explained",
        "  Final-Recipient: rfc822; ann@shop.example\n  Action: failed\n  Status: 5.1.1\n"
    ),
    (
        "a name alone", "Mail Delivery System <support@shop.example>", "Return-Path: <bulk@shop.example>",
        "Mail delivery failed", "Your mailbox mia@out.example is over quota. Write to help@shop.example\n"
    ),
]

@Test("no report", arguments: spared)
func sparesMail(_ name: String, _ from: String, _ head: String, _ subject: String, _ body: String) {
    let report = ReportSamples.read(ReportSamples.plain(body, subject: subject, from: from, head: head))
    #expect(report == nil, "\(name)")
}

@Test("the id of our mail is found in the words, and is no recipient")
func findsMessageIDInWords() {
    let report = ReportSamples.read(
        ReportSamples.plain("<ann@shop.example>:\nno\n\nMessage no. <slc.2f8tk670hg@out.example>\n"))
    #expect(report?.recipients.map(\.address) == ["ann@shop.example"])
    #expect(report?.originalMessageIDs == ["slc.2f8tk670hg@out.example"])
    #expect(report?.returnedMessageIDs == [])
}

@Test("a complaint in words alone")
func readsPlainComplaint() {
    let text = ReportSamples.plain(
        "A user pressed the button.\n\n=== header ===\n\n\(ReportSamples.returned)\nReceived: from x\n",
        subject: "[Reclamação de SPAM] Quick question", from: "Abuse <abuse@isp.example>",
        head: "Return-Path: <abuse@isp.example>")
    let report = ReportSamples.read(text)
    #expect(report?.kind == .feedback)
    #expect(report?.recipients.map(\.address) == ["ann@shop.example"])
    #expect(report?.originalMessageIDs.first == "slc.one@out.example")
}

@Test("a complaint without a report part whose last part is the header of our message, or the message")
func readsUnmarkedComplaint() {
    for type in ["text/rfc822-headers", "message/rfc822"] {
        let report = ReportSamples.read(
            """
            Return-Path: <staff@hotmail.example>
            From: staff@hotmail.example
            To: sales@shop.example
            Subject: complaint about message from 192.0.2.1
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: \(type)

            X-HmXmrOriginalRecipient: <reader@outlook.example>
            \(ReportSamples.returned)
            --b--
            """)
        #expect(report?.kind == .feedback, "\(type)")
        #expect(report?.recipients.map(\.address) == ["reader@outlook.example"], "\(type)")
    }
}

@Test("line ends do not matter: CRLF, LF, both in turn")
func ignoresMixedLineEnds() {
    let samples =
        unknownSystems.map { ReportSamples.plain($0.body, subject: $0.subject, from: $0.from) } + [
            ReportSamples.dsn(
                """
                Final-Recipient: rfc822; ann@shop.example
                Action: failed
                Status: 5.1.1
                Diagnostic-Code: smtp; 550 5.1.1
                    nobody here
                """,
                words:
                    "<ann@shop.example>: host mx.example said:\n    550 nobody (in reply to RCPT TO command)")
        ]
    for sample in samples {
        let crlf = ReportSamples.crlf(sample)
        var mixed: [UInt8] = []
        var lines = 0
        for byte in crlf {
            if byte == UInt8(ascii: "\n") {
                lines += 1
                if lines.isMultiple(of: 2) { mixed.removeLast() }
            }
            mixed.append(byte)
        }
        let wanted = ReportReader.read(Message(crlf))
        for other in [Array(sample.utf8), mixed] {
            let found = ReportReader.read(Message(other))
            #expect(found?.recipients == wanted?.recipients)
            #expect(found?.kind == wanted?.kind)
            #expect(found?.originalMessageIDs == wanted?.originalMessageIDs)
        }
    }
}

private let successes: [(subject: String, kind: DeliveryReport.Kind, action: ReportedRecipient.Action)] = [
    ("Delivery Status Notification (Success)", .success, .delivered),
    ("Relayed: Quick question", .success, .relayed),
    ("Успешно доставлено: Quick question", .success, .delivered),
    ("Delivery Status Notification (Failure)", .failure, .failed),
    ("Not delivered: Quick question", .failure, .failed),  // the words of success are in it
]

@Test("success and relaying in words alone", arguments: successes)
func readsPlainSuccess(
    _ subject: String, _ kind: DeliveryReport.Kind, _ action: ReportedRecipient.Action
) {
    let report = ReportSamples.read(ReportSamples.plain("<ann@shop.example>\n", subject: subject))
    #expect(report?.kind == kind)
    #expect(report?.recipients.map(\.action) ?? [] == [action])
}
