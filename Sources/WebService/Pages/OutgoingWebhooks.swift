import CalendarTime
import Hummingbird
import Intake
import Store
import WebhookDelivery

/// Receivers of our events.
enum OutgoingWebhooks {
    private static let path = WebhookPages.path + "/outgoing"

    static let routes: [Route] = [
        .page(.post, path, .administer) { try await add($0) },
        .page(.post, "\(path)/{id}", .administer) { try await act($0) },
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
    private static let topics: [(value: String, help: String)] =
        [("*", "everything")]
        + ["lead", "mail", "address", "opportunity"].map { ("\($0).*", "everything that begins so") }
        + EventTopic.allCases.map { ($0.rawValue, $0.words) }

    static func view(_ rows: [Row], _ request: PageRequest, _ outcome: WebhookPages.Outcome) -> View {
        var fault: WebFault?
        if case .outgoingFault(let found) = outcome { fault = found }
        let chosen = fault == nil ? ["lead.stage_changed"] : known(request.fields("event"))
        return [
            "hasOutgoing": .flag(!rows.isEmpty),
            "outgoingCaption": .text(PageText.count(rows.count, "endpoint")),
            "outgoing": .list(rows.map { view($0, request, outcome) }),
            "eventOptions": eventOptions(chosen),
            "newURL": .text(fault == nil ? nil : request.field("url")), "urlError": .text(fault?.text),
        ]
    }

    /// What was sent may be anything.
    private static func known(_ events: [String]) -> [String] {
        events.filter { event in topics.contains { $0.value == event } }
    }

    private static func eventOptions(_ chosen: [String]) -> ViewValue {
        let others = chosen.filter { known([$0]).isEmpty }.map { (value: $0, help: "") }
        return .list(
            (topics + others).map {
                [
                    "value": .text($0.value), "help": .text($0.help),
                    "selected": .flag(chosen.contains($0.value)),
                ]
            })
    }

    private static func view(_ row: Row, _ request: PageRequest, _ outcome: WebhookPages.Outcome) -> View {
        let endpoint = row.endpoint
        let text = request.text()
        var fault: WebFault?
        if case .changeFault(endpoint.id, let found) = outcome { fault = found }
        let health = health(row, text)
        return [
            "id": .id(endpoint.id), "url": .text(endpoint.url),
            "events": .text(endpoint.topics.patterns.joined(separator: ", ")),
            "isDisabled": .flag(endpoint.state == .disabled), "healthKey": .text(health.key),
            "healthLabel": .text(health.label), "healthText": .text(health.text),
            "lastDelivery": .text(lastDelivery(row.delivery, text)),
            "changeOpen": .flag(fault != nil), "changeError": .text(fault?.text),
            "changedURL": .text(fault == nil ? endpoint.url : request.field("url")),
            "changedEvents": eventOptions(
                fault == nil ? endpoint.topics.patterns : known(request.fields("event"))),
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
}
