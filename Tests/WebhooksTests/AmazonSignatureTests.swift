import CalendarTime
import TestSigners
import Testing

@testable import Webhooks

extension AmazonTopic {
    func verdict(
        _ post: SignedPost, topics: [String]? = [arn], isStrict: Bool? = nil, at time: Instant = now
    ) async -> WebhookVerdict {
        await check(
            WebhookRequest(post), .ses, WebhookSettings(topics: topics, requiresSignatureVersion2: isStrict),
            at: time,
            certificates: [Self.certificateURL: pem])
    }
}

@Suite("signatures of Amazon SNS")
struct AmazonSignatureTests {
    private let topic: AmazonTopic

    /// Making a key takes long.
    private static let shared = Result { try AmazonTopic(at: now) }

    init() throws { topic = try Self.shared.get() }

    @Test("valid", arguments: ["1", "2"], [nil, "A subject"])
    func valid(_ version: String, _ subject: String?) async throws {
        let request = try topic.request(version: version, subject: subject)
        #expect(await topic.verdict(request) == .accepted(.signature))
    }

    @Test("each signed field counts", arguments: ["Message", "MessageId", "Subject", "Timestamp", "Type"])
    func changed(_ name: String) async throws {
        let changed = [
            "Message": "{}", "MessageId": "other", "Subject": "added",
            "Timestamp": "2026-03-01T11:59:01.655Z",
            "Type": "UnsubscribeConfirmation",
        ]
        var request = try topic.request { $0[name] = changed[name] }
        request.headers = []
        #expect(await topic.verdict(request) == .refused(.wrongSignature))
    }

    @Test("another key, another version, no signature")
    func wrongKey() async throws {
        let other = try AmazonTopic(at: now)
        #expect(await other.verdict(try topic.request()) == .refused(.wrongSignature))
        let upgraded = try topic.request(version: "1") { $0["SignatureVersion"] = "2" }
        #expect(await topic.verdict(upgraded) == .refused(.wrongSignature))
        let unknown = try topic.request { $0["SignatureVersion"] = "3" }
        #expect(await topic.verdict(unknown) == .refused(.malformed("SignatureVersion")))
        let unsigned = try topic.request { $0["Signature"] = nil }
        #expect(await topic.verdict(unsigned) == .refused(.malformed("SNS envelope")))
        #expect(await topic.verdict(try topic.request(), isStrict: true) == .refused(.weakSignature))
        #expect(await topic.verdict(try topic.request(version: "2"), isStrict: true).proof == .signature)
    }

    @Test("the topic counts as well")
    func topics() async throws {
        let foreign = try topic.request(topic: "arn:aws:sns:eu-west-1:666:mine")
        #expect(await topic.verdict(foreign) == .refused(.unknownTopic))
        #expect(await topic.verdict(try topic.request(), topics: nil) == .refused(.notConfigured("topics")))
        #expect(await topic.verdict(try topic.request(), topics: []) == .refused(.notConfigured("topics")))
    }

    @Test("header and body agree")
    func headers() async throws {
        let request = try topic.request(header: "SubscriptionConfirmation")
        #expect(await topic.verdict(request).refusal == .malformed("SNS header that agrees with the body"))
    }

    static let ages: [(String, WebhookVerdict)] = [
        ("2026-03-01T10:30:00.000Z", .accepted(.signature)),  // a retry has the first time
        ("2026-03-01T09:59:00.000Z", .refused(.stale)),
        ("2026-03-01T12:06:00.000Z", .refused(.stale)),
        ("yesterday", .refused(.malformed("Timestamp"))),
    ]

    @Test("age", arguments: ages)
    func age(_ time: String, _ verdict: WebhookVerdict) async throws {
        #expect(await topic.verdict(try topic.request(time: time)) == verdict)
    }

    @Test("certificate: asked for, not read, out of its time")
    func certificates() async throws {
        let request = WebhookRequest(try topic.request())
        let settings = WebhookSettings(topics: [AmazonTopic.arn])
        #expect(await check(request, .ses, settings) == .needs(.certificate(url: AmazonTopic.certificateURL)))
        let garbage = await check(
            request, .ses, settings, certificates: [AmazonTopic.certificateURL: Array("garbage".utf8)])
        #expect(garbage == .refused(.malformed("certificate")))
        let late = now.adding(seconds: 20 * 86_400)
        let tomorrow = try topic.request(time: late.iso8601)
        #expect(await topic.verdict(tomorrow, at: late) == .refused(.expiredCertificate))
    }

