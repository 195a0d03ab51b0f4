import CalendarTime
import LeadStages
import Store

/// An opt-out by the link of a mail that we sent (RFC 8058): no person, no login, a token that only the mail holds.
public struct OneClick: Sendable {
    let store: MailStore

    public init(store: MailStore) {
        self.store = store
    }

    /// What the token of a mail names.
    public struct Target: Hashable, Sendable {
        public let workspace: RowID<Workspace>
        public let enrollment: RowID<Enrollment>
        public let send: RowID<Send>

        public init(workspace: RowID<Workspace>, enrollment: RowID<Enrollment>, send: RowID<Send>) {
            self.workspace = workspace
            self.enrollment = enrollment
            self.send = send
        }
    }

    /// On the Do Not Contact list and out of every campaign when this returns. The same mail's link again changes
    /// nothing. `evidence` says where the request came from, without an address of a person.
    /// - Returns: false when the mail or the lead is gone; then there is nobody left to mail.
    @discardableResult
    public func apply(
        _ target: Target, way: OptOutWay, evidence: String, at now: Instant
    ) async throws -> Bool {
        try await store.write(in: target.workspace, at: now) { transaction in
            guard let send = try transaction.send(target.send), send.enrollment == target.enrollment,
                let enrollment = try transaction.enrollment(target.enrollment)
            else { return false }
            let key = "link:\(send.id)"
            try transaction.suppress(
                NewSuppression(
                    .person(enrollment.lead, asked: send.recipient), reason: way == .link ? .link : .oneClick,
                    group: key, evidence: evidence))
            for sibling in try transaction.enrollments(of: enrollment.lead) {
                let place: StageEvent.Kind = .unsubscribed(
                    sibling.id == enrollment.id ? .here : .elsewhere, by: way)
                let event = StageEvent(key: key, at: now, origin: .inbound, kind: place, cause: evidence)
                try transaction.appendEvents([event], to: sibling.id)
            }
            return true
        }
    }
}
