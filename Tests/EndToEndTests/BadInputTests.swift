import Foundation
import Testing

struct BadInputTests {
    @Test("a folder that is not there")
    func missingFolder() throws {
        let sluice = try Sluice("missing")
        defer { sluice.remove() }
        try sluice.expect(["mailbox", "add", CampaignMail.mailbox])
        for command in [
            ["classify", "/no/such/folder"],
            ["ingest", "/no/such/folder", "--mailbox", CampaignMail.mailbox],
        ] {
            let result = try sluice.run(command)
            #expect(result.status == 1 && !result.wasKilled)
            #expect(result.diagnostics.contains("/no/such/folder"), "\(result.diagnostics)")
        }
    }

    @Test("a file that is no mail is data, not an error")
    func noMail() throws {
        let sluice = try Sluice("no-mail")
        defer { sluice.remove() }
        let folder = sluice.folder.appending(path: "files")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let noise = (0..<5_000).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ $0 >> 3) }
        try Data(noise).write(to: folder.appending(path: "noise.bin"))
        try Data().write(to: folder.appending(path: "empty.eml"))
        try Data("only words, no field\n".utf8).write(to: folder.appending(path: "words.txt"))
        let lines = try sluice.expect(["classify", "--jsonl", folder.path]).split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines.allSatisfy { $0.contains("\"kind\":\"other\"") })
    }

    @Test("one unreadable file: every other still gets its line, exit 1")
    func unreadableFile() throws {
        let sluice = try Sluice("unreadable")
        defer { sluice.remove() }
        _ = try sluice.write(CampaignMail(leads: 1).message(0), to: "files/a.eml")
        let link = sluice.folder.appending(path: "files/b.eml").path
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "nowhere")
        let result = try sluice.run(["classify", "--jsonl", sluice.folder.appending(path: "files").path])
        #expect(result.status == 1)
        #expect(result.output.contains("\"file\":\"a.eml\""))
        #expect(result.diagnostics.contains("b.eml"), "\(result.diagnostics)")
    }

    @Test("a database of a newer version is refused and left alone", .enabled(if: Tool.sqlite.exists))
    func newerDatabase() throws {
        let sluice = try Sluice("newer")
        defer { sluice.remove() }
        try sluice.expect(["mailbox", "add", CampaignMail.mailbox])
        let file = sluice.folder.appending(path: "sluice.sqlite").path
        let change =
            "INSERT INTO schema_migrations (position, name, applied_at) SELECT MAX(position) + 1, 'from-the-future', 0 FROM schema_migrations"
        #expect(try sluice.run(tool: Tool.sqlite.path, [file, change]).status == 0)
        let result = try sluice.run(["mailbox", "list"])
        #expect(result.status == 1)
        #expect(
            result.diagnostics.contains("newer") && result.diagnostics.contains(file), "\(result.diagnostics)"
        )
    }

    @Test("a file that is no database is refused and left alone")
    func noDatabase() throws {
        let sluice = try Sluice("no-database")
        defer { sluice.remove() }
        let text = String(repeating: "this is a diary, not a database\n", count: 200)
        let file = try sluice.write(text, to: "sluice.sqlite")
        let result = try sluice.run(["mailbox", "list"])
        #expect(result.status == 1)
        #expect(result.diagnostics.contains(file), "\(result.diagnostics)")
        #expect(try String(contentsOfFile: file, encoding: .utf8) == text)
    }

    @Test(
        "wrong usage is exit 2",
        arguments: [
            ["no-such-command"], ["classify"], ["ingest", "x"], ["classify", "--no-such-flag", "x"],
        ])
    func wrongUsage(_ arguments: [String]) throws {
        let sluice = try Sluice("usage")
        defer { sluice.remove() }
        let result = try sluice.run(arguments)
        #expect(result.status == 2 && !result.wasKilled, "\(result.diagnostics)")
        #expect(!result.diagnostics.isEmpty)
    }
}
