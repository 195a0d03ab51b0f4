import Foundation
import Testing

private let wrongUsage: [[String]] = [
    ["no-such-command"], ["classify"], ["classify", "--no-such-flag", "x"],
    ["classify", "--jsonl", "--explain", "x"],
    ["classify", "x", "--received-at", "yesterday"], ["ingest", "x"], ["lead", "list"],
    ["lead", "start"], ["lead", "start", "--all"],
    ["lead", "start", "a@b.example", "--all", "--campaign", "x"],
    ["lead", "list", "--campaign", "x", "--stage", "gone"], ["opportunity", "assign", "1"],
    ["opportunity", "reply"], ["opportunity", "reply", "1", "--key", ""],
    ["opportunity", "list", "--limit", "0"], ["suppress", "add", "nonsense"],
    ["mailbox", "add", "no-address"],
    ["replay", "--diff", "--apply"], ["rules", "why"],
]

private let impossible: [(arguments: [String], told: String)] = [
    (["classify", "/no/such/folder"], "/no/such/folder: there is no such file or folder"),
    (
        ["classify", "x", "--rules", "/no/such/rules"],
        "rules folder /no/such/rules: not there; give a folder with --rules"
    ),
    (["ingest", "x", "--mailbox", "a@b.example"], "mailbox"),
    (["campaign", "show", "None"], "no campaign 'None'; 'sluice campaign list' shows all"),
    (["lead", "show", "a@b.example"], "no lead 'a@b.example'"),
    (
        ["mailbox", "list", "--database", "postgresql://u:secret@h/d"],
        "--database: database: this version has no PostgreSQL"
    ),
    (["mailbox", "list", "--database", "x.sqlite"], "no scheme; write sqlite:PATH"),
    (["mailbox", "list", "--config", "none.yaml"], "none.yaml: cannot read the configuration"),
    (["lead", "import", "none.csv", "--campaign", "x"], "no campaign 'x'"),
    (["send", "import", "none.jsonl"], "none.jsonl: cannot be read"),
    (["admin", "restore", "none"], "none: there is no such file"),
    (["opportunity", "show", "7"], "no opportunity 7"),
    (["opportunity", "reply", "7"], "no opportunity 7"),
    (["suppress", "remove", "7", "--reason", "x"], "no entry 7"),
    (["rules", "why", "no.such-rule"], "no rule 'no.such-rule'"),
]

struct ExitCodeTests {
    @Test("wrong usage is 2, with a word on standard error", arguments: wrongUsage)
    func usage(_ arguments: [String]) throws {
        let program = try Program()
        defer { program.remove() }
        let result = try program.run(arguments)
        #expect(result.status == 2, "\(result.diagnostics)")
        #expect(!result.diagnostics.isEmpty && result.output.isEmpty)
    }

    @Test("what cannot be done is 1, and says where, what and what to do", arguments: impossible)
    func failure(_ arguments: [String], _ told: String) throws {
        let program = try Program()
        defer { program.remove() }
        let result = try program.run(arguments)
        #expect(result.status == 1)
        #expect(
            result.diagnostics.hasPrefix("sluice: ") && result.diagnostics.contains(told),
            "\(result.diagnostics)")
        #expect(!result.diagnostics.contains("secret"))
    }

    @Test("every command has help, and says on its first line what it does")
    func help() throws {
        let program = try Program()
        defer { program.remove() }
        let commands: [[String]] = [
            [], ["classify"], ["ingest"], ["rules", "check"], ["rules", "test"], ["rules", "list"],
            ["rules", "why"],
            ["campaign", "add"], ["campaign", "step", "add"], ["lead", "explain"], ["lead", "pause"],
            ["send", "import"], ["opportunity", "snooze"], ["suppress", "check"], ["replay"], ["work"],
            ["mailbox", "add"], ["admin", "verify"], ["demo"],
        ]
        for command in commands {
            let result = try program.run(command + ["--help"])
            #expect(result.status == 0 && result.diagnostics.isEmpty)
            #expect(result.output.hasPrefix("OVERVIEW: "), "\(command)")
        }
    }

    @Test("--version names the rules and the libraries")
    func version() throws {
        let program = try Program()
        defer { program.remove() }
        let text = try program.expect(["--version"])
        for name in ["sluice ", "\nrules ", "\nSQLite ", "\nlibxml2 ", "\nzlib "] {
            #expect(text.contains(name), "\(name) in \(text)")
        }
    }

    @Test("a broken rules folder is refused whole, each fault with its file and line")
    func brokenRules() throws {
        let program = try Program()
        defer { program.remove() }
        try program.write("- id: one\n  kind: no_such_kind\n  colour: red\n", to: "rules/a.yaml")
        try program.write("- id: [\n", to: "rules/b.yaml")
        try program.write("From: a@b.example\n\nhi\n", to: "m.eml")
        for command in [["classify", "m.eml"], ["rules", "check"]] {
            let result = try program.run(command + ["--rules", "rules"])
            #expect(result.status == 1 && result.output.isEmpty)
            #expect(result.diagnostics.hasPrefix("sluice: rules refused, "))
            #expect(result.diagnostics.contains("\n  rules/a.yaml:"), "\(result.diagnostics)")
            #expect(result.diagnostics.contains("\n  rules/b.yaml:"), "\(result.diagnostics)")
        }
    }

    @Test("flags win over the environment, over the file, over defaults")
    func precedence() throws {
        let program = try Program()
        defer { program.remove() }
        func database(_ arguments: [String], _ settings: [String: String] = [:]) throws -> String {
            let result = try program.run(["admin", "settings"] + arguments, settings: settings)
            let line = result.lines.first { $0.hasPrefix("database ") } ?? ""
            return line.split(separator: " ").dropFirst().first.map(String.init) ?? result.diagnostics
        }
        #expect(try database([]) == "sqlite:\(program.folder.path)/.local/share/sluice/sluice.sqlite")
        try program.write("database: sqlite:file\n", to: ".config/sluice/sluice.yaml")
        #expect(try database([]) == "sqlite:file")
        try program.write("database: sqlite:other\n", to: "my.yaml")
        #expect(try database(["--config", "my.yaml"]) == "sqlite:other")
        #expect(try database([], ["SLUICE_CONFIG": "my.yaml"]) == "sqlite:other")
        let environment = ["SLUICE_DATABASE": "sqlite:environment"]
        #expect(try database([], environment) == "sqlite:environment")
        #expect(try database(["--database", "sqlite:flag"], environment) == "sqlite:flag")
    }
}
