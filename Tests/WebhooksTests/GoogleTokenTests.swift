import TestSigners
import Testing

@testable import Webhooks

@Suite("tokens of Google")
struct GoogleTokenTests {
    private let issuer: GoogleIssuer
    private let settings = WebhookSettings(
        audience: GoogleIssuer.audience, serviceAccount: GoogleIssuer.account,
        subscription: GoogleIssuer.subscription)

    /// Making a key takes long.
    private static let shared = Result { try GoogleIssuer(at: now) }

    init() throws { issuer = try Self.shared.get() }

    private func request(
        _ token: String, subscription: String = GoogleIssuer.subscription
    ) -> WebhookRequest {
        WebhookRequest(GoogleIssuer.push(token, subscription: subscription))
    }

    private func verdict(_ request: WebhookRequest) async -> WebhookVerdict {
        await check(request, .gmail, settings, keySet: issuer.keySet)
    }

    @Test("valid")
    func valid() async throws {
        #expect(await verdict(request(try issuer.token())) == .accepted(.signature))
    }

    @Test("claims of somebody else")
    func claims() async throws {
        let tokens = [
            try issuer.token(iss: "https://evil.example"), try issuer.token(aud: "https://b.example/hook"),
            try issuer.token(email: "other@p.iam.example"), try issuer.token(verified: "false"),
        ]
        for token in tokens { #expect(await verdict(request(token)) == .refused(.foreignToken)) }
        let other = request(try issuer.token(), subscription: "projects/evil/subscriptions/s")
        #expect(await verdict(other) == .refused(.foreignToken))
    }

    @Test("time")
    func time() async throws {
        #expect(await verdict(request(try issuer.token(lifetime: -1))) == .refused(.stale))
        #expect(await verdict(request(try issuer.token(issued: 600))) == .refused(.stale))
    }

    @Test("key: none yet, a newer one, a forged signature")
    func keys() async throws {
        let need = WebhookVerdict.needs(.keySet(url: "https://www.googleapis.com/oauth2/v3/certs"))
        let good = request(try issuer.token())
        #expect(await check(good, .gmail, settings) == need)
        #expect(await verdict(request(try issuer.token(header: #"{"alg":"RS256","kid":"k2"}"#))) == need)
        let other = try GoogleIssuer(at: now)
        #expect(await check(good, .gmail, settings, keySet: other.keySet) == .refused(.wrongSignature))
        #expect(await check(good, .gmail, settings, keySet: Array("{}".utf8)) == .refused(.keyUnknown))
    }

    @Test(
        "a token does not choose how it is checked",
        arguments: [#"{"alg":"none","kid":"k1"}"#, #"{"alg":"HS256","kid":"k1"}"#, #"{"alg":"RS256"}"#, "x"])
    func algorithm(_ header: String) async throws {
        let token = try issuer.token(header: header)
        #expect(await verdict(request(token)) == .refused(.malformed("token")))
    }

    @Test("settings")
    func missingSettings() async throws {
        let good = request(try issuer.token())
        let noAccount = await check(good, .gmail, WebhookSettings(audience: "a"), keySet: issuer.keySet)
        #expect(noAccount == .refused(.notConfigured("service_account")))
        let account = WebhookSettings(serviceAccount: "push@p.iam.example")
        #expect(
            await check(good, .gmail, account, keySet: issuer.keySet) == .refused(.notConfigured("audience")))
        var here = good
        here.url = "https://a.example/hook"
        #expect(await check(here, .gmail, account, keySet: issuer.keySet) == .accepted(.signature))
        #expect(await verdict(post("{}")) == .refused(.malformed("Authorization field with a token")))
    }
}
