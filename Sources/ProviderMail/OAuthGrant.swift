import Credentials
import CurlTransport
import DataFormats
import Foundation

/// What a person gave us when signing in: enough for access tokens until they take it back.
public struct OAuthGrant: Sendable {
    /// The provider's token endpoint (RFC 6749 §3.2).
    public let tokenURL: String
    public let clientID: String
    /// Nil for a public client.
    public let clientSecret: Secret?
    public let refreshToken: Secret
    /// Apart by spaces; nil keeps what was granted.
    public let scope: String?

    public init(
        tokenURL: String, clientID: String, clientSecret: Secret?, refreshToken: Secret, scope: String? = nil
    ) {
        self.tokenURL = tokenURL
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.refreshToken = refreshToken
        self.scope = scope
    }

    /// The form of RFC 6749 §6.
    func form(refreshToken: Secret) -> [UInt8] {
        var items = [
            ("grant_type", "refresh_token"), ("refresh_token", refreshToken.revealed),
            ("client_id", clientID),
        ]
        if let clientSecret { items.append(("client_secret", clientSecret.revealed)) }
        if let scope { items.append(("scope", scope)) }
        return Array(items.map { "\($0)=\(FormEncoding.encode($1))" }.joined(separator: "&").utf8)
    }
}

/// The answer of a token endpoint (RFC 6749 §5.1 and §5.2).
struct TokenAnswer: Decodable {
    let access_token: String?
    /// Seconds. Lenient: some send it as a string.
    let expires_in: LenientNumber?
    /// A new one replaces ours (Microsoft sends one each time).
    let refresh_token: String?
    let error: String?
}

/// A number, or a string that holds one.
struct LenientNumber: Decodable {
    let value: Int

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Int.self) {
            value = number
        } else if let number = Int(try container.decode(String.self)) {
            value = number
        } else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no number")
        }
    }
}
