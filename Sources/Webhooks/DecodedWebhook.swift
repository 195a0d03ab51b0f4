import Intake

/// What an authenticated request says.
public struct DecodedWebhook: Sendable {
    public internal(set) var events: [ProviderEvent] = []
    public internal(set) var mails: [InboundPost] = []
    public internal(set) var fetches: [MailFetch] = []
    public internal(set) var notes: [WebhookNote] = []

    public init() {}
}
