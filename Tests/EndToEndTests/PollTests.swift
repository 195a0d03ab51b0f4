import Foundation
import TestServers
import Testing

/// The real program against a real Dovecot.
@Suite(.serialized, .enabled(if: Dovecot.isInstalled, "install Debian's dovecot-imapd"))
struct PollTests {
    private static let mail = CampaignMail(leads: 40)
    private let dovecot: Dovecot
    private let certificate: String

    init() async throws {
        dovecot = try await Dovecot.shared
        certificate = try await TestCertificate.shared.certificate
    }

    /// A campaign, and its mailbox on the Dovecot under a user of this test's own.
    private func prepared(_ name: String) throws -> (Sluice, Maildir) {
        let sluice = try Sluice(
            name,
            settings: [
                "SLUICE_SEALING_KEYS": Self.key, "SLUICE_CA_FILE": certificate,
            ])
        try sluice.prepare(Self.mail)
        try add(sluice, user: name)
        return (sluice, Maildir(dovecot, name))
    }

    private static let key = Data(repeating: 7, count: 32).base64EncodedString()

    private func add(_ sluice: Sluice, user: String, password: String = "secret", _ more: [String] = [])
        throws
    {
        let file = try sluice.write(password + "\n", to: "password")
        try sluice.expect(
            [
                "mailbox", "add", CampaignMail.mailbox, "--host", "127.0.0.1", "--port", "\(dovecot.tlsPort)",
                "--user", user, "--password-file", file, "--every", "1m", "--since", "all",
            ] + more)
    }

