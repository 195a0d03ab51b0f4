/// What to answer to whom, so that nobody drops a notification that we did not store.
public enum WebhookAnswers {
    /// It is in the store, or was there before.
    public static func stored(_ provider: WebhookProvider) -> WebhookAnswer {
        // Graph counts an answer of 202 as "queued"; the others want 200.
        WebhookAnswer(provider == .graph ? 202 : 200)
    }

    /// We could not store it: the sender shall try again.
    public static func ownFailure(_ provider: WebhookProvider) -> WebhookAnswer {
        // Postal gives up at once on every 5xx.
        WebhookAnswer(provider == .postal ? 429 : 503)
    }

    /// The body is longer than what the endpoint takes.
    public static func tooLarge(_ provider: WebhookProvider) -> WebhookAnswer {
        switch provider {
        // For these a 4xx is final, or may be: with 5xx there is time to raise the limit.
        case .ses, .sendgridInbound: WebhookAnswer(503)
        default: WebhookAnswer(413)
        }
    }

    public static func refused(_ refusal: WebhookRefusal, _ provider: WebhookProvider) -> WebhookAnswer {
        switch refusal {
        // Ours to repair, and then the next try succeeds.
        case .notConfigured: return ownFailure(provider)
        // Everyone but SNS tries again after a 401, so a mistyped password loses nothing. SNS sends its password only
        // after this challenge, within the same delivery.
        case .wrongCredentials:
            let challenge = WebhookAnswer.Field(name: "WWW-Authenticate", value: "Basic realm=\"webhooks\"")
            return WebhookAnswer(401, fields: [challenge])
        case .wrongMethod:
            return WebhookAnswer(405, fields: [WebhookAnswer.Field(name: "Allow", value: "POST")])
        case .wrongSignature, .keyUnknown: return WebhookAnswer(stop(provider) ?? 401)
        case .malformed: return WebhookAnswer(stop(provider) ?? 400, body: "\(refusal)\n")
        case .stale, .unknownTopic, .weakSignature, .foreignURL, .expiredCertificate, .foreignToken:
            return WebhookAnswer(stop(provider) ?? 403)
        }
    }

    /// The one code that ends the tries, where the provider has such a code.
    private static func stop(_ provider: WebhookProvider) -> Int? {
        switch provider {
        case .mailgun, .mailgunRoutes: 406
        case .postmark: 403
        default: nil
        }
    }
}
