import CalendarTime
import Classification
import LeadStages

/// What people write: replies and opt-outs.
extension Decider {
    mutating func decideReply(_ hit: MatchHit) {
        let sender = ownAddress(of: hit)
        applyReply(hit, sender: sender)
        let isUnsure = verdict.needsReview && verdict.runnerUp?.kind == .unsubscribe
        if verdict.otherUnsubscribe == nil, isUnsure { reviewUnsure(hit) }
        reviewThirdParty(hit)
        card(hit, alerts: true, banner: sender == nil ? .otherAddress : nil, date: verdict.notNowUntil)
    }

    /// An opt-out of the sender; at once where it is proved, else the lead is Replied and somebody decides.
    mutating func decideOptOut(_ hit: MatchHit) {
        if let other = verdict.otherUnsubscribe, !verdict.optOut || !isSender(other) {
            // "Remove John, talk to me": whose removal it is has to be decided by a person.
            decideReply(hit)
            return
        }
        if verdict.needsReview, !verdict.optOut {
            applyReply(hit, sender: ownAddress(of: hit))
            reviewUnsure(hit)
            card(hit, alerts: true)
            return
        }
        guard hit.level.isProof || Authenticity.isAuthenticated(mail.message, verdict, settings) else {
            applyReply(hit, sender: ownAddress(of: hit))
            review(
                .unauthenticatedUnsubscribe, lead: hit.lead, enrollment: hit.enrollment, holdsSends: true)
            card(hit, alerts: true, banner: .unprovenOptOut)
            return
        }
        applyOptOut(hit)
    }

    private mutating func applyOptOut(_ hit: MatchHit) {
        let isProvider = verdict.rulesVersion == ProviderEvent.rulesVersion
        append(.unsubscribed(.here, by: isProvider ? .provider : .reply), to: hit)
        suppress(hit, reason: isProvider ? .provider : .reply)
        let sender = ownAddress(of: hit)
        if let sender, !verdict.isAutomatic { address(sender, of: hit.lead, .humanReply) }
        if sender == nil { learnAlternate(hit) }
        if !isProvider { card(hit, alerts: !verdict.isAutomatic, category: .unsubscribe) }
    }

    mutating func suppress(_ hit: MatchHit, reason: SuppressionReason) {
        let evidence = verdict.evidence.first.map { "\($0.rule): \($0.text)" } ?? verdict.kind.rawValue
        decision.suppressions.append(
            SuppressionEffect(
                key: key("suppression.\(hit.lead)"), lead: hit.lead, address: hit.mailedAddress,
                reason: reason,
                evidence: evidence))
    }

    /// The events of a reply: this enrollment stops, the others as their campaigns say.
    private mutating func applyReply(_ hit: MatchHit, sender: String?) {
        let own = settings(of: hit.enrollment)
        let reply = StageEvent.Reply(
            isFromMailedAddress: sender.map { index.wide($0) == index.wide(hit.mailedAddress) } ?? false,
            isCalendarAnswer: verdict.report?.calendarAnswer != nil, continues: own.continuesOnReply,
            awayUntil: verdict.returnDate.map { instant($0, own.zone) })
        append(.humanReply(reply), to: hit)
        tell(.leadReplied, hit, verdict.intent.map { ["intent": $0.rawValue] } ?? [:])
        if let sender { address(sender, of: hit.lead, .humanReply) } else { learnAlternate(hit) }
    }

    /// From another address than any we know, in our thread: the lead has this address too.
    private mutating func learnAlternate(_ hit: MatchHit) {
        guard hit.level.isProof, let sender = mail.message.from.first, !sender.address.isEmpty else { return }
        decision.alternates.append(AlternateEffect(lead: hit.lead, address: sender.address))
    }

    private mutating func reviewUnsure(_ hit: MatchHit) {
        review(
            .unsureUnsubscribe, lead: hit.lead, enrollment: hit.enrollment,
            due: mail.receivedAt.adding(seconds: Int64(ReviewEffect.unsureDays) * 86_400))
    }

    private mutating func reviewThirdParty(_ hit: MatchHit) {
        guard let other = verdict.otherUnsubscribe else { return }
        let named = index.leads(withAnyOf: [other])
        review(
            .otherUnsubscribe, lead: hit.lead, enrollment: hit.enrollment, candidates: named,
            holdsSends: true, note: other)
    }

    private func isSender(_ address: String) -> Bool {
        mail.message.from.contains { index.wide($0.address) == index.wide(address) }
    }

    private func instant(_ date: CivilDate, _ zone: ZoneTable) -> Instant {
        zone.instant(of: LocalTime(date: date, secondOfDay: OutOfOfficePause.resumeSecondOfDay))
    }
}
