import CalendarTime
import Foundation
import Testing

@testable import Webhooks

/// One payload per provider, with an event and what else it may hold.
private let payloads: [(WebhookProvider, String)] = [
    (
        .ses,
        #"{"notificationType":"Bounce","bounce":{"bounceType":"Transient","bounceSubType":"General","bouncedRecipients":[{"emailAddress":"a@x.example","action":"failed","status":"5.4.4","diagnosticCode":"smtp; 550 x"}],"feedbackId":"f","timestamp":"2026-02-28T10:00:00Z"},"mail":{"messageId":"s","source":"m@o.example","headers":[{"name":"Message-ID","value":"<i@o.example>"}],"commonHeaders":{"messageId":"x"}},"receipt":{"recipients":["r"],"action":{"type":"S3","encoding":"x"}},"content":"x"}"#
    ),
    (
        .sendgrid,
        #"[{"email":"a@x.example","timestamp":1772366000,"smtp-id":"<o@o.example>","event":"bounce","type":"bounce","status":"5.1.1","reason":"é\ud83d\ude00","sg_event_id":"e","sg_message_id":"s.f"}]"#
    ),
    (
        .mailgun,
        #"{"signature":{"timestamp":"1","token":"t","signature":"00"},"event-data":{"event":"failed","severity":"permanent","reason":"bounce","id":"i","timestamp":1534110422.389832,"recipient":"a@x.example","message":{"headers":{"message-id":"o@o.example","from":"x"}},"envelope":{"sender":"s"},"delivery-status":{"code":550,"message":"5.1.1"}}}"#
    ),
    (
        .postmark,
        #"{"RecordType":"Bounce","ID":901542550,"Type":"HardBounce","MessageID":"u","Details":"smtp;550 5.1.1","Email":"a@x.example","From":"m@o.example","BouncedAt":"2016-04-27T16:28:50.3963933-04:00","Recipient":"r","ChangedAt":"t","SuppressSending":true,"SuppressionReason":"HardBounce"}"#
    ),
    (
        .sparkpost,
        #"[{"msys":{"message_event":{"type":"bounce","event_id":"e","timestamp":"1772366000","rcpt_to":"a@x.example","message_id":"m","bounce_class":"10","error_code":"550","raw_reason":"550 5.1.1"},"relay_message":{"content":{"email_rfc822":"QQ==","email_rfc822_is_base64":true},"msg_from":"f","rcpt_to":"r"}}}]"#
    ),
    (
        .brevo,
        #"{"event":"hard_bounce","email":"a@x.example","id":1,"message-id":"<o@o.example>","ts_epoch":1772366000123,"reason":"550","items":[{"Uuid":["u"],"From":{"Name":"n","Address":"a"},"To":[{"Address":"t"}],"Headers":{"Received":["a"],"Subject":"s"},"Attachments":[{"Name":"n","ContentType":"a/b","ContentID":"c"}],"RawTextBody":"t"}]}"#
    ),
    (
        .mailjet,
        #"{"event":"bounce","time":1772366000,"MessageID":9223372036854775807,"email":"a@x.example","hard_bounce":true,"error":"e","comment":"c","Headers":{"From":["f"]},"Parts":[{"Headers":{"Content-Type":"a/b"},"ContentRef":"Attachment1"}],"Attachment1":"QQ=="}"#
    ),
    (
        .resend,
        #"{"type":"email.bounced","created_at":"2023-10-02T18:11:26.101Z","data":{"email_id":"e","from":"m@o.example","to":["a@x.example"],"cc":[],"headers":[{"name":"Message-ID","value":"v"}],"bounce":{"message":"hard bounce","type":"t","subType":"s"}}}"#
    ),
    (
        .mandrill,
        #"[{"event":"hard_bounce","_id":"i","ts":1461095246,"type":"blacklist","action":"add","reject":{"email":"e","reason":"r"},"msg":{"email":"a@x.example","sender":"s","diag":"550 5.1.1","reject":{"reason":"r"},"raw_msg":"r"}}]"#
    ),
    (
        .postal,
        #"{"event":"MessageDeliveryFailed","timestamp":1477945177.12994,"uuid":"u","payload":{"output":"550 5.1.1","details":"d","message":{"to":"a@x.example","from":"f","message_id":"m"},"original_message":{"to":"t"}}}"#
    ),
    (
        .gmail,
        #"{"message":{"data":"eyJlbWFpbEFkZHJlc3MiOiJhQHguZXhhbXBsZSIsImhpc3RvcnlJZCI6MX0","messageId":"1"},"subscription":"s"}"#
    ),
    (
        .graph,
        #"{"value":[{"subscriptionId":"s","clientState":"x","changeType":"created","resource":"users/u/messages/A","resourceData":{"id":"A"},"lifecycleEvent":"missed"}]}"#
    ),
]

