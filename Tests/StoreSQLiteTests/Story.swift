import CalendarTime
import Intake
import LeadStages
import Store

/// Everything that happens often, once.
struct Story: Sendable {
    let store: MailStore
    let workspace: RowID<Workspace>
    let now = Instant(seconds: 1_772_442_000)

    init(_ driver: any StoreDriver) async throws {
        store = try await MailStore.open(driver, at: now)
        workspace = try await store.createWorkspace("main", at: now).id
    }

    func runAll() async throws {
        try await store.write(in: workspace, at: now) { try Self.way($0) }
        try await runPages()
    }

    func runPages() async throws {
        try await store.write(in: workspace, at: now) { transaction in
            if try transaction.campaign(named: "c") == nil { try Self.way(transaction) }
            try Self.pages(transaction)
        }
    }

    /// Import, send, delivery, match, effects, tick.
    private static func way(_ transaction: StoreTransaction) throws {
        let now = transaction.now
        let mailbox = try transaction.createMailbox("out@ours.example").id
        let campaign = try transaction.createCampaign("c")
        guard
            case .enrolled(let enrollment) = try transaction.addLead(
                NewLead(address: "a@x.example"), to: campaign),
            let lead = try transaction.lead(address: "a@x.example")
        else { throw StoreError.notFound("the lead just added") }
        let send = NewSend(
            mailbox: mailbox, enrollment: enrollment, lead: lead, step: "1", recipient: "a@x.example",
            messageID: "s@ours.example", sentAt: now)
        _ = try transaction.insertSend(send)
        let mail = PackedMail(Array("Subject: x\r\n\r\ny".utf8))
        _ = try transaction.recordDeliveries([
            NewDelivery(source: "s", sourceKey: "k", mailbox: mailbox, mail: mail, receivedAt: now)
        ])
        let claimed = try transaction.claimDeliveries(
            limit: 10, owner: "w", leaseUntil: now.adding(seconds: 9))
        let keys = MatchKeys(
            tokens: ["t"], threadIDs: ["s@ours.example"], from: ["a@x.example"], fingerprints: ["f"])
        _ = try transaction.candidates(for: keys, receivedAt: now, recentSends: 90 * 86_400)
        _ = try transaction.message(logicalKey: "m")
        let message = try transaction.insertMessage(
            NewMessage(
                logicalKey: "m", raw: claimed[0].raw, mailbox: mailbox, messageID: "m@x.example",
                subject: "x",
                sender: "a@x.example", receivedAt: now, lead: lead, matchState: "matched", matchLevel: 3,
                kind: "reply", searchText: "y")
        ).id
        let verdict = NewVerdict(
            kind: "reply", subkind: nil, intent: nil, confidence: 1, detail: "{}", rulesVersion: "1")
        try transaction.insertVerdict(verdict, on: message, isFirst: true)
        try transaction.insertVerdict(verdict, on: message)
        let reply = StageEvent(key: "r", at: now, origin: .inbound, kind: .humanReply(.init()))
        let request = StageEvent(key: "q", at: now, origin: .human, kind: .startRequested)
        try transaction.appendEvents([request], to: enrollment)
        try transaction.appendEvents([reply], to: enrollment, message: message)
        try transaction.appendEvents(
            [AddressEvent(key: "b", at: now, kind: .hardBounce(code: nil))], toAddress: "a@x.example")
        try effects(transaction, lead, enrollment, message, campaign)
        try transaction.finishDelivery(claimed[0].id, fence: claimed[0].fence, .done(message))
    }

    private static func effects(
        _ transaction: StoreTransaction, _ lead: RowID<Lead>, _ enrollment: RowID<Enrollment>,
        _ message: RowID<StoredMessage>, _ campaign: RowID<Campaign>
    ) throws {
        let now = transaction.now
        let effect = OpportunityEffect(
            lead: lead.rawValue, thread: "t", enrollment: enrollment.rawValue, category: .interested,
            alerts: true,
            receivedAt: now, subject: "x")
        let card = try transaction.upsertOpportunity(effect, message: message, mailbox: nil)
        try transaction.assign(card, to: "ann", actor: "x")
        try transaction.addLabel("hot", to: card, actor: "x")
        _ = try transaction.wakeSnoozed()
        let review = ReviewEffect(
            key: "r", kind: .unsureUnsubscribe, lead: lead.rawValue, due: now, holdsSends: true)
        try transaction.openReview(review, message: message)
        _ = try transaction.gates(of: lead)
        try transaction.suppress(
            NewSuppression(.person(lead, asked: nil), reason: .reply, group: "g", message: message))
        _ = try transaction.enroll(lead, in: campaign)
        _ = try transaction.standingSuppressions(address: "b@x.example")
        try transaction.enqueue(.leadReplied, id: "1", payload: [:])
        _ = try transaction.claimOutbox(limit: 10, retryAt: now)
        _ = try transaction.dueTimers(limit: 10)
        _ = try transaction.nextTimer()
        for due in try transaction.dueReviews(limit: 10) {
            try transaction.decideReview(due.id, decision: "x", actor: "x")
        }
        if let fence = try transaction.acquireLease("l", owner: "o", until: now.adding(seconds: 1)) {
            try transaction.checkFence("l", fence: fence)
        }
        try transaction.expireUnmatched(before: now)
    }

    /// What a person, the API or a replay lists.
    private static func pages(_ transaction: StoreTransaction) throws {
        guard let campaign = try transaction.campaign(named: "c")?.id,
            let lead = try transaction.lead(address: "a@x.example")
        else { throw StoreError.notFound("the story") }
        let rows = try transaction.leads(of: campaign, EnrollmentFilter())
        _ = try transaction.stageCounts(of: campaign)
        for order in [EnrollmentFilter.Order.lead, .due] {
            for after in [nil, rows.first] {
                _ = try transaction.leads(of: campaign, EnrollmentFilter(order: order, after: after))
            }
        }
        for after in [nil, rows.first] {
            _ = try transaction.leads(of: campaign, EnrollmentFilter(stage: .running, after: after))
            _ = try transaction.leads(of: campaign, EnrollmentFilter(error: .notConnected, after: after))
        }
        let cards = try transaction.opportunities(OpportunityFilter())
        _ = try transaction.opportunities(OpportunityFilter(after: cards.first))
        _ = try transaction.opportunities(OpportunityFilter(state: .open, after: cards.first))
        _ = try transaction.opportunities(OpportunityFilter(assignee: .person("ann")))
        _ = try transaction.opportunities(OpportunityFilter(campaign: campaign))
        if let card = cards.first { _ = try transaction.detail(of: card.id) }
        _ = try transaction.opportunities(of: lead)
        for message in try transaction.messages(of: lead) {
            _ = try transaction.verdicts(on: message.id)
            _ = try transaction.deliveries(of: message.id)
            _ = try transaction.events(of: message.id)
            _ = try transaction.reviews(of: message.id)
            _ = try transaction.suppressions(causedBy: message)
        }
        for enrollment in try transaction.enrollments(of: lead) {
            _ = try transaction.sends(of: enrollment.id)
        }
        _ = try transaction.messages(messageID: "m@x.example")
        _ = try transaction.unattached(state: "unmatched", limit: 10)
        _ = try transaction.openReviews(limit: 10)
        _ = try transaction.failedDeliveries(limit: 10)
        _ = try transaction.suppressions(limit: 10)
        _ = try transaction.messagesToReplay(after: nil, limit: 10)
        _ = try transaction.rawMails(after: nil, limit: 10)
    }
}
