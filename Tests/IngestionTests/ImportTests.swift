import CalendarTime
import LeadStages
import Store
import Testing

@testable import Ingestion

private let files: [(name: String, text: String, rows: [[String]])] = [
    ("plain", "a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
    ("LF and no end", "a,b\n1,2", [["a", "b"], ["1", "2"]]),
    ("quotes", "\"a,1\",\"b \"\"x\"\"\"\n", [["a,1", "b \"x\""]]),
    ("line end inside quotes", "\"a\r\nb\",c\n", [["a\r\nb", "c"]]),
    ("semicolons", "a;b\n1,5;2\n", [["a", "b"], ["1,5", "2"]]),
    ("byte order mark", "\u{FEFF}a\n1\n", [["a"], ["1"]]),
    ("empty fields and lines", "a,,b\n\n,\n", [["a", "", "b"], ["", ""]]),
    ("nothing", "", []),
    ("a quote that is never closed", "a,\"b\nc", [["a", "b\nc"]]),
]

struct ImportTests {
    @Test("CSV, RFC 4180", arguments: files)
    func readsCSV(_ name: String, _ text: String, _ rows: [[String]]) {
        #expect(CSVReader(text: text).map(\.fields) == rows)
    }

    @Test("each row of a lead file has its result")
    func importsLeads() async throws {
        let world = try await World()
        try await world.store.write(in: world.workspace, at: world.now) {
            _ = try $0.suppress(
                NewSuppression(.address("no@firm.example"), reason: .manual, group: "g", actor: "ada"))
        }
        let report = try await world.importLeads(
            """
            Email,First Name,Last Name,Company,Time Zone,Plan
            anna@firm.example,Anna,Berg,Firm,Europe/Berlin,gold
            ANNA@firm.example,Anna,Berg,,,
            nonsense,,,,,
            N.o+x@firm.example,,,,,
            no+x@firm.example,,,,,
            bob@firm.example,Bob,,,Mars/Olympus,
            """)
        #expect(report.added == 2)
        #expect(report.refusals.map(\.line) == [3, 4, 6, 7])
        #expect(
            report.refused == [
                "already_enrolled": 1, "invalid_address": 1, "suppressed": 1, "unknown_time_zone": 1,
            ])
        let lead = try await world.read { transaction in
            let id = try #require(try transaction.lead(address: "anna@firm.example"))
            return try #require(try transaction.lead(id))
        }
        #expect(lead.name == "Anna Berg")
        #expect(lead.timeZone == "Europe/Berlin")
        #expect(lead.fields == #"{"plan":"gold"}"#)
    }

    @Test("a lead file without a column for addresses is refused whole")
    func refusesHeader() async throws {
        let world = try await World()
        await #expect(throws: ImportFault.self) { try await world.importLeads("name,company\nAnna,Firm\n") }
    }

    @Test("faults of a send file are told with their lines, and the rest is taken")
    func importsSends() async throws {
        let world = try await World()
        let enrollment = try await world.lead("anna@firm.example")
        let good = """
            {"message_id":"<slc.1@northwind.example>","lead":"anna@firm.example","campaign":"Spring","step":1,\
            "mailbox":"\(World.mia)","sent_at":"2026-03-02T08:00:00Z"}
            """
        func with(_ old: String, _ new: String) -> String { good.replacing(old, with: new) }
        let lines = [
            "no json", with("Spring", "Winter"), "", good, with("anna@", "eve@"), good,
            with("\"step\":1", "\"step\":9"), with("2026-03-02T08:00:00Z", "yesterday"),
            with(World.mia, "eve@else.example").replacing("slc.1", with: "slc.2"),
            with("\"step\":1", "\"step\":\"one\""),
            with(",\"mailbox\"", ",\"error\":\"no_such\",\"mailbox\""),
        ]
        let imports = SendImport(store: world.store, workspace: world.workspace, clock: { world.now })
        let report = try await imports.run(LineReader(text: lines.joined(separator: "\n")), source: "test")
        #expect(report.added == 1 && report.known == 1)
        #expect(report.faults.map(\.line) == [1, 2, 5, 7, 8, 9, 10, 11])
        #expect(report.faults.first?.description == "line 1: is no JSON object")
        #expect(try await world.stage(enrollment) == .running)
        let again = try await imports.run(LineReader(text: good), source: "test")
        #expect(again.added == 0 && again.known == 1)
    }

    @Test("a rule takes replied leads to another campaign, once")
    func followsSubCampaign() async throws {
        let world = try await World()
        let enrollment = try await world.running()
        try await world.store.write(in: world.workspace, at: world.now) { transaction in
            let spring = try #require(try transaction.campaign(named: "Spring")).id.rawValue
            let autumn = try #require(try transaction.campaign(named: "Autumn")).id.rawValue
            try SubCampaigns(store: transaction).setRules([
                SubCampaigns.Rule(id: "after-absence", parent: spring, child: autumn, stage: .outOfOffice)
            ])
        }
        try await world.take(TestMail("o1", "kind=out_of_office", at: "2026-03-03T09:00:00Z"))
        #expect(try await world.stage(enrollment) == .canceled)
        let enrollments = try await world.read { transaction in
            let lead = try #require(try transaction.lead(address: "anna@firm.example"))
            return try transaction.enrollments(of: lead).map(\.state.stage)
        }
        #expect(enrollments == [.canceled, .notStarted])
    }

    @Test("a bulk action answers for each lead")
    func bulk() async throws {
        let world = try await World()
        let anna = try await world.running()
        let bob = try await world.lead("bob@firm.example")
        let results = try await world.actions.perform(
            .pause(until: World.at("2026-04-01T08:00:00Z")), on: [anna, bob, RowID(999)], by: World.member)
        #expect(results.map(\.isDone) == [true, false, false])
        #expect(results.map { $0.refusal?.code } == [nil, .notStarted, .notFound])
        #expect(results[0].to == .outOfOffice)
    }

    @Test("an opt-out by hand reaches every campaign and the list")
    func unsubscribesByHand() async throws {
        let world = try await World()
        let anna = try await world.running()
        let autumn = try await world.lead("anna@firm.example", in: "Autumn")
        world.set("2026-03-03T08:00:00Z")
        try await world.act(.unsubscribe, anna, by: World.member)
        #expect(try await world.stage(anna) == .unsubscribed)
        #expect(try await world.stage(autumn) == .unsubscribed)
        #expect(try await world.isSuppressed("anna@firm.example"))
    }
}
