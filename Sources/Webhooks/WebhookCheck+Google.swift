import Foundation
import JWTKit

extension WebhookCheck {
    /// Where Google publishes the keys of its tokens.
    static let googleKeys = "https://www.googleapis.com/oauth2/v3/certs"

    /// A token of Google's for the push subscription (OpenID Connect). Google lets anyone point a subscription at any
    /// URL, so the account it is issued to must be ours.
    func google(_ keySet: [UInt8]?) async -> WebhookVerdict {
        guard let account = settings.serviceAccount, !account.isEmpty else {
            return .refused(.notConfigured("service_account"))
        }
        let audience = settings.audience ?? settings.publicURL ?? request.url
        guard !audience.isEmpty else { return .refused(.notConfigured("audience")) }
        guard let field = request.header("Authorization"), field.lowercased().hasPrefix("bearer ") else {
            return .refused(.malformed("Authorization field with a token"))
        }
        let token = field.dropFirst(7).trimmingBlanks()
        // RS256 only: a token must not choose how it is checked.
        guard token.utf8.count <= Self.maximumToken,
            let header = token.split(separator: ".").first.flatMap({ Data(anyBase64: $0) }).flatMap({
                JSON($0)
            }),
            header["alg"]?.text == "RS256", let keyID = header["kid"]?.text
        else { return .refused(.malformed("token")) }
        guard let keySet else { return .needs(.keySet(url: Self.googleKeys)) }
        guard let keys = try? JSONDecoder().decode(JWKS.self, from: Data(keySet)) else {
            return .refused(.keyUnknown)
        }
        guard let key = keys.find(identifier: keyID, type: .rsa) else {
            return .needs(.keySet(url: Self.googleKeys))
        }
        let collection = JWTKeyCollection()
        guard (try? await collection.add(jwk: key)) != nil,
            let claims = try? await collection.verify(token, as: GoogleClaims.self)
        else { return .refused(.wrongSignature) }
        let second = Double(now.seconds)
        guard claims.exp > second, claims.iat <= second + Double(WebhookAuthentication.maximumLead) else {
            return .refused(.stale)
        }
        guard ["https://accounts.google.com", "accounts.google.com"].contains(claims.iss),
            claims.aud == audience, claims.email == account, claims.emailVerified, isConfiguredSubscription
        else { return .refused(.foreignToken) }
        return .accepted(.signature)
    }

    private static let maximumToken = 8_192

    private var isConfiguredSubscription: Bool {
        guard let wanted = settings.subscription else { return true }
        return JSON(request.body)?["subscription"]?.text == wanted
    }
}

private struct GoogleClaims: JWTPayload {
    let iss: String
    let aud: String
    let email: String
    let emailVerified: Bool
    /// Seconds since 1970.
    let exp: Double
    let iat: Double

    enum CodingKeys: String, CodingKey {
        case iss, aud, email, exp, iat
        case emailVerified = "email_verified"
    }

    /// The caller compares the claims: this has neither the settings nor the time.
    func verify(using key: some JWTAlgorithm) async throws {}
}
