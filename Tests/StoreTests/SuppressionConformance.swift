import CalendarTime
import LeadStages
import Store
import Testing

@Suite("store conformance: Do Not Contact")
struct SuppressionConformance {
    /// Which address a suppressed one stands for: wide on purpose.
    private static let wide: [(entry: String, probe: String, isCovered: Bool)] = [
        ("Ann@X.example", "ann@x.example", true),
        ("ann+news@x.example", "ann@x.example", true),
        ("an.n@gmail.com", "ann@googlemail.com", true),
        ("an.n@x.example", "ann@x.example", false),  // dots mean nothing only at Gmail
        ("ann@x.example", "bob@x.example", false),
    ]

    @Test("matching is wide", arguments: StoreEngine.all)
    func matchesWidely(_ engine: StoreEngine) async throws {
        for (entry, probe, isCovered) in Self.wide {
            let fixture = try await StoreFixture(engine)
            let count = try await fixture.write { transaction in
                try transaction.suppress(NewSuppression(.address(entry), reason: .manual, group: "g"))
                return try transaction.standingSuppressions(address: probe).count
            }
            #expect((count > 0) == isCovered, "\(entry) and \(probe)")
        }
    }

    @Test("a suppressed address is refused, and nothing of it is stored", arguments: StoreEngine.all)
    func refused(_ engine: StoreEngine) async throws {
        let fixture = try await StoreFixture(engine)
        let campaign = fixture.campaign
        try await fixture.write {
            _ = try $0.suppress(NewSuppression(.address("a@x.example"), reason: .oneClick, group: "g"))
        }
        let outcome = try await fixture.write {
            try $0.addLead(NewLead(address: "A+1@x.example"), to: campaign)
        }
        #expect(outcome == .refused(.suppressed, existing: nil))
        #expect(try await fixture.read { try $0.statistics() }.leads == 0)
    }

