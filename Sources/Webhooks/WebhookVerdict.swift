/// What a request is, before anything of it is believed.
public enum WebhookVerdict: Equatable, Sendable {
    /// Store it, answer `WebhookAnswers.stored`, decode it later.
    case accepted(WebhookProof)
    /// Get this and check again. What is missing still after that is refused by the caller (`WebhookRefusal.keyUnknown`),
    /// who also bounds how often it asks.
    case needs(WebhookNeed)
    case refused(WebhookRefusal)
    /// No notification: answer this, and see to `WebhookAnswer.subscription`.
    case handshake(WebhookAnswer)
}

/// Get it by HTTPS, without following a redirect, and keep it by its URL.
public enum WebhookNeed: Equatable, Sendable {
    /// A certificate (PEM) of Amazon SNS. The URL is one of Amazon's.
    case certificate(url: String)
    /// The public keys of Google (JWKS, RFC 7517 §5), or newer ones where those at hand lack the key in use.
    case keySet(url: String)
}
