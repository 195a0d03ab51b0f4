import CalendarTime
import DeliveryReports
import MailFormat
import ReplyText

/// Says what a message is. A value without state: the same message, rules and time give the same verdict.
public struct Classifier: Sendable {
    public let rules: RuleSet
    public let settings: ClassifierSettings

    public init(rules: RuleSet, settings: ClassifierSettings = .init()) {
        self.rules = rules
        self.settings = settings
    }

    public func classify(_ message: Message, receivedAt: Instant?) -> Verdict {
        classify(message, receivedAt: receivedAt, without: nil)
    }

    /// The verdict as it would be if `rule` did not exist.
    public func classify(_ message: Message, receivedAt: Instant?, without rule: String?) -> Verdict {
        Verdict(kind: .other, rulesVersion: rules.version)
    }
}
