import Synchronization

/// Counts of what the service did, in the text format of Prometheus (exposition format 0.0.4).
public final class Metrics: Sendable {
    private struct Series: Hashable {
        let route: String
        let method: String
        let status: Int
    }

    private struct State {
        var requests: [Series: Int] = [:]
        /// By route: requests that took no longer than each bound, and the sum of all.
        var buckets: [String: [Int]] = [:]
        var seconds: [String: Double] = [:]
        var counters: [String: Int] = [:]
    }

    /// Seconds.
    private static let bounds = [0.001, 0.005, 0.02, 0.05, 0.1, 0.5, 1, 5]
    private let state = Mutex(State())

    public init() {}

    func observe(route: String, method: String, status: Int, seconds: Double) {
        state.withLock { state in
            state.requests[Series(route: route, method: method, status: status), default: 0] += 1
            state.seconds[route, default: 0] += seconds
            var counts = state.buckets[route] ?? Array(repeating: 0, count: Self.bounds.count + 1)
            counts[Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count] += 1
            state.buckets[route] = counts
        }
    }

    /// `name` with its labels, as `sluice_webhooks_total{provider="ses"}`.
    func count(_ name: String, by amount: Int = 1) {
        state.withLock { $0.counters[name, default: 0] += amount }
    }

    var text: String {
        let state = state.withLock { $0 }
        var lines = ["# TYPE sluice_http_requests_total counter"]
        for (series, count) in state.requests.sorted(by: { Self.order($0.key) < Self.order($1.key) }) {
            lines.append(
                "sluice_http_requests_total{route=\"\(series.route)\",method=\"\(series.method)\","
                    + "status=\"\(series.status)\"} \(count)")
        }
        lines.append("# TYPE sluice_http_request_seconds histogram")
        for (route, counts) in state.buckets.sorted(by: { $0.key < $1.key }) {
            var total = 0
            for (index, count) in counts.enumerated() {
                total += count
                let bound = index < Self.bounds.count ? "\(Self.bounds[index])" : "+Inf"
                lines.append(
                    "sluice_http_request_seconds_bucket{route=\"\(route)\",le=\"\(bound)\"} \(total)")
            }
            lines.append("sluice_http_request_seconds_sum{route=\"\(route)\"} \(state.seconds[route] ?? 0)")
            lines.append("sluice_http_request_seconds_count{route=\"\(route)\"} \(total)")
        }
        var last = ""
        for (name, count) in state.counters.sorted(by: { $0.key < $1.key }) {
            let metric = String(name.prefix { $0 != "{" })
            if metric != last { lines.append("# TYPE \(metric) counter") }
            last = metric
            lines.append("\(name) \(count)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func order(_ series: Series) -> String {
        "\(series.route) \(series.method) \(series.status)"
    }
}
