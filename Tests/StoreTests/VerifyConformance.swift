import CalendarTime
import LeadStages
import Store
import Testing

@Suite("store conformance: verify, and workspaces kept apart")
struct VerifyConformance {
    /// Damage as a fault of the program or of a hand would leave it, and the check that must see it.
    private static let damages: [(sql: String, check: String)] = [
        ("UPDATE enrollments SET stage = 'replied'", "stage"),
        ("UPDATE enrollments SET next_due = 5", "stage"),
        ("UPDATE enrollment_counts SET leads = leads + 1", "counter"),
        ("DELETE FROM enrollment_counts", "counter"),
        ("DELETE FROM lead_events WHERE event_key = 'ooo'", "stage"),
        ("DELETE FROM timers", "timer"),
        ("UPDATE addresses SET state = 'invalid'", "address"),
        ("UPDATE raw_mails SET content = (SELECT MIN(sha256) FROM raw_mails)", "raw_mail"),
        ("UPDATE verdicts SET is_current = FALSE", "verdict"),
        ("UPDATE messages SET kind = 'bounce'", "verdict"),
        ("DELETE FROM message_texts", "reference"),
        ("UPDATE deliveries SET message_id = NULL, finished_at = NULL", "delivery"),
        ("UPDATE addresses SET is_primary = FALSE", "reference"),
    ]

    @Test("each damage is found and named", arguments: StoreEngine.all)
    func findsDamage(_ engine: StoreEngine) async throws {
        for (sql, check) in Self.damages {
            let fixture = try await StoreFixture(engine)
            let enrollment = try await fixture.enroll("a@x.example")
            let lead = try await fixture.lead(of: enrollment)
            let message = try await fixture.message("m1", lead: lead)
            let until = fixture.now.adding(seconds: 99_999)
            let absence = fixture.event(
                "ooo", .outOfOffice(OutOfOfficePause(until: until, basis: .campaignDefault)), after: 9,
                origin: .inbound)
            try await fixture.write {
                _ = try $0.appendEvents(fixture.started + [absence], to: enrollment, message: message)
            }
            try await fixture.expectClean()
            try await fixture.store.driver.write { try $0.run(sql) }
            let report = try await fixture.store.verify(workspace: fixture.workspace, at: fixture.now)
            #expect(report.differences.contains { $0.check == check }, "\(sql): \(report.differences)")
        }
    }

    @Test("nothing of one workspace shows in another", arguments: StoreEngine.all)
    func isolation(_ engine: StoreEngine) async throws {
        let fixture = try await StoreFixture(engine)
        let enrollment = try await fixture.enroll("a@x.example")
        let lead = try await fixture.lead(of: enrollment)
        let message = try await fixture.message("m1", lead: lead)
        try await fixture.write { transaction in
            try transaction.appendEvents(fixture.started, to: enrollment)
            try transaction.suppress(NewSuppression(.address("z@x.example"), reason: .manual, group: "g"))
        }
        let other = try await fixture.store.createWorkspace("other", at: fixture.now).id
        let campaign = fixture.campaign
        try await fixture.store.write(in: other, at: fixture.now.adding(seconds: 1)) { transaction in
            #expect(try transaction.campaign(named: "Spring") == nil)
            #expect(try transaction.campaign(campaign) == nil)
            #expect(try transaction.lead(lead) == nil)
            #expect(try transaction.lead(address: "a@x.example") == nil)
            #expect(try transaction.enrollment(enrollment) == nil)
            #expect(try transaction.leads(of: campaign, EnrollmentFilter()) == [])
            #expect(try transaction.stageCounts(of: campaign).total == 0)
            #expect(try transaction.events(of: enrollment) == [])
            #expect(try transaction.message(message) == nil)
            #expect(try transaction.verdicts(on: message).isEmpty)
            #expect(try transaction.mailboxes() == [])
            #expect(try transaction.standingSuppressions(address: "z@x.example") == [])
            #expect(try transaction.claimOutbox(limit: 9, retryAt: transaction.now) == [])
            #expect(try transaction.messagesToReplay(after: nil, limit: 9).isEmpty)
            #expect(try transaction.statistics() == StoreStatistics())
            let lead = try transaction.addLead(NewLead(address: "a@x.example"))
            #expect(lead.isNew)
        }
        await #expect(throws: StoreError.notFound("enrollment \(enrollment)")) {
            try await fixture.store.write(in: other, at: fixture.now) {
                _ = try $0.appendEvents(fixture.started, to: enrollment)
            }
        }
        try await fixture.expectClean()
        let report = try await fixture.store.verify(workspace: other, at: fixture.now)
        #expect(report.isClean)
    }

    @Test("statistics count what is there", arguments: StoreEngine.all)
    func statistics(_ engine: StoreEngine) async throws {
        let fixture = try await StoreFixture(engine)
        let enrollment = try await fixture.enroll("a@x.example")
        _ = try await fixture.enroll("b@x.example")
        _ = try await fixture.message("m1", lead: nil, state: "unmatched")
        try await fixture.write { _ = try $0.appendEvents(fixture.started, to: enrollment) }
        let found = try await fixture.read { try $0.statistics() }
        #expect(found.deliveries == ["done": 1])
        #expect(found.messagesByKind == ["reply": 1] && found.messagesByMatch == ["unmatched": 1])
        #expect(found.leads == 2 && found.events == 3)
        #expect(found.enrollmentsByStage == ["not_started": 1, "running": 1])
    }
}
