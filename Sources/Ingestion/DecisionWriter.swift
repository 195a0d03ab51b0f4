import CalendarTime
import Classification
import Foundation
import Intake
import LeadStages
import Store

/// Brings a decision into the store, inside a transaction that the caller owns. Every step can be repeated.
struct DecisionWriter {
    let store: StoreTransaction
    let settings: IntakeSettings

    /// Matches and decides with what the store knows now, then applies it. A logical message that was there before has
    /// its effects already; only when it had matched nobody, and this delivery came to another of our accounts, is it
    /// looked at again.
    func take(_ prepared: PreparedMail) throws -> AppliedEffects {
        let old = try store.message(logicalKey: prepared.mail.identity.logical)
        if let old, !Self.isOpen(old) || old.mailbox == prepared.mailbox {
            return try takeAgain(prepared, old)
        }
        let decision = try decide(prepared)
        if let old {
            guard decision.state == .matched else { return AppliedEffects(message: old.id) }
            return try applyMatch(decision, prepared, to: old)
        }
        return try insert(decision, prepared)
    }

    /// Another delivery of a message that is there. When it was received earlier by this way, that is when it was
    /// received: otherwise the order of ingestion would decide what came first, the reply or the opt-out.
    private func takeAgain(_ prepared: PreparedMail, _ old: StoredMessage) throws -> AppliedEffects {
        var effects = AppliedEffects(message: old.id)
        guard prepared.mail.receivedAt < old.receivedAt, old.mailbox == prepared.mailbox,
            try store.currentVerdict(on: old.id)?.actor == "rules"
        else { return effects }
        try store.setReceived(of: old.id, at: prepared.mail.receivedAt)
        let actor = LeadActions.Actor(name: "system", role: .admin, reason: "received earlier by another way")
        let reclassifier = Reclassifier(store: store, settings: settings, actor: actor, author: "rules")
        effects.changes = try reclassifier.apply(prepared, to: old)
        return effects
    }

    /// Nobody has it yet: it may be matched later.
    static func isOpen(_ message: StoredMessage) -> Bool {
        switch IntakeDecision.State(rawValue: message.matchState) {
        case .unmatched, .held, .unrelated, nil: true
        case .matched, .own: false
        }
    }

    func decide(_ prepared: PreparedMail, revision: Int = 0) throws -> IntakeDecision {
        var prepared = prepared
        prepared.keys = try keys(prepared)
        return Decider.decide(
            prepared.mail, prepared.verdict, keys: prepared.keys, candidates: try candidates(prepared),
            settings: settings, revision: revision)
    }

    /// An answer to mail that we forwarded, or a report on it, is about that mail alone: the ids of the conversation
    /// come along in its References, but who wrote it is no part of the conversation.
    private func keys(_ prepared: PreparedMail) throws -> MatchKeys {
        let forwards = try store.forwards(among: prepared.keys.messageIDs)
        return forwards.isEmpty ? prepared.keys : prepared.keys.naming(only: forwards)
    }

    func candidates(_ prepared: PreparedMail) throws -> MatchCandidates {
        // An answer that a person sent from here is ours also where a server has put another address into its From.
        let isOutgoing = try prepared.mail.message.messageID.map(store.isOutgoing) ?? false
        return try store.candidates(
            for: prepared.keys, receivedAt: prepared.mail.receivedAt,
            recentSends: Int64(settings.recentSendDays) * 86_400,
            ownAliases: isOutgoing ? prepared.keys.from : [])
    }

    private func insert(_ decision: IntakeDecision, _ prepared: PreparedMail) throws -> AppliedEffects {
        let mail = prepared.mail
        let sender = mail.message.from.first
        let stored = try store.insertMessage(
            NewMessage(
                logicalKey: mail.identity.logical, raw: prepared.raw, mailbox: prepared.mailbox,
                messageID: mail.message.messageID, subject: mail.message.subject ?? "",
                sender: sender?.address ?? "", senderName: sender?.name ?? "", receivedAt: mail.receivedAt,
                lead: decision.lead.map { RowID($0) }, matchState: decision.state.rawValue,
                matchLevel: decision.match.level.rawValue, kind: prepared.verdict.kind.rawValue,
                searchText: prepared.verdict.visibleReply ?? prepared.verdict.ownText))
        try store.insertVerdict(
            Self.verdict(prepared, decision, actor: "rules"), on: stored.id, isFirst: true)
        if decision.state == .unmatched {
            try store.enqueue(
                .mailUnmatched, id: "\(EventTopic.mailUnmatched.rawValue):\(stored.id)",
                payload: ["message": mail.identity.logical, "kind": prepared.verdict.kind.rawValue])
        }
        return try apply(
            decision, kind: prepared.verdict.kind, label: prepared.label, mailbox: prepared.mailbox,
            message: stored.id)
    }

