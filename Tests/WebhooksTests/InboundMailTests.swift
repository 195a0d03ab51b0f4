import CalendarTime
import DeliveryReports
import Foundation
import MailFormat
import Testing

@testable import Webhooks

/// 8-bit octets that are no UTF-8: what a JSON text or a decoded form would damage.
private let raw = Array("From: bob@y.example\r\nSubject: hi\r\n\r\ncaf".utf8) + [0xE9, 13, 10]
private let base64 = Data(raw).base64EncodedString()
private let plain = "From: bob@y.example\\r\\nSubject: hi\\r\\n\\r\\nhello\\r\\n"
private let plainBytes = Array("From: bob@y.example\r\nSubject: hi\r\n\r\nhello\r\n".utf8)

private func sparkPost(_ text: String, _ isBase64: Bool) -> WebhookRequest {
    post(
        #"[{"msys":{"relay_message":{"content":{"email_rfc822":"\#(text)","email_rfc822_is_base64":\#(isBase64)},"msg_from":"bob@y.example","rcpt_to":"me@our.example"}}}]"#
    )
}

private let rawMails: [(WebhookProvider, WebhookRequest, [UInt8])] = [
    (
        .sendgridInbound,
        multipart([
            ("email", nil, raw),
            ("envelope", nil, Array(#"{"to":["me@our.example"],"from":"bob@y.example"}"#.utf8)),
            ("charsets", nil, Array(#"{"subject":"UTF-8"}"#.utf8)),
        ]), raw
    ),
    (
        .mailgunRoutes,
        multipart([
            ("recipient", nil, Array("me@our.example".utf8)), ("sender", nil, Array("bob@y.example".utf8)),
            ("token", nil, Array("tok".utf8)), ("body-mime", nil, raw),
        ]), raw
    ),
    (
        .mailgunRoutes,
        form([
            ("recipient", "me@our.example"), ("sender", "bob@y.example"), ("token", "tok"),
            ("body-mime", String(decoding: plainBytes, as: UTF8.self)),
        ]), plainBytes
    ),
    (
        .postmark,
        post(
            #"{"FromFull":{"Email":"bob@y.example"},"OriginalRecipient":"me@our.example","MessageID":"uuid-2","RawEmail":"\#(plain)"}"#
        ), plainBytes
    ),
    (.sparkpost, sparkPost(base64, true), raw), (.sparkpost, sparkPost(plain, false), plainBytes),
    (
        .mandrill,
        form([
            (
                "mandrill_events",
                #"[{"event":"inbound","ts":1,"msg":{"raw_msg":"\#(plain)","email":"me@our.example","sender":"bob@y.example"}}]"#
            )
        ]), plainBytes
    ),
    (
        .postal,
        post(
            #"{"id":7,"rcpt_to":"me@our.example","mail_from":"bob@y.example","message":"\#(base64)","base64":true}"#
        ), raw
    ),
]

@Suite("inbound mail")
struct InboundMailTests {
    @Test("with its source", arguments: rawMails)
    func source(_ provider: WebhookProvider, _ request: WebhookRequest, _ bytes: [UInt8]) throws {
        let decoded = WebhookDecoding.decode(request, provider: provider, proof: .sharedSecret)
        let mail = try #require(decoded.mails.first)
        #expect(decoded.mails.count == 1 && decoded.events.isEmpty && decoded.notes.isEmpty)
        #expect(mail.raw == bytes)
        #expect(mail.envelopeSender == "bob@y.example")
        #expect(mail.envelopeRecipients == ["me@our.example"])
        #expect(mail.receivedAt == now)
        #expect(!mail.isReconstructed)
        #expect(mail.id.hasPrefix("\(provider.rawValue):") && mail.id.count > provider.rawValue.count + 1)
    }

    static let rebuilt: [(WebhookProvider, WebhookRequest)] = [
        (
            .postmark,
            post(
                #"{"FromFull":{"Email":"bob@y.example"},"From":"Bob <bob@y.example>","To":"me@our.example","Subject":"Grüße","Date":"Sun, 1 Mar 2026 10:00:00 +0000","MessageID":"uuid-2","OriginalRecipient":"me@our.example","TextBody":"hello","HtmlBody":"<p>hello</p>","Headers":[{"Name":"Return-Path","Value":"<bounce@y.example>"},{"Name":"Message-ID","Value":"<m1@y.example>"},{"Name":"In-Reply-To","Value":"<own@our.example>"}],"Attachments":[{"Name":"a \"b\".pdf","Content":"JVBERg==","ContentType":"application/pdf","ContentID":"c1@x"}]}"#
            )
        ),
        (
            .brevo,
            post(
                #"{"items":[{"Uuid":["u-9"],"MessageId":"<m1@y.example>","InReplyTo":"<own@our.example>","From":{"Name":"Bob","Address":"bob@y.example"},"To":[{"Name":null,"Address":"me@our.example"}],"SentAtDate":"Sun, 1 Mar 2026 10:00:00 +0000","Subject":"Grüße","Headers":{"Return-Path":"<bounce@y.example>","Delivered-To":"me@our.example","Received":["a","b"]},"RawTextBody":"hello","RawHtmlBody":"<p>hello</p>","Attachments":[{"Name":"a \"b\".pdf","ContentType":"application/pdf","ContentLength":4,"DownloadToken":"t"}]}]}"#
            )
        ),
        (
            .mailjet,
            post(
                #"{"Sender":"bounce@y.example","Recipient":"me@our.example","From":"Bob <bob@y.example>","Subject":"Grüße","Headers":{"From":"Bob <bob@y.example>","Subject":"Grüße","Message-ID":"<m1@y.example>","In-Reply-To":["<own@our.example>"],"Content-Type":"multipart/mixed; boundary=old"},"Text-part":"hello","Html-part":"<p>hello</p>","Parts":[{"Headers":{"Content-Type":"text/plain"},"ContentRef":"Text-part"},{"Headers":{"Content-Type":"application/pdf","Content-Disposition":"attachment; filename=\"a 'b'.pdf\""},"ContentRef":"Attachment1"}],"Attachment1":"JVBERg=="}"#
            )
        ),
        (
            .mailgunRoutes,
            multipart([
                ("sender", nil, Array("bounce@y.example".utf8)),
                ("recipient", nil, Array("me@our.example".utf8)), ("token", nil, Array("tok".utf8)),
                (
                    "message-headers", nil,
                    Array(
                        #"[["From","Bob <bob@y.example>"],["Subject","Grüße"],["Message-Id","<m1@y.example>"],["In-Reply-To",["<own@our.example>"]],["Content-Type","multipart/mixed; boundary=old"]]"#
                            .utf8)
                ),
                ("body-plain", nil, Array("hello".utf8)), ("body-html", nil, Array("<p>hello</p>".utf8)),
                ("attachment-1", "C:\\\\docs\\\\a.pdf", Array("%PDF".utf8)),
            ])
        ),
        (
            .sendgridInbound,
            multipart([
                (
                    "envelope", nil, Array(#"{"to":["me@our.example"],"from":"bounce@y.example"}"#.utf8)
                ),
                (
                    "charsets", nil,
                    Array(#"{"subject":"ISO-8859-1","text":"utf-8","html":"UTF-8"}"#.utf8)
                ),
                ("from", nil, Array("Bob <bob@y.example>".utf8)),
                ("subject", nil, [0x47, 0x72, 0xFC, 0xDF, 0x65]),
                (
                    "headers", nil,
                    Array(
                        "Message-ID: <m1@y.example>\nIn-Reply-To:\n <own@our.example>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=old\n"
                            .utf8)
                ),
                ("text", nil, Array("hello".utf8)), ("html", nil, Array("<p>hello</p>".utf8)),
                ("attachment1", "a.pdf", Array("%PDF".utf8)),
            ])
        ),
    ]

    @Test("without its source, rebuilt", arguments: rebuilt)
    func reconstruction(_ provider: WebhookProvider, _ request: WebhookRequest) throws {
        let decoded = WebhookDecoding.decode(request, provider: provider, proof: .sharedSecret)
        #expect(decoded.notes.map(\.reason) == [.reconstructed])
        let mail = try #require(decoded.mails.first)
        #expect(mail.isReconstructed)
        #expect(mail.envelopeSender == "bounce@y.example")
        #expect(mail.envelopeRecipients == ["me@our.example"])
        let message = Message(mail.raw)
        #expect(message.defects.isEmpty, "\(message.defects)")
        #expect(message.subject == "Grüße")
        #expect(message.from.map(\.address) == ["bob@y.example"])
        #expect(message.messageID == "m1@y.example")
        let types = message.parts.map { "\($0.mediaType.type)/\($0.mediaType.subtype)" }
        #expect(
            types == [
                "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf",
            ])
        #expect(message.text(of: 2).trimmingBlanks() == "hello")
        #expect(message.text(of: 3).trimmingBlanks() == "<p>hello</p>")
        #expect(message.parts[4].isAttachment && message.parts[4].fileName?.hasSuffix(".pdf") == true)
        #expect(message.body(of: 4) == (provider == .brevo ? [] : Array("%PDF".utf8)))
        let again = WebhookDecoding.decode(request, provider: provider, proof: .sharedSecret)
        #expect(again.mails == decoded.mails)
    }

    @Test("a report that lost its structure is still a report")
    func report() throws {
        let status =
            "Reporting-MTA: dns; mx.y.example\r\n\r\nFinal-Recipient: rfc822; a@x.example\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        let body =
            #"{"FromFull":{"Email":"mailer-daemon@y.example"},"From":"mailer-daemon@y.example","Subject":"Undelivered","MessageID":"uuid-3","TextBody":"Sorry","Headers":[{"Name":"Content-Type","Value":"multipart/report; report-type=delivery-status;\r\n boundary=\"old\""}],"Attachments":[{"Name":"","Content":"\#(Data(status.utf8).base64EncodedString())","ContentType":"message/delivery-status"}]}"#
        let mail = WebhookDecoding.decode(post(body), provider: .postmark, proof: .sharedSecret).mails.first
        let message = Message(try #require(mail).raw)
        let report = try #require(ReportReader.read(message))
        #expect(report.recipients.map(\.address) == ["a@x.example"])
        #expect(report.recipients.first?.statusText == "5.1.1")
    }

    @Test("fields of a rebuilt mail cannot make others")
    func injection() {
        var mail = MailRebuilding()
        mail.add("Subject", "a\r\nBcc: x@evil.example\r\n\r\nbody")
        mail.add("Evil\r\nBcc", "x")
        mail.add("Evil:", "x")
        mail.add("", "x")
        mail.text = "t"
        mail.attachments = [
            MailRebuilding.Attachment(
                type: "text/x\r\nBcc: y", name: "n\"\r\nBcc: z", contentID: "c>\r\nBcc: q", bytes: [])
        ]
        let text = String(decoding: mail.bytes, as: UTF8.self)
        #expect(!text.contains("\nBcc"))
        #expect(text.hasPrefix("Subject: a Bcc: x@evil.example body\r\nMIME-Version: 1.0\r\n"))
    }

    @Test("what is no mail", arguments: [WebhookProvider.sendgridInbound, .mailgunRoutes])
    func noMail(_ provider: WebhookProvider) {
        for request in [form([("a", "b")]), multipart([("a", nil, [])]), post("{}")] {
            let decoded = WebhookDecoding.decode(request, provider: provider, proof: .sharedSecret)
            #expect(decoded.mails.isEmpty)
            #expect(decoded.notes.count == 1)
        }
    }
}
