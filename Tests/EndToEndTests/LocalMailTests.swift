import Foundation
import TestServers
import Testing

/// The real program and mail that lies on this machine.
@Suite(.serialized)
struct LocalMailTests {
    private static let mail = CampaignMail(leads: 40)
    private static let key = Data(repeating: 7, count: 32).base64EncodedString()

    /// A place that mail is put into, and what the program is told of it.
    enum Kind: String, CaseIterable {
        case maildir
        case mbox
    }

    private struct Place {
        let kind: Kind
        let url: URL

        init(_ kind: Kind, in folder: URL) throws {
            self.kind = kind
            url = folder.appending(path: "mail/mia")
            let made =
                kind == .maildir
                ? ["tmp", "new", "cur", ".Junk/new", ".Junk/cur"].map { url.appending(path: $0) }
                : [url.deletingLastPathComponent()]
            for folder in made {
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            }
            if kind == .mbox { try Data().write(to: url) }
        }

        /// As deliverers do: into `tmp` and then to `new`, or at the end of the file.
        func deliver(_ number: Int, isJunk: Bool = false) throws {
            let text = LocalMailTests.mail.message(number)
            if kind == .maildir {
                let name = "17000\(number).M\(number)P1.host"
                let file = url.appending(path: "tmp/\(name)")
                try Data(text.utf8).write(to: file)
                let target = url.appending(path: (isJunk ? ".Junk/new/" : "new/") + name)
                try FileManager.default.moveItem(at: file, to: target)
            } else {
                let lines = "From a@b Tue Mar  3 09:00:00 2026\n" + text.replacing("\r\n", with: "\n") + "\n"
                let file = try FileHandle(forWritingTo: url)
                try file.seekToEnd()
                try file.write(contentsOf: Data(lines.utf8))
                try file.close()
            }
        }

