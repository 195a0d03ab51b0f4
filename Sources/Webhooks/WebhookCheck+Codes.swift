import Crypto
import DataFormats
import Foundation

/// Message authentication codes with a key that both sides know.
extension WebhookCheck {
    private func signingKey() -> String? {
        guard let key = settings.signingKey, !key.isEmpty else { return nil }
        return key
    }

    /// HMAC-SHA256 over timestamp and token; the event itself is not covered.
    func mailgun() -> WebhookVerdict {
        guard let key = signingKey() else { return .refused(.notConfigured("signing_key")) }
        guard let given = MailgunSignature(request) else { return .refused(.malformed("signature")) }
        let isValid = HMAC<SHA256>.isValidAuthenticationCode(
            given.code, authenticating: Data((given.timestamp + given.token).utf8),
            using: SymmetricKey(data: Data(key.utf8)))
        return isValid ? afterFreshness(given.timestamp, .detachedMAC) : .refused(.wrongSignature)
    }

    /// HMAC-SHA256 over `id.timestamp.body` (Svix; the same as Standard Webhooks 1.0.0).
    func resend() -> WebhookVerdict {
        guard let text = signingKey() else { return .refused(.notConfigured("signing_key")) }
        let encoded = text.hasPrefix("whsec_") ? String(text.dropFirst("whsec_".count)) : text
        guard let key = Data(anyBase64: encoded), !key.isEmpty else {
            return .refused(.notConfigured("signing_key that can be read"))
        }
        func field(_ name: String) -> String? {
            request.header("svix-\(name)") ?? request.header("webhook-\(name)")
        }
        guard let id = field("id"), let timestamp = field("timestamp"), let signatures = field("signature")
        else {
            return .refused(.malformed("svix-id, svix-timestamp and svix-signature"))
        }
        var signed = Data("\(id).\(timestamp).".utf8)
        signed += request.body
        // Several while a secret is being replaced.
        let isValid = signatures.split(separator: " ").prefix(Self.maximumSignatures).contains { entry in
            guard entry.hasPrefix("v1,"), let code = Data(anyBase64: entry.dropFirst(3)) else { return false }
            return HMAC<SHA256>.isValidAuthenticationCode(
                code, authenticating: signed, using: SymmetricKey(data: key))
        }
        return isValid ? afterFreshness(timestamp, .bodyMAC) : .refused(.wrongSignature)
    }

    private static let maximumSignatures = 8

    /// HMAC-SHA1 over the URL and each field of the form, name and value, names sorted.
    func mandrill() -> WebhookVerdict {
        guard let key = signingKey() else { return .refused(.notConfigured("signing_key")) }
        guard let text = request.header("X-Mandrill-Signature"), let code = Data(anyBase64: text) else {
            return .refused(.malformed("X-Mandrill-Signature"))
        }
        var signed = Data((settings.publicURL ?? request.url).utf8)
        for field in FormFields(request).fields.sorted(by: { $0.name < $1.name }) {
            signed += Data(field.name.utf8)
            signed += field.bytes
        }
        let isValid = HMAC<Insecure.SHA1>.isValidAuthenticationCode(
            code, authenticating: signed, using: SymmetricKey(data: Data(key.utf8)))
        return isValid ? .accepted(.bodyMAC) : .refused(.wrongSignature)
    }
}

/// In the JSON of an event, or as fields of the form that brings a mail.
struct MailgunSignature {
    let timestamp: String
    let token: String
    let code: [UInt8]

    init?(_ request: WebhookRequest) {
        let form = FormFields(request)
        let json = form.fields.isEmpty ? JSON(request.body)?["signature"] : nil
        guard let timestamp = json?["timestamp"]?.name ?? form.text("timestamp"),
            let token = json?["token"]?.name ?? form.text("token"), !token.isEmpty,
            let code = (json?["signature"]?.text ?? form.text("signature")).flatMap(Hex.decode)
        else { return nil }
        self.timestamp = timestamp
        self.token = token
        self.code = code
    }
}
