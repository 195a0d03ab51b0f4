import Hummingbird
import Store
import WebhookDelivery

/// Notifications of providers to us, and of us to others.
enum WebhookPages {
    static let path = "/settings/webhooks"

    static let routes: [Route] =
        [.page(.get, path, .administer) { try await list($0) }] + IncomingWebhooks.routes
        + OutgoingWebhooks.routes

    /// What was just made and is shown this once, or what is wrong with a form.
    enum Outcome {
        case shown
        case made(name: String, WebhookSecret, isRotated: Bool = false)
        case incomingFault(WebFault)
        case mailKeyFault(RowID<WebhookSource>, WebFault)
        case outgoingFault(WebFault)
        case changeFault(RowID<WebhookEndpoint>, WebFault)

        var fault: WebFault? {
            switch self {
            case .shown, .made: nil
            case .incomingFault(let fault), .mailKeyFault(_, let fault), .outgoingFault(let fault),
                .changeFault(_, let fault):
                fault
            }
        }
    }

    /// The words of a service that can keep no secret.
    static let noKeys = WebFault(
        .conflict, "no_sealing_keys",
        "The service runs without SLUICE_SEALING_KEYS, so it can keep no secret. Set it and start it again.")

    private struct Content: Sendable {
        let incoming: [IncomingWebhooks.Row]
        let outgoing: [OutgoingWebhooks.Row]
        let mailboxes: [MailboxAccount]
    }

    static func list(_ request: PageRequest, _ outcome: Outcome = .shown) async throws -> Response {
        let content = try await request.read { transaction in
            Content(
                incoming: try IncomingWebhooks.rows(transaction),
                outgoing: try OutgoingWebhooks.rows(transaction),
                mailboxes: try transaction.mailboxes().filter { $0.removedAt == nil })
        }
        var view: View = [
            "settingsTabs": SettingsPages.tabViews(current: path),
            "keysMissing": .text(request.parts.keys == nil ? noKeys.text : nil),
        ]
        if case .made(let name, let secret, let isRotated) = outcome {
            view.set(
                "newSecret",
                .view([
                    "secretName": .text(name), "secret": .text(secret.text), "isRotated": .flag(isRotated),
                ]))
        }
        view = view.merging(IncomingWebhooks.view(content.incoming, content.mailboxes, request, outcome))
        view = view.merging(OutgoingWebhooks.view(content.outgoing, request, outcome))
        return try await request.page(
            "webhooks", title: "Webhooks", view, status: outcome.fault?.status ?? .ok)
    }
}
