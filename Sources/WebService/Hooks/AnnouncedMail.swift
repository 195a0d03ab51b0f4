import CalendarTime
import Credentials
import CurlTransport
import ProviderMail
import Webhooks

/// A mail that a provider keeps until it is fetched with a key of the operator's.
enum AnnouncedMail: Sendable {
    case resend(id: String, recipients: [String])
    case amazon(AmazonObject, recipients: [String])

    /// Nil for news of a mailbox that is polled.
    init?(_ fetch: MailFetch) {
        switch fetch {
        case .resendEmail(let id, let recipients): self = .resend(id: id, recipients: recipients)
        case .s3Object(let bucket, let key, let region, let recipients):
            self = .amazon(AmazonObject(bucket: bucket, key: key, region: region), recipients: recipients)
        case .gmailMailbox, .graphMessage, .graphSubscription: return nil
        }
    }

    var recipients: [String] {
        switch self {
        case .resend(_, let recipients), .amazon(_, let recipients): recipients
        }
    }

    /// The message as it came; nil without a key. Throws `AnnouncedMailFault`.
    func message(
        _ settings: WebhookSettings, ask: @escaping HTTPSender, at now: Instant
    ) async throws -> [UInt8]? {
        switch self {
        case .resend(let id, _):
            guard let key = settings.apiKey else { return nil }
            return try await ResendMail(key: Secret(key), ask: ask).message(id)
        case .amazon(let object, _):
            guard let keyID = settings.accessKeyID, let secret = settings.secretAccessKey else { return nil }
            return try await AmazonMail(keyID: keyID, secret: Secret(secret), ask: ask)
                .message(object, at: now)
        }
    }

    // MARK: Words for the operator

    static let needsKey =
        "the provider only announces this mail; give the endpoint a key to fetch it with (Settings, Webhooks), or let it send the whole message"

    private static let alertStart = "Announced mail waits: "

    static func alert(_ words: String) -> String { alertStart + words }

    static func isAlert(_ words: String?) -> Bool { words?.hasPrefix(alertStart) ?? false }
}
