import CalendarTime
import Classification
@testable import Ingestion
import Intake
import LeadStages
import MailSources
import Store
import Testing

/// Scenarios 8, 9, 17 to 20, 23 to 25 and 27 of the lead stages.
struct ReplyScenarioTests {
    @Test("8 and 9: an opt-out stops everything; a mere mention does not")
    func optOut() async throws {
        let world = try await World()
        let enrollment = try await world.running()
        let autumn = try await world.lead("anna@firm.example", in: "Autumn")
        try await world.take(TestMail("u1", "kind=unsubscribe; optout=1", at: "2026-03-03T09:00:00Z"))
        #expect(try await world.stage(enrollment) == .unsubscribed)
        #expect(try await world.stage(autumn) == .unsubscribed)
        #expect(try await world.isSuppressed("Anna+x@firm.example"))
        #expect(try await world.cards.map(\.category) == ["unsubscribe"])

        let bob = try await world.lead("bob@firm.example")
        try await world.send("slc.2@northwind.example", to: "bob@firm.example", at: "2026-03-02T08:00:00Z")
        try await world.take(
            TestMail(
                "r1", "kind=reply", from: "bob@firm.example", at: "2026-03-03T09:00:00Z",
                about: "slc.2@northwind.example"))
        #expect(try await world.stage(bob) == .replied)
        #expect(try await !world.isSuppressed("bob@firm.example"))
    }

    @Test("an unsure opt-out is Replied at once and Unsubscribed after two days")
    func unsureOptOut() async throws {
        let world = try await World()
        let enrollment = try await world.running()
        try await world.take(TestMail("u1", "kind=unsubscribe; unsure=1", at: "2026-03-03T09:00:00Z"))
        #expect(try await world.stage(enrollment) == .replied)
        world.set("2026-03-05T08:59:00Z")
        try await world.tick()
        #expect(try await world.stage(enrollment) == .replied)
        world.set("2026-03-05T09:01:00Z")
        #expect(try await world.tick().reviewsApplied == 1)
        #expect(try await world.stage(enrollment) == .unsubscribed)
        #expect(try await world.isSuppressed("anna@firm.example"))
    }

    @Test("an opt-out for somebody else takes out that one, not the sender", arguments: [true, false])
    func optOutOfSomebodyElse(_ isLead: Bool) async throws {
        let world = try await World()
        let sender = try await world.running()
        let other = isLead ? try await world.lead("carl@firm.example") : nil
        try await world.take(
            TestMail("o1", "kind=reply; other=carl@firm.example", at: "2026-03-03T09:00:00Z"))
        let reviews = try await world.store.read(in: world.workspace, at: world.now) {
            try $0.openReviews(kind: .otherUnsubscribe, limit: 10)
        }
        let review = try #require(reviews.first)
        let changes = try await world.actions.decide(
            review.id, isOptOut: true, by: LeadActions.Actor(name: "mia", role: .member))
        #expect(try await world.isSuppressed("carl@firm.example"))
        #expect(try await !world.isSuppressed("anna@firm.example"))
        #expect(try await world.stage(sender) == .replied)
        if let other {
            #expect(try await world.stage(other) == .unsubscribed)
            #expect(changes.map(\.to) == [.unsubscribed])
        }
    }

    @Test("17 and 18: Completed stays so until there is a step and somebody resumes")
    func resumesCompleted() async throws {
        let world = try await World()
        let enrollment = try await world.running()
        for step in 2...3 {
            try await world.send(
                "slc.\(step)@northwind.example", to: "anna@firm.example", step: step,
                at: "2026-03-0\(step * 2)T08:00:00Z")
        }
        #expect(try await world.stage(enrollment) == .completed)
        let resume = LeadAction.resume(LeadAction.ResumeRequest(confirmed: true))
        world.set("2026-03-07T09:00:00Z")
        #expect(try await world.act(resume, enrollment).refusal?.code == .nothingToSend)
        try await world.store.write(in: world.workspace, at: world.now) { transaction in
            let campaign = try #require(try transaction.campaign(named: "Spring"))
            try transaction.addStep(to: campaign.id, waitSeconds: 3 * 86_400)
        }
        #expect(try await world.stage(enrollment) == .completed)
        #expect(try await world.act(resume, enrollment).isDone)
        try await world.tick()
        let state = try await world.state(enrollment)
        #expect(state.stage == .running)
        #expect(state.nextDueAt == World.at("2026-03-09T08:00:00Z"))
    }

