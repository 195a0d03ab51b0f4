import CalendarTime
import Ingestion
import PollScheduling
import ProviderMail
import Store
import Webhooks

/// Mail that a notification brings, or only announces.
extension HookWorker {
    static let nobodysMail = "no mailbox of ours is among the recipients; add it, or give the source one"

    /// Nil when it is nobody's mail.
    func mailbox(of recipients: [String], _ source: WebhookSource) async throws -> RowID<MailboxAccount>? {
        try await read { transaction in
            for address in recipients {
                if let found = try transaction.mailbox(Self.plain(address)), found.removedAt == nil {
                    return found.id
                }
            }
            return source.mailbox
        }
    }

    func accept(
        _ raw: [UInt8], receivedAt time: Instant, _ mailbox: RowID<MailboxAccount>
    ) async throws {
        let message = FetchedMessage(bytes: raw, stored: time)
        _ = try await ingest.accept([message], source: "webhook", mailbox: mailbox) { _ in }
    }

    /// Without the part after a plus sign.
    private static func plain(_ address: String) -> String {
        guard let at = address.lastIndex(of: "@"), let plus = address[..<at].firstIndex(of: "+") else {
            return address
        }
        return String(address[..<plus] + address[at...])
    }

    /// Fetches it with the endpoint's key. Nil when it is there; else what a person has to see to. Throws what another
    /// attempt may repair.
    func fetch(
        _ mail: AnnouncedMail, _ webhook: StoredWebhook, _ source: WebhookSource, _ settings: WebhookSettings,
        _ hasMail: inout Bool
    ) async throws -> String? {
        guard let mailbox = try await mailbox(of: mail.recipients, source) else { return Self.nobodysMail }
        try pauses.check(source.id, at: parts.clock())
        do {
            guard
                let raw = try await mail.message(
                    settings, ask: parts.askProvider, at: parts.clock())
            else {
                try await alert(AnnouncedMail.needsKey, source)
                return AnnouncedMail.needsKey
            }
            try await accept(raw, receivedAt: webhook.receivedAt, mailbox)
        } catch let fault as AnnouncedMailFault where fault.isLasting {
            if fault.isOfSettings { try await alert(fault.description, source) }
            return fault.description
        } catch let fault as AnnouncedMailFault where fault.isOutage {
            pauses.begin(source.id, at: parts.clock())
            throw fault
        }
        hasMail = true
        if AnnouncedMail.isAlert(source.alert) {
            try await write { try $0.setWebhookAlert(nil, of: source.id) }
        }
        return nil
    }

    /// Another alert stays: it is told nowhere else.
    private func alert(_ words: String, _ source: WebhookSource) async throws {
        guard source.alert == nil || AnnouncedMail.isAlert(source.alert) else { return }
        try await write { try $0.setWebhookAlert(AnnouncedMail.alert(words), of: source.id) }
    }

    /// News of a mailbox that is connected: its poll is due at once.
    func poll(_ fetch: MailFetch, _ source: WebhookSource) async throws -> String? {
        let wanted: String? = if case .gmailMailbox(let address, _) = fetch { address } else { nil }
        let refusal: String? = try await write { transaction in
            let named = try wanted.flatMap { try transaction.mailbox($0)?.id } ?? source.mailbox
            guard let id = named, let account = try transaction.mailbox(id),
                let connection = try MailboxConnection(account)
            else { return "no connected mailbox belongs to this; give the source one" }
            try transaction.schedule(id, connection, isNewsOfMail: true)
            return nil
        }
        if refusal == nil { parts.callPoller(workspace) }
        return refusal
    }
}
