import LeadStages
import Store

/// Why the stage of an enrollment is what it is: its log, what each event did, and the mail behind it.
public struct EventChain: Sendable {
    public struct Link: Sendable {
        public let event: StageEvent
        /// Nil for an event that changed nothing.
        public let change: EnrollmentState.Change?
        /// A later event took it back.
        public let isWithdrawn: Bool
        public let mail: ExplainedMail?
    }

    public let enrollment: Enrollment
    /// In the order of the fold.
    public let links: [Link]

    public init(_ enrollment: Enrollment, _ transaction: StoreTransaction) throws {
        self.enrollment = enrollment
        let events = try transaction.events(of: enrollment.id).sorted(by: StageEvent.foldsBefore)
        let changes = Dictionary(enrollment.state.history.map { ($0.eventKey, $0) }) { $1 }
        var withdrawn: Set<String> = []
        for case .withdrawn(let keys) in events.map(\.kind) { withdrawn.formUnion(keys) }
        var mail: [String: ExplainedMail] = [:]
        for key in events.compactMap(\.messageID) where mail[key] == nil {
            mail[key] = try transaction.message(logicalKey: key).map { try ExplainedMail($0, transaction) }
        }
        links = events.map { event in
            Link(
                event: event, change: changes[event.key], isWithdrawn: withdrawn.contains(event.key),
                mail: event.messageID.flatMap { mail[$0] })
        }
    }
}

/// A message, the verdict that stands, and what spoke for it.
public struct ExplainedMail: Sendable {
    public let message: StoredMessage
    public let verdict: StoredVerdict?
    /// Nil after an erasure: the words are gone, and the detail with them.
    public let detail: VerdictDetail?

    public init(_ message: StoredMessage, _ transaction: StoreTransaction) throws {
        self.message = message
        verdict = try transaction.currentVerdict(on: message.id)
        detail = verdict.flatMap { try? VerdictDetail(json: $0.detail) }
    }
}
