import CalendarTime
import LeadStages
import Store

/// What a send of an outside sender means for its enrollment: the step that was sent, and, when no other is
/// left, the end of the sequence.
struct SentStep {
    let send: RowID<Send>
    /// Nil where the sender keeps its steps to itself.
    let step: CampaignStep?
    let at: Instant
    let cause: String

    /// - Parameter steps: all of the campaign, in order.
    func events(in steps: [CampaignStep]) -> [StageEvent] {
        let next = step.flatMap { done in steps.first { $0.position > done.position } }
        let sent = StageEvent.StepSent(
            step: step?.key ?? "unknown", send: send.description, nextStep: next?.key,
            nextDueAt: next.map { at.adding(seconds: $0.waitSeconds) }, isImported: true)
        var kinds: [StageEvent.Kind] = [.stepSent(sent)]
        if step != nil, next == nil { kinds.append(.lastStepExecuted) }
        return zip(Self.keys(of: send), kinds).map { key, kind in
            StageEvent(key: key, at: at, origin: .system, kind: kind, cause: cause)
        }
    }

    /// Of the events that a send may bring, in their order.
    static func keys(of send: RowID<Send>) -> [String] { ["send:\(send)", "send:\(send):last"] }
}
