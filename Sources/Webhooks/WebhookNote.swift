/// What was in a request and is no event: for the operator, in constant words.
public struct WebhookNote: Hashable, Sendable {
    public enum Reason: String, CaseIterable, Hashable, Codable, Sendable {
        case unreadable = "the body is not in the provider's form; the request is stored as it came"
        case unknownEvent = "an event of a type that is not known"
        case uninteresting = "an event that changes no lead: sent, delivered, opened, clicked"
        case incomplete = "an event without the fields that it needs"
        case severalRecipients =
            "an event of a mail to several addresses that does not say which one it is about"
        case ambiguousBounce = "a bounce that may be an automatic answer; nothing is counted"
        case ownFault = "a mail that was not sent because of our request or template"
        case heldByProvider = "the provider holds mail back, or reports a fault of its domain or limits"
        case challenge = "a mail server asks the sender to prove himself"
        case reconstructed = "a mail without its source; tell the provider to send the raw message"
        case subscriptionRemoved = "the SNS subscription was removed; its notifications have ended"
        case foreignItem = "an item without our clientState; somebody else may have sent it"
        case tooMany = "more events than one request may bring; the request is stored as it came"
    }

    public let reason: Reason
    public internal(set) var count: Int
}
