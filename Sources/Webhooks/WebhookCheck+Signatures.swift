import CalendarTime
import Crypto
import CryptoExtras
import Foundation

/// Signatures with a key that the provider publishes per account.
extension WebhookCheck {
    /// ECDSA P-256 with SHA-256, over the timestamp and the body behind it without a separator.
    func sendGrid() -> WebhookVerdict {
        guard let der = publicKey() else { return .refused(.notConfigured("public_key")) }
        guard let key = try? P256.Signing.PublicKey(derRepresentation: der) else {
            return .refused(.notConfigured("public_key that can be read"))
        }
        guard let timestamp = request.header("X-Twilio-Email-Event-Webhook-Timestamp"),
            let text = request.header("X-Twilio-Email-Event-Webhook-Signature"),
            let bytes = Data(anyBase64: text),
            let signature = try? P256.Signing.ECDSASignature(derRepresentation: bytes)
        else { return .refused(.malformed("X-Twilio-Email-Event-Webhook-Signature and -Timestamp")) }
        var hash = SHA256()
        hash.update(data: Data(timestamp.utf8))
        hash.update(data: request.body)
        guard key.isValidSignature(signature, for: hash.finalize()) else { return .refused(.wrongSignature) }
        return afterFreshness(timestamp, .signature)
    }

    /// RSA PKCS#1 v1.5 over the body, with SHA-1; newer servers send one with SHA-256 beside it.
    func postal() -> WebhookVerdict {
        guard let der = publicKey() else { return .refused(.notConfigured("public_key")) }
        // Postal makes keys of 1,024 bits unless it is told otherwise.
        guard let key = try? _RSA.Signing.PublicKey(unsafeDERRepresentation: der) else {
            return .refused(.notConfigured("public_key that can be read"))
        }
        let strong = request.header("X-Postal-Signature-256")
        guard let text = strong ?? request.header("X-Postal-Signature"), let bytes = Data(anyBase64: text)
        else {
            return .refused(.malformed("X-Postal-Signature"))
        }
        let signature = _RSA.Signing.RSASignature(rawRepresentation: bytes)
        let isValid =
            strong == nil
            ? key.isValidSignature(
                signature, for: Insecure.SHA1.hash(data: request.body), padding: .insecurePKCS1v1_5)
            : key.isValidSignature(
                signature, for: SHA256.hash(data: request.body), padding: .insecurePKCS1v1_5)
        return isValid ? .accepted(.signature) : .refused(.wrongSignature)
    }

    /// DER of the configured key, with or without the lines of a PEM text or a DKIM record around it.
    private func publicKey() -> Data? {
        guard var text = settings.publicKey, !text.isEmpty else { return nil }
        if text.hasPrefix("v=DKIM1") || text.hasPrefix("p="), let start = text.firstRange(of: "p=") {
            text = String(text[start.upperBound...].prefix { $0 != ";" })
        }
        let lines = text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("-----") }
        return Data(anyBase64: lines.joined())
    }

    /// `timestamp`: seconds since 1970, already authenticated.
    func afterFreshness(_ timestamp: String, _ proof: WebhookProof) -> WebhookVerdict {
        guard let seconds = Int64(timestamp) else { return .refused(.malformed("timestamp")) }
        return isFresh(Instant(seconds: seconds)) ? .accepted(proof) : .refused(.stale)
    }
}
