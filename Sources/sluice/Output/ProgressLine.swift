import Foundation
import Synchronization

/// One line on standard error that says how far the work is; only on a terminal and only after a second.
final class ProgressLine: Sendable {
    private struct State {
        var done = 0
        var lastDrawn: ContinuousClock.Instant
        var isDrawn = false
    }

    private static let patience = Duration.seconds(1)
    private static let interval = Duration.milliseconds(200)
    /// The line that stands on the terminal now, if any, so that a diagnostic can wipe it first.
    private static let visible = Mutex(false)

    private let label: String
    private let total: Int?
    private let isShown: Bool
    private let start: ContinuousClock.Instant
    private let state: Mutex<State>

    /// `label` is what is counted, such as "messages". `total` is nil while nobody knows it.
    init(_ label: String, total: Int? = nil, isShown: Bool = Terminal.errorIsTerminal) {
        self.label = label
        self.total = total
        self.isShown = isShown
        start = .now
        state = Mutex(State(lastDrawn: .now))
    }

    func advance(by count: Int = 1) { move { $0 += count } }

    func set(_ done: Int) { move { $0 = done } }

    private func move(_ change: (inout Int) -> Void) {
        guard isShown else { return }
        let done: Int? = state.withLock { state in
            change(&state.done)
            let now = ContinuousClock.now
            guard now - start > Self.patience, now - state.lastDrawn > Self.interval else { return nil }
            state.lastDrawn = now
            return state.done
        }
        if let done { draw(done) }
    }

    func finish() { Self.clear() }

    static func clear() {
        let wasVisible = visible.withLock { visible in
            defer { visible = false }
            return visible
        }
        if wasVisible { try? Terminal.write(Array("\r\u{1B}[K".utf8)[...], to: STDERR_FILENO) }
    }

    private func draw(_ done: Int) {
        let elapsed = ContinuousClock.now - start
        let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
        let rate = Int(Double(done) / max(seconds, 0.001))
        let amount = total.map { "\(done) of \($0)" } ?? "\(done)"
        let line = DisplayWidth.prefix(
            of: "\(amount) \(label), \(rate)/s", columns: Terminal.errorColumns - 1)
        Self.visible.withLock { $0 = true }
        try? Terminal.write(Array("\r\(line)\u{1B}[K".utf8)[...], to: STDERR_FILENO)
    }
}
