import CalendarTime
import Intake
import LeadStages
import Store
import Testing

@Suite("store conformance: opportunities")
struct OpportunityConformance {
    private func effect(
        _ lead: RowID<Lead>, _ enrollment: RowID<Enrollment>?, alerts: Bool = true,
        _ category: OpportunityCategory = .interested, at: Instant, thread: String = "t"
    ) -> OpportunityEffect {
        OpportunityEffect(
            lead: lead.rawValue, thread: thread, enrollment: enrollment?.rawValue, category: category,
            alerts: alerts, receivedAt: at, subject: "Re: offer")
    }

    @Test("a card per lead and thread opens, reopens, and keeps its history", arguments: StoreEngine.all)
    func reopens(_ engine: StoreEngine) async throws {
        let fixture = try await StoreFixture(engine)
        let enrollment = try await fixture.enroll("a@x.example")
        let lead = try await fixture.lead(of: enrollment)
        let first = try await fixture.message("m1", lead: lead)
        let second = try await fixture.message("m2", lead: lead)
        let robot = try await fixture.message("m3", lead: lead)
        let now = fixture.now
        let opening = effect(lead, enrollment, at: now)
        let card = try await fixture.write { try $0.upsertOpportunity(opening, message: first, mailbox: nil) }
        try await fixture.write { transaction in
            #expect(try transaction.upsertOpportunity(opening, message: first, mailbox: nil) == card)
            try transaction.setUnread(false, card)
            try transaction.setState(of: card, to: .done, actor: "ann")
        }
        let automatic = effect(lead, enrollment, alerts: false, .outOfOffice, at: now.adding(seconds: 5))
        try await fixture.write { _ = try $0.upsertOpportunity(automatic, message: robot, mailbox: nil) }
        let filed = try #require(try await fixture.read { try $0.opportunity(card) })
        #expect(filed.state == .done && !filed.isUnread && filed.category == "interested")
        let answer = effect(lead, enrollment, .meeting, at: now.adding(seconds: 9))
        try await fixture.write { _ = try $0.upsertOpportunity(answer, message: second, mailbox: nil) }
        let detail = try #require(try await fixture.read { try $0.detail(of: card) })
        #expect(detail.opportunity.state == .open && detail.opportunity.isUnread)
        #expect(detail.opportunity.category == "meeting" && detail.opportunity.leadAddress == "a@x.example")
        #expect(detail.messages.map(\.id) == [first, second, robot].sorted())
        #expect(detail.changes.map(\.field) == ["state", "state", "category"])
        #expect(detail.changes.map(\.new) == ["done", "open", "meeting"])
        try await fixture.expectClean()
    }

    @Test("what people do with a card is kept with old and new", arguments: StoreEngine.all)
    func people(_ engine: StoreEngine) async throws {
        let fixture = try await StoreFixture(engine)
        let lead = try await fixture.lead(of: try await fixture.enroll("a@x.example"))
        let message = try await fixture.message("m1", lead: lead)
        let opening = effect(lead, nil, at: fixture.now)
        let card = try await fixture.write {
            try $0.upsertOpportunity(opening, message: message, mailbox: nil)
        }
        let until = fixture.now.adding(seconds: 86_400)
        try await fixture.write { transaction in
            try transaction.assign(card, to: "ann", actor: "bob")
            try transaction.assign(card, to: "ann", actor: "bob")
            try transaction.addLabel("hot", to: card, actor: "ann")
            try transaction.addLabel("hot", to: card, actor: "ann")
            try transaction.addLabel("cold", to: card, actor: "ann")
            try transaction.removeLabel("cold", from: card, actor: "ann")
            try transaction.addNote("call back", to: card, actor: "ann")
            try transaction.setState(of: card, to: .snoozed, snoozeUntil: until, actor: "ann")
        }
        for bad in [fixture.now, fixture.now.adding(seconds: 91 * 86_400)] {
            await #expect(throws: StoreError.self) {
                try await fixture.write {
                    try $0.setState(of: card, to: .snoozed, snoozeUntil: bad, actor: "ann")
                }
            }
        }
        let detail = try #require(try await fixture.read { try $0.detail(of: card) })
        #expect(detail.labels == ["hot"] && detail.notes.map(\.note) == ["call back"])
        #expect(
            detail.changes.map(\.field) == ["assignee", "label", "label", "label", "state", "snooze_until"])
        #expect(try await fixture.write(at: until.adding(seconds: -1)) { try $0.wakeSnoozed() } == [])
        #expect(try await fixture.write(at: until) { try $0.wakeSnoozed() } == [card])
        #expect(try await fixture.read { try $0.opportunity(card)?.state } == .open)
        await #expect(throws: StoreError.notFound("opportunity 99")) {
            try await fixture.write { try $0.assign(RowID(99), to: nil, actor: "x") }
        }
    }

    @Test("lists: each filter, newest first, in pages", arguments: StoreEngine.all)
    func lists(_ engine: StoreEngine) async throws {
        let fixture = try await StoreFixture(engine)
        var cards: [RowID<Opportunity>] = []
        for index in 0..<6 {
            let enrollment = try await fixture.enroll("l\(index)@x.example")
            let lead = try await fixture.lead(of: enrollment)
            let message = try await fixture.message(
                "m\(index)", lead: lead, text: index == 3 ? "Zürich trip" : "hi")
            let opening = effect(
                lead, enrollment, index == 2 ? .question : .interested,
                at: fixture.now.adding(seconds: Int64(index / 2)))
            let mailbox = fixture.mailbox
            cards.append(
                try await fixture.write {
                    try $0.upsertOpportunity(opening, message: message, mailbox: mailbox)
                })
        }
        let made = cards
        try await fixture.write { transaction in
            try transaction.assign(made[1], to: "ann", actor: "x")
            try transaction.addLabel("hot", to: made[4], actor: "x")
            try transaction.setState(of: made[0], to: .done, actor: "x")
            try transaction.setUnread(false, made[5])
        }
        let filters: [(filter: OpportunityFilter, found: [Int])] = [
            (OpportunityFilter(), [5, 4, 3, 2, 1, 0]),
            (OpportunityFilter(state: .done), [0]),
            (OpportunityFilter(category: "question"), [2]),
            (OpportunityFilter(label: "hot"), [4]),
            (OpportunityFilter(assignee: .person("ann")), [1]),
            (OpportunityFilter(state: .open, assignee: .nobody, limit: 2), [5, 4]),
            (OpportunityFilter(isUnread: false), [5]),
            (OpportunityFilter(campaign: fixture.campaign, mailbox: fixture.mailbox, limit: 1), [5]),
            (OpportunityFilter(words: "zurich"), [3]),
            (OpportunityFilter(words: "Zürich tr"), [3]),  // the last word may be unfinished
            (OpportunityFilter(words: "a@their.example"), [5, 4, 3, 2, 1, 0]),
            (OpportunityFilter(words: "\"OR NEAR(x) *"), []),  // operators are words
            (OpportunityFilter(words: " "), []),
        ]
        for (filter, expected) in filters {
            let found = try await fixture.read { try $0.opportunities(filter).map(\.id) }
            #expect(found == expected.map { made[$0] }, "\(filter)")
        }
        var seen: [RowID<Opportunity>] = []
        var after: Opportunity?
        repeat {
            let last = after
            let page = try await fixture.read {
                try $0.opportunities(OpportunityFilter(after: last, limit: 4))
            }
            seen += page.map(\.id)
            after = page.last
        } while after != nil
        #expect(seen == made.reversed())
    }
}