    @Test("19: error 5 waits for the connection")
    func waitsForConnection() async throws {
        let world = try await World()
        let enrollment = try await world.running()
        let line = """
            {"lead":"anna@firm.example","campaign":"Spring","step":2,"sent_at":"2026-03-05T08:00:00Z",\
            "error":"not_connected"}
            """
        let report = try await SendImport(
            store: world.store, workspace: world.workspace, clock: { world.now }
        )
        .run(LineReader(text: line), source: "test")
        #expect(report.errors == 1)
        let state = try await world.state(enrollment)
        #expect(state.error?.message == "Message can't be sent. You are not connected to this lead.")
        let resume = LeadAction.resume(LeadAction.ResumeRequest(confirmed: true))
        world.set("2026-03-06T08:00:00Z")
        #expect(try await world.act(resume, enrollment).refusal?.code == .preconditionNotMet)
        try await world.store.write(in: world.workspace, at: world.now) { transaction in
            let event = StageEvent(
                key: "linkedin:1", at: transaction.now, origin: .system,
                kind: .connectionAccepted(continues: false))
            try transaction.appendEvents([event], to: enrollment)
        }
        world.set("2026-03-06T09:00:00Z")
        #expect(try await world.act(resume, enrollment).isDone)
        try await world.tick()
        #expect(try await world.stage(enrollment) == .running)
    }

    @Test("20: our own follow-up is no reply, wherever it is found", arguments: [nil, "Sent"])
    func ignoresOwn(_ folder: String?) async throws {
        let world = try await World()
        let enrollment = try await world.running()
        let from = folder == nil ? World.mia : "anna@firm.example"
        let effects = try await world.take(
            TestMail("f1", "kind=reply", from: from, at: "2026-03-03T09:00:00Z", folder: folder))
        #expect(effects.state == "own")
        #expect(try await world.stage(enrollment) == .running)
    }

