import CalendarTime

/// Decides on the bytes as they came whether a request is the provider's.
///
/// Off until the secret is set. Nothing is fetched here: what is missing is asked for with `WebhookVerdict.needs`.
public enum WebhookAuthentication {
    /// Seconds that a signed time may lie ahead of ours.
    static let maximumLead: Int64 = 300

    /// - Parameters:
    ///   - certificates: PEM texts of Amazon SNS by URL, fetched before.
    ///   - keySet: JWKS of Google, fetched before.
    public static func check(
        _ request: WebhookRequest, provider: WebhookProvider, settings: WebhookSettings, now: Instant,
        certificates: [String: [UInt8]] = [:], keySet: [UInt8]? = nil
    ) async -> WebhookVerdict {
        // Mandrill asks whether we are there before it has told the key.
        if provider == .mandrill, request.method == "HEAD" { return .handshake(WebhookAnswer(200)) }
        guard request.method == "POST" else { return .refused(.wrongMethod) }
        if let refusal = SharedSecret.refusal(request, settings) { return .refused(refusal) }
        let check = WebhookCheck(request: request, provider: provider, settings: settings, now: now)
        switch provider {
        case .ses: return check.amazon(certificates)
        case .sendgrid: return check.sendGrid()
        case .sendgridInbound:
            // Signed posts are an option that many do without; then the secret in the URL has to do.
            return settings.publicKey == nil ? check.sharedSecret() : check.sendGrid()
        case .mailgun, .mailgunRoutes: return check.mailgun()
        case .postmark, .brevo, .mailjet: return check.sharedSecret()
        case .sparkpost: return check.sparkPost()
        case .resend: return check.resend()
        case .mandrill: return check.mandrill()
        case .postal: return check.postal()
        case .gmail: return await check.google(keySet)
        case .graph: return check.graph()
        }
    }
}
