import CalendarTime
import LeadStages
import Store

/// An entry of the Do Not Contact list that a person or a program makes, with what follows from it, in one
/// transaction.
public struct ManualSuppression: Sendable {
    /// The address or the domain, as written.
    let text: String
    let target: NewSuppression.Target
    let reason: SuppressionReason
    let note: String?
    let actor: String

    /// Leads looked at at a time.
    private static let page = 500

    public init(address: String, reason: SuppressionReason = .manual, note: String?, actor: String) {
        self.init(address, .address(address), reason, note, actor)
    }

    /// The domain and all below it, but for the addresses of `exceptions`.
    public init(
        domain: String, exceptions: [String], reason: SuppressionReason = .manual, note: String?,
        actor: String
    ) {
        self.init(domain, .domain(domain, exceptions: exceptions), reason, note, actor)
    }

    private init(
        _ text: String, _ target: NewSuppression.Target, _ reason: SuppressionReason, _ note: String?,
        _ actor: String
    ) {
        self.text = text
        self.target = target
        self.reason = reason
        self.note = note
        self.actor = actor
    }

    /// An entry for the same text and reason changes nothing; `canceled` counts the enrollments that were
    /// stopped.
    public func add(_ transaction: StoreTransaction) throws -> (isNew: Bool, canceled: Int) {
        if try isKnown(transaction) { return (false, 0) }
        let group = "\(reason.rawValue):\(text.lowercased()):\(transaction.now.microseconds)"
        try transaction.suppress(
            NewSuppression(target, reason: reason, group: group, evidence: note, actor: actor))
        var canceled = 0
        var last: RowID<Lead>?
        while true {
            let leads = try transaction.leads(coveredBy: target, after: last, limit: Self.page)
            for lead in leads { canceled += try stop(lead, group, transaction) }
            // A domain's page may hold fewer after its exceptions: only an empty one is the last.
            guard let final = leads.last else { return (true, canceled) }
            last = final
        }
    }

    private func stop(_ lead: RowID<Lead>, _ group: String, _ transaction: StoreTransaction) throws -> Int {
        let event = StageEvent(
            key: group, at: transaction.now, origin: .human, kind: .doNotContactMatched, actor: actor,
            cause: note)
        return try transaction.enrollments(of: lead).count { enrollment in
            try transaction.appendEvents([event], to: enrollment.id).hasMoved
        }
    }

    private func isKnown(_ transaction: StoreTransaction) throws -> Bool {
        let probe = text.contains("@") ? text : "postmaster@" + text
        return try transaction.standingSuppressions(address: probe).contains { entry in
            entry.reason == reason && entry.clearText?.lowercased() == text.lowercased()
        }
    }
}
