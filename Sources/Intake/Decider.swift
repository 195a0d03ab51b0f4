import CalendarTime
import Classification
import LeadStages

/// The decision about one message. Pure: the same message, verdict, candidates and settings give the same decision.
public struct Decider {
    let mail: InboundMail
    let verdict: Verdict
    let settings: IntakeSettings
    let index: CandidateIndex
    let revision: Int
    var decision: IntakeDecision

    /// - Parameter revision: how often the message was classified anew; 0 when it comes in. The keys of a later
    ///   verdict differ from those it withdraws, so that a correction can be corrected.
    public static func decide(
        _ mail: InboundMail, _ verdict: Verdict, keys: MatchKeys, candidates: MatchCandidates,
        settings: IntakeSettings = .init(), revision: Int = 0
    ) -> IntakeDecision {
        let index = CandidateIndex(candidates, others: keys.addresses + [mail.mailbox])
        let matching = Matching(mail, verdict, keys: keys, index: index, settings: settings)
        return decide(mail, verdict, matching.match(), index, settings, revision)
    }

    /// For a message that somebody attached to an enrollment by hand.
    public static func decide(
        _ mail: InboundMail, _ verdict: Verdict, match: MatchResult, candidates: MatchCandidates,
        settings: IntakeSettings = .init(), revision: Int = 0
    ) -> IntakeDecision {
        let index = CandidateIndex(candidates, others: mail.message.from.map(\.address) + [mail.mailbox])
        return decide(mail, verdict, match, index, settings, revision)
    }

    private static func decide(
        _ mail: InboundMail, _ verdict: Verdict, _ match: MatchResult, _ index: CandidateIndex,
        _ settings: IntakeSettings, _ revision: Int
    ) -> IntakeDecision {
        var decider = Decider(
            mail: mail, verdict: verdict, settings: settings, index: index, revision: revision,
            decision: IntakeDecision(match: match, state: .unmatched))
        decider.decide()
        decider.finish()
        return decider.decision
    }

    private mutating func decide() {
        let match = decision.match
        if match.isOwn {
            decision.state = .own
        } else if verdict.forged {
            decision.state = .held
            decision.lead = nil
            review(.forged)
        } else if match.hits.isEmpty {
            decideUndecided()
        } else {
            decision.state = .matched
            for hit in match.hits { decide(hit) }
        }
    }

    private mutating func decide(_ hit: MatchHit) {
        switch verdict.kind {
        case .bounce, .delay, .delivered: decideReport(hit)
        case .complaint: decideComplaint(hit)
        case .receipt:
            verdict.report?.calendarAnswer == nil ? decideOtherAutomatic(hit) : decideReply(hit)
        case .unsubscribe: decideOptOut(hit)
        case .reply, .other: verdict.optOut ? decideOptOut(hit) : decideReply(hit)
        case .outOfOffice: decideAutomatic(hit) { $0.decideOutOfOffice(hit) }
        case .autoReply:
            if verdict.subkind == .leftCompany {
                decideAutomatic(hit) { $0.decideLeftCompany(hit) }
            } else {
                verdict.optOut ? decideOptOut(hit) : decideOtherAutomatic(hit)
            }
        }
    }

    private mutating func finish() {
        decision.events.sort { ($0.enrollment, $0.event.key) < ($1.enrollment, $1.event.key) }
        if decision.match.candidateLeads.isEmpty == false, decision.state == .matched {
            // Of a report about several recipients some are proved and some not.
            review(.unprovenBounce, candidates: decision.match.candidateLeads)
        }
        if verdict.needsReview, decision.state == .matched, decision.reviews.isEmpty {
            review(.unsureVerdict, lead: decision.lead)
        }
    }
}

/// Keys and small steps that every sort of message needs.
extension Decider {
    /// Of this message under this revision of its verdict.
    func key(_ name: String) -> String {
        "m:\(mail.identity.logical):\(revision):\(name)"
    }

    /// To the enrollment matched, and what follows from it to the lead's other ones: unconditionally, for the fold
    /// decides, and so the order of arrival does not matter.
    mutating func append(_ kind: StageEvent.Kind, to hit: MatchHit, suffix: String = "") {
        append(kind, enrollment: hit.enrollment, suffix)
        for sibling in siblings(of: hit) {
            guard let derived = rule(for: sibling.settings).derived(from: kind) else { continue }
            append(derived, enrollment: sibling.id, suffix + ".elsewhere")
        }
    }

    private func rule(for settings: CampaignSettings) -> SiblingRule {
        let onReply: SiblingRule.OnReply =
            switch settings.onReplyElsewhere {
            case .cancel: .cancel
            case .pause: .pause
            case .continue: .continue
            }
        return SiblingRule(
            onReply: onReply, pausesUntil: end(ofDays: settings.pauseDays, settings.zone),
            absence: settings.outOfOffice.pausesAllEnrollments ? pause(settings) : nil)
    }

