import Foundation
import Testing

/// A campaign from its first lead to what people do with the answers, by commands alone.
struct StoryTests {
    private static let mailbox = "mia@outreach.northwind.example"

    private static func mail(_ number: Int, from: String, about send: Int, _ text: String) -> String {
        """
        Received: from a.example by b.example; Tue, 3 Mar 2026 0\(number):00:00 +0000
        From: \(from)
        To: \(mailbox)
        Subject: Re: Quick question
        Date: Tue, 3 Mar 2026 0\(number):00:00 +0000
        Message-ID: <r\(number)@firm.example>
        In-Reply-To: <slc.\(send)@outreach.northwind.example>
        Content-Type: text/plain; charset=utf-8

        \(text)

        """
    }

    /// Three leads that have got the first of two steps; one answers, one asks to be left alone.
    private func prepared() throws -> Program {
        let program = try Program()
        try program.expect(["mailbox", "add", Self.mailbox])
        try program.expect(["campaign", "add", "Spring", "--time-zone", "Europe/Berlin"])
        try program.expect(["campaign", "step", "add", "Spring"])
        try program.expect(["campaign", "step", "add", "Spring", "--wait", "4d"])
        let rows =
            "email,name,company\nann@firm.example,Ann,Firm\nbo@shop.example,\"Bo, B\",\ncy@works.example,,Works\n"
        try program.write(rows + "no-address,,\nann@firm.example,,\n", to: "leads.csv")
        let report = try program.run(["lead", "import", "leads.csv", "--campaign", "Spring"])
        #expect(report.output == "3 leads added, 2 refused (1 already_enrolled, 1 invalid_address)\n")
        #expect(report.diagnostics.contains("leads.csv:5: no-address"))
        let sends = ["ann@firm.example", "bo@shop.example", "cy@works.example"].enumerated().map {
            number, lead in
            """
            {"message_id":"<slc.\(number)@outreach.northwind.example>","lead":"\(lead)","campaign":"Spring","step":1,\
            "mailbox":"\(Self.mailbox)","sent_at":"2026-03-02T08:00:00Z"}\n
            """
        }
        try program.write(sends.joined(), to: "sends.jsonl")
        #expect(
            try program.expect(["send", "import", "sends.jsonl"]) == "3 sends registered, 0 known before\n")
        #expect(
            try program.expect(["send", "import", "sends.jsonl"]) == "0 sends registered, 3 known before\n")
        try program.write(
            Self.mail(1, from: "Ann <ann@firm.example>", about: 0, "Could you send me the prices?"),
            to: "mail/1.eml")
        try program.write(
            Self.mail(2, from: "bo@shop.example", about: 1, "Please remove me from your list."),
            to: "mail/2.eml")
        return program
    }

    private func stages(_ program: Program) throws -> [String: String] {
        let list = try program.json(["lead", "list", "--campaign", "Spring", "--all", "--json"])
        let leads = try #require(list["leads"] as? [[String: Any]])
        return Dictionary(
            uniqueKeysWithValues: leads.map { ($0["email"] as? String ?? "", $0["stage"] as? String ?? "") })
    }

    @Test("a dry run lists the stage changes, and makes none")
    func dryRun() throws {
        let program = try prepared()
        defer { program.remove() }
        let text = try program.expect(["ingest", "mail", "--mailbox", Self.mailbox, "--dry-run"])
        #expect(text.contains("2 read: 2 would be new"))
        #expect(text.contains("ann@firm.example  Spring    Running  Replied"))
        #expect(try Set(stages(program).values) == ["running"])
    }

    @Test("mail moves leads, opens cards and fills the Do Not Contact list, once")
    func ingest() throws {
        let program = try prepared()
        defer { program.remove() }
        let report = try program.json(["ingest", "mail", "--mailbox", Self.mailbox, "--json"])
        #expect(report["messages"] as? Int == 2 && report["stage_changes"] as? Int == 2)
        let wanted = [
            "ann@firm.example": "replied", "bo@shop.example": "unsubscribed", "cy@works.example": "running",
        ]
        #expect(try stages(program) == wanted)
        let again = try program.json(["ingest", "mail", "--mailbox", Self.mailbox, "--json"])
        #expect(again["messages"] as? Int == 0 && again["known_deliveries"] as? Int == 2)
        #expect(try stages(program) == wanted)

        let check = try program.expect(["suppress", "check", "bo@shop.example", "cy@works.example"])
        #expect(check.contains("bo@shop.example: do not contact") && check.contains("cy@works.example: free"))
        let refused = try program.run(["lead", "add", "bo@shop.example", "--campaign", "Spring"])
        #expect(refused.status == 1)
        let resumed = try program.run(["lead", "resume", "bo@shop.example", "--confirm"])
        #expect(resumed.status == 1 && resumed.diagnostics.contains("[suppressed]"))
        #expect(try program.expect(["admin", "verify"]).contains("no differences"))
    }

    @Test("explain names the event, the mail, the rule and the words")
    func explain() throws {
        let program = try prepared()
        defer { program.remove() }
        try program.expect(["ingest", "mail", "--mailbox", Self.mailbox])
        let text = try program.expect(["lead", "explain", "bo@shop.example"])
        #expect(text.hasPrefix("bo@shop.example in Spring: Unsubscribed"))
        for words in [
            "step_sent  Not Started → Running", "unsubscribed  Running → Unsubscribed", "verdict unsubscribe",
            "  rule ", "matched: level 3",
        ] {
            #expect(text.contains(words), "\(words) in \(text)")
        }
        let json = try program.json(["lead", "explain", "ann@firm.example", "--json"])
        let events = (json["enrollments"] as? [[String: Any]])?.first?["events"] as? [[String: Any]]
        let message = events?.compactMap { $0["message"] as? [String: Any] }.first
        #expect(message?["kind"] as? String == "reply")
        #expect((message?["evidence"] as? [[String: Any]])?.first?["rule"] is String)
    }

    @Test("the inbox: list, search, show, assign, label, note, snooze, done")
    func opportunities() throws {
        let program = try prepared()
        defer { program.remove() }
        try program.expect(["ingest", "mail", "--mailbox", Self.mailbox])
        let list = try program.json(["opportunity", "list", "--search", "prices", "--json"])
        let cards = try #require(list["opportunities"] as? [[String: Any]])
        #expect(cards.count == 1 && cards[0]["email"] as? String == "ann@firm.example")
        let id = "\(cards[0]["id"] as? Int ?? 0)"
        try program.expect(["opportunity", "assign", id, "--to", "mia"])
        try program.expect(["opportunity", "label", id, "--add", "hot"])
        try program.expect(["opportunity", "note", id, "call on Monday"])
        let shown = try program.expect(["opportunity", "show", id])
        for words in [
            "assigned to mia", "labels: hot", "| Could you send me the prices?", "# call on Monday",
            "assignee: - → mia",
        ] {
            #expect(shown.contains(words), "\(words) in \(shown)")
        }
        let mine = try program.json(["opportunity", "list", "--assignee", "mia", "--label", "hot", "--json"])
        #expect((mine["opportunities"] as? [Any])?.count == 1)
        let past = try program.run(["opportunity", "snooze", id, "--until", "2020-01-01"])
        #expect(past.status == 1 && past.diagnostics.contains("give a date in the future"))
        try program.expect(["opportunity", "done", id])
        let open = try program.json(["opportunity", "list", "--json"])
        #expect(
            (open["opportunities"] as? [[String: Any]])?.contains { $0["id"] as? Int == Int(id) } == false)
        let unsealed = try program.run(["opportunity", "reply", id], input: "Here they are.\n")
        #expect(
            unsealed.status == 1 && unsealed.diagnostics.contains("SLUICE_SEALING_KEYS"),
            "\(unsealed.diagnostics)")
        let unread = try program.run(["opportunity", "reply", id, "--text-file", "none.txt"])
        #expect(unread.status == 1 && unread.diagnostics.contains("none.txt: cannot read the text"))
        let mixed = try program.run(["opportunity", "done", id, "999"])
        #expect(mixed.status == 1 && mixed.output == "opportunity \(id): done\n")
    }

    @Test("a bulk reports per lead, and pages follow each other")
    func bulkAndPages() throws {
        let program = try prepared()
        defer { program.remove() }
        try program.expect(["lead", "cancel", "cy@works.example"])
        let result = try program.run(["lead", "start", "--all", "--campaign", "Spring", "--json"])
        let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
        let results = try #require(object?["results"] as? [[String: Any]])
        #expect(results.count == 3 && result.status == 1)
        #expect(results.last?["done"] as? Bool == false && results.last?["code"] is String)
        var found: [String] = []
        var after: Int?
        repeat {
            let page =
                ["lead", "list", "--campaign", "Spring", "--limit", "1", "--json"]
                + (after.map { ["--after", "\($0)"] } ?? [])
            let list = try program.json(page)
            found += (list["leads"] as? [[String: Any]] ?? []).compactMap { $0["email"] as? String }
            after = list["next"] as? Int
        } while after != nil
        #expect(found == ["ann@firm.example", "bo@shop.example", "cy@works.example"])
        let canceled = try program.expect(["lead", "list", "--campaign", "Spring", "--stage", "canceled"])
        #expect(canceled.contains("cy@works.example") && !canceled.contains("ann@firm.example"))
        #expect(canceled.contains("1 of 3 leads: 2 Running, 1 Canceled"))
    }

    @Test("starts wait for the tick")
    func start() throws {
        let program = try prepared()
        defer { program.remove() }
        try program.expect([
            "lead", "add", "di@new.example", "--campaign", "Spring", "--at", "2026-03-02T10:00:00Z",
        ])
        try program.expect(["lead", "start", "di@new.example", "--at", "2026-03-02T10:00:00Z"])
        #expect(try program.expect(["lead", "list", "--campaign", "Spring"]).contains("queued"))
        let text = try program.expect(["work", "--once", "--at", "2026-03-02T10:05:00Z"])
        #expect(text.contains("stages changed: 2 (1 Not Started → Starting, 1 Starting → Running)"))
        #expect(try stages(program)["di@new.example"] == "running")
    }

    @Test("backup, restore, and a spreadsheet that cannot be made to run a formula")
    func backup() throws {
        let program = try prepared()
        defer { program.remove() }
        try program.expect(["suppress", "add", "=cmd@evil.example", "evil2.example"])
        #expect(try program.expect(["suppress", "export"]).contains(",'=cmd@evil.example,"))
        try program.expect(["admin", "backup", "copy.sqlite"])
        try program.expect(["lead", "cancel", "ann@firm.example"])
        #expect(try program.run(["admin", "restore", "copy.sqlite"]).status == 1)
        try program.expect(["admin", "restore", "copy.sqlite", "--replace"])
        #expect(try stages(program)["ann@firm.example"] == "running")
        try program.write("no database", to: "bad.sqlite")
        #expect(try program.run(["admin", "restore", "bad.sqlite", "--replace"]).status == 1)
        #expect(try stages(program)["ann@firm.example"] == "running")
    }

    @Test("replay with the same rules changes nothing")
    func replay() throws {
        let program = try prepared()
        defer { program.remove() }
        try program.expect(["ingest", "mail", "--mailbox", Self.mailbox])
        #expect(try program.expect(["replay", "--diff"]) == "2 messages examined; 0 verdicts would change\n")
    }

    @Test("the demo comes to all ten stages, as its story says")
    func demo() throws {
        let program = try Program()
        defer { program.remove() }
        let fixtures = Program.repository.appending(path: "fixtures/demo").path
        let result = try program.run([
            "demo", "--no-serve", "--folder", program.folder.path, "--story", fixtures,
        ])
        #expect(result.status == 0, "\(result.diagnostics)")
        let after = result.output.range(of: "\nAfter\n").map { String(result.output[$0.upperBound...]) } ?? ""
        for stage in [
            "Not Started", "Starting", "Running", "Out of Office", "Replied", "Unsubscribed", "Bounced",
            "Canceled",
            "Completed", "Has Errors",
        ] {
            #expect(after.contains(stage), "\(stage)")
        }
    }
}
