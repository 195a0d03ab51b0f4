import CalendarTime
import Crypto
import CryptoExtras
import Foundation
import Testing
import X509

@testable import Webhooks

/// A topic of ours: key and certificate are made for the test.
private struct Topic {
    static let certificateURL =
        "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem"
    static let subscribeURL =
        "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=a&Token=b"
    static let arn = "arn:aws:sns:eu-west-1:123456789012:bounces"

    let key: _RSA.Signing.PrivateKey
    let pem: [UInt8]

    init() throws {
        key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        let name = try DistinguishedName { CommonName("sns.amazonaws.com") }
        let start = Date(timeIntervalSince1970: Double(now.seconds) - 86_400)
        let certificate = try Certificate(
            version: .v3, serialNumber: .init(), publicKey: .init(key.publicKey), notValidBefore: start,
            notValidAfter: start.addingTimeInterval(10 * 86_400), issuer: name, subject: name,
            signatureAlgorithm: .sha256WithRSAEncryption, extensions: .init(), issuerPrivateKey: .init(key))
        pem = Array(try certificate.serializeAsPEM().pemString.utf8)
    }

    /// A signed request; `change` alters the fields after the signature.
    func request(
        type: String = "Notification", version: String = "1", subject: String? = nil, topic: String = arn,
        time: String = "2026-03-01T11:59:00.655Z", certificateURL: String = certificateURL,
        subscribeURL: String = subscribeURL, header: String? = nil,
        change: (inout [String: String]) -> Void = { _ in }
    ) throws -> WebhookRequest {
        var fields = [
            "Type": type, "MessageId": "22b80b92-1", "TopicArn": topic,
            "Message": "{\"a\":\"line\\n\"}\nÄ \"quoted\"", "Timestamp": time, "SignatureVersion": version,
            "SigningCertURL": certificateURL,
        ]
        fields["Subject"] = subject
        if type != "Notification" {
            fields["Token"] = "2336412f"
            fields["SubscribeURL"] = subscribeURL
        }
        let names =
            type == "Notification"
            ? ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"]
            : ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"]
        let text = Data(names.compactMap { name in fields[name].map { "\(name)\n\($0)\n" } }.joined().utf8)
        let signature =
            version == "2"
            ? try key.signature(for: SHA256.hash(data: text), padding: .insecurePKCS1v1_5)
            : try key.signature(for: Insecure.SHA1.hash(data: text), padding: .insecurePKCS1v1_5)
        fields["Signature"] = signature.rawRepresentation.base64EncodedString()
        change(&fields)
        let body = try JSONEncoder().encode(fields)
        let headers = [
            ("x-amz-sns-message-type", header ?? type), ("X-Amz-Sns-Message-Id", "22b80b92-1"),
        ]
        return WebhookRequest(
            headers: headers.map { (name: $0.0, value: $0.1) }, body: Array(body), receivedAt: now)
    }

    func verdict(
        _ request: WebhookRequest, topics: [String]? = [arn], isStrict: Bool? = nil, at time: Instant = now
    ) async -> WebhookVerdict {
        await check(
            request, .ses, WebhookSettings(topics: topics, requiresSignatureVersion2: isStrict), at: time,
            certificates: [Self.certificateURL: pem])
    }
}

@Suite("signatures of Amazon SNS")
struct AmazonSignatureTests {
    private let topic: Topic

    /// Making a key takes long.
    private static let shared = Result { try Topic() }

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
        let other = try Topic()
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
        let request = try topic.request()
        let settings = WebhookSettings(topics: [Topic.arn])
        #expect(await check(request, .ses, settings) == .needs(.certificate(url: Topic.certificateURL)))
        let garbage = await check(
            request, .ses, settings, certificates: [Topic.certificateURL: Array("garbage".utf8)])
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
        let known = SubscriptionOffer(topic: Topic.arn, url: Topic.subscribeURL, isAllowed: true)
        #expect(await topic.verdict(request) == .handshake(WebhookAnswer(200, subscription: known)))
        let unknown = SubscriptionOffer(topic: Topic.arn, url: Topic.subscribeURL, isAllowed: false)
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
        let decoded = WebhookDecoding.decode(request, provider: .ses, proof: .signature)
        #expect(decoded.fetches.isEmpty && decoded.events.isEmpty)
        #expect(decoded.notes.map(\.reason) == [.subscriptionRemoved])
    }
}
