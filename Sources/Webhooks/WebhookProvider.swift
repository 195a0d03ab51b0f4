/// Who sends notifications and inbound mail by HTTP.
public enum WebhookProvider: String, CaseIterable, Codable, Sendable {
    /// Events and inbound mail of Amazon SES, by way of Amazon SNS.
    case ses
    case sendgrid
    /// SendGrid Inbound Parse.
    case sendgridInbound = "sendgrid-inbound"
    case mailgun
    /// Mailgun Routes: inbound mail.
    case mailgunRoutes = "mailgun-routes"
    case postmark
    case sparkpost
    case brevo
    case mailjet
    case resend
    case mandrill
    case postal
    /// Gmail by way of Pub/Sub push.
    case gmail
    /// Change notifications of Microsoft Graph.
    case graph
}

extension WebhookProvider {
    /// Seconds that a signed time may be old, where the settings do not say: as long as the provider tries again with
    /// the same signature, or may do so. A request that comes twice is told by `WebhookKey`, whatever its age.
    public var maximumAge: Int64 {
        switch self {
        case .ses: 7_200  // retries end after an hour
        case .sendgrid, .sendgridInbound: 90_000  // 24 h; whether a retry is signed anew is not documented
        case .mailgun, .mailgunRoutes: 32_400  // 8 h; the same
        default: 300
        }
    }
}
