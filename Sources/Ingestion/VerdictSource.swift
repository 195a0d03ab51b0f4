import CalendarTime
import Classification
import MailFormat

/// What says what a message is. The pipeline does not care how; the rules do it, and tests say it themselves.
public struct VerdictSource: Sendable {
    /// Of the rules; stored with every verdict.
    public let version: String
    private let verdict: @Sendable (Message, Instant) -> Verdict

    public init(_ classifier: Classifier) {
        version = classifier.rules.version
        verdict = { classifier.classify($0, receivedAt: $1) }
    }

    /// `verdict` is pure: the same message and time give the same answer.
    public init(version: String, verdict: @escaping @Sendable (Message, Instant) -> Verdict) {
        self.version = version
        self.verdict = verdict
    }

    func classify(_ message: Message, receivedAt: Instant) -> Verdict { verdict(message, receivedAt) }
}
