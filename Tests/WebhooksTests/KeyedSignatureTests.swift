import CalendarTime
import Crypto
import CryptoExtras
import DataFormats
import Foundation
import Testing

@testable import Webhooks

@Suite("signatures with keys made here")
struct KeyedSignatureTests {
    @Test("SendGrid: replayed later, another key, a batch with CRLF between events")
    func sendGrid() async throws {
        let key = P256.Signing.PrivateKey()
        let body = "[{\"event\":\"bounce\"},\r\n{\"event\":\"open\"}]\r\n"
        let timestamp = String(now.seconds)
        let signature = try key.signature(for: Data((timestamp + body).utf8)).derRepresentation
        let request = post(
            body,
            headers: [
                ("X-Twilio-Email-Event-Webhook-Signature", signature.base64EncodedString()),
                ("X-Twilio-Email-Event-Webhook-Timestamp", timestamp),
            ])
        let settings = WebhookSettings(publicKey: key.publicKey.pemRepresentation)
        #expect(await check(request, .sendgrid, settings) == .accepted(.signature))
        #expect(
            await check(request, .sendgrid, settings, at: now.adding(seconds: 86_400)).proof == .signature)
        #expect(
            await check(request, .sendgrid, settings, at: now.adding(seconds: 90_001)) == .refused(.stale))
        var strict = settings
        strict.toleranceSeconds = 300
        #expect(await check(request, .sendgrid, strict, at: now.adding(seconds: 301)) == .refused(.stale))
        let other = WebhookSettings(publicKey: P256.Signing.PrivateKey().publicKey.pemRepresentation)
        #expect(await check(request, .sendgrid, other) == .refused(.wrongSignature))
        var unsigned = request
        unsigned.headers = []
        #expect(
            await check(unsigned, .sendgrid, settings)
                == .refused(.malformed("X-Twilio-Email-Event-Webhook-Signature and -Timestamp")))
        let broken = WebhookSettings(publicKey: "AAAA")
        #expect(
            await check(request, .sendgrid, broken) == .refused(.notConfigured("public_key that can be read"))
        )
    }

    @Test("Postal: SHA-1, SHA-256, each byte of the body")
    func postal() async throws {
        let key = try _RSA.Signing.PrivateKey(unsafeKeySize: .init(bitCount: 1_024))
        let settings = WebhookSettings(publicKey: key.publicKey.derRepresentation.base64EncodedString())
        let body = "{\"event\":\"MessageSent\",\"uuid\":\"u-1\"}"
        let old = try key.signature(
            for: Insecure.SHA1.hash(data: Data(body.utf8)), padding: .insecurePKCS1v1_5
        ).rawRepresentation.base64EncodedString()
        let new = try key.signature(
            for: SHA256.hash(data: Data(body.utf8)), padding: .insecurePKCS1v1_5
        ).rawRepresentation.base64EncodedString()
        let request = post(body, headers: [("X-Postal-Signature", old)])
        #expect(await check(request, .postal, settings) == .accepted(.signature))
        let record = WebhookSettings(publicKey: "v=DKIM1; t=s; h=sha256; p=\(settings.publicKey ?? "");")
        #expect(await check(request, .postal, record) == .accepted(.signature))
        let both = post(body, headers: [("X-Postal-Signature", "AAAA"), ("X-Postal-Signature-256", new)])
        #expect(await check(both, .postal, settings) == .accepted(.signature))
        // A good old signature does not help a bad new one.
        let mixed = post(body, headers: [("X-Postal-Signature", old), ("X-Postal-Signature-256", old)])
        #expect(await check(mixed, .postal, settings) == .refused(.wrongSignature))
        for index in request.body.indices {
            var changed = request
            changed.body[index] ^= 1
            #expect(await check(changed, .postal, settings) == .refused(.wrongSignature))
        }
        let other = try _RSA.Signing.PrivateKey(keySize: .bits2048).publicKey.derRepresentation
        let wrong = WebhookSettings(publicKey: other.base64EncodedString())
        #expect(await check(request, .postal, wrong) == .refused(.wrongSignature))
    }

    @Test("Mandrill: several fields, sorted; HEAD before the key is known")
    func mandrill() async {
        let key = SymmetricKey(data: Data("k".utf8))
        let text = "https://a.example/hooka1b2mandrill_events[]"
        let code = Data(HMAC<Insecure.SHA1>.authenticationCode(for: Data(text.utf8), using: key))
        var request = form(
            [("mandrill_events", "[]"), ("b", "2"), ("a", "1")],
            headers: [("X-Mandrill-Signature", code.base64EncodedString())])
        request.url = "https://a.example/hook"
        #expect(await check(request, .mandrill, WebhookSettings(signingKey: "k")) == .accepted(.bodyMAC))
        request.method = "HEAD"
        #expect(await check(request, .mandrill, WebhookSettings()) == .handshake(WebhookAnswer(200)))
        #expect(await check(request, .postmark, WebhookSettings()) == .refused(.wrongMethod))
    }

    /// The body is not covered: what the class says, and why a token counts once.
    @Test("Mailgun: the same signature under another event has the same key")
    func mailgunToken() async {
        let code = HMAC<SHA256>.authenticationCode(
            for: Data("\(now.seconds)tok".utf8), using: SymmetricKey(data: Data("k".utf8)))
        func request(_ event: String) -> WebhookRequest {
            post(
                #"{"signature":{"timestamp":\#(now.seconds),"token":"tok","signature":"\#(Hex.encode(code))"},"event-data":{"event":"\#(event)"}}"#
            )
        }
        let settings = WebhookSettings(signingKey: "k")
        #expect(await check(request("failed"), .mailgun, settings) == .accepted(.detachedMAC))
        #expect(await check(request("complained"), .mailgun, settings) == .accepted(.detachedMAC))
        #expect(
            WebhookKey.key(of: request("failed"), provider: .mailgun)
                == WebhookKey.key(of: request("complained"), provider: .mailgun))
    }
}
