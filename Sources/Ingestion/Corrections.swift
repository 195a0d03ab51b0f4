import CalendarTime
import Classification
import Intake
import LeadStages
import Store

/// What people put right about single messages: the class, and whom it concerns.
public struct Corrections: Sendable {
    let ingest: Ingest

    public init(_ ingest: Ingest) {
        self.ingest = ingest
    }

    /// The class a person gives a message.
    public struct Class: Hashable, Sendable {
        public var kind: Kind
        public var subkind: Subkind?
        public var intent: Intent?

        public init(_ kind: Kind, subkind: Subkind? = nil, intent: Intent? = nil) {
            self.kind = kind
            self.subkind = subkind
            self.intent = intent
        }
    }

    /// Throws `Refusal`; then nothing is changed.
    @discardableResult
    public func reclassify(
        _ message: RowID<StoredMessage>, as class: Class, by actor: LeadActions.Actor
    ) async throws -> [StageChange] {
        let apply = try await correction(of: message, as: `class`, by: actor)
        return try await ingest.store.write(in: ingest.workspace, at: ingest.clock(), apply)
    }

    /// The correction as it is made in a transaction. Throws `Refusal`.
    func correction(
        of message: RowID<StoredMessage>, as class: Class, by actor: LeadActions.Actor
    ) async throws -> @Sendable (StoreTransaction) throws -> [StageChange] {
        let (stored, prepared) = try await load(message)
        let corrected = prepared.with(Self.verdict(prepared.verdict, `class`, actor.name))
        let settings = ingest.settings
        return { transaction in
            try Reclassifier(store: transaction, settings: settings, actor: actor, author: actor.name)
                .apply(corrected, to: stored.message)
        }
    }

    /// Says that a message which matched nobody belongs to an enrollment. Throws `Refusal`.
    @discardableResult
    public func attach(
        _ message: RowID<StoredMessage>, to enrollment: RowID<Enrollment>, by actor: LeadActions.Actor
    ) async throws -> [StageChange] {
        guard actor.role.may(.reclassify) else { throw Refusal(.forbidden) }
        let (stored, prepared) = try await load(message)
        guard DecisionWriter.isOpen(stored.message) else {
            throw Refusal(.notFound, "The message belongs to a lead already; correct its class instead.")
        }
        let settings = ingest.settings
        return try await ingest.store.write(in: ingest.workspace, at: ingest.clock()) { transaction in
            // Somebody else may have attached it meanwhile.
            guard let found = try transaction.enrollment(enrollment), !found.state.isDeleted,
                let current = try transaction.message(message), DecisionWriter.isOpen(current)
            else { throw Refusal(.notFound) }
            let writer = DecisionWriter(store: transaction, settings: settings)
            var candidates = try writer.candidates(prepared)
            candidates.include(try transaction.knownLead(found.lead))
            let match = MatchResult(
                level: .token, hits: [try Attachment.hit(transaction, enrollment, found.lead)])
            let decision = Decider.decide(
                prepared.mail, prepared.verdict, match: match, candidates: candidates, settings: settings)
            let effects = try writer.applyMatch(decision, prepared, to: stored.message)
            try transaction.setMatch(
                of: message, lead: found.lead, state: decision.state.rawValue,
                level: Reclassifier.attachedLevel)
            return effects.changes
        }
    }

    func load(_ id: RowID<StoredMessage>) async throws -> (StoredMail, PreparedMail) {
        let stored = try await ingest.store.read(in: ingest.workspace, at: ingest.clock()) {
            try StoredMail(id, $0)
        }
        guard let stored, let prepared = stored.prepared(ingest.classifier) else {
            throw Refusal(.notFound, "There is no such message, or its mail was erased.")
        }
        return (stored, prepared)
    }

    static func verdict(_ old: Verdict, _ class: Class, _ actor: String) -> Verdict {
        var verdict = old
        verdict.kind = `class`.kind
        verdict.subkind = `class`.subkind
        verdict.intent = `class`.intent
        verdict.confidence = 1
        verdict.needsReview = false
        verdict.forged = false
        verdict.optOut = `class`.kind == .unsubscribe
        if `class`.kind != .reply, `class`.kind != .unsubscribe { verdict.otherUnsubscribe = nil }
        let evidence = Evidence(
            rule: "human.correction", field: "structure", start: 0, length: 0, text: actor, weight: 0)
        verdict.evidence = [evidence] + old.evidence
        return verdict
    }
}

extension PreparedMail {
    /// The same mail under another verdict.
    func with(_ verdict: Verdict) -> PreparedMail {
        PreparedMail(
            mail: mail, verdict: verdict, keys: MatchKeys(mail, verdict), raw: raw, mailbox: mailbox,
            label: label)
    }
}

extension MatchCandidates {
    mutating func include(_ other: (lead: KnownLead, enrollments: [KnownEnrollment])?) {
        guard let other, !leads.contains(where: { $0.id == other.lead.id }) else { return }
        leads.append(other.lead)
        enrollments += other.enrollments
    }
}
