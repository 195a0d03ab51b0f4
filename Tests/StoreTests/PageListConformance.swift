import CalendarTime
import LeadStages
import Store
import Testing

@Suite("store conformance: what pages list and count")
struct PageListConformance {
    @Test("wishes, the newest first, each once", arguments: StoreEngine.all)
    func wishes(_ engine: StoreEngine) async throws {
        let fixture = try await StoreFixture(engine)
        let lead = try await fixture.lead(of: try await fixture.enroll("a@x.example"))
        try await fixture.write { transaction in
            try transaction.addAddress("b@x.example", to: lead)
            for number in 1...3 {
                let one = NewSuppression.Target.address("n\(number)@y.example")
                try transaction.suppress(NewSuppression(one, reason: .manual, group: "g\(number)"))
            }
            try transaction.suppress(
                NewSuppression(.person(lead, asked: nil), reason: .reply, group: "wish"))
            try transaction.suppress(
                NewSuppression(
                    .domain("z.example", exceptions: ["ok@z.example"]), reason: .manual, group: "domain"))
        }
        let all = try await fixture.read { try $0.suppressionWishes(limit: 10) }
        #expect(all.map(\.entry.group) == ["domain", "wish", "g3", "g2", "g1"])
        #expect(all.map(\.addressCount) == [0, 2, 1, 1, 1])
        #expect(all[0].entry.exceptionCount == 1)
        let page = try await fixture.read {
            try $0.suppressionWishes(reason: .manual, before: all[2].entry.id, limit: 1)
        }
        #expect(page.map(\.entry.group) == ["g2"])
        let reply = try await fixture.read { try $0.suppressionWishes(reason: .reply, limit: 10) }
        #expect(reply.map(\.entry.group) == ["wish"])
    }

    @Test("wishes that concern an address or a domain, past ones too", arguments: StoreEngine.all)
    func concerning(_ engine: StoreEngine) async throws {
        let fixture = try await StoreFixture(engine)
        let lead = try await fixture.lead(of: try await fixture.enroll("a@x.example"))
        try await fixture.write { transaction in
            try transaction.suppress(
                NewSuppression(.person(lead, asked: nil), reason: .reply, group: "wish"))
            try transaction.suppress(
                NewSuppression(
                    .domain("x.example", exceptions: ["ok@x.example"]), reason: .manual, group: "d"))
            try transaction.suppress(
                NewSuppression(.address("a@x.example"), reason: .manual, group: "past"))
            let past = try #require(
                try transaction.standingSuppressions(address: "a@x.example").first { $0.group == "past" })
            try transaction.removeSuppression(
                past.id, by: "admin", role: .admin, reason: "a mistake", consentEvidence: nil)
        }
        let groups: [(text: String, groups: [String])] = [
            ("A+1@x.example", ["past", "d", "wish"]), ("other@x.example", ["d"]), ("ok@x.example", []),
            ("x.example", ["d"]), ("mail.x.example", ["d"]), ("example", []),
        ]
        for (text, expected) in groups {
            let found = try await fixture.read { try $0.suppressionWishes(concerning: text) }
            #expect(found.map(\.entry.group) == expected, "\(text)")
        }
        let found = try await fixture.read { try $0.suppressionWishes(concerning: "a@x.example") }
        #expect(found.map { $0.entry.clearText } == ["a@x.example", "x.example", "a@x.example"])
    }

    @Test("messages of each day, in the zone, of a campaign or a mailbox", arguments: StoreEngine.all)
    func report(_ engine: StoreEngine) async throws {
        // 09:00 UTC is 10:00 in Berlin.
        let fixture = try await StoreFixture(engine)
        let enrollment = try await fixture.enroll("a@x.example")
        let (mine, sibling) = (
            try await fixture.message("m1", lead: nil), try await fixture.message("m2", lead: nil)
        )
        let late = try await fixture.message("m3", lead: nil)
        let event = fixture.event("m:m1:0:human_reply", .humanReply(.init()))
        let derived = fixture.event("m:m2:0:human_reply.elsewhere", .canceledByRule(.repliedElsewhere))
        try await fixture.write { transaction in
            try transaction.appendEvents([event], to: enrollment, message: mine)
            try transaction.appendEvents([derived], to: enrollment, message: sibling)
            // 23:30 UTC of the day before is 00:30 of this one in Berlin.
            try transaction.setReceived(of: late, at: transaction.now.adding(seconds: -34_200))
        }
        let (campaign, mailbox) = (fixture.campaign, fixture.mailbox)
        func counts(_ filter: ReportFilter, _ zone: ZoneTable) async throws -> [Int] {
            try await fixture.read { try $0.report(filter, days: 2, zone: zone) }.map {
                $0.kinds["reply"] ?? 0
            }
        }
        let berlin = try #require(ZoneDatabase.table("Europe/Berlin"))
        #expect(try await counts(.init(), .utc) == [1, 2])
        #expect(try await counts(.init(), berlin) == [0, 3])
        #expect(try await counts(.init(mailbox: mailbox), .utc) == [1, 2])
        #expect(try await counts(.init(mailbox: RowID(999)), .utc) == [0, 0])
        #expect(try await counts(.init(campaign: campaign), .utc) == [0, 1])
        let longest = try await fixture.read { try $0.report(.init(), days: 5_000, zone: .utc) }
        #expect(longest.count == StoreTransaction.maximumReportDays)
        #expect(longest.last?.date == CivilDate(year: 2026, month: 3, day: 2))
    }

    @Test("sessions of one person", arguments: StoreEngine.all)
    func sessions(_ engine: StoreEngine) async throws {
        let fixture = try await StoreFixture(engine)
        let end = fixture.now.adding(seconds: 3_600)
        let user = try await fixture.write { transaction in
            let user = try transaction.addUser(login: "a", name: "A", role: .admin, password: "-")
            let other = try transaction.addUser(login: "b", name: "B", role: .viewer, password: "-")
            for (token, owner) in [(1, user), (2, user), (3, other)] as [(UInt8, RowID<UserAccount>)] {
                try transaction.beginSession(
                    of: owner, tokenHash: [token], csrf: "c", until: end, forgetting: ["login:x"])
            }
            return user
        }
        let found = try await fixture.read { try $0.sessions(of: user, this: [2]) }
        #expect(found.count == 2 && found.count { $0.isThis } == 1)
        #expect(try await fixture.write { try $0.endSessions(of: user, but: [2]) } == 1)
        #expect(try await fixture.read { try $0.sessions(of: user, this: [2]) }.map(\.isThis) == [true])
        #expect(try await fixture.store.session(tokenHash: [3], at: fixture.now) != nil)
    }
}