    @Test("an opt-out covers every address of the person, also one learnt later", arguments: StoreEngine.all)
    func person(_ engine: StoreEngine) async throws {
        let fixture = try await StoreFixture(engine)
        let enrollment = try await fixture.enroll("a@x.example")
        let lead = try await fixture.lead(of: enrollment)
        let campaign = fixture.campaign
        try await fixture.write { transaction in
            try transaction.addAddress("b@y.example", to: lead)
            let wish = NewSuppression(
                .person(lead, asked: "c@z.example"), reason: .reply, group: "msg1:optout")
            #expect(try transaction.suppress(wish) == 4)
            #expect(try transaction.suppress(wish) == 0)
            try transaction.addAddress("d@later.example", to: lead)
        }
        for address in ["a@x.example", "b@y.example", "c@z.example", "d@later.example"] {
            let found = try await fixture.read { try $0.standingSuppressions(address: address) }
            #expect(!found.isEmpty, "\(address)")
        }
        #expect(try await fixture.read { try $0.gates(of: lead).outcome } == .optedOut)
        let second = try await fixture.write { try $0.createCampaign("Autumn") }
        #expect(
            try await fixture.write { try $0.enroll(lead, in: second) }
                == .refused(.suppressed, existing: nil))
        #expect(
            try await fixture.write { try $0.enroll(lead, in: campaign) }
                == .refused(.alreadyEnrolled, existing: enrollment))
    }

    @Test(
        "removal: an admin, a reason, new consent; the whole wish; never undone by the mail coming again",
        arguments: StoreEngine.all)
    func removal(_ engine: StoreEngine) async throws {
        let fixture = try await StoreFixture(engine)
        let lead = try await fixture.lead(of: try await fixture.enroll("a@x.example"))
        let wish = NewSuppression(.person(lead, asked: nil), reason: .reply, group: "m:optout")
        let id = try await fixture.write { transaction in
            try transaction.suppress(wish)
            return try #require(try transaction.standingSuppressions(of: lead).first).id
        }
        let refusals: [(role: Role, reason: String, consent: String?, code: Refusal.Code)] = [
            (.member, "asked", "mail", .forbidden),
            (.token(scopes: [.write, .erase]), "asked", "mail", .forbidden),
            (.admin, " ", "mail", .reasonRequired),
            (.admin, "asked", nil, .consentRequired),
        ]
        for (role, reason, consent, code) in refusals {
            await #expect(throws: Refusal(code)) {
                try await fixture.write {
                    _ = try $0.removeSuppression(
                        id, by: "x", role: role, reason: reason, consentEvidence: consent)
                }
            }
        }
        let removed = try await fixture.write {
            try $0.removeSuppression(
                id, by: "root", role: .admin, reason: "asked", consentEvidence: "mail of today")
        }
        #expect(removed == 2)
        #expect(try await fixture.read { try $0.isSuppressed(lead) } == false)
        #expect(try await fixture.write { try $0.suppress(wish) } == 0)
        #expect(try await fixture.read { try $0.isSuppressed(lead) } == false)
        let history = try await fixture.read { try $0.suppressionHistory(address: "a@x.example") }
        #expect(history.count == 2 && history.allSatisfy { $0.removal?.consentEvidence == "mail of today" })
    }

    @Test("a domain with exceptions; several entries for one address", arguments: StoreEngine.all)
    func domain(_ engine: StoreEngine) async throws {
        let fixture = try await StoreFixture(engine)
        try await fixture.write { transaction in
            try transaction.suppress(
                NewSuppression(
                    .domain("X.example", exceptions: ["ok@x.example"]), reason: .manual, group: "d"))
        }
        func standing(_ address: String) async throws -> Int {
            try await fixture.read { try $0.standingSuppressions(address: address).count }
        }
        #expect(try await standing("a@x.example") == 1)
        #expect(try await standing("a@sub.x.example") == 1)
        #expect(try await standing("OK+2@x.example") == 0)
        #expect(try await standing("a@notx.example") == 0)
        try await fixture.write {
            _ = try $0.suppress(NewSuppression(.address("a@x.example"), reason: .import, group: "i"))
        }
        #expect(try await standing("a@x.example") == 2)
        let entry = try #require(try await fixture.read { try $0.suppressions(limit: 1) }.first)
        try await fixture.write {
            _ = try $0.removeSuppression(entry.id, by: "r", role: .admin, reason: "y", consentEvidence: nil)
        }
        #expect(try await standing("a@x.example") == 1)
        #expect(try await standing("b@x.example") == 0)
    }

    @Test("erased: the mail is gone, the hash is kept, the import is refused", arguments: StoreEngine.all)
    func erasure(_ engine: StoreEngine) async throws {
        let fixture = try await StoreFixture(engine)
        let enrollment = try await fixture.enroll("a@x.example")
        let lead = try await fixture.lead(of: enrollment)
        let pause = OutOfOfficePause(
            until: fixture.now.adding(seconds: 99_999), basis: .campaignDefault, evidence: "until next week")
        let absence = fixture.event("ooo", .outOfOffice(pause), after: 9, origin: .inbound)
        let message = try await fixture.message("m1", lead: lead, text: "zebra crossing")
        let campaign = fixture.campaign
        try await fixture.write { transaction in
            try transaction.appendEvents(fixture.started + [absence], to: enrollment, message: message)
            try transaction.eraseLead(lead, actor: "root")
        }
        #expect(try await fixture.read { try $0.addresses(of: lead) } == [])
        let found = try #require(try await fixture.read { try $0.message(message) })
        #expect(found.subject == "" && found.sender == "")
        #expect(try await fixture.read { try $0.packedMail(found.raw) == nil })
        #expect(try await fixture.read { try $0.lead(lead)?.erasedAt } != nil)
        let log = try await fixture.read { "\(try $0.events(of: enrollment))" }
        #expect(!log.contains("next week"))
        let again = try await fixture.write { try $0.addLead(NewLead(address: "a@x.example"), to: campaign) }
        #expect(again == .refused(.suppressed, existing: nil))
        #expect(try await fixture.read { try $0.stageCounts(of: campaign) }.total == 0)
        try await fixture.expectClean()
    }
}
