import CalendarTime
import Foundation
import Intake
import LeadStages
import Testing

@testable import Webhooks

private func sendGrid(_ fields: String, id: String = "e-1") -> String {
    #"[{"email":"a@x.example","timestamp":1772366000,"smtp-id":"<own@our.example>","sg_event_id":"\#(id)","sg_message_id":"sg.filter1",\#(fields)}]"#
}

private let sendGridRows: [EventRow] = [
    EventRow(
        sendGrid(#""event":"bounce","type":"bounce","status":"5.1.1","reason":"550 5.1.1 unknown""#),
        "hard_bounce a@x.example own@our.example 5.1.1"),
    EventRow(
        sendGrid(
            #""event":"bounce","type":"bounce","status":"5.0.0","bounce_classification":"Invalid Address""#),
        "hard_bounce a@x.example own@our.example 5.0.0"),
    EventRow(
        sendGrid(#""event":"bounce","type":"bounce","status":"5.2.2","reason":"552 full""#),
        "soft_bounce a@x.example own@our.example 5.2.2"),
    EventRow(
        sendGrid(#""event":"bounce","type":"bounce","reason":"550 mailbox unavailable""#),
        "soft_bounce a@x.example own@our.example 5.0.0"),
    EventRow(
        sendGrid(#""event":"bounce","type":"blocked","status":"5.1.1""#),
        "blocked a@x.example own@our.example 5.1.1"),
    EventRow(
        sendGrid(#""event":"bounce","type":"bounce","status":"5.7.1""#),
        "blocked a@x.example own@our.example 5.7.1"),
    EventRow(
        sendGrid(#""event":"deferred","response":"450 4.2.1","attempt":"3""#),
        "delayed a@x.example own@our.example 4.2.1"),
    EventRow(
        sendGrid(#""event":"dropped","reason":"Bounced Address""#),
        "provider_suppressed a@x.example own@our.example -"),
    EventRow(
        sendGrid(#""event":"dropped","reason":"Invalid""#),
        "provider_suppressed a@x.example own@our.example -"),
    // Refused because the person asked: a wish, whoever remembers it.
    EventRow(
        sendGrid(#""event":"dropped","reason":"Unsubscribed Address""#),
        "unsubscribe a@x.example own@our.example -"),
    EventRow(
        sendGrid(#""event":"dropped","reason":"Spam Reporting Address""#),
        "unsubscribe a@x.example own@our.example -"),
    EventRow(
        sendGrid(#""event":"dropped","reason":"Spam Content (if Spam Checker app is enabled)""#),
        "content_blocked a@x.example own@our.example -"),
    EventRow(
        sendGrid(#""event":"dropped","reason":"Recipient List over Package Quota""#), notes: [.ownFault]),
    EventRow(sendGrid(#""event":"spamreport""#), "complaint a@x.example own@our.example -"),
    EventRow(sendGrid(#""event":"unsubscribe""#), "unsubscribe a@x.example own@our.example -"),
    EventRow(
        sendGrid(#""event":"group_unsubscribe","asm_group_id":7"#),
        "unsubscribe a@x.example own@our.example -"),
    EventRow(sendGrid(#""event":"group_resubscribe""#), "resubscribe a@x.example own@our.example -"),
    EventRow(sendGrid(#""event":"delivered""#), notes: [.uninteresting]),
    EventRow(sendGrid(#""event":"account_status_change""#), notes: [.unknownEvent]),
    // Without the RFC's id, SendGrid's own up to the first dot; without an event id, what else it has.
    EventRow(
        #"[{"email":"a@x.example","event":"spamreport","sg_message_id":"14c5.filter-2","timestamp":1}]"#,
        "complaint a@x.example 14c5 -"),
    EventRow(#"{"event":"bounce"}"#, notes: [.unreadable]),
]

private func mailgun(_ fields: String) -> String {
    #"{"signature":{},"event-data":{"id":"i-1","timestamp":1772366000.389832,"recipient":"a@x.example","message":{"headers":{"message-id":"own@our.example"}},\#(fields)}}"#
}

private let mailgunRows: [EventRow] = [
    EventRow(
        mailgun(
            #""event":"failed","severity":"permanent","reason":"bounce","delivery-status":{"code":550,"message":"5.1.1 unknown"}"#
        ),
        "hard_bounce a@x.example own@our.example 5.1.1"),
    EventRow(
        mailgun(
            #""event":"failed","severity":"permanent","reason":"bounce","delivery-status":{"code":"550","message":"550 5.7.1 policy"}"#
        ),
        "blocked a@x.example own@our.example 5.7.1"),
    EventRow(
        mailgun(#""event":"failed","severity":"permanent","reason":"bounce","delivery-status":null"#),
        "hard_bounce a@x.example own@our.example -"),
    EventRow(
        mailgun(#""event":"failed","severity":"permanent","reason":"suppress-bounce""#),
        "provider_suppressed a@x.example own@our.example -"),
    EventRow(
        mailgun(#""event":"failed","severity":"permanent","reason":"suppress-unsubscribe""#),
        "unsubscribe a@x.example own@our.example -"),
    EventRow(
        mailgun(#""event":"failed","severity":"permanent","reason":"suppress-complaint""#),
        "unsubscribe a@x.example own@our.example -"),
    EventRow(
        mailgun(
            #""event":"failed","severity":"temporary","reason":"generic","delivery-status":{"code":498,"message":"No MX"}"#
        ),
        "delayed a@x.example own@our.example 4.0.0"),
    EventRow(mailgun(#""event":"complained""#), "complaint a@x.example own@our.example -"),
    EventRow(mailgun(#""event":"unsubscribed""#), "unsubscribe a@x.example own@our.example -"),
    EventRow(mailgun(#""event":"delivered""#), notes: [.uninteresting]),
    EventRow(mailgun(#""event":"rejected""#), notes: [.uninteresting]),
    EventRow(mailgun(#""event":"novel""#), notes: [.unknownEvent]),
    EventRow("{}", notes: [.unreadable]),
]

private func resend(_ type: String, _ bounce: String = "", to: String = #""a@x.example""#) -> String {
    let message = bounce.isEmpty ? "" : #","bounce":{"message":"\#(bounce)"}"#
    return
        #"{"type":"email.\#(type)","created_at":"2026-02-28 10:00:00.894719+00:00","data":{"email_id":"re-1","from":"Me <me@our.example>","to":[\#(to)]\#(message)}}"#
}

private let resendRows: [EventRow] = [
    EventRow(
        resend("bounced", "Amazon SES has sent a hard bounce message"), "hard_bounce a@x.example re-1 -"),
    EventRow(
        resend("bounced", "Amazon SES has suppressed sending to this address"),
        "provider_suppressed a@x.example re-1 -"),
    EventRow(
        resend("bounced", "The recipient's email provider sent a general bounce message"),
        "soft_bounce a@x.example re-1 -"),
    EventRow(
        resend("bounced", "The recipient's inbox was full"), "soft_bounce a@x.example re-1 -"),
    EventRow(resend("complained"), "complaint a@x.example re-1 -"),
    EventRow(resend("delivery_delayed"), "delayed a@x.example re-1 -"),
    EventRow(resend("delivered_delayed"), "delayed a@x.example re-1 -"),
    // It does not say which of them.
    EventRow(resend("complained", to: #""a@x.example","b@x.example""#), notes: [.severalRecipients]),
    EventRow(
        #"{"type":"email.bounced","data":{"email_id":"re-1","to":["a@x.example"],"cc":["b@x.example"],"bounce":{"message":"hard bounce"}}}"#,
        notes: [.severalRecipients]),
    EventRow(
        #"{"type":"email.bounced","data":{"email_id":"re-1","to":"a@x.example","headers":[{"name":"Message-ID","value":"<own@our.example>"}],"bounce":{"type":"Permanent","subType":"General","message":"550 5.1.1"}}}"#,
        "hard_bounce a@x.example own@our.example 5.1.1"),
    EventRow(resend("sent"), notes: [.uninteresting]),
    EventRow(resend("failed"), notes: [.ownFault]),
    EventRow(resend("novel"), notes: [.unknownEvent]),
    EventRow(#"{"type":"email.received","data":{}}"#, notes: [.incomplete]),
]

private func postal(_ event: String, _ payload: String = "") -> String {
    let message =
        #""message":{"to":"a@x.example","from":"Me <me@our.example>","message_id":"own@our.example"}"#
    return
        #"{"event":"\#(event)","timestamp":1772366000.12994,"uuid":"u-1","payload":{\#(message)\#(payload)}}"#
}

private let postalRows: [EventRow] = [
    EventRow(
        postal("MessageDeliveryFailed", #","status":"HardFail","output":"550 5.1.1 unknown""#),
        "hard_bounce a@x.example own@our.example 5.1.1"),
    EventRow(
        postal("MessageDeliveryFailed", #","output":"550 5.7.1 policy""#),
        "blocked a@x.example own@our.example 5.7.1"),
    EventRow(
        postal("MessageDelayed", #","output":"451 4.7.0 greylisted""#),
        "delayed a@x.example own@our.example 4.7.0"),
    EventRow(
        #"{"event":"MessageBounced","uuid":"u-1","payload":{"original_message":{"to":"a@x.example","message_id":"own@our.example"},"bounce":{}}}"#,
        "soft_bounce a@x.example own@our.example -"),
    EventRow(
        postal("MessageHeld", #","details":"Recipient (a@x.example) is on the suppression list""#),
        "provider_suppressed a@x.example own@our.example -"),
    EventRow(postal("MessageHeld"), notes: [.heldByProvider]),
    EventRow(postal("DomainDNSError"), notes: [.heldByProvider]),
    EventRow(postal("MessageSent"), notes: [.uninteresting]),
    EventRow(postal("Novel"), notes: [.unknownEvent]),
    EventRow("{}", notes: [.unreadable]),
]

@Suite("events of sending services that sign")
struct SendingServiceEventTests {
    @Test("SendGrid", arguments: sendGridRows)
    func sendGrid(_ row: EventRow) { row.check(post(row.body), .sendgrid, .signature) }

    @Test("Mailgun", arguments: mailgunRows)
    func mailgun(_ row: EventRow) { row.check(post(row.body), .mailgun, .detachedMAC) }

    @Test("Resend", arguments: resendRows)
    func resend(_ row: EventRow) {
        row.check(post(row.body, headers: [("Svix-Id", "msg_1")]), .resend, .bodyMAC)
    }

    @Test("Postal", arguments: postalRows)
    func postal(_ row: EventRow) { row.check(post(row.body), .postal, .signature) }

    private func only(_ request: WebhookRequest, _ provider: WebhookProvider) throws -> ProviderEvent {
        let events = WebhookDecoding.decode(request, provider: provider, proof: .detachedMAC).events
        return try #require(events.first)
    }

    @Test("ids and times")
    func identities() throws {
        let mail = try only(post(mailgunRows[0].body), .mailgun)
        #expect(mail.id == "mailgun:i-1|2026-03-01|a@x.example")
        #expect(mail.at == Instant(microseconds: 1_772_366_000_389_832))
        #expect(mail.way == .unproven)
        let send = try only(post(sendGridRows[0].body), .sendgrid)
        #expect(send.id == "sendgrid:e-1")
        #expect(send.at == Instant(seconds: 1_772_366_000))
        let again = try only(post(resendRows[0].body, headers: [("svix-id", "msg_1")]), .resend)
        #expect(again.id == "resend:msg_1")
        #expect(again.at == Instant(iso8601: "2026-02-28T10:00:00.894719Z"))
        #expect(again.mailbox == "me@our.example")
        #expect(try only(post(postalRows[0].body), .postal).id == "postal:u-1")
    }
}
