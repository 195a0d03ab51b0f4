import CalendarTime
import Crypto
import Foundation

/// The `webhook-signature` field (Standard Webhooks 1.0.0): HMAC-SHA256 over `id.timestamp.body`.
public enum WebhookSignature {
    /// One signature for each secret, apart by a blank: while a secret is rotated there are two.
    ///
    /// - Parameters:
    ///   - id: of the message, the same for each attempt; holds no `.`.
    ///   - timestamp: of this attempt, in seconds since 1970.
    public static func field(
        id: String, timestamp: Int64, body: [UInt8], secrets: [WebhookSecret]
    ) -> String {
        let signed = Data("\(id).\(timestamp).".utf8) + body
        return secrets.map { secret in
            let code = HMAC<SHA256>.authenticationCode(for: signed, using: SymmetricKey(data: secret.bytes))
            return "v1," + Data(code).base64EncodedString()
        }.joined(separator: " ")
    }
}