        /// Whoever delivers is done, and has been for a while.
        func settle() throws {
            guard kind == .mbox else { return }
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -10)], ofItemAtPath: url.path)
        }

        /// Every file below it with its time.
        func state() throws -> [String: Date] {
            guard kind == .maildir else {
                return [
                    "": try FileManager.default.attributesOfItem(atPath: url.path)[.modificationDate] as? Date
                        ?? .distantPast
                ]
            }
            return try Dictionary(
                uniqueKeysWithValues: FileManager.default.subpathsOfDirectory(atPath: url.path).map { path in
                    let file = url.appending(path: path).path
                    return (
                        path,
                        try FileManager.default.attributesOfItem(atPath: file)[.modificationDate] as? Date
                            ?? .distantPast
                    )
                })
        }
    }

    private func prepared(_ kind: Kind, _ name: String) throws -> (Sluice, Place) {
        let sluice = try Sluice("\(kind)-\(name)", settings: ["SLUICE_SEALING_KEYS": Self.key])
        try sluice.prepare(Self.mail)
        let place = try Place(kind, in: sluice.folder)
        try sluice.expect(
            [
                "mailbox", "add", CampaignMail.mailbox, "--\(kind)", place.url.path, "--every", "1m",
                "--since", "all",
            ])
        return (sluice, place)
    }

    @Test("check, poll, list: each message once, and nothing in the place changes", arguments: Kind.allCases)
    func polls(_ kind: Kind) throws {
        let (sluice, place) = try prepared(kind, "once")
        defer { sluice.remove() }
        for number in 0..<120 { try place.deliver(number) }
        try place.settle()
        let before = try place.state()
        #expect(try sluice.expect(["mailbox", "check", CampaignMail.mailbox]).contains(place.url.path))
        let first = try sluice.expect(["poll"])
        #expect(first.contains("120 messages, 120 new"), "\(first)")
        #expect(try sluice.stages.values.count { $0 == "replied" } > 0)
        #expect(try sluice.expect(["poll"]).contains("0 messages, 0 new"))
        #expect(try place.state() == before)
        try place.deliver(120)
        try place.settle()
        #expect(try sluice.expect(["poll"]).contains("1 messages, 1 new"))
        #expect(try sluice.expect(["mailbox", "list"]).contains("good"))
        try sluice.expect(["admin", "verify"])
    }

    @Test("Maildir: a message that was read and flagged is the same; junk is read, tmp is not")
    func keepsMaildirNames() throws {
        let (sluice, place) = try prepared(.maildir, "names")
        defer { sluice.remove() }
        for number in 0..<3 { try place.deliver(number) }
        try place.deliver(3, isJunk: true)
        try Data("half".utf8).write(to: place.url.appending(path: "tmp/1.half"))
        #expect(try sluice.expect(["poll"]).contains("4 messages, 4 new"))
        for (number, flags) in [(0, "S"), (1, "RS")] {
            let name = "17000\(number).M\(number)P1.host"
            try FileManager.default.moveItem(
                at: place.url.appending(path: "new/\(name)"),
                to: place.url.appending(path: "cur/\(name):2,\(flags)"))
        }
        #expect(try sluice.expect(["poll"]).contains("0 messages, 0 new"))
        // Out of the junk it has another place, and the same content.
        try FileManager.default.moveItem(
            at: place.url.appending(path: ".Junk/new/170003.M3P1.host"),
            to: place.url.appending(path: "new/170003.M3P1.host"))
        #expect(try sluice.expect(["poll"]).contains("1 messages, 0 new"))
    }

    @Test("Maildir: what cannot be read is set aside with its reason, and the rest goes on")
    func setsAside() throws {
        let (sluice, place) = try prepared(.maildir, "aside")
        defer { sluice.remove() }
        let odd = place.url.appending(path: "new/1.odd")
        try FileManager.default.createDirectory(at: odd, withIntermediateDirectories: true)
        #expect(try sluice.expect(["poll"]).contains("0 messages, 0 new, 1 set aside"))
        let list = try sluice.expect(["mailbox", "list"])
        #expect(list.contains("good; 1 message set aside: \(odd.path)"), "\(list)")
        try FileManager.default.removeItem(at: odd)
        try Data(Self.mail.message(0).utf8).write(to: odd)
        #expect(try sluice.expect(["poll"]).contains("1 messages, 1 new"))
        #expect(!(try sluice.expect(["mailbox", "list"]).contains("set aside")))
    }

    @Test("mbox: what is still being written waits; one that was rewritten counts nothing twice")
    func followsMbox() throws {
        let (sluice, place) = try prepared(.mbox, "grows")
        defer { sluice.remove() }
        for number in 0..<10 { try place.deliver(number) }
        let lock = try sluice.write("", to: "mail/mia.lock")
        #expect(try sluice.expect(["poll"]).contains("9 messages, 9 new"))
        try FileManager.default.removeItem(atPath: lock)
        try place.settle()
        #expect(try sluice.expect(["poll"]).contains("1 messages, 1 new"))
        // A mail program deletes the first five and marks the others as read.
        let text = try String(contentsOf: place.url, encoding: .utf8)
        let kept = text.split(separator: "From a@b").dropFirst(5).map { "From a@b" + $0 }.joined()
        try kept.replacing("MIME-Version", with: "Status: RO\nMIME-Version").write(
            to: place.url, atomically: true, encoding: .utf8)
        try place.deliver(10)
        try place.settle()
        #expect(try sluice.expect(["poll"]).contains("6 messages"))
        #expect(try sluice.messageCount == 11)
        try FileManager.default.removeItem(at: place.url)
        #expect(try sluice.expect(["poll"]).contains("0 messages, 0 new"))
        try sluice.expect(["admin", "verify"])
    }

    @Test("a place that is wrong is told in words, and when it is tried again", arguments: Kind.allCases)
    func tellsWrongPlaces(_ kind: Kind) throws {
        let (sluice, _) = try prepared(kind, "wrong")
        defer { sluice.remove() }
        let other = sluice.folder.appending(path: "nowhere").path
        try sluice.expect(["mailbox", "add", CampaignMail.mailbox, "--\(kind)", other])
        for command in [["mailbox", "check", CampaignMail.mailbox], ["poll"]] {
            let result = try sluice.run(command)
            #expect(result.status == 1)
            #expect((result.output + result.diagnostics).contains("check the path"), "\(result)")
        }
        #expect(try sluice.expect(["mailbox", "list", "--json"]).contains("\"fault\":\"missing\""))
        // Without a secret no key is wanted.
        let keyless = try sluice.run(["poll"], settings: ["SLUICE_SEALING_KEYS": ""])
        #expect(keyless.output.contains("check the path"), "\(keyless.diagnostics)")
    }

    @Test("serve: what is delivered moves leads", arguments: Kind.allCases)
    func serves(_ kind: Kind) throws {
        let (sluice, place) = try prepared(kind, "serve")
        defer { sluice.remove() }
        for number in 0..<20 { try place.deliver(number) }
        try place.settle()
        let server = try sluice.process(["serve", "--roles", "poll"], log: "serve")
        try server.run()
        defer { if server.isRunning { kill(server.processIdentifier, SIGKILL) } }
        try sluice.waitUntil("the mail") { try sluice.stages.values.count { $0 == "replied" } == 20 }
        for number in 120..<140 { try place.deliver(number) }
        try place.settle()
        // Due at once, in a process that sleeps.
        try sluice.expect(["mailbox", "check", CampaignMail.mailbox])
        try sluice.waitUntil("mail that came while it ran") {
            try sluice.stages.values.count { $0 == "unsubscribed" } == 20
        }
        kill(server.processIdentifier, SIGTERM)
        server.waitUntilExit()
        #expect(server.terminationReason == .exit && server.terminationStatus == 0)
    }

    @Test("killed at random points: nothing lost, nothing twice", arguments: Kind.allCases)
    func survivesKills(_ kind: Kind) throws {
        let (sluice, place) = try prepared(kind, "kills")
        defer { sluice.remove() }
        var landed = 0
        for attempt in 0..<8 {
            for number in attempt * 25..<(attempt + 1) * 25 { try place.deliver(number) }
            try place.settle()
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
        #expect(try sluice.expect(["poll"]).contains("0 messages, 0 new"))
    }
}
