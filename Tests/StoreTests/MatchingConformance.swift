import CalendarTime
import Intake
import LeadStages
import Store
import Testing

@Suite("store conformance: matching and messages")
struct MatchingConformance {
    private static let days90: Int64 = 90 * 86_400

    private func send(
        _ fixture: StoreFixture, _ enrollment: RowID<Enrollment>, _ id: String, to recipient: String,
        daysAgo: Int64 = 1, token: String? = nil, fingerprint: String? = nil
    ) async throws -> RowID<Send>? {
        let new = NewSend(
            mailbox: fixture.mailbox, enrollment: enrollment, lead: try await fixture.lead(of: enrollment),
            step: "1", recipient: recipient, messageID: id, token: token, subject: "offer",
            fingerprint: fingerprint, sentAt: fixture.now.adding(seconds: -daysAgo * 86_400))
        return try await fixture.write { try $0.insertSend(new) }
    }

    @Test("a send is registered once", arguments: StoreEngine.all)
    func sends(_ engine: StoreEngine) async throws {
        let fixture = try await StoreFixture(engine)
        let enrollment = try await fixture.enroll("a@x.example")
        let id = try #require(
            try await send(fixture, enrollment, "s1@ours.example", to: "a@x.example", token: "t1"))
        #expect(try await send(fixture, enrollment, "s1@ours.example", to: "a@x.example") == nil)
        #expect(try await send(fixture, enrollment, "s2@ours.example", to: "a@x.example", token: "t1") == nil)
        try await fixture.write { try $0.setResult(of: id, to: "failed", error: "smtp_failed") }
        let stored = try #require(try await fixture.read { try $0.send(messageID: "s1@ours.example") })
        #expect(stored.result == "failed" && stored.error == "smtp_failed" && stored.step == "1")
        #expect(try await fixture.read { try $0.sends(of: enrollment).count } == 1)
    }

    @Test("each kind of key finds its lead, with all that matching needs", arguments: StoreEngine.all)
    func candidates(_ engine: StoreEngine) async throws {
        let fixture = try await StoreFixture(engine)
        for name in ["a", "b", "c"] {
            let enrollment = try await fixture.enroll("\(name)@x.example")
            for (index, days) in [Int64(1), 4, 100].enumerated() {
                _ = try await send(
                    fixture, enrollment, "\(name)\(index)@ours.example", to: "\(name)@x.example",
                    daysAgo: days,
                    token: "tok-\(name)\(index)", fingerprint: "fp\(name)")
            }
        }
        // (what is looked for, leads by address, sends by id)
        let recent = ["a0@ours.example", "a1@ours.example"]
        let table: [(keys: MatchKeys, leads: [String], sends: [String])] = [
            (MatchKeys(tokens: ["tok-a0"]), ["a@x.example"], recent),
            (MatchKeys(reportedIDs: ["a1@ours.example"]), ["a@x.example"], recent),
            (
                MatchKeys(threadIDs: ["none@else", "a2@ours.example"]), ["a@x.example"],
                recent + ["a2@ours.example"]
            ),
            (MatchKeys(recipients: ["A@x.example"]), ["a@x.example"], recent),
            (MatchKeys(from: ["a+news@x.example"]), ["a@x.example"], recent),  // wide
            (MatchKeys(otherSenders: ["a@x.example"]), ["a@x.example"], recent),
            (MatchKeys(fingerprints: ["fpa"]), ["a@x.example"], recent + ["a2@ours.example"]),
            (MatchKeys(from: ["nobody@x.example"], fingerprints: ["none"]), [], []),
            (MatchKeys(), [], []),
        ]
        for (keys, leads, sends) in table {
            let found = try await fixture.read {
                try $0.candidates(for: keys, receivedAt: fixture.now, recentSends: Self.days90)
            }
            #expect(found.leads.flatMap(\.addresses) == leads, "\(keys)")
            #expect(found.sends.compactMap(\.messageID) == sends, "\(keys)")
            #expect(found.enrollments.count == leads.count)
            #expect(found.ownAddresses == ["out@ours.example"])
        }
        let one = try await fixture.read {
            try $0.candidates(for: table[0].keys, receivedAt: fixture.now, recentSends: Self.days90)
        }
        #expect(one.enrollments.first?.settings.zone.identifier == "Europe/Berlin")
        #expect(one.sends.first?.mailbox == "out@ours.example")
        let many = MatchKeys(threadIDs: (0..<64).map { "x\($0)@else" } + ["b0@ours.example"])
        let found = try await fixture.read {
            try $0.candidates(for: many, receivedAt: fixture.now, recentSends: Self.days90).leads.count
        }
        #expect(found == 1)
    }

    @Test("a logical message is stored once; its verdicts stay as history", arguments: StoreEngine.all)
    func messages(_ engine: StoreEngine) async throws {
        let fixture = try await StoreFixture(engine)
        let lead = try await fixture.lead(of: try await fixture.enroll("a@x.example"))
        let id = try await fixture.message("m1", lead: lead)
        let stored = try #require(try await fixture.read { try $0.message(logicalKey: "m1") })
        #expect(stored.id == id && stored.lead == lead && stored.matchLevel == 3)
        let again = try await fixture.write { transaction in
            try transaction.insertMessage(
                NewMessage(
                    logicalKey: "m1", raw: stored.raw, mailbox: stored.mailbox, messageID: nil,
                    subject: "other",
                    sender: "x", receivedAt: transaction.now, lead: nil, matchState: "own", matchLevel: nil,
                    kind: "other", searchText: ""))
        }
        #expect(again.id == id && !again.isNew)
        #expect(try await fixture.read { try $0.message(id) } == stored)
        try await fixture.write { transaction in
            try transaction.insertVerdict(
                NewVerdict(
                    kind: "unsubscribe", subkind: nil, intent: nil, confidence: 1, detail: "{}",
                    rulesVersion: "r2",
                    actor: "ann"), on: id)
        }
        let verdicts = try await fixture.read { try $0.verdicts(on: id) }
        #expect(
            verdicts.map(\.kind) == ["reply", "unsubscribe"] && verdicts.map(\.isCurrent) == [false, true])
        #expect(try await fixture.read { try $0.message(id)?.kind } == "unsubscribe")
        #expect(try await fixture.read { try $0.messages(messageID: "m1@their.example").map(\.id) } == [id])
        #expect(try await fixture.read { try $0.deliveries(of: id).count } == 1)
        let replay = try await fixture.read { try $0.messagesToReplay(after: nil, limit: 10) }
        #expect(replay.map(\.message.id) == [id] && replay.first?.mailbox == "out@ours.example")
        #expect(
            try replay.first.map { String(decoding: try $0.mail.bytes(), as: UTF8.self) }?.hasPrefix(
                "Subject: m1") == true)
        try await fixture.expectClean()
    }

    @Test("what matched nobody waits, is attached, or expires", arguments: StoreEngine.all)
    func unmatched(_ engine: StoreEngine) async throws {
        let fixture = try await StoreFixture(engine)
        let lead = try await fixture.lead(of: try await fixture.enroll("a@x.example"))
        let first = try await fixture.message("u1", lead: nil, state: "unmatched")
        let second = try await fixture.message("u2", lead: nil, state: "unmatched")
        let held = try await fixture.message("h1", lead: nil, state: "held")
        let review = ReviewEffect(key: "u2:unmatched", kind: .unmatched)
        try await fixture.write { _ = try $0.openReview(review, message: second) }
        #expect(try await fixture.read { try $0.unattached(state: "unmatched", limit: 9).count } == 2)
        #expect(try await fixture.read { try $0.unattached(state: "held", limit: 9).map(\.id) } == [held])
        try await fixture.write { try $0.setMatch(of: first, lead: lead, state: "matched", level: nil) }
        #expect(try await fixture.write { try $0.expireUnmatched(before: $0.now) } == 0)
        #expect(try await fixture.write { try $0.expireUnmatched(before: $0.now.adding(seconds: 1)) } == 1)
        #expect(try await fixture.read { try $0.message(second)?.matchState } == "expired")
        #expect(try await fixture.read { try $0.openReviews(limit: 9) } == [])
        #expect(try await fixture.read { try $0.messages(of: lead).map(\.id) } == [first])
    }
}
