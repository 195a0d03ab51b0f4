import DataFormats
import Hummingbird
import Store

/// What supervisors and monitors ask.
extension WebServer {
    var healthRoutes: [Route] {
        [
            // The process answers.
            Route(.get, "/healthz") { _ in .text("ok\n", "text/plain; charset=utf-8") },
            // It can also reach its store: send it work.
            Route(.get, "/readyz") { web in
                do {
                    _ = try await web.parts.store.workspaces()
                } catch {
                    throw WebFault(.serviceUnavailable, "store_unavailable", "The store cannot be read now.")
                }
                return .text("ready\n", "text/plain; charset=utf-8")
            },
            Route(.get, "/metrics") { [metrics] web in
                guard Self.mayReadMetrics(web) else { throw WebFault.forbidden }
                return .text(
                    metrics.text + (try await Self.gauges(web)), "text/plain; version=0.0.4; charset=utf-8")
            },
        ]
    }

    private static func mayReadMetrics(_ web: WebRequest) -> Bool {
        guard let token = web.settings.metricsToken else {
            // Behind a proxy on this machine that nobody told us of, everybody comes from this machine.
            return web.client.isLoopback && web.headers[.forwardedFor] == nil
        }
        let given = web.header("authorization") ?? ""
        return ConstantTime.areEqual(given, "Bearer \(token)")
    }

    /// Queue lengths and counts of all workspaces.
    private static func gauges(_ web: WebRequest) async throws -> String {
        var queues: [String] = []
        var enrollments: [String] = []
        for workspace in try await web.parts.store.workspaces() {
            let found = try await web.parts.store.read(in: workspace.id, at: web.now) { try $0.statistics() }
            let label = "workspace=\"\(workspace.id)\""
            let lengths = [
                ("deliveries_waiting", found.deliveries["waiting"] ?? 0),
                ("deliveries_failed", found.deliveries["failed"] ?? 0),
                ("outbox_waiting", found.outboxWaiting), ("reviews_open", found.openReviews),
                ("timers", found.timers),
            ]
            queues += lengths.map { "sluice_queue{\(label),queue=\"\($0.0)\"} \($0.1)" }
            enrollments += found.enrollmentsByStage.sorted { $0.key < $1.key }.map {
                "sluice_enrollments{\(label),stage=\"\($0.key)\"} \($0.value)"
            }
        }
        // The lines of one metric stand together.
        let lines =
            ["# TYPE sluice_queue gauge"] + queues + ["# TYPE sluice_enrollments gauge"] + enrollments
        return lines.joined(separator: "\n") + "\n"
    }
}

extension String {
    fileprivate var isLoopback: Bool { self == "::1" || AddressRange("127.0.0.0/8")?.contains(self) ?? false }
}