    @Test("check, poll, list: what came is told, what it changed too, and the second time nothing is new")
    func pollsOnce() throws {
        let (sluice, maildir) = try prepared("poll-once")
        defer { sluice.remove() }
        for number in 0..<120 { try maildir.deliver(Self.mail.message(number)) }
        try maildir.deliver(Self.mail.message(120), to: "Junk")
        let checked = try sluice.expect(["mailbox", "check", CampaignMail.mailbox])
        #expect(checked.contains("logged in") && checked.contains("inbox: 120 messages"))
        #expect(
            checked.contains("polled: INBOX, Junk") || checked.contains("polled: Junk, INBOX"), "\(checked)")
        let first = try sluice.expect(["poll"])
        #expect(first.contains("121 messages, 121 new"), "\(first)")
        #expect(try sluice.stages.values.count { $0 == "replied" } > 0)
        #expect(try sluice.expect(["poll", CampaignMail.mailbox]).contains("0 messages, 0 new"))
        let list = try sluice.expect(["mailbox", "list"])
        #expect(list.contains("good") && list.contains("127.0.0.1:"), "\(list)")
        // Moved from Junk to the inbox it is the same message.
        try maildir.deliver(Self.mail.message(120))
        #expect(try sluice.expect(["poll"]).contains("1 messages, 0 new"))
        #expect(maildir.files("cur").isEmpty, "a flag was set, or the folder was opened for writing")
        try sluice.expect(["admin", "verify"])
    }

    @Test("a refused password is told in words, and neither it nor its successor lies open anywhere")
    func refusesPassword() throws {
        let (sluice, _) = try prepared("refused")
        defer { sluice.remove() }
        try add(sluice, user: "refused", password: "wr0ng-s3cret")
        for command in [["mailbox", "check", CampaignMail.mailbox], ["poll"]] {
            let result = try sluice.run(command)
            #expect(result.status == 1)
            #expect((result.output + result.diagnostics).contains("password refused"), "\(result)")
            #expect(!(result.output + result.diagnostics).contains("wr0ng"))
        }
        let list = try sluice.expect(["mailbox", "list", "--json"])
        #expect(list.contains("\"state\":\"broken\"") && list.contains("password_refused"), "\(list)")
        try add(sluice, user: "refused", password: "secret")
        #expect(try sluice.expect(["poll"]).contains("0 messages"))
        try sluice.expect(["mailbox", "reseal"])
        let database = try Data(contentsOf: sluice.folder.appending(path: "sluice.sqlite"))
        #expect(database.range(of: Data("wr0ng".utf8)) == nil)
        // Another server does not get the password of this one.
        let moved = try sluice.run(["mailbox", "add", CampaignMail.mailbox, "--host", "other.example"])
        #expect(moved.status == 1 && moved.diagnostics.contains("password again"), "\(moved.diagnostics)")
    }

    @Test("another account is read from its beginning, whatever its numbers")
    func changesAccount() throws {
        let (sluice, maildir) = try prepared("changed-a")
        defer { sluice.remove() }
        for number in 0..<5 { try maildir.deliver(Self.mail.message(number)) }
        #expect(try sluice.expect(["poll"]).contains("5 messages, 5 new"))
        let other = Maildir(dovecot, "changed-b")
        for number in 3..<6 { try other.deliver(Self.mail.message(number)) }
        try add(sluice, user: "changed-b")
        // Two of the three came by way of the first account.
        #expect(try sluice.expect(["poll"]).contains("3 messages, 1 new"))
        try add(sluice, user: "changed-b")
        #expect(try sluice.expect(["poll"]).contains("0 messages, 0 new"))
    }

    @Test("a password with a line end inside, and none at all, are refused")
    func refusesBadSecrets() throws {
        let sluice = try Sluice("bad-secret", settings: ["SLUICE_SEALING_KEYS": Self.key])
        defer { sluice.remove() }
        let add = ["mailbox", "add", "a@firm.example", "--host", "127.0.0.1"]
        #expect(try sluice.run(add).diagnostics.contains("no password"))
        let bad = try sluice.run(add, settings: ["SLUICE_MAILBOX_PASSWORD": "a\r\nb"])
        #expect(bad.status == 1 && bad.diagnostics.contains("line end"), "\(bad.diagnostics)")
        let noKey = try sluice.run(
            add, settings: ["SLUICE_MAILBOX_PASSWORD": "a", "SLUICE_SEALING_KEYS": ""])
        #expect(noKey.status == 1 && noKey.diagnostics.contains("openssl rand"), "\(noKey.diagnostics)")
        #expect(!(try sluice.expect(["mailbox", "list"]).contains("a@firm.example")))
    }

    @Test(
        "serve: mail that is dropped in moves leads, by IDLE at once; SIGTERM ends it, and nothing is half done"
    )
    func serves() throws {
        let (sluice, maildir) = try prepared("serve")
        defer { sluice.remove() }
        try add(sluice, user: "serve", ["--idle"])
        let server = try sluice.process(["serve", "--roles", "poll"], log: "serve")
        try server.run()
        defer { if server.isRunning { kill(server.processIdentifier, SIGKILL) } }
        for number in 0..<20 { try maildir.deliver(Self.mail.message(number)) }
        try sluice.waitUntil("the first mail") { try sluice.stages.values.count { $0 == "replied" } == 20 }
        for number in 120..<140 { try maildir.deliver(Self.mail.message(number)) }
        try sluice.waitUntil("mail that came while it ran") {
            try sluice.stages.values.count { $0 == "unsubscribed" } == 20
        }
        let begin = Date()
        kill(server.processIdentifier, SIGTERM)
        server.waitUntilExit()
        #expect(Date().timeIntervalSince(begin) < 10)
        #expect(server.terminationReason == .exit && server.terminationStatus == 0)
        try sluice.expect(["admin", "verify"])
        // The mailbox is free for the next one, at once.
        #expect(try sluice.expect(["poll"]).contains("0 messages, 0 new"))
    }

    @Test("killed at random points: nothing lost, nothing twice")
    func survivesKills() throws {
        let (sluice, maildir) = try prepared("kills")
        defer { sluice.remove() }
        var sent = 0
        var landed = 0
        for attempt in 0..<12 {
            for _ in 0..<25 where sent < 200 {
                try maildir.deliver(Self.mail.message(sent), to: sent % 7 == 0 ? "Junk" : nil)
                sent += 1
            }
            let server = try sluice.process(["serve", "--roles", "poll"], log: "killed-\(attempt)")
            try server.run()
            Thread.sleep(forTimeInterval: Double.random(in: 0.2...2.5))
            if server.isRunning {
                kill(server.processIdentifier, SIGKILL)
                landed += 1
            }
            server.waitUntilExit()
        }
        #expect(landed > 0, "no kill hit a running process")
        try sluice.expect(["poll"])
        try sluice.expect(["admin", "verify"])
        #expect(try sluice.messageCount == 200)
    }

    @Test("two processes on one database: each message once")
    func sharesDatabase() throws {
        let (sluice, maildir) = try prepared("two")
        defer { sluice.remove() }
        for number in 0..<100 { try maildir.deliver(Self.mail.message(number)) }
        let servers = try (0..<2).map {
            try sluice.process(["serve", "--roles", "poll,work"], log: "two-\($0)")
        }
        for server in servers { try server.run() }
        defer { for server in servers where server.isRunning { kill(server.processIdentifier, SIGKILL) } }
        try sluice.waitUntil("all mail") { try sluice.messageCount == 100 }
        // Before it serves, a process ends by the signal itself.
        try sluice.waitUntil("both to serve") {
            try (0..<2).allSatisfy {
                try String(contentsOf: sluice.folder.appending(path: "two-\($0).err"), encoding: .utf8)
                    .contains("serving")
            }
        }
        for server in servers { kill(server.processIdentifier, SIGTERM) }
        for server in servers {
            server.waitUntilExit()
            #expect(server.terminationReason == .exit && server.terminationStatus == 0)
        }
        try sluice.expect(["admin", "verify"])
    }
}
