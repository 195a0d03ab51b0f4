import Store

/// Who may send how much at once. An endpoint that hangs fills its own slots and nobody else's.
struct DeliverySlots: Sendable {
    let total: Int
    let perEndpoint: Int
    private var flying: [RowID<WebhookEndpoint>: Int] = [:]
    private var last = RowID<WebhookEndpoint>(0)

    init(total: Int, perEndpoint: Int) {
        self.total = max(1, total)
        self.perEndpoint = max(1, perEndpoint)
    }

    /// Those with the least under way first, then in turn.
    func order(_ endpoints: [WebhookEndpoint]) -> [WebhookEndpoint] {
        endpoints.sorted { key($0) < key($1) }
    }

    private func key(_ endpoint: WebhookEndpoint) -> (Int, Int, RowID<WebhookEndpoint>) {
        (flying[endpoint.id] ?? 0, endpoint.id > last ? 0 : 1, endpoint.id)
    }

    /// How many more may start for one endpoint.
    func room(for id: RowID<WebhookEndpoint>) -> Int {
        min(perEndpoint - (flying[id] ?? 0), total - flying.values.reduce(0, +))
    }

    mutating func start(_ id: RowID<WebhookEndpoint>) {
        flying[id, default: 0] += 1
        last = id
    }

    mutating func end(_ id: RowID<WebhookEndpoint>) {
        let left = (flying[id] ?? 0) - 1
        flying[id] = left > 0 ? left : nil
    }
}
