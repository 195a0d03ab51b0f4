import CalendarTime
import Ingestion
import Intake
import LeadStages
import Store
import Testing

/// What receivers of events are told, and what is not even recorded where nobody asks.
struct EventTopicTests {
    private struct Story: Sendable, CustomTestStringConvertible {
        let name: String
        let topics: [EventTopic]
        let happen: @Sendable (World, RowID<Enrollment>) async throws -> Void

        var testDescription: String { name }
    }

    private static let stories: [Story] = [
        Story(name: "a reply", topics: [.leadReplied, .leadStageChanged]) { world, _ in
            try await world.take(TestMail("r1", "kind=reply", at: "2026-03-02T09:10:00Z"))
        },
        Story(name: "another reply moves nothing", topics: [.leadReplied, .leadReplied, .leadStageChanged]) {
            world, _ in
            try await world.take(TestMail("r1", "kind=reply", at: "2026-03-02T09:10:00Z"))
            try await world.take(TestMail("r2", "kind=reply", at: "2026-03-02T09:11:00Z"))
        },
        Story(
            name: "an absence and its end",
            topics: [.leadOutOfOffice, .leadResumed, .leadStageChanged, .leadStageChanged]
        ) { world, _ in
            try await world.take(
                TestMail("o1", "kind=out_of_office; return=2026-03-05", at: "2026-03-02T09:10:00Z"))
            world.set("2026-03-07T09:00:00Z")
            try await world.tick()
        },
        Story(
            name: "an opt-out",
            topics: [.addressSuppressed, .addressSuppressed, .leadStageChanged, .leadUnsubscribed]
        ) { world, _ in
            try await world.take(TestMail("u1", "kind=unsubscribe", at: "2026-03-02T09:10:00Z"))
        },
        Story(name: "a bounce", topics: [.addressBounced, .leadBounced, .leadStageChanged]) { world, _ in
            try await world.take(
                .report(
                    "b1", "kind=bounce; failed=anna@firm.example 5.1.1 userunknown",
                    about: "slc.1@northwind.example", at: "2026-03-02T09:10:00Z"))
        },
        Story(name: "somebody cancels", topics: [.leadCanceled, .leadStageChanged]) { world, enrollment in
            try await world.act(.cancel, enrollment)
        },
    ]

    @Test("each story tells what happened, once", arguments: stories)
    private func tells(_ story: Story) async throws {
        let world = try await World()
        let enrollment = try await world.running()
        let before = try await world.outbox().count
        try await story.happen(world, enrollment)
        let told = try await world.outbox().dropFirst(before)
        #expect(told.map(\.topic).sorted() == story.topics.map(\.rawValue).sorted())
        for event in told where event.topic.hasPrefix("lead.") {
            #expect(event.payload.contains("\"lead\":\"1\""), "\(event.topic) is not erased with its lead")
        }
    }

    @Test("mail and cards are told only to those who ask")
    func asksForFrequent() async throws {
        func told(_ topics: [String]) async throws -> [String] {
            let world = try await World()
            _ = try await world.running()
            let before = try await world.outbox().count
            if !topics.isEmpty {
                try await world.store.write(in: world.workspace, at: world.now) { transaction in
                    _ = try transaction.addWebhookEndpoint(
                        "https://hooks.firm.example/", topics: WebhookTopics(topics)
                    ) { _ in "sealed" }
                }
            }
            try await world.take(TestMail("r1", "kind=reply", at: "2026-03-02T09:10:00Z"))
            let card: RowID<Opportunity> = RowID(1)
            try await world.store.write(in: world.workspace, at: world.now) { transaction in
                try transaction.addLabel("hot", to: card, actor: "max")
                try transaction.assign(card, to: "max", actor: "max")
                let friday = transaction.now.adding(seconds: 4 * 86_400)
                try transaction.setState(of: card, to: .snoozed, snoozeUntil: friday, actor: "max")
            }
            return try await world.outbox().dropFirst(before).map(\.topic).filter {
                EventTopic(rawValue: $0)?.isFrequent ?? true
            }
        }
        #expect(try await told([]) == [])
        #expect(try await told(["lead.*"]) == [])
        #expect(try await told(["mail.*"]) == ["mail.ingested", "mail.classified"])
        #expect(
            try await told(["opportunity.*"]) == [
                "opportunity.created", "opportunity.updated", "opportunity.assigned", "opportunity.updated",
                "opportunity.snoozed",
            ])
    }

    @Test("a stranger's mail is told of, and a corrected verdict again")
    func unmatched() async throws {
        let world = try await World()
        try await world.store.write(in: world.workspace, at: world.now) { transaction in
            _ = try transaction.addWebhookEndpoint(
                "https://hooks.firm.example/", topics: WebhookTopics(["mail.unmatched"])
            ) { _ in "sealed" }
        }
        try await world.take(
            TestMail(
                "x1", "kind=reply", from: "stranger@else.example", at: "2026-03-02T09:10:00Z",
                about: nil))
        #expect(try await world.outbox().map(\.topic) == ["mail.unmatched"])
    }

    @Test("an absence says until when, an event says by which rule")
    func carriesFacts() async throws {
        let world = try await World()
        _ = try await world.running()
        try await world.take(
            TestMail("o1", "kind=out_of_office; return=2026-03-05", at: "2026-03-02T09:10:00Z"))
        let event = try #require(try await world.outbox().first { $0.topic == "lead.out_of_office" })
        for part in [
            #""return_date":"2026-03-05""#, #""resume_at":"2026-03-06T08:00:00Z""#,
            #""source":"return_date""#, #""evidence":[{"#,
        ] {
            #expect(event.payload.contains(part), "\(part) in \(event.payload)")
        }
    }

    @Test("what is taken from the Do Not Contact list is told")
    func takesBack() async throws {
        let world = try await World()
        try await world.store.write(in: world.workspace, at: world.now) { transaction in
            try transaction.suppress(
                NewSuppression(.address("bob@firm.example"), reason: .manual, group: "g", evidence: "asked"))
            let entry = try #require(try transaction.standingSuppressions(address: "bob@firm.example").first)
            try transaction.removeSuppression(
                entry.id, by: "ada", role: .admin, reason: "a mistake", consentEvidence: nil)
        }
        let told = try await world.outbox()
        #expect(told.map(\.topic) == ["address.suppressed", "address.unsuppressed"])
        #expect(told.allSatisfy { $0.payload.contains("bob@firm.example") })
    }
}

extension World {
    fileprivate func outbox() async throws -> [(topic: String, payload: String)] {
        try await read { transaction in
            try transaction.connection.query("SELECT topic, payload FROM outbox ORDER BY id", []) {
                (topic: $0.text(), payload: $0.text())
            }
        }
    }
}
