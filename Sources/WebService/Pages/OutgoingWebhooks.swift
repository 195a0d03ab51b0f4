import CalendarTime
import Hummingbird
import Store
import WebhookDelivery

/// Receivers of our events.
enum OutgoingWebhooks {
    private static let path = WebhookPages.path + "/outgoing"

    static let routes: [Route] = [
        .page(.post, path, .administer) { try await add($0) },
        .page(.post, "\(path)/{id}", .administer) { try await change($0) },
    ]

    struct Row: Sendable {
        let endpoint: WebhookEndpoint
        /// The newest.
        let delivery: WebhookDeliveryRow?
    }

    static func rows(_ transaction: StoreTransaction) throws -> [Row] {
        try transaction.webhookEndpoints().map {
            Row(endpoint: $0, delivery: try transaction.webhookDeliveries(of: $0.id, limit: 1).first)
        }
    }

    /// Everything, or groups, then the single events.
    private static let topics: [(pattern: String, help: String)] = [
        ("*", "everything"), ("lead.*", "everything about leads"),
        ("lead.stage_changed", "a lead came to another stage"),
        ("lead.opted_out", "somebody wants no more mail"),
        ("lead.left_company", "somebody has left their company"), ("reply.received", "a person replied"),
        ("address.bounced", "an address does not exist"),
        ("send.refused", "a receiving server refused a mail by its policy"),
    ]

    static func view(_ rows: [Row], _ request: PageRequest, _ outcome: WebhookPages.Outcome) -> View {
        let text = request.text()
        var fault: WebFault?
        if case .outgoingFault(let found) = outcome { fault = found }
        let chosen = fault == nil ? ["lead.stage_changed"] : request.fields("event")
        return [
            "hasOutgoing": .flag(!rows.isEmpty),
            "outgoingCaption": .text(PageText.count(rows.count, "endpoint")),
            "outgoing": .list(rows.map { view($0, text) }),
            "eventOptions": .list(
                topics.map {
                    [
                        "value": .text($0.pattern), "help": .text($0.help),
                        "selected": .flag(chosen.contains($0.pattern)),
                    ]
                }),
            "newURL": .text(fault == nil ? nil : request.field("url")), "urlError": .text(fault?.text),
        ]
    }

    private static func view(_ row: Row, _ text: PageText) -> View {
        let endpoint = row.endpoint
        let health = health(row, text)
        return [
            "id": .id(endpoint.id), "url": .text(endpoint.url),
            "events": .text(endpoint.topics.patterns.joined(separator: ", ")),
            "isDisabled": .flag(endpoint.state == .disabled), "healthKey": .text(health.key),
            "healthLabel": .text(health.label), "healthText": .text(health.text),
            "lastDelivery": .text(lastDelivery(row.delivery, text)),
        ]
    }

    private static func health(_ row: Row, _ text: PageText) -> (key: String, label: String, text: String?) {
        let endpoint = row.endpoint
        if endpoint.state == .disabled {
            let reason = VerdictText.words(endpoint.reason).map { "Because: \($0)." }
            return (
                "bad", "Disabled", [reason, "What is due waits."].compactMap(\.self).joined(separator: " ")
            )
        }
        if endpoint.pausedUntil > text.now {
            return (
                "slow", "Slowed down",
                "It asked to be left alone; next try \(text.distance(endpoint.pausedUntil))."
            )
        }
        guard let delivery = row.delivery else { return ("good", "Good", nil) }
        switch delivery.state {
        case .delivered: return ("good", "Good", nil)
        case .waiting where delivery.error == nil: return ("good", "Good", nil)
        case .waiting:
            return ("slow", "Failing", "\(delivery.error ?? "") Next try \(text.distance(delivery.nextAt)).")
        case .failed: return ("bad", "Failing", delivery.error)
        }
    }

    private static func lastDelivery(_ delivery: WebhookDeliveryRow?, _ text: PageText) -> String {
        guard let delivery else { return "none yet" }
        let status = delivery.status.map { ", \($0)" } ?? ""
        return switch delivery.state {
        case .delivered: (delivery.deliveredAt.map { text.distance($0) } ?? "delivered") + status
        case .waiting: "waiting" + status
        case .failed: "failed" + status
        }
    }

    // MARK: Changes

    private static func endpoints(_ request: PageRequest) throws -> WebhookEndpoints {
        guard let keys = request.parts.keys else { throw WebhookPages.noKeys }
        return WebhookEndpoints(
            store: request.parts.store, workspace: request.workspace, keys: keys,
            allowsLocal: request.parts.allowsLocalReceivers, clock: request.parts.clock)
    }

    private static func add(_ request: PageRequest) async throws -> Response {
        do {
            let url = try request.require("url", "Give an https address.")
            let topics = try WebhookTopics(request.fields("event"))
            let (endpoint, secret) = try await endpoints(request).add(url, topics: topics)
            return try await WebhookPages.list(request, .made(name: endpoint.url, secret))
        } catch {
            switch error {
            case StoreError.refused, is WebFault:
                guard let fault = WebFault(error) else { throw error }
                return try await WebhookPages.list(request, .outgoingFault(fault))
            default: throw error
            }
        }
    }

    private static func change(_ request: PageRequest) async throws -> Response {
        let id: RowID<WebhookEndpoint> = try request.web.id()
        let words: String
        switch request.field("action") {
        case "remove":
            try await request.write { try $0.removeWebhookEndpoint(id) }
            words = "Endpoint removed."
        case "disable":
            let reason = "by \(request.user.login)"
            try await request.write { try $0.disableWebhookEndpoint(id, reason: reason) }
            words = "Endpoint disabled; what is due waits."
        case "enable":
            try await request.write { try $0.enableWebhookEndpoint(id) }
            words = "Endpoint enabled; what waited goes out now."
        default: throw WebFault.invalid("action", "Choose what is to be done.")
        }
        return request.done(WebhookPages.path, words)
    }
}
