import CalendarTime
import LeadStages
import Store
import Testing

@Suite("store conformance: events and stages")
struct EventConformance {
    @Test("appending again changes nothing", arguments: StoreEngine.all)
    func idempotent(_ engine: StoreEngine) async throws {
        let fixture = try await StoreFixture(engine)
        let enrollment = try await fixture.enroll("a@x.example")
        let first = try await fixture.write { try $0.appendEvents(fixture.started, to: enrollment) }
        #expect(first.added == ["start", "tick", "go"])
        #expect(first.before.stage == .notStarted && first.after.stage == .running)
        let second = try await fixture.write { try $0.appendEvents(fixture.started, to: enrollment) }
        #expect(second.added == [])
        #expect(second.after == first.after)
        let events = try await fixture.read { try $0.events(of: enrollment) }
        #expect(events.map(\.key) == ["start", "tick", "go"])
        #expect(events.map(\.sequence) == events.map(\.sequence).sorted())
        #expect(try await fixture.read { try $0.statistics() }.outboxWaiting == 1)
        try await fixture.expectClean()
    }

    @Test("every order, one transaction each, gives one stage", arguments: StoreEngine.all)
    func confluence(_ engine: StoreEngine) async throws {
        let fixture = try await StoreFixture(engine)
        let absence = OutOfOfficePause(until: fixture.now.adding(seconds: 900_000), basis: .campaignDefault)
        let inbound: [StageEvent] = [
            fixture.event("ooo", .outOfOffice(absence), after: 100, origin: .inbound),
            fixture.event("reply", .humanReply(.init()), after: 200, origin: .inbound),
            fixture.event("soft", .softBounce(.here, send: "1"), after: 150, origin: .inbound),
            fixture.event("out", .unsubscribed(.here, by: .reply), after: 50, origin: .inbound),
        ]
        var states: Set<EnrollmentState> = []
        for (index, order) in permutations(inbound).enumerated() {
            let enrollment = try await fixture.enroll("p\(index)@x.example")
            _ = try await fixture.write { try $0.appendEvents(fixture.started, to: enrollment) }
            for event in order {
                _ = try await fixture.write { try $0.appendEvents([event], to: enrollment) }
            }
            states.insert(try #require(try await fixture.read { try $0.enrollment(enrollment)?.state }))
        }
        #expect(states.count == 1)
        #expect(states.first?.stage == .unsubscribed)
        let counts = try await fixture.read { try $0.stageCounts(of: fixture.campaign) }
        #expect(counts.stages == [.unsubscribed: 24])
        try await fixture.expectClean()
    }

    private func permutations(_ events: [StageEvent]) -> [[StageEvent]] {
        guard let first = events.first else { return [[]] }
        return permutations(Array(events.dropFirst())).flatMap { rest in
            (0...rest.count).map { index in
                var order = rest
                order.insert(first, at: index)
                return order
            }
        }
    }

    @Test("timers follow the stage", arguments: StoreEngine.all)
    func timers(_ engine: StoreEngine) async throws {
        let fixture = try await StoreFixture(engine)
        let enrollment = try await fixture.enroll("a@x.example")
        let until = fixture.now.adding(seconds: 14 * 86_400)
        func due(_ time: Instant) async throws -> [String] {
            try await fixture.write(at: time) { try $0.dueTimers(limit: 10).map(\.kind) }
        }
        #expect(try await due(until) == [])
        let start = fixture.started[0]
        _ = try await fixture.write { try $0.appendEvents([start], to: enrollment) }
        #expect(try await due(fixture.now) == ["start"])
        _ = try await fixture.write { try $0.appendEvents(fixture.started, to: enrollment) }
        #expect(try await due(until) == [])
        let absence = fixture.event(
            "ooo", .outOfOffice(OutOfOfficePause(until: until, basis: .campaignDefault)), after: 9,
            origin: .inbound)
        _ = try await fixture.write { try $0.appendEvents([absence], to: enrollment) }
        #expect(try await due(until.adding(seconds: -1)) == [])
        #expect(try await due(until) == ["out_of_office"])
        #expect(try await fixture.read { try $0.nextTimer() } == until)
        let reply = fixture.event("reply", .humanReply(.init()), after: 20, origin: .inbound)
        _ = try await fixture.write { try $0.appendEvents([reply], to: enrollment) }
        #expect(try await due(until) == [])
        try await fixture.expectClean()
    }

    @Test("the Leads page: filters, counts, pages", arguments: StoreEngine.all)
    func leadsPage(_ engine: StoreEngine) async throws {
        let fixture = try await StoreFixture(engine)
        for index in 0..<30 {
            let id = try await fixture.enroll("l\(index)@x.example")
            guard index % 3 != 0 else { continue }
            let failure = fixture.event("err", .preflightFailed(.emailWillBounce), after: 2)
            let events = index % 3 == 1 ? fixture.started : Array(fixture.started.prefix(2)) + [failure]
            _ = try await fixture.write { try $0.appendEvents(events, to: id) }
        }
        let campaign = fixture.campaign
        let counts = try await fixture.read { try $0.stageCounts(of: campaign) }
        #expect(counts.stages == [.notStarted: 10, .running: 10, .hasErrors: 10])
        #expect(counts.errors == [.emailWillBounce: 10])
        #expect(counts.total == 30)
        let running = try await fixture.read { try $0.leads(of: campaign, EnrollmentFilter(stage: .running)) }
        #expect(running.map(\.address) == (0..<10).map { "l\($0 * 3 + 1)@x.example" })
        let errors = try await fixture.read {
            try $0.leads(of: campaign, EnrollmentFilter(error: .emailWillBounce))
        }
        #expect(errors.count == 10 && errors.allSatisfy { $0.stage == .hasErrors })
        var seen: [RowID<Lead>] = []
        var last: EnrollmentRow?
        repeat {
            let after = last
            let page = try await fixture.read {
                try $0.leads(of: campaign, EnrollmentFilter(after: after, limit: 7))
            }
            seen += page.map(\.lead)
            last = page.last
        } while last != nil
        #expect(seen.count == 30 && seen == seen.sorted())
    }

    @Test(
        "a deleted enrollment is gone from lists and counts, and may be made anew", arguments: StoreEngine.all
    )
    func deletion(_ engine: StoreEngine) async throws {
        let fixture = try await StoreFixture(engine)
        let enrollment = try await fixture.enroll("a@x.example")
        let lead = try await fixture.lead(of: enrollment)
        let deleted = fixture.event("del", .deleted, after: 5, origin: .human)
        _ = try await fixture.write { try $0.appendEvents([deleted], to: enrollment) }
        let campaign = fixture.campaign
        #expect(try await fixture.read { try $0.stageCounts(of: campaign) }.total == 0)
        #expect(try await fixture.read { try $0.leads(of: campaign, EnrollmentFilter()) } == [])
        let again = try await fixture.write { try $0.enroll(lead, in: campaign) }
        #expect(again != .refused(.alreadyEnrolled, existing: enrollment))
        try await fixture.expectClean()
    }

    @Test("an address has the state its events fold to", arguments: StoreEngine.all)
    func addresses(_ engine: StoreEngine) async throws {
        let fixture = try await StoreFixture(engine)
        _ = try await fixture.enroll("a@x.example")
        let bounce = AddressEvent(key: "b", at: fixture.now, kind: .hardBounce(code: "5.1.1"))
        for _ in 0..<2 {
            let state = try await fixture.write { try $0.appendEvents([bounce], toAddress: "A@X.example") }
            #expect(state?.status == .invalid)
        }
        let stored = try await fixture.read { try $0.address("a@x.example") }
        #expect(stored?.status == .invalid && stored?.reason == "5.1.1" && stored?.isSendable == false)
        let reply = AddressEvent(key: "r", at: fixture.now.adding(seconds: 1), kind: .humanReply)
        #expect(
            try await fixture.write { try $0.appendEvents([reply], toAddress: "a@x.example")?.status } == .ok)
        #expect(try await fixture.write { try $0.appendEvents([reply], toAddress: "b@x.example") } == nil)
        try await fixture.expectClean()
    }

    @Test("concurrent appends lose nothing", arguments: StoreEngine.all)
    func race(_ engine: StoreEngine) async throws {
        let fixture = try await StoreFixture(engine)
        let enrollment = try await fixture.enroll("a@x.example")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in 0..<8 {
                group.addTask {
                    for index in 0..<5 {
                        let event = fixture.event("e\(index % 4)-\(worker % 4)", .delayed, origin: .inbound)
                        _ = try await fixture.write { try $0.appendEvents([event], to: enrollment) }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await fixture.read { try $0.events(of: enrollment).count } == 16)
        try await fixture.expectClean()
    }
}
