import CalendarTime
import Foundation
import LeadStages
import Testing

@testable import Webhooks

private func postmark(_ type: String, _ extra: String = "", record: String = "Bounce") -> String {
    #"{"RecordType":"\#(record)","ID":901542550,"Type":"\#(type)","TypeCode":512,"MessageID":"uuid-1","Email":"a@x.example","From":"me@our.example","BouncedAt":"2026-02-28T16:28:50.3963933-04:00"\#(extra)}"#
}

private func change(_ reason: String, _ suppress: String = "true") -> String {
    #"{"RecordType":"SubscriptionChange","MessageID":"uuid-1","Recipient":"a@x.example","ChangedAt":"2026-02-28T10:00:00Z","SuppressSending":\#(suppress),"SuppressionReason":\#(reason)}"#
}

private let postmarkRows: [EventRow] = [
    EventRow(
        postmark("HardBounce", #","Details":"smtp;550 5.1.1 unknown""#),
        "hard_bounce a@x.example uuid-1 5.1.1"),
    EventRow(
        postmark("HardBounce", #","Details":"smtp;550 5.7.1 policy""#), "blocked a@x.example uuid-1 5.7.1"),
    EventRow(postmark("BadEmailAddress"), "hard_bounce a@x.example uuid-1 -"),
    EventRow(
        postmark("SoftBounce", #","Details":"smtp;452 4.2.2 full""#), "soft_bounce a@x.example uuid-1 4.2.2"),
    EventRow(postmark("Transient"), "delayed a@x.example uuid-1 -"),
    EventRow(postmark("DnsError"), "delayed a@x.example uuid-1 -"),
    EventRow(postmark("OpenRelayTest"), "delayed a@x.example uuid-1 -"),
    EventRow(postmark("Unsubscribe"), "unsubscribe a@x.example uuid-1 -"),
    // As it came in life: no Email, no BouncedAt, no Details.
    EventRow(
        #"{"RecordType":"Bounce","ID":1,"Type":"Unsubscribe","TypeCode":16,"MessageID":"uuid-1"}"#,
        "unsubscribe - uuid-1 -"),
    EventRow(#"{"RecordType":"Bounce","ID":1,"Type":"HardBounce"}"#, notes: [.incomplete]),
    EventRow(postmark("Subscribe"), "resubscribe a@x.example uuid-1 -"),
    EventRow(postmark("AutoResponder"), "auto_reply a@x.example uuid-1 -"),
    EventRow(postmark("AddressChange"), "auto_reply a@x.example uuid-1 -"),
    EventRow(postmark("ChallengeVerification"), notes: [.challenge]),
    EventRow(postmark("SpamNotification"), "complaint a@x.example uuid-1 -"),
    EventRow(postmark("SpamComplaint", record: "SpamComplaint"), "complaint a@x.example uuid-1 -"),
    EventRow(
        #"{"RecordType":"SpamComplaint","ID":1,"Type":"SpamNotification2","MessageID":"uuid-1","Email":"a@x.example"}"#,
        "complaint a@x.example uuid-1 -"),
    EventRow(postmark("Blocked"), "blocked a@x.example uuid-1 -"),
    EventRow(postmark("DMARCPolicy"), "blocked a@x.example uuid-1 -"),
    EventRow(postmark("VirusNotification"), "content_blocked a@x.example uuid-1 -"),
    EventRow(postmark("ManuallyDeactivated"), "provider_suppressed a@x.example uuid-1 -"),
    EventRow(postmark("Unconfirmed"), "provider_suppressed a@x.example uuid-1 -"),
    EventRow(postmark("SMTPApiError"), notes: [.ownFault]),
    EventRow(postmark("TemplateRenderingFailed"), notes: [.ownFault]),
    EventRow(postmark("InboundError"), notes: [.heldByProvider]),
    EventRow(postmark("Unknown"), notes: [.unknownEvent]),
    EventRow(change(#""HardBounce""#), "hard_bounce a@x.example uuid-1 -"),
    EventRow(change(#""SpamComplaint""#), "complaint a@x.example uuid-1 -"),
    EventRow(change(#""ManualSuppression""#), "unsubscribe a@x.example uuid-1 -"),
    EventRow(change("null", "false"), "resubscribe a@x.example uuid-1 -"),
    EventRow(change("null", "null"), notes: [.incomplete]),
    EventRow(#"{"RecordType":"Delivery","MessageID":"uuid-1"}"#, notes: [.uninteresting]),
    EventRow(#"{"RecordType":"Novel"}"#, notes: [.unknownEvent]),
    EventRow("{}", notes: [.unreadable]),
]

private func sparkPost(_ fields: String, in name: String = "message_event") -> String {
    #"[{"msys":{"\#(name)":{"event_id":"9223","message_id":"sp-1","rcpt_to":"a@x.example","raw_rcpt_to":"A@x.example","timestamp":"1772366000",\#(fields)}},"cust":{"id":"1"}}]"#
}

private let bounceClasses: [(String, String)] = [
    ("1", "soft_bounce"), ("10", "hard_bounce"), ("20", "soft_bounce"), ("21", "soft_bounce"),
    ("22", "soft_bounce"), ("23", "soft_bounce"), ("24", "soft_bounce"), ("25", "blocked"),
    ("30", "hard_bounce"), ("40", "soft_bounce"), ("50", "blocked"), ("51", "blocked"),
    ("52", "content_blocked"), ("53", "content_blocked"), ("54", "blocked"), ("60", "auto_reply"),
    ("70", "soft_bounce"), ("80", "resubscribe"), ("90", "unsubscribe"),
]

private let sparkPostRows: [EventRow] = [
    EventRow(
        sparkPost(#""type":"bounce","bounce_class":"10","error_code":"550","raw_reason":"550 5.1.1 x""#),
        "hard_bounce A@x.example sp-1 5.1.1"),
    EventRow(
        sparkPost(#""type":"out_of_band","bounce_class":"60","raw_reason":"550 x""#),
        "auto_reply A@x.example sp-1 -"),
    EventRow(sparkPost(#""type":"bounce","bounce_class":"100""#), notes: [.challenge]),
    EventRow(sparkPost(#""type":"bounce","bounce_class":"77""#), notes: [.unknownEvent]),
    EventRow(sparkPost(#""type":"delay","raw_reason":"451 4.4.1 x""#), "delayed A@x.example sp-1 4.4.1"),
    EventRow(sparkPost(#""type":"spam_complaint""#), "complaint A@x.example sp-1 -"),
    EventRow(
        sparkPost(#""type":"list_unsubscribe""#, in: "unsubscribe_event"), "unsubscribe A@x.example sp-1 -"),
    EventRow(
        sparkPost(#""type":"link_unsubscribe""#, in: "unsubscribe_event"), "unsubscribe A@x.example sp-1 -"),
    EventRow(sparkPost(#""type":"policy_rejection""#), "provider_suppressed A@x.example sp-1 -"),
    EventRow(
        sparkPost(
            #""type":"generation_rejection","raw_reason":"554 5.7.1 recipient address suppressed due to customer policy""#,
            in: "gen_event"),
        "provider_suppressed A@x.example sp-1 -"),
    EventRow(sparkPost(#""type":"generation_failure""#, in: "gen_event"), notes: [.ownFault]),
    EventRow(sparkPost(#""type":"delivery""#), notes: [.uninteresting]),
    EventRow(sparkPost(#""type":"amp_click""#, in: "track_event"), notes: [.uninteresting]),
    EventRow(sparkPost(#""type":"novel""#), notes: [.unknownEvent]),
    EventRow(#"[{"msys":{}}]"#),
    EventRow("{}", notes: [.unreadable]),
]

private func brevo(_ event: String, _ reason: String = "", epoch: String = #","ts_epoch":1772366000123"#)
    -> String
{
    #"{"event":"\#(event)","email":"a@x.example","id":26224,"message-id":"<own@our.example>","date":"2026-03-01 12:53:20","reason":"\#(reason)"\#(epoch)}"#
}

private let brevoRows: [EventRow] = [
    EventRow(
        brevo("hard_bounce", " RecipientError:550-5.1.1 The account does not exist"),
        "hard_bounce a@x.example own@our.example 5.1.1"),
    EventRow(brevo("hard_bounce", "550 5.7.1 policy"), "blocked a@x.example own@our.example 5.7.1"),
    EventRow(brevo("hard_bounce", "452 4.2.2 full"), "soft_bounce a@x.example own@our.example 4.2.2"),
    EventRow(brevo("invalid_email"), "hard_bounce a@x.example own@our.example -"),
    EventRow(brevo("soft_bounce", "451 4.3.0 later"), "soft_bounce a@x.example own@our.example 4.3.0"),
    EventRow(brevo("deferred", "421 4.7.0 rate"), "delayed a@x.example own@our.example 4.7.0"),
    EventRow(brevo("deferred"), "delayed a@x.example own@our.example -"),
    // Filed as a delay, and refused for good.
    EventRow(brevo("deferred", "550 RCPT TO rejected"), "hard_bounce a@x.example own@our.example 5.0.0"),
    EventRow(
        brevo("blocked", "blocked : due to blacklist user"),
        "provider_suppressed a@x.example own@our.example -"),
    EventRow(brevo("spam"), "complaint a@x.example own@our.example -"),
    EventRow(brevo("complaint", epoch: ""), "complaint a@x.example own@our.example -"),
    EventRow(brevo("unsubscribe"), "unsubscribe a@x.example own@our.example -"),
    EventRow(brevo("error"), notes: [.ownFault]),
    EventRow(brevo("proxy_open"), notes: [.uninteresting]),
    EventRow(brevo("novel"), notes: [.unknownEvent]),
    EventRow(
        "[\(brevo("spam")),\(brevo("delivered"))]", "complaint a@x.example own@our.example -",
        notes: [.uninteresting]),
]

private func mailjet(_ event: String, _ extra: String = "") -> String {
    #"{"event":"\#(event)","time":1772366000,"MessageID":9223372036854775807,"email":"a@x.example"\#(extra)}"#
}

private let mailjetRows: [EventRow] = [
    EventRow(
        mailjet("bounce", #","hard_bounce":true,"error":"user unknown","comment":"550 5.1.1""#),
        "hard_bounce a@x.example 9223372036854775807 5.1.1"),
    EventRow(
        mailjet("bounce", #","hard_bounce":false,"error":"greylisted""#),
        "delayed a@x.example 9223372036854775807 -"),
    EventRow(
        mailjet("bounce", #","hard_bounce":false,"error":"quota exceeded""#),
        "soft_bounce a@x.example 9223372036854775807 -"),
    EventRow(
        mailjet("bounce", #","hard_bounce":true,"error":"policy issue""#),
        "blocked a@x.example 9223372036854775807 -"),
    EventRow(
        mailjet("blocked", #","error":"preblocked""#),
        "provider_suppressed a@x.example 9223372036854775807 -"),
    EventRow(
        mailjet("blocked", #","error":"typofix""#), "provider_suppressed a@x.example 9223372036854775807 -"),
    EventRow(
        mailjet("blocked", #","error":"spam reporter""#), "unsubscribe a@x.example 9223372036854775807 -"),
    EventRow(mailjet("blocked", #","error":"sender blocked""#), "blocked a@x.example 9223372036854775807 -"),
    EventRow(
        mailjet("blocked", #","error":"content blocked""#),
        "content_blocked a@x.example 9223372036854775807 -"),
    EventRow(mailjet("spam"), "complaint a@x.example 9223372036854775807 -"),
    EventRow(
        "[\(mailjet("unsub", #","agent":"List-Unsubscribe""#))]",
        "unsubscribe a@x.example 9223372036854775807 -"),
    EventRow(mailjet("open"), notes: [.uninteresting]),
    EventRow(mailjet("novel"), notes: [.unknownEvent]),
    EventRow("{}", notes: [.unreadable]),
]

private func mandrill(_ event: String, _ message: String = "") -> String {
    #"[{"event":"\#(event)","_id":"md-1","ts":1772366000,"msg":{"email":"a@x.example","sender":"me@our.example"\#(message)}}]"#
}

private let mandrillRows: [EventRow] = [
    EventRow(mandrill("hard_bounce", #","diag":"smtp;550 5.1.1 x""#), "hard_bounce a@x.example md-1 5.1.1"),
    EventRow(mandrill("hard_bounce", #","diag":"smtp;550 5.7.1 x""#), "blocked a@x.example md-1 5.7.1"),
    EventRow(mandrill("soft_bounce", #","diag":"smtp;452 4.2.2 x""#), "soft_bounce a@x.example md-1 4.2.2"),
    EventRow(mandrill("deferral"), "delayed a@x.example md-1 -"),
    EventRow(mandrill("spam"), "complaint a@x.example md-1 -"),
    EventRow(mandrill("unsub"), "unsubscribe a@x.example md-1 -"),
    EventRow(mandrill("reject"), "provider_suppressed a@x.example md-1 -"),
    EventRow(mandrill("reject", #","reject":{"reason":"unsub"}"#), "unsubscribe a@x.example md-1 -"),
    EventRow(mandrill("reject", #","reject":{"reason":"unsigned"}"#), notes: [.ownFault]),
    EventRow(mandrill("click"), notes: [.uninteresting]),
    EventRow(mandrill("novel"), notes: [.unknownEvent]),
    EventRow(
        #"[{"type":"blacklist","action":"add","ts":1,"reject":{"email":"a@x.example","reason":"hard-bounce"}}]"#,
        "provider_suppressed a@x.example - -"),
    EventRow(
        #"[{"type":"blacklist","action":"add","ts":1,"reject":{"email":"a@x.example","reason":"spam"}}]"#,
        "unsubscribe a@x.example - -"),
    EventRow(
        #"[{"type":"blacklist","action":"remove","ts":1,"reject":{"email":"a@x.example","reason":"spam"}}]"#,
        "resubscribe a@x.example - -"),
    EventRow(#"[{"type":"whitelist","action":"add","ts":1}]"#, notes: [.uninteresting]),
    EventRow("{}", notes: [.unreadable]),
]

@Suite("events of the other sending services")
struct BearerServiceEventTests {
    @Test("Postmark", arguments: postmarkRows)
    func postmark(_ row: EventRow) { row.check(post(row.body), .postmark, .sharedSecret) }

    @Test("SparkPost", arguments: sparkPostRows)
    func sparkPost(_ row: EventRow) { row.check(post(row.body), .sparkpost, .sharedSecret) }

    @Test("SparkPost's classes", arguments: bounceClasses, ["bounce", "out_of_band"])
    func classes(_ row: (String, String), _ type: String) {
        let body = WebhooksTests.sparkPost(#""type":"\#(type)","bounce_class":"\#(row.0)""#)
        EventRow(body, "\(row.1) A@x.example sp-1 -").check(post(body), .sparkpost, .sharedSecret)
    }

    @Test("Brevo", arguments: brevoRows)
    func brevo(_ row: EventRow) { row.check(post(row.body), .brevo, .sharedSecret) }

    @Test("Mailjet", arguments: mailjetRows)
    func mailjet(_ row: EventRow) { row.check(post(row.body), .mailjet, .sharedSecret) }

    @Test("Mandrill", arguments: mandrillRows)
    func mandrill(_ row: EventRow) {
        row.check(form([("mandrill_events", row.body)]), .mandrill, .bodyMAC)
    }

    static let identities: [(WebhookProvider, WebhookRequest, String, Instant)] = [
        (
            .postmark, post(postmarkRows[0].body), "postmark:Bounce|901542550",
            Instant(microseconds: 1_772_310_530_396_393)
        ),
        (.sparkpost, post(sparkPostRows[0].body), "sparkpost:9223", Instant(seconds: 1_772_366_000)),
        (
            .brevo, post(brevoRows[0].body),
            "brevo:<own@our.example>|a@x.example|hard_bounce|1772366000123",
            Instant(microseconds: 1_772_366_000_123_000)
        ),
        // Local time of an unknown zone is no time.
        (
            .brevo, post(brevoRows[10].body),
            "brevo:<own@our.example>|a@x.example|complaint|2026-03-01 12:53:20",
            now
        ),
        (
            .mailjet, post(mailjetRows[0].body), "mailjet:9223372036854775807|bounce|a@x.example|1772366000",
            Instant(seconds: 1_772_366_000)
        ),
        (
            .mandrill, form([("mandrill_events", mandrillRows[0].body)]),
            "mandrill:md-1|hard_bounce|1772366000",
            Instant(seconds: 1_772_366_000)
        ),
    ]

    @Test("ids and times", arguments: identities)
    func identity(_ provider: WebhookProvider, _ request: WebhookRequest, _ id: String, _ time: Instant)
        throws
    {
        let events = WebhookDecoding.decode(request, provider: provider, proof: .sharedSecret).events
        let event = try #require(events.first)
        #expect(event.id == id)
        #expect(event.at == time)
        #expect(event.way == .unproven)
    }
}