    static let urls: [(String, Bool)] = [
        ("https://sns.us-west-2.amazonaws.com/SimpleNotificationService-0a1b.pem", true),
        ("https://sns.cn-north-1.amazonaws.com.cn/SimpleNotificationService-ff.pem", true),
        ("http://sns.us-west-2.amazonaws.com/SimpleNotificationService-0a1b.pem", false),
        ("https://sns.us-west-2.amazonaws.com.evil.example/SimpleNotificationService-0a.pem", false),
        ("https://evil.example/sns.us-west-2.amazonaws.com/SimpleNotificationService-0a.pem", false),
        ("https://sns.a@evil.example/.amazonaws.com/SimpleNotificationService-0a.pem", false),
        ("https://sns.us.west.amazonaws.com/SimpleNotificationService-0a.pem", false),
        ("https://sns.amazonaws.com/SimpleNotificationService-0a.pem", false),
        ("https://sns..amazonaws.com/SimpleNotificationService-0a.pem", false),
        ("https://sns.us-west-2.amazonaws.com:444/SimpleNotificationService-0a.pem", false),
        ("https://sns.us-west-2.amazonaws.com/SimpleNotificationService-0A.pem", false),
        ("https://sns.us-west-2.amazonaws.com/SimpleNotificationService-.pem", false),
        ("https://sns.us-west-2.amazonaws.com/x/SimpleNotificationService-0a.pem", false),
        ("https://sns.us-west-2.amazonaws.com/SimpleNotificationService-0a.pem?x", false),
        ("https://sns.us-west-2.amazonaws.com/SimpleNotificationService-0a.pem\n", false),
        ("https://bucket.s3.amazonaws.com/SimpleNotificationService-0a.pem", false),
        ("", false),
    ]

    @Test("certificates come from Amazon only", arguments: urls)
    func certificateURL(_ url: String, _ isAllowed: Bool) async throws {
        #expect(AmazonEnvelope.isCertificateURL(url) == isAllowed)
        let verdict = await topic.verdict(try topic.request(certificateURL: url))
        #expect(verdict == (isAllowed ? .needs(.certificate(url: url)) : .refused(.foreignURL)))
    }

    @Test("confirmation: only of a topic of ours, and only at Amazon")
    func confirmation() async throws {
        let request = try topic.request(type: "SubscriptionConfirmation")
        let known = SubscriptionOffer(topic: AmazonTopic.arn, url: AmazonTopic.subscribeURL, isAllowed: true)
        #expect(await topic.verdict(request) == .handshake(WebhookAnswer(200, subscription: known)))
        let unknown = SubscriptionOffer(
            topic: AmazonTopic.arn, url: AmazonTopic.subscribeURL, isAllowed: false)
        #expect(
            await topic.verdict(request, topics: nil) == .handshake(WebhookAnswer(200, subscription: unknown))
        )
        for url in [
            "https://evil.example/?Action=ConfirmSubscription&Token=b",
            "https://sns.eu-west-1.amazonaws.com/?Action=DeleteTopic&Token=b",
            "https://sns.eu-west-1.amazonaws.com@evil.example/?Action=ConfirmSubscription&",
        ] {
            let foreign = try topic.request(type: "SubscriptionConfirmation", subscribeURL: url)
            #expect(await topic.verdict(foreign) == .refused(.foreignURL))
        }
        let forged = try topic.request(type: "SubscriptionConfirmation") { $0["Token"] = "x" }
        #expect(await topic.verdict(forged) == .refused(.wrongSignature))
    }

    @Test("an end of the subscription is stored and nothing is fetched")
    func unsubscription() async throws {
        let request = try topic.request(type: "UnsubscribeConfirmation")
        #expect(await topic.verdict(request) == .accepted(.signature))
        let decoded = WebhookDecoding.decode(WebhookRequest(request), provider: .ses, proof: .signature)
        #expect(decoded.fetches.isEmpty && decoded.events.isEmpty)
        #expect(decoded.notes.map(\.reason) == [.subscriptionRemoved])
    }
}
