import CalendarTime
import CryptoExtras
import Foundation

/// Google's part: a key, its published form, and tokens. Making a key takes long.
package struct GoogleIssuer: Sendable {
    package static let audience = "https://a.example/hook"
    package static let account = "push@p.iam.example"
    package static let subscription = "projects/p/subscriptions/s"

    /// JWKS.
    package let keySet: [UInt8]
    private let key: _RSA.Signing.PrivateKey
    private let now: Instant

    package init(at now: Instant) throws {
        self.now = now
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

    private static func encode(_ data: Data) -> String {
        data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing(
            "=", with: "")
    }

    /// `lifetime` and `issued` in seconds from now.
    package func token(
        header: String = #"{"alg":"RS256","kid":"k1","typ":"JWT"}"#,
        iss: String = "https://accounts.google.com", aud: String = audience, email: String = account,
        verified: String = "true", lifetime: Int64 = 3_600, issued: Int64 = 0
    ) throws -> String {
        let payload =
            #"{"iss":"\#(iss)","aud":"\#(aud)","email":"\#(email)","email_verified":\#(verified),"sub":"1","azp":"1","iat":\#(now.seconds + issued),"exp":\#(now.seconds + lifetime)}"#
        let signed = Self.encode(Data(header.utf8)) + "." + Self.encode(Data(payload.utf8))
        let signature = try key.signature(for: Data(signed.utf8), padding: .insecurePKCS1v1_5)
        return signed + "." + Self.encode(signature.rawRepresentation)
    }

    /// What Pub/Sub posts with a token.
    package static func push(
        _ token: String, id: String = "1", data: String = "e30", subscription: String = subscription
    ) -> SignedPost {
        let body = #"{"message":{"data":"\#(data)","messageId":"\#(id)"},"subscription":"\#(subscription)"}"#
        return SignedPost(headers: [("Authorization", "Bearer \(token)")], body: Array(body.utf8))
    }
}
