import CalendarTime
import CryptoExtras
import Foundation
import Testing

@testable import Webhooks

/// Google's part: a key, its published form, and tokens.
private struct Issuer {
    let key: _RSA.Signing.PrivateKey
    let keySet: [UInt8]

    init() throws {
        key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        let numbers = try key.publicKey.getKeyPrimitives()
        let body = [
            "keys": [
                [
                    "kty": "RSA", "alg": "RS256", "use": "sig", "kid": "k1",
                    "n": Self.encode(numbers.modulus), "e": Self.encode(numbers.publicExponent),
                ]
            ]
        ]
        keySet = Array(try JSONEncoder().encode(body))
    }

    static func encode(_ data: Data) -> String {
        data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing(
            "=", with: "")
    }

    func token(
        header: String = #"{"alg":"RS256","kid":"k1","typ":"JWT"}"#,
        iss: String = "https://accounts.google.com",
        aud: String = "https://a.example/hook", email: String = "push@p.iam.example",
        verified: String = "true",
        lifetime: Int64 = 3_600, issued: Int64 = 0
    ) throws -> String {
        let payload =
            #"{"iss":"\#(iss)","aud":"\#(aud)","email":"\#(email)","email_verified":\#(verified),"sub":"1","azp":"1","iat":\#(now.seconds + issued),"exp":\#(now.seconds + lifetime)}"#
        let signed = Self.encode(Data(header.utf8)) + "." + Self.encode(Data(payload.utf8))
        let signature = try key.signature(for: Data(signed.utf8), padding: .insecurePKCS1v1_5)
        return signed + "." + Self.encode(signature.rawRepresentation)
    }
}

@Suite("tokens of Google")
struct GoogleTokenTests {
    private let issuer: Issuer
    private let settings = WebhookSettings(
        audience: "https://a.example/hook", serviceAccount: "push@p.iam.example",
        subscription: "projects/p/subscriptions/s")

    /// Making a key takes long.
    private static let shared = Result { try Issuer() }

    init() throws { issuer = try Self.shared.get() }

    private func request(
        _ token: String, subscription: String = "projects/p/subscriptions/s"
    ) -> WebhookRequest {
        post(
            #"{"message":{"data":"e30","messageId":"1"},"subscription":"\#(subscription)"}"#,
            headers: [("Authorization", "Bearer \(token)")])
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
        let other = try Issuer()
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
