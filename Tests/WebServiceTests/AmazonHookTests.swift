import CalendarTime
import TestSigners
import Testing
import Webhooks

@testable import WebService

private typealias Draft = @Sendable (AmazonTopic) throws -> SignedPost

private struct Refusal: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let status: Int
    var settings = WebhookSettings(topics: [AmazonTopic.arn])
    /// False: it is refused before Amazon is asked for a certificate.
    var asks = true
    let draft: Draft
}

private let refusals: [Refusal] = [
    Refusal(testDescription: "a topic of somebody else", status: 403, asks: false) {
        try $0.request(topic: "arn:aws:sns:eu-west-1:666:mine")
    },
    // Ours to repair: SNS tries again after a 5xx only.
    Refusal(testDescription: "no topic is set", status: 503, settings: WebhookSettings(), asks: false) {
        try $0.request()
    },
    Refusal(testDescription: "a certificate of another host", status: 403, asks: false) {
        try $0.request(certificateURL: "https://sns.eu-west-1.amazonaws.com.evil.example/S-0a.pem")
    },
    Refusal(testDescription: "a certificate that cannot be fetched", status: 503) {
        try $0.request(
            certificateURL: "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-ff.pem")
    },
    Refusal(testDescription: "version 1, a changed byte", status: 401) {
        try $0.request(version: "1") { $0["Message"]?.append(" ") }
    },
    Refusal(testDescription: "version 2, a changed byte", status: 401) {
        try $0.request(version: "2") { $0["Message"]?.append(" ") }
    },
    Refusal(
        testDescription: "SHA-1 where version 2 is asked for", status: 403,
        settings: WebhookSettings(topics: [AmazonTopic.arn], requiresSignatureVersion2: true)
    ) { try $0.request(version: "1") },
    Refusal(testDescription: "three hours old", status: 403, asks: false) {
        try $0.request(time: HookService.start.adding(seconds: -3 * 3_600).iso8601)
    },
    Refusal(testDescription: "header and body disagree", status: 400, asks: false) {
        try $0.request(header: "SubscriptionConfirmation")
    },
    Refusal(testDescription: "a confirmation at another host", status: 403) {
        try $0.request(
            type: "SubscriptionConfirmation",
            subscribeURL: "https://evil.example/?Action=ConfirmSubscription&")
    },
    Refusal(testDescription: "a confirmation with a changed token", status: 401) {
        try $0.request(type: "SubscriptionConfirmation") { $0["Token"] = "x" }
    },
]

extension HookServiceTests {
    @Suite("Amazon SNS through the running service")
    struct AmazonHookTests {
        private let topic: AmazonTopic

        private static let shared = Result { try AmazonTopic(at: HookService.start) }

        init() throws { topic = try Self.shared.get() }

        private func service() async throws -> HookService {
            try await HookService(answers: [
                AmazonTopic.certificateURL: topic.pem, AmazonTopic.subscribeURL: [],
            ])
        }

        @Test(
            "a notification is proven, on disk and answered; again, it changes nothing",
            arguments: ["1", "2"])
        func notification(_ version: String) async throws {
            let service = try await service()
            let source = try await service.add(.ses, WebhookSettings(topics: [AmazonTopic.arn]))
            let post = try topic.request(version: version)
            for _ in 1...2 { #expect(try await service.post(post, to: source) == 200) }
            #expect(try await service.counts(source) == ["waiting": 1])
            let stored = try #require(try await service.stored().first)
            #expect(stored.body == post.body && stored.proof == "a" && stored.source == source.id)
            #expect(service.asked == [AmazonTopic.certificateURL], "the certificate is kept")
            // Another id is another notification, whatever it says.
            #expect(try await service.post(try topic.request(version: version, id: "m-2"), to: source) == 200)
            #expect(try await service.counts(source) == ["waiting": 2])
        }

        @Test("refused, and nothing is stored", arguments: refusals)
        private func refused(_ row: Refusal) async throws {
            let service = try await service()
            let source = try await service.add(.ses, row.settings)
            #expect(try await service.post(try row.draft(topic), to: source) == row.status)
            #expect(try await service.counts(source) == [:])
            #expect(service.asked.isEmpty != row.asks)
            #expect(!service.asked.contains { !$0.hasPrefix("https://sns.eu-west-1.amazonaws.com/") })
        }

        @Test("a topic of ours is confirmed, and only then counts as heard")
        func confirmation() async throws {
            let service = try await service()
            let source = try await service.add(.ses, WebhookSettings(topics: [AmazonTopic.arn]))
            let post = try topic.request(type: "SubscriptionConfirmation", version: "2")
            #expect(try await service.post(post, to: source) == 200)
            #expect(service.asked == [AmazonTopic.certificateURL, AmazonTopic.subscribeURL])
            #expect(try await service.counts(source) == [:])
            #expect(try await service.alert(source) == nil)
        }

        @Test("a topic that is not in the settings waits for the operator")
        func unknownTopic() async throws {
            let service = try await service()
            let source = try await service.add(.ses, WebhookSettings(topics: [AmazonTopic.arn]))
            let foreign = "arn:aws:sns:eu-west-1:666:mine"
            let post = try topic.request(type: "SubscriptionConfirmation", topic: foreign)
            #expect(try await service.post(post, to: source) == 200)
            #expect(service.asked == [AmazonTopic.certificateURL], "nothing is confirmed")
            #expect(try await service.counts(source) == [:])
            #expect(try await service.alert(source)?.contains(foreign) == true)
        }

        @Test("an address that nobody was given")
        func unknownAddress() async throws {
            let service = try await service()
            let source = try await service.add(.ses, WebhookSettings(topics: [AmazonTopic.arn]))
            try await service.write { try $0.removeWebhookSource(source.id) }
            #expect(try await service.post(try topic.request(), to: source) == 404)
            #expect(try await service.counts(source) == [:])
            #expect(service.asked.isEmpty)
        }
    }
}
