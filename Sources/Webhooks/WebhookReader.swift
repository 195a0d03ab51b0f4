import CalendarTime
import Intake
import LeadStages

/// One request being read; each provider's words are in an extension.
struct WebhookReader {
    let request: WebhookRequest
    let provider: WebhookProvider
    let way: Signal.Way
    let settings: WebhookSettings
    private(set) var result = DecodedWebhook()

    /// Events, mails and fetches of one request; SendGrid and Mandrill send up to 1,000.
    static let maximumEvents = 5_000
    /// Bytes of an address or a message id; RFC 5321 allows 320 and 998.
    static let maximumName = 1_000

    init(request: WebhookRequest, provider: WebhookProvider, way: Signal.Way, settings: WebhookSettings) {
        self.request = request
        self.provider = provider
        self.way = way
        self.settings = settings
    }

    /// The key of the request, for what has none of its own.
    var requestKey: String { WebhookKey.key(of: request, provider: provider) }

    /// The body, or nil and a note.
    mutating func body() -> JSON? {
        guard let body = JSON(request.body) else {
            note(.unreadable)
            return nil
        }
        return body
    }

    mutating func note(_ reason: WebhookNote.Reason) {
        if let index = result.notes.firstIndex(where: { $0.reason == reason }) {
            result.notes[index].count += 1
        } else {
            result.notes.append(WebhookNote(reason: reason, count: 1))
        }
    }

    private mutating func hasRoom() -> Bool {
        if result.events.count + result.mails.count + result.fetches.count < Self.maximumEvents {
            return true
        }
        note(.tooMany)
        return false
    }

    /// - Parameters:
    ///   - key: what makes the event the same when it comes again.
    ///   - status: what a server said; left out where the signal is no failure.
    mutating func add(
        _ signal: Signal, key: [String?], to recipient: String?, messageID: String?, status: String? = nil,
        mailbox: String? = nil, at time: Instant?, way: Signal.Way? = nil
    ) {
        guard hasRoom() else { return }
        let recipient = recipient.map(Self.address).flatMap(Self.short) ?? ""
        let message = messageID.map { $0.withoutBrackets() }.flatMap(Self.short)
        // An event that names neither says nothing about anybody.
        guard !recipient.isEmpty || message != nil else { return note(.incomplete) }
        result.events.append(
            ProviderEvent(
                id: id(key), signal: signal, way: way ?? self.way, recipient: recipient, messageID: message,
                status: signal.hasStatus ? status : nil,
                mailbox: mailbox.map(Self.address).flatMap(Self.short) ?? "",
                at: time ?? request.receivedAt))
    }

    mutating func add(
        mail raw: [UInt8], key: [String?], from sender: String?, to recipients: [String],
        at time: Instant? = nil, isReconstructed: Bool = false
    ) {
        guard !raw.isEmpty else { return note(.incomplete) }
        guard hasRoom() else { return }
        if isReconstructed { note(.reconstructed) }
        result.mails.append(
            InboundPost(
                id: id(key), raw: raw, envelopeSender: sender.map(Self.address).flatMap(Self.short),
                envelopeRecipients: Self.addresses(recipients),
                receivedAt: time ?? request.receivedAt, isReconstructed: isReconstructed))
    }

    mutating func add(_ fetch: MailFetch) {
        if hasRoom() { result.fetches.append(fetch) }
    }

    func id(_ key: [String?]) -> String {
        "\(provider.rawValue):" + WebhookKey.bounded(key.map { $0 ?? "" })
    }

    private static func short(_ text: String) -> String? {
        text.isEmpty || text.utf8.count > maximumName ? nil : text
    }

    static func addresses(_ names: [String]) -> [String] {
        names.prefix(maximumEvents).map(address).compactMap(short)
    }

    /// `a@b.example` of `Name <a@b.example>`.
    static func address(_ text: String) -> String {
        guard text.utf8.last == UInt8(ascii: ">"), let open = text.lastIndex(of: "<") else {
            return text.trimmingBlanks()
        }
        return String(text[text.index(after: open)...].dropLast()).trimmingBlanks()
    }
}

extension Signal {
    fileprivate var hasStatus: Bool {
        switch self {
        case .hardBounce, .softBounce, .delayed, .blocked, .contentBlocked: true
        case .providerSuppressed, .complaint, .unsubscribe, .resubscribe, .autoReply, .inboundMail: false
        }
    }
}