private let settings = WebhookSettings(
    signingKey: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", publicKey: PublishedVectorTests.sendGridKey,
    topics: ["arn:aws:sns:eu-west-1:1:t"], audience: "a", serviceAccount: "s", clientState: "x")

private func request(_ provider: WebhookProvider, _ body: String) -> WebhookRequest {
    switch provider {
    case .ses: amazon(body)
    case .mandrill: form([("mandrill_events", body)])
    default: post(body)
    }
}

/// Everything that reads a request; what counts is that it comes to an end.
@discardableResult
private func readAll(_ request: WebhookRequest, _ provider: WebhookProvider) async -> DecodedWebhook {
    _ = await check(
        request, provider, settings,
        certificates: [
            "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-ab.pem": Array("x".utf8)
        ],
        keySet: Array("{}".utf8))
    _ = WebhookKey.key(of: request, provider: provider)
    return WebhookDecoding.decode(request, provider: provider, proof: .signature, settings: settings)
}

@Suite("broken and hostile input")
struct HostileInputTests {
    @Test("every provider that posts JSON has a payload here, and it is a good one")
    func complete() async {
        let forms: Set<WebhookProvider> = [.sendgridInbound, .mailgunRoutes]
        #expect(Set(payloads.map(\.0)).union(forms) == Set(WebhookProvider.allCases))
        for (provider, body) in payloads {
            let decoded = await readAll(request(provider, body), provider)
            #expect(
                !decoded.events.isEmpty || !decoded.fetches.isEmpty || !decoded.mails.isEmpty, "\(provider)")
        }
    }

    @Test("cut off at every byte", arguments: payloads)
    func truncated(_ provider: WebhookProvider, _ body: String) async {
        let bytes = Array(body.utf8)
        for count in 0..<bytes.count {
            let cut = String(decoding: bytes[..<count], as: UTF8.self)
            let decoded = await readAll(request(provider, cut), provider)
            #expect(decoded.events.isEmpty && decoded.mails.isEmpty && decoded.fetches.isEmpty)
            // The raw bytes too: there the cut may be within a character.
            if provider != .ses, provider != .mandrill {
                await readAll(WebhookRequest(body: Array(bytes[..<count]), receivedAt: now), provider)
            }
        }
    }

    static var replacements: [Any] {
        [
            NSNull(), "", "text", 0, -1, 1.5e300, true, [Any](), [[Any]](), ["a", 1, NSNull()],
            [String: Any](),
            ["a": ["b": NSNull()]],
        ]
    }

    @Test("wrong types, each value in turn", arguments: payloads)
    func wrongTypes(_ provider: WebhookProvider, _ body: String) async throws {
        let tree = try JSONSerialization.jsonObject(with: Data(body.utf8))
        var count = 0
        for path in Self.paths(tree) {
            for replacement in Self.replacements {
                let changed = Self.replacing(tree, path[...], replacement)
                let data = try JSONSerialization.data(withJSONObject: changed, options: [.fragmentsAllowed])
                await readAll(request(provider, String(decoding: data, as: UTF8.self)), provider)
                count += 1
            }
        }
        #expect(count > 50)
    }

    private enum Step {
        case name(String)
        case index(Int)
    }

    /// Ways to each value, the root included.
    private static func paths(_ value: Any) -> [[Step]] {
        var found: [[Step]] = [[]]
        if let object = value as? [String: Any] {
            for (name, child) in object.sorted(by: { $0.key < $1.key }) {
                found += paths(child).map { [.name(name)] + $0 }
            }
        } else if let list = value as? [Any] {
            for (index, child) in list.enumerated() { found += paths(child).map { [.index(index)] + $0 } }
        }
        return found
    }

    private static func replacing(_ value: Any, _ path: ArraySlice<Step>, _ replacement: Any) -> Any {
        switch path.first {
        case nil: return replacement
        case .name(let name):
            guard var object = value as? [String: Any], let child = object[name] else { return value }
            object[name] = replacing(child, path.dropFirst(), replacement)
            return object
        case .index(let index):
            guard var list = value as? [Any] else { return value }
            list[index] = replacing(list[index], path.dropFirst(), replacement)
            return list
        }
    }

    @Test("a field of 10 MB", .timeLimit(.minutes(5)), arguments: payloads)
    func large(_ provider: WebhookProvider, _ body: String) async {
        let long = String(repeating: "a", count: 10_000_000)
        let changed = body.replacing("a@x.example", with: long)
        let decoded = await readAll(request(provider, changed), provider)
        for event in decoded.events {
            #expect(event.recipient.utf8.count <= 1_000 && event.id.utf8.count <= 400)
            #expect(event.messageID?.utf8.count ?? 0 <= 1_000)
        }
    }

    @Test(
        "a form of 5 MB that is nearly all boundaries", .timeLimit(.minutes(5)),
        arguments: [WebhookProvider.sendgridInbound, .mailgunRoutes])
    func boundaries(_ provider: WebhookProvider) async {
        let line = Array("\r\n--xY".utf8)
        let bytes = Array(repeating: line, count: 700_000).flatMap { $0 }
        let name = provider == .mailgunRoutes ? "body-mime" : "email"
        let decoded = await readAll(multipart([(name, nil, bytes)]), provider)
        #expect(decoded.mails.map(\.raw) == [bytes])
    }

    @Test("one attachment that is named often is there once")
    func repeatedAttachment() {
        let part = #"{"ContentRef":"Attachment1"}"#
        let parts = Array(repeating: part, count: 1_000).joined(separator: ",")
        let body = #"{"From":"a@x.example","Parts":[\#(parts)],"Attachment1":"QQ=="}"#
        let decoded = WebhookDecoding.decode(post(body), provider: .mailjet, proof: .sharedSecret)
        #expect(decoded.mails.count == 1 && (decoded.mails.first?.raw.count ?? 0) < 1_000)
    }

    @Test("deep nesting is a note", arguments: payloads.map(\.0))
    func deep(_ provider: WebhookProvider) async {
        for (open, close) in [("[", "]"), (#"{"a":"#, "}"), (#"[{"event":"#, "}]"), (#"{"value":["#, "]}")] {
            for depth in [65, 5_000] {
                let start = String(repeating: open, count: depth)
                await readAll(
                    request(provider, start + "1" + String(repeating: close, count: depth)), provider)
                let decoded = await readAll(request(provider, start), provider)
                #expect(decoded.events.isEmpty && decoded.mails.isEmpty && decoded.fetches.isEmpty)
            }
        }
    }

    @Test("more events than a request may bring")
    func many() {
        let event = #"{"event":"spamreport","email":"a@x.example"}"#
        let body = "[" + Array(repeating: event, count: 6_000).joined(separator: ",") + "]"
        let decoded = WebhookDecoding.decode(post(body), provider: .sendgrid, proof: .signature)
        #expect(decoded.events.count == 5_000)
        #expect(decoded.notes == [WebhookNote(reason: .tooMany, count: 1_000)])
    }
}
