import Credentials
import CurlTransport
import Foundation

/// Access tokens for one account: kept until shortly before they end, and asked for once, however many wait.
public actor AccessTokens {
    /// Seconds before its end that a token is no longer used.
    static let margin = 300
    /// Seconds that a token lives where the answer does not say.
    static let assumedLife = 3_600

    private struct Token {
        let secret: Secret
        let until: ContinuousClock.Instant
    }

    private let place: String
    private let grant: OAuthGrant
    private let client: CurlClient
    private let keepRefreshToken: @Sendable (Secret) async throws -> Void
    private var refreshToken: Secret
    private var current: Token?
    private var refreshing: Task<Result<Token, ProviderFault>, Never>?

    /// `keepRefreshToken` stores a new refresh token, sealed, before it is used: the old one may be void by then.
    public init(
        place: String, grant: OAuthGrant, client: CurlClient,
        keepRefreshToken: @escaping @Sendable (Secret) async throws -> Void
    ) {
        self.place = place
        self.grant = grant
        self.client = client
        self.keepRefreshToken = keepRefreshToken
        refreshToken = grant.refreshToken
    }

    /// A token that is valid for some minutes at least; `refused` is one that a server would not take.
    public func token(refused: Secret? = nil) async throws(ProviderFault) -> Secret {
        if let current, current.until > .now, current.secret != refused { return current.secret }
        // A task of its own: whoever waits may be cancelled, and a refresh token that was answered must be kept.
        let task = refreshing ?? Task { await refreshed() }
        refreshing = task
        return try await task.value.get().secret
    }

    private func refreshed() async -> Result<Token, ProviderFault> {
        defer { refreshing = nil }
        do throws(ProviderFault) {
            let token = try await refresh()
            current = token
            return .success(token)
        } catch {
            current = nil
            return .failure(error)
        }
    }

    private func refresh() async throws(ProviderFault) -> Token {
        var request = HTTPRequest(.post, grant.tokenURL, body: grant.form(refreshToken: refreshToken))
        request.fields = [
            HTTPField("Content-Type", "application/x-www-form-urlencoded"),
            HTTPField("Accept", "application/json"),
        ]
        request.maximumResponseBytes = 256 << 10
        let response = try await client.send(request, for: place)
        let answer = try? JSONDecoder().decode(TokenAnswer.self, from: Data(response.body))
        guard response.status == 200 else { throw fault(response, answer?.error) }
        guard let text = answer?.access_token, let secret = try? Secret(text, field: "access token") else {
            throw ProviderFault(place: place, .damaged("the answer with the access token"))
        }
        if let renewed = answer?.refresh_token, renewed != refreshToken.revealed,
            let secret = try? Secret(renewed, field: "refresh token")
        {
            refreshToken = secret
            do { try await keepRefreshToken(secret) } catch {
                throw ProviderFault(place: place, .damaged("the store for the new refresh token"))
            }
        }
        let life = max(0, (answer?.expires_in?.value ?? Self.assumedLife) - Self.margin)
        return Token(secret: secret, until: .now + .seconds(life))
    }

    /// RFC 6749 §5.2; `interaction_required` is Microsoft's.
    private func fault(_ response: HTTPResponse, _ error: String?) -> ProviderFault {
        switch error {
        case "invalid_grant", "interaction_required", "consent_required", "login_required":
            return ProviderFault(place: place, .signInAgain)
        case "invalid_client", "unauthorized_client", "unsupported_grant_type", "invalid_scope":
            return ProviderFault(place: place, .clientRefused(error ?? ""))
        default: return ProviderFault(place: place, response)
        }
    }
}

extension ProviderFault {
    /// What a status that is no success means where nothing more is known.
    init(place: String, _ response: HTTPResponse) {
        switch response.status {
        case 401: self.init(place: place, .signInAgain)
        case 403: self.init(place: place, .notPermitted)
        case 429: self.init(place: place, .throttled(response.retryAfter))
        case 503 where response.retryAfter != nil: self.init(place: place, .throttled(response.retryAfter))
        case 500...599: self.init(place: place, .unavailable(response.status))
        default: self.init(place: place, .status(response.status))
        }
    }
}

extension CurlClient {
    func send(_ request: HTTPRequest, for place: String) async throws(ProviderFault) -> HTTPResponse {
        do throws(TransportError) {
            return try await send(request)
        } catch {
            throw ProviderFault(place: place, .transport(error))
        }
    }
}

extension HTTPResponse {
    /// Retry-After in seconds (RFC 9110 §10.2.3), at most a day; a date, which no provider here sends, is nil.
    var retryAfter: Duration? {
        guard let text = value(of: "Retry-After"), let seconds = Int(text), seconds >= 0 else { return nil }
        return .seconds(min(seconds, 86_400))
    }
}
