import Classification
import Intake
import Store

extension OpportunityDetail {
    /// The last message that is no report and not our own: what an answer answers.
    public var lastFromAPerson: StoredMessage? {
        messages.last { !Self.isOurs($0) && Kind(rawValue: $0.kind)?.isReport != true }
    }

    /// What gives the card its category: that message; on a card of reports only, the last of them.
    public var lastIncoming: StoredMessage? { lastFromAPerson ?? messages.last { !Self.isOurs($0) } }

    private static func isOurs(_ message: StoredMessage) -> Bool {
        message.matchState == IntakeDecision.State.own.rawValue
    }
}
