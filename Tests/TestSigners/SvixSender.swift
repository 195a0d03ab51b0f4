import CalendarTime
import Crypto
import Foundation

/// Resend's part, and anybody's who signs by Standard Webhooks.
package enum SvixSender {
    package static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

    package static func post(_ body: String, id: String, at time: Instant) -> SignedPost {
        // The part of the secret behind its prefix is base64.
        let key = SymmetricKey(data: Data(base64Encoded: String(secret.dropFirst(6))) ?? Data())
        let signed = Data("\(id).\(time.seconds).\(body)".utf8)
        let code = Data(HMAC<SHA256>.authenticationCode(for: signed, using: key)).base64EncodedString()
        return SignedPost(
            headers: [
                ("svix-id", id), ("svix-timestamp", "\(time.seconds)"), ("svix-signature", "v1,\(code)"),
            ], body: Array(body.utf8))
    }
}
