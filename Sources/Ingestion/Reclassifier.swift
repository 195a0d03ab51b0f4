import CalendarTime
import Classification
import Intake
import LeadStages
import Store

/// Puts another verdict in the place of the one a message had: the events of the old one are withdrawn, those of the
/// new one appended, and entries of the Do Not Contact list that only this mail proved are taken back.
struct Reclassifier {
    let store: StoreTransaction
    let settings: IntakeSettings
    let actor: LeadActions.Actor
    /// Stored with the verdict: `rules`, or the name of the person.
    let author: String

    /// `match_level` of a message that a person attached.
    static let attachedLevel = 0

    /// Throws `Refusal`, and then nothing of the transaction may stay.
    func apply(_ prepared: PreparedMail, to message: StoredMessage) throws -> [StageChange] {
        let revision = try store.verdicts(on: message.id).count
        let writer = DecisionWriter(store: store, settings: settings)
        let decision = try decide(prepared, message, revision, writer)
        var events = decision
        events.events = []
        events.addresses = []
        events.opportunity = nil
        let changes = try replaceEvents(decision, message, revision, prepared.label)
        try replaceAddressEvents(decision, message, revision)
        for review in try store.reviews(of: message.id) where review.decidedAt == nil {
            try store.decideReview(review.id, decision: "reclassified", actor: actor.name)
        }
        try store.insertVerdict(
            DecisionWriter.verdict(prepared, decision, actor: author), on: message.id)
        if message.matchLevel != Self.attachedLevel {
            try store.setMatch(
                of: message.id, lead: decision.lead.map { RowID($0) }, state: decision.state.rawValue,
                level: decision.match.level.rawValue)
        }
        let rest = try writer.apply(
            events, kind: prepared.verdict.kind, label: prepared.label, mailbox: message.mailbox,
            message: message.id)
        try moveCard(decision, message, prepared)
        return changes + rest.changes
    }

    private func decide(
        _ prepared: PreparedMail, _ message: StoredMessage, _ revision: Int, _ writer: DecisionWriter
    ) throws -> IntakeDecision {
        guard message.matchLevel == Self.attachedLevel, let hit = try attachedHit(message) else {
            return try writer.decide(prepared, revision: revision)
        }
        return Decider.decide(
            prepared.mail, prepared.verdict, match: MatchResult(level: .token, hits: [hit]),
            candidates: try writer.candidates(prepared), settings: settings, revision: revision)
    }

    /// The enrollment that a person attached the message to: its card tells.
    private func attachedHit(_ message: StoredMessage) throws -> MatchHit? {
        guard let lead = message.lead else { return nil }
        let touched = try store.events(of: message.id).first { !$0.key.hasSuffix(".elsewhere") }?.enrollment
        guard let enrollment = touched else { return nil }
        return try Attachment.hit(store, enrollment, lead)
    }

    private func replaceEvents(
        _ decision: IntakeDecision, _ message: StoredMessage, _ revision: Int, _ label: String
    ) throws -> [StageChange] {
        let replacements = Dictionary(grouping: decision.events) { String($0.enrollment) }
            .mapValues { $0.map(\.event) }
        var logs: [String: [StageEvent]] = [:]
        for (enrollment, _) in try store.events(of: message.id) where logs[enrollment.description] == nil {
            logs[enrollment.description] = try store.events(of: enrollment)
        }
        let plan = Reclassification.plan(
            messageID: message.logicalKey, logs: logs, replacements: replacements,
            suppressions: try store.suppressions(causedBy: message), revision: revision)
        var changes: [StageChange] = []
        if plan.undoesOptOut {
            try store.withdrawSuppressions(
                plan.suppressionsToWithdraw.compactMap { RowID($0) }, by: actor.name,
                reason: actor.reason ?? "reclassified")
        }
        for part in plan.enrollments {
            guard let id = RowID<Enrollment>(part.id), let enrollment = try store.enrollment(id) else {
                continue
            }
            let context = ActionContext(
                role: actor.role, actor: actor.name, now: store.now,
                key: "reclassified:\(message.logicalKey):\(revision)", reason: actor.reason)
            switch LeadAction.reclassify(part.request).decide(on: enrollment.state, context) {
            case .refused(let refusal):
                // A lead that was deleted meanwhile keeps its log; any other refusal concerns the whole correction.
                if refusal.code == .gone { continue }
                throw refusal
            case .accepted(let events, _):
                let outcome = try store.appendEvents(events, to: id, message: message.id)
                if let change = StageChange(outcome, cause: label) { changes.append(change) }
                changes += try SubCampaigns(store: store).follow(outcome, cause: label)
            }
        }
        return changes
    }

    /// Keys of address events begin with the message that they came from.
    private func replaceAddressEvents(
        _ decision: IntakeDecision, _ message: StoredMessage, _ revision: Int
    ) throws {
        let leads = Set([message.lead, decision.lead.map { RowID<Lead>($0) }].compactMap { $0 })
        for address in try leads.sorted().flatMap({ try store.addresses(of: $0) }) {
            let old = try store.events(ofAddress: address.id).map(\.key).filter {
                $0.hasPrefix("m:\(message.logicalKey):")
            }
            guard !old.isEmpty else { continue }
            let withdrawal = AddressEvent(
                key: "reclassified:\(message.logicalKey):\(revision)", at: store.now, origin: .human,
                kind: .withdrawn(keys: old.sorted()))
            try store.appendEvents([withdrawal], toAddress: address.address)
        }
        for effect in decision.addresses {
            try store.appendEvents([effect.event], toAddress: effect.address)
        }
    }

    /// The card the message is on gets the new category; where there is none, one is opened.
    private func moveCard(
        _ decision: IntakeDecision, _ message: StoredMessage, _ prepared: PreparedMail
    ) throws {
        guard let effect = decision.opportunity else { return }
        let card = try store.upsertOpportunity(effect, message: message.id, mailbox: message.mailbox)
        try store.setCategory(of: card, to: effect.category.rawValue, actor: actor.name)
        if effect.alerts, try store.opportunity(card)?.state == .done {
            try store.setState(of: card, to: .open, actor: actor.name)
        }
    }
}