    @Test("23: only after the entry is removed can the lead be resumed")
    func removesSuppression() async throws {
        let world = try await World()
        let enrollment = try await world.running()
        try await world.take(TestMail("u1", "kind=unsubscribe; optout=1", at: "2026-03-03T09:00:00Z"))
        world.set("2026-03-04T09:00:00Z")
        let resume = LeadAction.resume(LeadAction.ResumeRequest(confirmed: true))
        #expect(try await world.act(resume, enrollment).refusal?.code == .suppressed)
        let entry = try await world.read { transaction in
            try #require(try transaction.standingSuppressions(address: "anna@firm.example").first).id
        }
        await #expect(throws: Refusal.self) {
            try await world.actions.removeSuppression(entry, consentEvidence: nil, by: World.admin)
        }
        await #expect(throws: Refusal.self) {
            try await world.actions.removeSuppression(entry, consentEvidence: "mail", by: World.member)
        }
        try await world.actions.removeSuppression(entry, consentEvidence: "mail of 4 March", by: World.admin)
        #expect(try await world.stage(enrollment) == .unsubscribed)
        world.set("2026-03-04T10:00:00Z")
        #expect(try await world.act(resume, enrollment).isDone)
        try await world.tick()
        #expect(try await world.stage(enrollment) == .running)
        let names = try await world.read { try $0.events(of: enrollment).map(\.kind.name) }
        #expect(names.contains(.unsubscribed) && names.contains(.doNotContactRemoved))
    }

    @Test("24: an erased lead is refused when it is imported again")
    func erases() async throws {
        let world = try await World()
        let enrollment = try await world.running()
        try await world.take(TestMail("r1", "kind=reply", at: "2026-03-03T09:00:00Z"))
        let lead = try await world.read { try #require(try $0.enrollment(enrollment)).lead }
        try await world.actions.erase(lead, by: World.admin)
        let mails = try await world.read { try $0.messagesToReplay(after: nil, limit: 10).count }
        #expect(mails == 0)
        let report = try await world.importLeads("email,name\r\nAnna@firm.example,Anna\r\n")
        #expect(report.added == 0)
        #expect(report.refused == ["suppressed": 1])
    }

    @Test("25: a wrong opt-out is corrected by an admin, and its entry withdrawn")
    func reclassifies() async throws {
        let world = try await World()
        let enrollment = try await world.running()
        let effects = try await world.take(
            TestMail("u1", "kind=unsubscribe; optout=1", at: "2026-03-03T09:00:00Z"))
        let message = try #require(effects.message)
        let corrections = Corrections(world.ingest())
        await #expect(throws: Refusal.self) {
            try await corrections.reclassify(message, as: .init(.reply, intent: .question), by: World.member)
        }
        #expect(try await world.stage(enrollment) == .unsubscribed)
        let changes = try await corrections.reclassify(
            message, as: .init(.reply, intent: .question), by: World.admin)
        #expect(changes.map(\.to) == [.replied])
        #expect(try await world.stage(enrollment) == .replied)
        #expect(try await !world.isSuppressed("anna@firm.example"))
        #expect(try await world.cards.map(\.category) == ["question"])
        let told = try await world.store.write(in: world.workspace, at: world.now) {
            try $0.claimOutbox(limit: 100, retryAt: $0.now.adding(seconds: 1)).map(\.payload)
        }
        #expect(
            told.contains { $0.contains("\"cause\":\"reclassified\"") && $0.contains("\"to\":\"replied\"") })
        // A correction can be corrected.
        try await corrections.reclassify(message, as: .init(.unsubscribe), by: World.admin)
        #expect(try await world.stage(enrollment) == .unsubscribed)
        #expect(try await world.isSuppressed("anna@firm.example"))
    }

    @Test("27: a replay tells what would change, and changes it only when asked; people's corrections stay")
    func replays() async throws {
        let world = try await World()
        let anna = try await world.running()
        let bob = try await world.lead("bob@firm.example")
        try await world.send("slc.2@northwind.example", to: "bob@firm.example", at: "2026-03-02T08:00:00Z")
        let newRules = "X-New: kind=unsubscribe; optout=1\r\n"
        try await world.take(TestMail("r1", "kind=reply", at: "2026-03-03T09:00:00Z", header: newRules))
        let bobs = try await world.take(
            TestMail(
                "r2", "kind=auto_reply", from: "bob@firm.example", at: "2026-03-03T09:00:00Z",
                about: "slc.2@northwind.example", header: newRules))
        let corrections = Corrections(world.ingest())
        try await corrections.reclassify(
            try #require(bobs.message), as: .init(.reply), by: World.admin)
        let replay = Replay(world.ingest(ScriptedVerdict.source(version: "script-2", field: "x-new")))
        let diff = try await replay.diff()
        #expect(diff.examined == 2 && diff.kept == 1)
        #expect(diff.changes.map(\.old.kind) == ["reply"])
        #expect(diff.changes.map(\.new.kind) == ["unsubscribe"])
        #expect(diff.changes.flatMap(\.stages).map(\.to) == [.unsubscribed])
        #expect(try await world.stage(anna) == .replied)
        #expect(try await !world.isSuppressed("anna@firm.example"))
        _ = try await replay.apply()
        #expect(try await world.stage(anna) == .unsubscribed)
        #expect(try await world.stage(bob) == .replied)
        #expect(try await replay.diff().changes.isEmpty)
    }
}

extension World {
    func importLeads(_ text: String, campaign name: String = "Spring") async throws -> LeadImport.Report {
        let campaign = try await read { try #require(try $0.campaign(named: name)).id }
        return try await LeadImport(store: store, workspace: workspace, clock: { [self] in now })
            .run(CSVReader(text: text), into: campaign, source: "leads.csv")
    }
}
