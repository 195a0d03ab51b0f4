import Testing

@testable import sluice

private let databases: [(url: String, path: String?)] = [
    ("sqlite:a.sqlite", "a.sqlite"), ("sqlite:/var/a.sqlite", "/var/a.sqlite"),
    ("sqlite:///var/a.sqlite", "/var/a.sqlite"), ("SQLITE:a", "a"), ("sqlite:./b c.sqlite", "./b c.sqlite"),
    ("", nil), ("a.sqlite", nil), ("/var/a.sqlite", nil), ("sqlite:", nil), ("sqlite:folder/", nil),
    ("postgresql://user:secret@host/db", nil), ("mysql://host", nil), ("./a:b", nil),  // a path, no scheme
]

struct ConfigurationTests {
    @Test("database URLs", arguments: databases)
    func readsDatabase(_ url: String, _ path: String?) {
        #expect((try? DatabaseLocation(url))?.path == path)
    }

    @Test("a password in a URL is never repeated")
    func hidesPassword() {
        #expect {
            _ = try DatabaseLocation("postgresql://user:secret@host/db")
        } throws: { !"\($0)".contains("secret") }
    }

    @Test("flags win over the environment, over the file, over defaults")
    func precedence() throws {
        let file = try ConfigurationFile(
            text: "database: sqlite:file\nrules: file-rules\nown_domains: [a.example, b.example]\n",
            path: "s.yaml")
        let environment = ["SLUICE_DATABASE": "sqlite:environment", "SLUICE_RULES": "environment-rules"]
        let configuration = try Configuration(
            flags: [.database: ["sqlite:flag"], .rules: []], environment: environment, file: file)
        #expect(try configuration.database.path == "flag")
        #expect(configuration.entry(.database)?.source == .flag)
        #expect(try configuration.rulesFolder == "environment-rules")
        #expect(configuration.entry(.rules)?.source == .environment("SLUICE_RULES"))
        #expect(configuration.values(.ownDomains) == ["a.example", "b.example"])
        #expect(configuration.entry(.ownDomains)?.source == .file("s.yaml", line: 3))
        #expect(configuration.entry(.unmatchedDays)?.source == .standard)
        #expect(configuration.unmatchedDays == 30)
        #expect(configuration.webhookDays == 30)
    }

    @Test("a list in the environment is cut at commas and blanks")
    func listInEnvironment() throws {
        let configuration = try Configuration(
            flags: [:], environment: ["SLUICE_OWN_DOMAINS": "a.example, b.example"], file: nil)
        #expect(configuration.values(.ownDomains) == ["a.example", "b.example"])
    }

    @Test("the default database lies in the user's data folder")
    func defaultDatabase() throws {
        let configuration = try Configuration(flags: [:], environment: ["XDG_DATA_HOME": "/data"], file: nil)
        #expect(try configuration.database.path == "/data/sluice/sluice.sqlite")
    }

    @Test(
        "a wrong file is refused with the line, the fault and the fix",
        arguments: [
            (
                "rules: a\ndatabse: x\n",
                "s.yaml:2: no setting 'databse'; the settings are cache, database, listen,"
            ),
            ("\n\nunmatched_days: soon\n", "s.yaml:3: 'soon' is no number of days; write a whole number"),
            ("webhook_days: 6\n", "s.yaml:1: '6' is no number of days; write a whole number from 7 to 3650"),
            ("own_domains: [a@b.example]\n", "s.yaml:1: 'a@b.example' is no domain"),
            ("rules: [a, b]\n", "s.yaml:1: 'rules' takes one value"),
            ("- a\n", "s.yaml:1: not a list of settings"),
            ("a: [\n", "s.yaml: no YAML"),
            ("review_threshold: 2\n", "s.yaml:1: '2' is no confidence"),
            ("database: mysql:x\n", "s.yaml:1: database: no scheme 'mysql'; write sqlite:PATH"),
        ])
    func refuses(_ text: String, _ message: String) {
        #expect {
            let file = try ConfigurationFile(text: text, path: "s.yaml")
            _ = try Configuration(flags: [:], environment: [:], file: file)
        } throws: { "\($0)".hasPrefix(message) }
    }

    @Test("an empty file sets nothing", arguments: ["", "# only a comment\n"])
    func emptyFile(_ text: String) throws {
        #expect(try ConfigurationFile(text: text, path: "s.yaml").entries.isEmpty)
    }

    @Test(
        "lengths of time",
        arguments: [
            ("3d", 259_200), ("36h", 129_600), ("15m", 900), ("90s", 90), ("2w", 1_209_600), ("0", 0),
            ("1", 86_400),
        ]
            as [(String, Int64)])
    func durations(_ text: String, _ seconds: Int64) throws {
        #expect(try DurationArgument.seconds(text) == seconds)
    }

    @Test("no lengths of time", arguments: ["", "d", "-1d", "1.5d", "9999999999999999999d", "4000d", "3 d"])
    func noDurations(_ text: String) {
        #expect(throws: (any Error).self) { try DurationArgument.seconds(text) }
    }
}
