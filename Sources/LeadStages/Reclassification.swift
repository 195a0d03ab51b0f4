/// Another class for a message that was acted upon: what is withdrawn, what comes in its place.
///
/// The log keeps everything; a `withdrawn` event names what counts no longer, and the fold leaves it out.
public struct Reclassification: Hashable, Sendable {
    public let messageID: String
    /// Sorted by enrollment. Each is a `LeadAction.reclassify` of its own.
    public let enrollments: [Enrollment]
    /// Entries that have no evidence left; sorted ids.
    public let suppressionsToWithdraw: [String]
    public let undoesOptOut: Bool

    public struct Enrollment: Hashable, Sendable {
        public let id: String
        public let request: LeadAction.ReclassificationRequest
    }

    /// - Parameters:
    ///   - logs: the events of every enrollment the message touched, by enrollment.
    ///   - replacements: events the new class brings, by enrollment; `at` is when the message was received.
    ///   - suppressions: entries that name the message as evidence.
    ///   - revision: how often the message was reclassified before; makes the new keys unique.
    public static func plan(
        messageID: String, logs: [String: [StageEvent]], replacements: [String: [StageEvent]],
        suppressions: [Suppression], revision: Int
    ) -> Reclassification {
        var undoes = false
        let enrollments = Set(logs.keys).union(replacements.keys).sorted().map { id in
            let live = EnrollmentState.effective(logs[id] ?? [])
            let old = live.filter { $0.messageID == messageID && $0.kind.name != .withdrawn }
            let new = (replacements[id] ?? []).map { $0.renewed(revision, messageID) }
            let takesBack = old.contains(where: \.kind.isOptOut) && !new.contains(where: \.kind.isOptOut)
            if takesBack { undoes = true }
            return Enrollment(
                id: id,
                request: LeadAction.ReclassificationRequest(
                    messageID: messageID, withdraws: old.map(\.key).sorted(), appends: new,
                    undoesOptOut: takesBack))
        }
        return Reclassification(
            messageID: messageID, enrollments: enrollments,
            suppressionsToWithdraw: undoes ? withoutEvidence(suppressions, messageID) : [],
            undoesOptOut: undoes)
    }

    /// What a person or a list put there stays, and so does what another mail proves as well.
    private static func withoutEvidence(_ entries: [Suppression], _ messageID: String) -> [String] {
        entries.filter { entry in
            entry.isActive && entry.reason.isOptOut && !entry.evidence.isEmpty
                && entry.evidence.allSatisfy { $0 == messageID }
        }.map(\.id).sorted()
    }
}

extension StageEvent.Kind {
    /// The person asked to be left alone.
    public var isOptOut: Bool { name == .unsubscribed || name == .complaint }
}

extension StageEvent {
    fileprivate func renewed(_ revision: Int, _ messageID: String) -> StageEvent {
        StageEvent(
            key: "\(key):reclassified:\(revision + 1)", at: at, origin: origin, kind: kind, actor: actor,
            messageID: messageID, cause: cause ?? "reclassified")
    }
}
