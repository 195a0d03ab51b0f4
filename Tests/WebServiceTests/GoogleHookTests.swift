import CurlTransport
import TestSigners
import Testing
import Webhooks

@testable import WebService

private let keys = "https://www.googleapis.com/oauth2/v3/certs"

private struct Refusal: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let status: Int
    /// How often Google is asked for its keys.
    var asks = 1
    let draft: @Sendable (GoogleIssuer) throws -> SignedPost
}

private let refusals: [Refusal] = [
    Refusal(testDescription: "another audience", status: 403) {
        GoogleIssuer.push(try $0.token(aud: "https://b.example/hook"))
    },
    Refusal(testDescription: "another account", status: 403) {
        GoogleIssuer.push(try $0.token(email: "other@p.iam.example"))
    },
    Refusal(testDescription: "an account whose address is not verified", status: 403) {
        GoogleIssuer.push(try $0.token(verified: "false"))
    },
    Refusal(testDescription: "another issuer", status: 403) {
        GoogleIssuer.push(try $0.token(iss: "https://evil.example"))
    },
    Refusal(testDescription: "another subscription", status: 403) {
        GoogleIssuer.push(try $0.token(), subscription: "projects/evil/subscriptions/s")
    },
    Refusal(testDescription: "expired", status: 403) { GoogleIssuer.push(try $0.token(lifetime: -1)) },
    Refusal(testDescription: "another key under the same name", status: 401) { _ in
        GoogleIssuer.push(try GoogleIssuer(at: HookService.start).token())
    },
    // Just fetched keys are not fetched again: forged names must not make us ask.
    Refusal(testDescription: "a key that is not published", status: 401) {
        GoogleIssuer.push(try $0.token(header: #"{"alg":"RS256","kid":"k2"}"#))
    },
    Refusal(testDescription: "signed by nobody", status: 400, asks: 0) {
        GoogleIssuer.push(try $0.token(header: #"{"alg":"none","kid":"k1"}"#))
    },
    Refusal(testDescription: "no token", status: 400, asks: 0) { _ in
        SignedPost(headers: [], body: Array("{}".utf8))
    },
]

extension HookServiceTests {
    @Suite("Google Pub/Sub through the running service")
    struct GoogleHookTests {
        private let issuer: GoogleIssuer
        private let settings = WebhookSettings(
            audience: GoogleIssuer.audience, serviceAccount: GoogleIssuer.account,
            subscription: GoogleIssuer.subscription)

        private static let shared = Result { try GoogleIssuer(at: HookService.start) }

        init() throws { issuer = try Self.shared.get() }

        @Test("a push is proven, on disk and answered; again, it changes nothing")
        func push() async throws {
            let service = try await HookService(answers: [keys: issuer.keySet])
            let source = try await service.add(.gmail, settings)
            let post = GoogleIssuer.push(try issuer.token())
            for _ in 1...2 { #expect(try await service.post(post, to: source) == 200) }
            #expect(try await service.counts(source) == ["waiting": 1])
            let stored = try #require(try await service.stored().first)
            #expect(stored.body == post.body && stored.proof == "a")
            #expect(!stored.head.lowercased().contains("bearer"), "the token is not kept")
            #expect(service.asked == [keys], "the keys are kept")
            #expect(try await service.post(GoogleIssuer.push(try issuer.token(), id: "2"), to: source) == 200)
            #expect(try await service.counts(source) == ["waiting": 2])
        }

        @Test("refused, and nothing is stored", arguments: refusals)
        private func refused(_ row: Refusal) async throws {
            let service = try await HookService(answers: [keys: issuer.keySet])
            let source = try await service.add(.gmail, settings)
            #expect(try await service.post(try row.draft(issuer), to: source) == row.status)
            #expect(try await service.counts(source) == [:])
            #expect(service.asked == Array(repeating: keys, count: row.asks))
        }

        @Test("keys that were changed meanwhile are fetched again, once a minute at most")
        func newKeys() async throws {
            let old = try GoogleIssuer(at: HookService.start)
            let published = Published(old.keySet.renamed("k0"))
            let service = try await HookService { _ throws(TransportError) in
                HTTPResponse(status: 200, body: await published.keySet)
            }
            let source = try await service.add(.gmail, settings)
            let post = GoogleIssuer.push(try issuer.token())
            #expect(try await service.post(post, to: source) == 401)
            await published.set(issuer.keySet)
            #expect(try await service.post(post, to: source) == 401, "asked too lately")
            service.wait(61)
            #expect(try await service.post(post, to: source) == 200)
            #expect(service.asked == [keys, keys])
        }

        @Test("no keys to be had: Google shall try again")
        func noKeys() async throws {
            let service = try await HookService(answers: [:])
            let source = try await service.add(.gmail, settings)
            let post = GoogleIssuer.push(try issuer.token())
            #expect(try await service.post(post, to: source) == 503)
            #expect(try await service.counts(source) == [:])
        }
    }
}

/// What Google publishes at the moment.
private actor Published {
    private(set) var keySet: [UInt8]

    init(_ keySet: [UInt8]) { self.keySet = keySet }

    func set(_ keySet: [UInt8]) { self.keySet = keySet }
}

extension [UInt8] {
    /// The same keys under another name.
    fileprivate func renamed(_ name: String) -> [UInt8] {
        Array(String(decoding: self, as: UTF8.self).replacing("\"k1\"", with: "\"\(name)\"").utf8)
    }
}
