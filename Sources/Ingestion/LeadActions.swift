import CalendarTime
import Intake
import LeadStages
import Store

/// What people do to leads: each action decided by `LeadStages` on the state of that moment, and carried out with all
/// that follows from it in the same transaction.
public struct LeadActions: Sendable {
    let store: MailStore
    let workspace: RowID<Workspace>
    let clock: @Sendable () -> Instant

    public init(
        store: MailStore, workspace: RowID<Workspace>,
        clock: @escaping @Sendable () -> Instant = SystemClock.now
    ) {
        self.store = store
        self.workspace = workspace
        self.clock = clock
    }

    /// Who acts, and why.
    public struct Actor: Hashable, Sendable {
        public var name: String
        public var role: Role
        /// As typed.
        public var reason: String?

        public init(name: String, role: Role, reason: String? = nil) {
            self.name = name
            self.role = role
            self.reason = reason
        }
    }

    /// What became of one enrollment of a bulk.
    public struct Result: Hashable, Sendable {
        public let enrollment: RowID<Enrollment>
        public let lead: RowID<Lead>?
        public let from: Stage?
        public let to: Stage?
        public let refusal: Refusal?
        /// The person acts before the lead's absence ends.
        public let absentUntil: Instant?

        public var isDone: Bool { refusal == nil }
    }

    /// Enrollments of one transaction.
    static let batchSize = 200

    /// One result for each enrollment, in order; one that is refused does not keep the others back.
    public func perform(
        _ action: LeadAction, on enrollments: [RowID<Enrollment>], by actor: Actor
    ) async throws -> [Result] {
        var results: [Result] = []
        for start in stride(from: 0, to: enrollments.count, by: Self.batchSize) {
            let batch = Array(enrollments[start..<min(start + Self.batchSize, enrollments.count)])
            results += try await store.write(in: workspace, at: clock()) { transaction in
                let performer = ActionPerformer(store: transaction, actor: actor)
                return try batch.map { try performer.perform(action, on: $0) }
            }
        }
        return results
    }

    /// Takes one entry off the Do Not Contact list; the stages of its lead stay. Throws `Refusal`.
    public func removeSuppression(
        _ id: RowID<StoredSuppression>, consentEvidence: String?, by actor: Actor
    ) async throws {
        try await store.write(in: workspace, at: clock()) { transaction in
            guard let entry = try transaction.suppression(id) else { throw Refusal(.notFound) }
            let lead = try entry.clearText.flatMap { try transaction.lead(address: $0) }
            try transaction.removeSuppression(
                id, by: actor.name, role: actor.role, reason: actor.reason ?? "",
                consentEvidence: consentEvidence)
            guard let lead, try !transaction.isSuppressed(lead) else { return }
            for enrollment in try transaction.enrollments(of: lead) {
                let event = StageEvent(
                    key: "free:\(entry.group):\(transaction.now.microseconds)", at: transaction.now,
                    origin: .human, kind: .doNotContactRemoved, actor: actor.name, cause: actor.reason)
                try transaction.appendEvents([event], to: enrollment.id)
            }
        }
    }

    /// Erases a person. Throws `Refusal`.
    public func erase(_ lead: RowID<Lead>, by actor: Actor) async throws {
        guard actor.role.may(.delete) else { throw Refusal(.forbidden) }
        try await store.write(in: workspace, at: clock()) { try $0.eraseLead(lead, actor: actor.name) }
    }

    /// Decides a review: an opt-out it was about is applied, or it is put aside. Throws `Refusal`.
    public func decide(
        _ review: RowID<Review>, isOptOut: Bool, by actor: Actor
    ) async throws -> [StageChange] {
        guard actor.role.may(.unsubscribe) else { throw Refusal(.forbidden) }
        return try await store.write(in: workspace, at: clock()) { transaction in
            guard let found = try transaction.review(review) else { throw Refusal(.notFound) }
            let isAboutOthers = found.kind == ReviewEffect.Kind.otherUnsubscribe.rawValue
            guard !isOptOut || isAboutOthers || found.lead != nil else {
                throw Refusal(
                    .preconditionNotMet, "Nobody is known to have asked; attach the message to a lead first.")
            }
            guard
                try transaction.decideReview(
                    review, decision: isOptOut ? "opt_out" : "dismissed", actor: actor.name)
            else { throw Refusal(.notFound) }
            guard isOptOut else { return [] }
            let optOut = OptOut(store: transaction)
            if isAboutOthers {
                return try optOut.applyToThoseNamed(found, actor: actor.name)
            }
            return try optOut.apply(
                found, at: transaction.now, origin: .human, actor: actor.name, way: .manual, cause: "review")
        }
    }
}
