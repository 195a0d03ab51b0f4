import CalendarTime
import Foundation
import Testing

@testable import Webhooks

// Vectors that the providers, or libraries for them, publish.

@Suite("published signatures")
struct PublishedVectorTests {
    static let sendGridKey =
        "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEEDr2LjtURuePQzplybdC+u4CwrqDqBaWjcMMsTbhdbcwHBcepxo7yAQGhHPTnlvFYPAZFceEu/1FwCM/QmGUhA=="
    static let sendGridSignature =
        "MEUCIQCtIHJeH93Y+qpYeWrySphQgpNGNr/U+UyUlBkU6n7RAwIgJTz2C+8a8xonZGi6BpSzoQsbVRamr2nlxFDWYNH2j/0="
    static let sendGridBody =
        #"{"category":"example_payload","event":"test_event","message_id":"message_id"}"#

    static let sendGridRows: [(body: String, timestamp: String, verdict: WebhookVerdict)] = [
        (sendGridBody, "1588788367", .accepted(.signature)),
        (sendGridBody + "\n", "1588788367", .refused(.wrongSignature)),
        (sendGridBody + "\r\n", "1588788367", .refused(.wrongSignature)),
        // The same JSON, written anew.
        (
            #"{"event":"test_event","category":"example_payload","message_id":"message_id"}"#, "1588788367",
            .refused(.wrongSignature)
        ),
        (sendGridBody, "1588788368", .refused(.wrongSignature)),
    ]

    @Test("SendGrid", arguments: sendGridRows)
    func sendGrid(_ body: String, _ timestamp: String, _ verdict: WebhookVerdict) async {
        let request = post(
            body,
            headers: [
                ("x-twilio-email-event-webhook-signature", Self.sendGridSignature),
                ("X-Twilio-Email-Event-Webhook-Timestamp", timestamp),
            ])
        let settings = WebhookSettings(publicKey: Self.sendGridKey)
        let time = Instant(seconds: 1_588_788_400)
        #expect(await check(request, .sendgrid, settings, at: time) == verdict)
        #expect(await check(request, .sendgridInbound, settings, at: time) == verdict)
    }

    static let mailgunRows: [(token: String, age: Int64, verdict: WebhookVerdict)] = [
        ("06c96bafc3f42a66b9edd546347a2fe18dc23461fe80dc52f0", 60, .accepted(.detachedMAC)),
        ("06c96bafc3f42a66b9edd546347a2fe18dc23461fe80dc52f1", 60, .refused(.wrongSignature)),
        ("06c96bafc3f42a66b9edd546347a2fe18dc23461fe80dc52f0", 8 * 3_600, .accepted(.detachedMAC)),
        ("06c96bafc3f42a66b9edd546347a2fe18dc23461fe80dc52f0", 10 * 3_600, .refused(.stale)),
        ("06c96bafc3f42a66b9edd546347a2fe18dc23461fe80dc52f0", -301, .refused(.stale)),
    ]

    @Test("Mailgun, in JSON and in a form", arguments: mailgunRows)
    func mailgun(_ token: String, _ age: Int64, _ verdict: WebhookVerdict) async {
        let code = "3e24f71c7e802be94c5abca2fd6ca6957cca2e1e2396d26716b87e1ca8c56634"
        let event = post(
            #"{"signature":{"timestamp":"1461261330","token":"\#(token)","signature":"\#(code)"},"event-data":{}}"#
        )
        let mail = form([
            ("timestamp", "1461261330"), ("token", token), ("signature", code), ("body-mime", "x"),
        ])
        let settings = WebhookSettings(signingKey: "TEST_WEBHOOK_SIGNING_KEY")
        let time = Instant(seconds: 1_461_261_330 + age)
        #expect(await check(event, .mailgun, settings, at: time) == verdict)
        #expect(await check(mail, .mailgunRoutes, settings, at: time) == verdict)
    }

    static let standardRows: [(body: String, signature: String, age: Int64, verdict: WebhookVerdict)] = [
        (
            #"{"test": 2432232314}"#, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", 0,
            .accepted(.bodyMAC)
        ),
        // A second secret signs while the first is replaced.
        (
            #"{"test": 2432232314}"#, "v1a,AAAA v1,AAAA v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", 299,
            .accepted(.bodyMAC)
        ),
        (
            #"{"test":2432232314}"#, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", 0,
            .refused(.wrongSignature)
        ),
        (
            #"{"test": 2432232314}"#, "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", 0,
            .refused(.wrongSignature)
        ),
        (#"{"test": 2432232314}"#, "v1,", 0, .refused(.wrongSignature)),
        (
            #"{"test": 2432232314}"#, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", 301, .refused(.stale)
        ),
        (
            #"{"test": 2432232314}"#, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", -301,
            .refused(.stale)
        ),
    ]

    @Test("Resend and Standard Webhooks", arguments: standardRows, ["svix", "webhook"])
    func standard(
        _ row: (body: String, signature: String, age: Int64, verdict: WebhookVerdict), _ prefix: String
    ) async {
        let request = post(
            row.body,
            headers: [
                ("\(prefix)-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"), ("\(prefix)-timestamp", "1614265330"),
                ("\(prefix)-signature", row.signature),
            ])
        let settings = WebhookSettings(signingKey: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        #expect(
            await check(request, .resend, settings, at: Instant(seconds: 1_614_265_330 + row.age))
                == row.verdict)
    }

    static let mandrillRows: [(key: String, url: String, events: String, verdict: WebhookVerdict)] = [
        (
            "TEST_WEBHOOK_KEY", "https://username:password@testserver/anymail/mandrill/",
            #"[{"event": "send"}]"#, .accepted(.bodyMAC)
        ),
        (
            "TEST_WEBHOOK_KEY", "https://testserver/anymail/mandrill/", #"[{"event": "send"}]"#,
            .refused(.wrongSignature)
        ),
        (
            "TEST_WEBHOOK_KEY", "https://username:password@testserver/anymail/mandrill/",
            #"[{"event": "spam"}]"#, .refused(.wrongSignature)
        ),
        (
            "OTHER", "https://username:password@testserver/anymail/mandrill/", #"[{"event": "send"}]"#,
            .refused(.wrongSignature)
        ),
    ]

    @Test("Mandrill", arguments: mandrillRows)
    func mandrill(_ key: String, _ url: String, _ events: String, _ verdict: WebhookVerdict) async {
        var request = form(
            [("mandrill_events", events)], headers: [("X-Mandrill-Signature", "Zl7vWnBu74B/YGvDfcKKwLcAXLs=")]
        )
        request.url = url
        #expect(await check(request, .mandrill, WebhookSettings(signingKey: key)) == verdict)
        request.url = "http://inside.example:8080/hook"
        #expect(await check(request, .mandrill, WebhookSettings(signingKey: key, publicURL: url)) == verdict)
    }
}
