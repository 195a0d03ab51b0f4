import CalendarTime
import DataFormats

/// One request under examination; the schemes are in extensions.
struct WebhookCheck {
    let request: WebhookRequest
    let provider: WebhookProvider
    let settings: WebhookSettings
    let now: Instant

    /// True where a signed time is neither too old nor ahead of ours.
    func isFresh(_ time: Instant) -> Bool {
        let age = now.seconds(since: time)
        return age <= settings.toleranceSeconds ?? provider.maximumAge
            && age >= -WebhookAuthentication.maximumLead
    }

    func sharedSecret() -> WebhookVerdict {
        SharedSecret.isSet(settings)
            ? .accepted(.sharedSecret) : .refused(.notConfigured("password or header_value"))
    }

    func sparkPost() -> WebhookVerdict {
        let verdict = sharedSecret()
        // The ping that a new webhook begins with.
        if verdict == .accepted(.sharedSecret), JSON(request.body) == [["msys": [:]]] {
            return .handshake(WebhookAnswer(200))
        }
        return verdict
    }

    /// Graph proves itself by a secret in each notification; those without it are left out when it is decoded.
    func graph() -> WebhookVerdict {
        guard let secret = settings.clientState, !secret.isEmpty else {
            return .refused(.notConfigured("client_state"))
        }
        if let token = request.query["validationToken"] { return Self.validation(token) }
        guard let body = JSON(request.body), !(body["value"]?.items.isEmpty ?? true) else {
            return .refused(.malformed("JSON body"))
        }
        let isKnown =
            body["value"]?.items.contains { ConstantTime.areEqual($0["clientState"]?.text ?? "", secret) }
            ?? false
        return isKnown ? .accepted(.sharedSecret) : .refused(.wrongCredentials)
    }

    private static let maximumValidationToken = 4_096

    /// Graph asks for its token back before it makes a subscription. It must not become a page in a browser.
    private static func validation(_ token: String) -> WebhookVerdict {
        guard token.utf8.count <= maximumValidationToken else {
            return .refused(.malformed("validationToken"))
        }
        let text = token.replacing("<", with: "&lt;").replacing(">", with: "&gt;")
        let fields = [
            WebhookAnswer.Field(name: "Content-Type", value: "text/plain"),
            WebhookAnswer.Field(name: "X-Content-Type-Options", value: "nosniff"),
        ]
        return .handshake(WebhookAnswer(200, fields: fields, body: text))
    }
}
