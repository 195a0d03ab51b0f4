import Hummingbird
import Store
import Webhooks

/// Endpoints that providers send their notifications to.
enum IncomingWebhooks {
    private static let path = WebhookPages.path + "/incoming"

    static let routes: [Route] = [
        .page(.post, path, .administer) { try await add($0) },
        .page(.post, "\(path)/{id}/remove", .administer) { request in
            let id: RowID<WebhookSource> = try request.web.id()
            try await request.write { try $0.removeWebhookSource(id) }
            return request.done(
                WebhookPages.path, "Endpoint removed. What the provider sends there is refused.")
        },
        .page(.post, "\(path)/{id}/retry", .administer) { try await retry($0) },
        .page(.post, "\(path)/{id}/key", .administer) { try await MailKeyForm.keep($0) },
    ]

    /// Octets of an endpoint's address that nobody can guess.
    private static let tokenLength = 24
    /// Characters.
    private static let maximumName = 100

    struct Row: Sendable {
        let source: WebhookSource
        /// `waiting`, `done`, `failed`.
        let counts: [String: Int]
        let mailbox: String?
        /// What kept the newest that is not done.
        let fault: String?
    }

    static func rows(_ transaction: StoreTransaction) throws -> [Row] {
        try transaction.webhookSources().map { source in
            Row(
                source: source, counts: try transaction.webhookCounts(of: source.id),
                mailbox: try source.mailbox.flatMap { try transaction.mailbox($0)?.address },
                fault: try transaction.latestWebhookFault(of: source.id))
        }
    }

    static func view(
        _ rows: [Row], _ mailboxes: [MailboxAccount], _ request: PageRequest, _ outcome: WebhookPages.Outcome
    ) -> View {
        var fault: WebFault?
        if case .incomingFault(let found) = outcome { fault = found }
        let given = fault == nil ? nil : request
        let provider = given?.field("provider")
        let mailbox = given?.field("mailbox")
        let none: View = ["value": nil, "label": "none", "selected": .flag(mailbox == nil)]
        return [
            "hasIncoming": .flag(!rows.isEmpty),
            "incomingCaption": .text(PageText.count(rows.count, "endpoint")),
            "incoming": .list(rows.map { view($0, request, outcome) }),
            "providers": .list(
                WebhookProvider.allCases.map {
                    [
                        "value": .text($0.rawValue), "label": .text($0.label),
                        "selected": .flag($0.rawValue == provider),
                    ]
                }),
            "mailboxOptions": .list(
                [none]
                    + mailboxes.map {
                        [
                            "value": .id($0.id), "label": .text($0.address),
                            "selected": .flag($0.id.description == mailbox),
                        ]
                    }),
            "proofFields": .list(ProofField.allCases.map { $0.view(given?.field($0.rawValue)) }),
            "newName": .text(given?.field("name")), "incomingError": .text(fault?.text),
        ]
    }

    private static func view(
        _ row: Row, _ request: PageRequest, _ outcome: WebhookPages.Outcome
    ) -> View {
        let (source, failed) = (row.source, row.counts["failed"] ?? 0)
        let health: (key: String, label: String, text: String?) =
            if let alert = source.alert {
                ("bad", "Needs you", alert)
            } else if let fault = row.fault {
                ("slow", failed > 0 ? "Not all understood" : "Tried again", "The last fault: \(fault).")
            } else {
                ("good", "Good", nil)
            }
        let provider = WebhookProvider(rawValue: source.provider)?.label ?? source.provider
        return [
            "id": .id(source.id), "name": .text(source.name), "mailbox": .text(row.mailbox),
            "provider": .text(
                source.name.isEmpty || source.name == provider ? provider : "\(source.name), \(provider)"),
            "url": .text("\(request.web.origin)/hooks/\(source.provider)/\(source.endpoint)"),
            "healthKey": .text(health.key), "healthLabel": .text(health.label),
            "healthText": .text(health.text), "hasFailed": .flag(failed > 0),
            "mailKey": .view(MailKeyForm.view(source, request, outcome)),
            "notifications": .text(
                ["done", "waiting", "failed"].compactMap { state in
                    row.counts[state].map { "\(PageText.number($0)) \(state)" }
                }.joined(separator: ", ")),
        ]
    }

    private static func retry(_ request: PageRequest) async throws -> Response {
        let id: RowID<WebhookSource> = try request.web.id()
        let count = try await request.write { transaction in
            guard let source = try transaction.webhookSource(id), source.removedAt == nil else {
                throw WebFault.notFound
            }
            return try transaction.retryFailedWebhooks(of: id)
        }
        request.parts.callHookWorker(request.workspace)
        return request.done(
            WebhookPages.path, "\(PageText.count(count, "notification")) taken up again.")
    }

    // MARK: Adding

    private static func add(_ request: PageRequest) async throws -> Response {
        do {
            guard let keys = request.parts.keys else { throw WebhookPages.noKeys }
            guard let provider = request.field("provider").flatMap({ WebhookProvider(rawValue: $0) }) else {
                throw WebFault.invalid("provider", "Choose a provider.")
            }
            let name = request.field("name") ?? provider.label
            guard name.count <= maximumName else {
                throw WebFault.invalid("name", "The name has at most \(maximumName) characters.")
            }
            let settings = ProofField.settings { request.field($0.rawValue) }
            if let missing = provider.missing(settings) { throw WebFault.invalid("provider", missing) }
            let mailbox = request.field("mailbox").flatMap { RowID<MailboxAccount>($0) }
            let endpoint = SecretBytes.token(tokenLength)
            try await request.write { transaction in
                if let mailbox, try transaction.mailbox(mailbox) == nil { throw WebFault.notFound }
                let id = try transaction.addWebhookSource(
                    provider: provider.rawValue, endpoint: endpoint, name: name, mailbox: mailbox)
                try transaction.setWebhookSettings(
                    WebhookSourceVault(keys: keys).seal(settings, of: id), of: id)
            }
            return request.done(
                WebhookPages.path, "Endpoint added. Give \(provider.label) the address that the list shows.")
        } catch let fault as WebFault {
            return try await WebhookPages.list(request, .incomingFault(fault))
        }
    }
}