    func pause(_ settings: CampaignSettings) -> OutOfOfficePause {
        OutOfOfficePause.plan(
            receivedAt: mail.receivedAt, returnDate: verdict.returnDate,
            isCertain: verdict.returnDateIsCertain, zone: settings.zone, settings: settings.outOfOffice,
            evidence: verdict.returnDateEvidence?.text)
    }

    private func end(ofDays days: Int, _ zone: ZoneTable) -> Instant {
        let local = zone.local(at: mail.receivedAt)
        return zone.instant(
            of: LocalTime(date: local.date.adding(days: days), secondOfDay: local.secondOfDay))
    }

    private mutating func append(_ kind: StageEvent.Kind, enrollment: Int64, _ suffix: String) {
        let event = StageEvent(
            key: key(kind.name.rawValue + suffix), at: mail.receivedAt, origin: .inbound, kind: kind,
            messageID: mail.identity.logical, cause: verdict.evidence.first?.rule)
        decision.events.append(EnrollmentEvent(enrollment: enrollment, event: event))
    }

    mutating func review(
        _ kind: ReviewEffect.Kind, lead: Int64? = nil, enrollment: Int64? = nil, candidates: [Int64] = [],
        due: Instant? = nil, holdsSends: Bool = false, note: String = ""
    ) {
        decision.reviews.append(
            ReviewEffect(
                key: key("review." + kind.rawValue), kind: kind, lead: lead, enrollment: enrollment,
                candidates: candidates, due: due, holdsSends: holdsSends, note: note))
    }

    mutating func tell(_ topic: EventTopic, _ hit: MatchHit, _ payload: [String: String] = [:]) {
        var payload = payload
        payload["lead"] = String(hit.lead)
        payload["enrollment"] = String(hit.enrollment)
        payload["message"] = mail.identity.logical
        payload["kind"] = verdict.kind.rawValue
        if hit.level == .address { payload["inferred"] = "true" }
        decision.outbox.append(
            OutboxEffect(
                id: key("\(topic.rawValue).\(hit.enrollment)"), topic: topic, payload: payload,
                evidence: EventEvidence.list(verdict.evidence)))
    }

    mutating func address(_ address: String, of lead: Int64, _ kind: AddressEvent.Kind, suffix: String = "") {
        let event = AddressEvent(
            key: key("address." + kind.name + suffix), at: mail.receivedAt, kind: kind)
        decision.addresses.append(AddressEffect(lead: lead, address: address, event: event))
    }

    func enrollment(_ id: Int64) -> KnownEnrollment? { index.candidates.enrollments.first { $0.id == id } }

    func settings(of enrollment: Int64) -> CampaignSettings {
        self.enrollment(enrollment)?.settings ?? .init()
    }

    /// The other enrollments of the lead.
    func siblings(of hit: MatchHit) -> [KnownEnrollment] {
        index.enrollments(of: hit.lead).filter { $0.id != hit.enrollment }
    }

    /// The address in From that belongs to the lead, as the lead has it; nil when somebody else wrote.
    func ownAddress(of hit: MatchHit) -> String? {
        let known = [hit.mailedAddress] + (index.lead(hit.lead)?.addresses ?? [])
        for sender in mail.message.from {
            if let exact = known.first(where: { index.isSame($0, sender.address) }) { return exact }
        }
        for sender in mail.message.from where !sender.address.isEmpty {
            if let wide = known.first(where: { index.wide($0) == index.wide(sender.address) }) { return wide }
        }
        return nil
    }

    func isColleague(of hit: MatchHit) -> Bool {
        let domain = Self.domain(hit.mailedAddress)
        return !domain.isEmpty && mail.message.from.contains { Self.domain($0.address) == domain }
    }

    static func domain(_ address: String) -> String {
        guard let at = address.lastIndex(of: "@") else { return "" }
        return address[address.index(after: at)...].lowercased()
    }

    mutating func card(
        _ hit: MatchHit, alerts: Bool, banner: OpportunityBanner? = nil, date: CivilDate? = nil,
        category: OpportunityCategory? = nil
    ) {
        decision.opportunity = OpportunityEffect(
            lead: hit.lead, thread: "enrollment:\(hit.enrollment)", enrollment: hit.enrollment,
            category: category ?? OpportunityCategory(verdict), alerts: alerts,
            banner: banner ?? (hit.level == .address ? .inferred : nil), date: date,
            receivedAt: mail.receivedAt, subject: mail.message.subject ?? "")
    }
}
