import CalendarTime
import Store
import Synchronization

/// Endpoints whose provider did not answer just now: their mail is not asked for in the meantime, for each try may take a
/// minute, and the notifications of others wait behind it.
final class ProviderPauses: Sendable {
    struct Pause: Error, CustomStringConvertible {
        let end: Instant

        var description: String { "the provider does not answer; its mail is asked for again in a while" }
    }

    /// As long as the first wait of a notification that failed.
    private static let seconds: Int64 = 40
    private let ends = Mutex<[RowID<WebhookSource>: Instant]>([:])

    /// Throws `Pause` while there is one.
    func check(_ source: RowID<WebhookSource>, at now: Instant) throws(Pause) {
        guard let end = ends.withLock({ $0[source] }), end > now else { return }
        throw Pause(end: end)
    }

    func begin(_ source: RowID<WebhookSource>, at now: Instant) {
        ends.withLock { $0[source] = now.adding(seconds: Self.seconds) }
    }
}