    /// A message that is there already, and that now is known to concern somebody.
    func applyMatch(
        _ decision: IntakeDecision, _ prepared: PreparedMail, to message: StoredMessage
    ) throws -> AppliedEffects {
        try store.setMatch(
            of: message.id, lead: decision.lead.map { RowID($0) }, state: decision.state.rawValue,
            level: decision.match.level.rawValue)
        for review in try store.reviews(of: message.id) where review.decidedAt == nil {
            try store.decideReview(review.id, decision: "matched", actor: "system")
        }
        return try apply(
            decision, kind: prepared.verdict.kind, label: prepared.label, mailbox: prepared.mailbox,
            message: message.id)
    }

    static func verdict(_ prepared: PreparedMail, _ decision: IntakeDecision, actor: String) throws
        -> NewVerdict
    {
        let verdict = prepared.verdict
        return NewVerdict(
            kind: verdict.kind.rawValue, subkind: verdict.subkind?.rawValue, intent: verdict.intent?.rawValue,
            confidence: verdict.confidence,
            detail: try VerdictDetail(verdict, matchRemarks: decision.match.remarks).text,
            rulesVersion: verdict.rulesVersion, actor: actor)
    }
}

/// The effects, one kind after the other, always in the same order.
extension DecisionWriter {
    /// `message` is nil for a provider's event, which is no mail and opens no card.
    func apply(
        _ decision: IntakeDecision, kind: Kind, label: String, mailbox: RowID<MailboxAccount>?,
        message: RowID<StoredMessage>?
    ) throws -> AppliedEffects {
        var effects = AppliedEffects(message: message, kind: kind.rawValue, state: decision.state.rawValue)
        for alternate in decision.alternates {
            try store.addAddress(alternate.address, to: RowID(alternate.lead))
        }
        effects.suppressions = try suppress(decision, message)
        for (enrollment, events) in Self.byEnrollment(decision.events) {
            let outcome = try store.appendEvents(events, to: RowID(enrollment), message: message)
            if let change = StageChange(outcome, cause: label) { effects.changes.append(change) }
            if outcome.after.badges.contains(.bouncedAfterReply) { try showBounce(outcome) }
            effects.changes += try SubCampaigns(store: store).follow(outcome, cause: label)
        }
        for effect in decision.addresses {
            try store.appendEvents([effect.event], toAddress: effect.address)
        }
        for review in decision.reviews { try store.openReview(review, message: message) }
        if let opportunity = decision.opportunity, let message {
            try openCard(opportunity, decision, message, mailbox)
            effects.hasOpportunity = true
        }
        for event in decision.outbox {
            try store.enqueue(
                event.topic, id: event.id, payload: event.payload, evidence: event.evidence)
        }
        return effects
    }

    private func suppress(_ decision: IntakeDecision, _ message: RowID<StoredMessage>?) throws -> Int {
        try decision.suppressions.reduce(0) { count, effect in
            let target = NewSuppression.Target.person(RowID(effect.lead), asked: effect.address)
            return count
                + (try store.suppress(
                    NewSuppression(
                        target, reason: effect.reason, group: effect.key, evidence: effect.evidence,
                        message: message)))
        }
    }

    static func byEnrollment(_ events: [EnrollmentEvent]) -> [(Int64, [StageEvent])] {
        Dictionary(grouping: events, by: \.enrollment).sorted { $0.key < $1.key }.map {
            ($0.key, $0.value.map(\.event))
        }
    }

    private func openCard(
        _ effect: OpportunityEffect, _ decision: IntakeDecision, _ message: RowID<StoredMessage>,
        _ mailbox: RowID<MailboxAccount>?
    ) throws {
        let card = try store.upsertOpportunity(effect, message: message, mailbox: mailbox)
        if effect.category != .unsubscribe, try store.isSuppressed(RowID(effect.lead)) {
            try store.setBanner(of: card, to: OpportunityBanner.doNotContact.rawValue, actor: "system")
        }
        for suggestion in decision.suggestions where suggestion.lead == effect.lead {
            let words =
                switch suggestion.kind {
                case .newContact: "Suggested contact instead: \(suggestion.address)"
                case .newAddress: "New address of the lead, as the mail says: \(suggestion.address)"
                }
            try store.addNote(words, to: card, actor: "rules")
        }
    }

    private func showBounce(_ outcome: AppendOutcome) throws {
        for card in try store.opportunities(of: outcome.lead) where card.enrollment == outcome.enrollment {
            try store.setBanner(
                of: card.id, to: OpportunityBanner.laterMailBounced.rawValue, actor: "system")
        }
    }
}
