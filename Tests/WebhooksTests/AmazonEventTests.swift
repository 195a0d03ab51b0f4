import CalendarTime
import Foundation
import LeadStages
import Testing

@testable import Webhooks

private func bounce(_ type: String, _ subtype: String, _ recipients: String...) -> String {
    #"{"notificationType":"Bounce","bounce":{"bounceType":"\#(type)","bounceSubType":"\#(subtype)","bouncedRecipients":[\#(recipients.joined(separator: ","))],"feedbackId":"f-1","timestamp":"2026-02-28T10:00:00.000Z"},"mail":{"messageId":"ses-1","source":"me@our.example","destination":["a@x.example"]}}"#
}

private func recipient(
    _ address: String = "a@x.example", action: String? = nil, status: String? = nil, diagnostic: String? = nil
)
    -> String
{
    var fields = [#""emailAddress":"\#(address)""#]
    if let action { fields.append(#""action":"\#(action)""#) }
    if let status { fields.append(#""status":"\#(status)""#) }
    if let diagnostic { fields.append(#""diagnosticCode":"\#(diagnostic)""#) }
    return "{\(fields.joined(separator: ","))}"
}

private func complaint(_ extra: String, _ recipients: [String], destination: [String]) -> String {
    let list = recipients.map { #"{"emailAddress":"\#($0)"}"# }.joined(separator: ",")
    let to = destination.map { #""\#($0)""# }.joined(separator: ",")
    return
        #"{"eventType":"Complaint","complaint":{"complainedRecipients":[\#(list)],"feedbackId":"f-2"\#(extra)},"mail":{"messageId":"ses-1","destination":[\#(to)]}}"#
}

private let rows: [EventRow] = [
    EventRow(
        bounce(
            "Permanent", "General",
            recipient(action: "failed", status: "5.1.1", diagnostic: "smtp; 550 5.1.1 x")),
        "hard_bounce a@x.example ses-1 5.1.1"),
    EventRow(bounce("Permanent", "NoEmail", recipient()), "hard_bounce a@x.example ses-1 -"),
    // One bounce, two fates.
    EventRow(
        bounce(
            "Permanent", "General", recipient(action: "failed", status: "5.0.0"),
            recipient("b@x.example", action: "delayed", status: "4.0.0")),
        "hard_bounce a@x.example ses-1 5.0.0", "delayed b@x.example ses-1 4.0.0"),
    // Our reputation, whatever SES calls it.
    EventRow(
        bounce("Permanent", "General", recipient(diagnostic: "smtp; 550-5.7.26 unauthenticated")),
        "blocked a@x.example ses-1 5.7.26"),
    EventRow(bounce("Permanent", "Suppressed", recipient()), "provider_suppressed a@x.example ses-1 -"),
    EventRow(
        bounce("Permanent", "OnAccountSuppressionList", recipient()),
        "provider_suppressed a@x.example ses-1 -"),
    // May be an absence.
    EventRow(
        bounce("Transient", "General", recipient()), "delayed a@x.example ses-1 -", notes: [.ambiguousBounce]),
    EventRow(
        bounce("Transient", "General", recipient(action: "failed", status: "4.4.7")),
        "soft_bounce a@x.example ses-1 4.4.7"),
    EventRow(
        bounce("Transient", "General", recipient(diagnostic: "smtp; 452 try later")),
        "soft_bounce a@x.example ses-1 4.0.0"),
    EventRow(
        bounce("Transient", "General", recipient(status: "5.4.4")), "hard_bounce a@x.example ses-1 5.4.4"),
    EventRow(
        bounce("Transient", "MailboxFull", recipient(status: "5.2.2")), "soft_bounce a@x.example ses-1 5.2.2"),
    EventRow(bounce("Transient", "MessageTooLarge", recipient()), "content_blocked a@x.example ses-1 -"),
    EventRow(bounce("Transient", "ContentRejected", recipient()), "content_blocked a@x.example ses-1 -"),
    EventRow(bounce("Transient", "AttachmentRejected", recipient()), "content_blocked a@x.example ses-1 -"),
    EventRow(bounce("Undetermined", "Undetermined", recipient()), "soft_bounce a@x.example ses-1 -"),
    EventRow(bounce("Permanent", "General"), notes: [.incomplete]),
    EventRow(
        complaint("", ["a@x.example"], destination: ["a@x.example"]), "complaint a@x.example ses-1 -"),
    EventRow(
        complaint(#","complaintFeedbackType":"abuse""#, ["a@x.example"], destination: ["a@x.example"]),
        "complaint a@x.example ses-1 -"),
    EventRow(
        complaint(#","complaintFeedbackType":"not-spam""#, ["a@x.example"], destination: ["a@x.example"]),
        notes: [.uninteresting]),
    EventRow(
        complaint(
            #","complaintSubType":"OnAccountSuppressionList""#, ["a@x.example"], destination: ["a@x.example"]),
        "provider_suppressed a@x.example ses-1 -"),
    // Those who may have complained: without a message, each is held for review.
    EventRow(
        complaint("", ["a@x.example", "b@x.example"], destination: ["a@x.example", "b@x.example"]),
        "complaint a@x.example - -", "complaint b@x.example - -", notes: [.severalRecipients]),
    EventRow(
        complaint("", ["a@x.example"], destination: ["a@x.example", "b@x.example"]),
        "complaint a@x.example - -", notes: [.severalRecipients]),
    EventRow(
        #"{"eventType":"DeliveryDelay","deliveryDelay":{"delayType":"MailboxFull","delayedRecipients":[{"emailAddress":"a@x.example","status":"4.2.2"}],"timestamp":"2026-02-28T10:00:00Z"},"mail":{"messageId":"ses-1"}}"#,
        "delayed a@x.example ses-1 4.2.2"),
    EventRow(#"{"eventType":"Delivery","mail":{}}"#, notes: [.uninteresting]),
    EventRow(#"{"eventType":"Open"}"#, notes: [.uninteresting]),
    EventRow(#"{"eventType":"Subscription"}"#, notes: [.uninteresting]),
    EventRow(#"{"eventType":"Reject"}"#, notes: [.ownFault]),
    EventRow(#"{"eventType":"Rendering Failure"}"#, notes: [.ownFault]),
    EventRow(#"{"eventType":"SomethingNew"}"#, notes: [.unknownEvent]),
    EventRow("{}", notes: [.unknownEvent]),
    EventRow(
        "Successfully validated SNS topic for Amazon SES event publishing.", notes: [.uninteresting]),
    EventRow("\"text\"", notes: [.uninteresting]),
]

@Suite("Amazon SES")
struct AmazonEventTests {
    @Test("events", arguments: rows)
    func events(_ row: EventRow) {
        row.check(amazon(row.body), .ses, .signature)
    }

    @Test("the Message-ID that we gave goes before the one of SES")
    func messageID() {
        let headers =
            #"{"notificationType":"Bounce","bounce":{"bounceType":"Permanent","bouncedRecipients":[{"emailAddress":"<a@x.example>"}]},"mail":{"messageId":"ses-1","source":"Me <me@our.example>","headers":[{"name":"MESSAGE-ID","value":" <own@our.example>"}]}}"#
        let event = WebhookDecoding.decode(amazon(headers), provider: .ses, proof: .signature).events.first
        #expect(event?.messageID == "own@our.example")
        #expect(event?.recipient == "a@x.example")
        #expect(event?.mailbox == "me@our.example")
        #expect(event?.way == .proven)
    }

    @Test("the id is that of the feedback, not of the notification; the time is the event's")
    func identity() {
        let body = bounce("Permanent", "General", recipient())
        let one = WebhookDecoding.decode(amazon(body, id: "m-1"), provider: .ses, proof: .signature).events
        let two = WebhookDecoding.decode(amazon(body, id: "m-2"), provider: .ses, proof: .signature).events
        #expect(one.map(\.id) == ["ses:bounce|f-1|a@x.example"])
        #expect(one == two)
        #expect(one.first?.at == Instant(iso8601: "2026-02-28T10:00:00Z"))
    }

    @Test("complaints that are not certain do not act alone")
    func uncertain() {
        let body = complaint("", ["a@x.example", "b@x.example"], destination: [])
        let events = WebhookDecoding.decode(amazon(body), provider: .ses, proof: .signature).events
        #expect(events.map(\.way) == [.unproven, .unproven])
        #expect(events.allSatisfy { $0.signal.effect(by: $0.way, isMatched: false) == .review })
    }

    static let mails: [(content: String, encoding: String, raw: [UInt8])] = [
        ("Subject: x\\r\\n\\r\\nä", "UTF8", Array("Subject: x\r\n\r\nä".utf8)),
        ("U3ViamVjdDogeA0KDQrk", "BASE64", Array("Subject: x\r\n\r\n".utf8) + [0xE4]),
    ]

    @Test("inbound, with the message", arguments: mails)
    func mail(_ content: String, _ encoding: String, _ raw: [UInt8]) throws {
        let body =
            #"{"notificationType":"Received","content":"\#(content)","mail":{"messageId":"in-1","source":"bob@y.example","destination":["z@z.example"]},"receipt":{"timestamp":"2026-02-28T10:00:00Z","recipients":["me@our.example"],"processingTimeMillis":"12","action":{"type":"SNS","encoding":"\#(encoding)"}}}"#
        let decoded = WebhookDecoding.decode(amazon(body), provider: .ses, proof: .signature)
        let mail = try #require(decoded.mails.first)
        #expect(mail.raw == raw)
        #expect(mail.id == "ses:in-1")
        #expect(mail.envelopeSender == "bob@y.example")
        #expect(mail.envelopeRecipients == ["me@our.example"])
        #expect(mail.receivedAt == Instant(iso8601: "2026-02-28T10:00:00Z"))
        #expect(!mail.isReconstructed)
    }

    @Test(
        "inbound, stored in S3: the region is the topic's unless the settings name one",
        arguments: [(nil, "eu-west-1"), ("us-east-1", "us-east-1")] as [(String?, String)])
    func stored(_ region: String?, _ expected: String) {
        let body =
            #"{"notificationType":"Received","mail":{"messageId":"in-1","source":"bob@y.example"},"receipt":{"recipients":["me@our.example"],"action":{"type":"S3","bucketName":"b","objectKey":"p/in-1"}}}"#
        let decoded = WebhookDecoding.decode(
            amazon(body), provider: .ses, proof: .signature, settings: WebhookSettings(region: region))
        #expect(
            decoded.fetches == [
                .s3Object(bucket: "b", key: "p/in-1", region: expected, recipients: ["me@our.example"])
            ])
        #expect(decoded.mails.isEmpty)
    }
}
