import CalendarTime
import Foundation
import Intake
import LeadStages
import MailSources
import Store
import Testing

@testable import Ingestion

struct PipelineTests {
    private static let replies = (0..<20).map { number in
        TestMail(
            "r\(number)", "kind=reply; intent=interested", from: "lead\(number)@firm\(number).example",
            at: "2026-03-03T09:00:00Z", about: "slc.\(number)@northwind.example",
            header: "Received: from mx.example by mx1; Tue, 3 Mar 2026 09:00:00 +0000\r\n",
            body: "Yes.\r\n\r\nFrom here on, please.")
    }

    private static func write(_ mails: [TestMail], to folder: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for mail in mails { try Data(mail.text.utf8).write(to: URL(filePath: "\(folder)/\(mail.id).eml")) }
    }

    private static func mbox(_ mails: [TestMail]) -> String {
        mails.map { mail in
            let lines = mail.text.split(separator: "\r\n", omittingEmptySubsequences: false).map {
                $0.hasPrefix("From ") ? ">" + $0 : String($0)
            }
            return "From - Tue Mar  3 09:00:00 2026\n" + lines.joined(separator: "\n") + "\n"
        }.joined()
    }

    private static let arrival = Ingest.Arrival(mailbox: World.mia)

    @Test("the same folder twice: the second run changes nothing")
    func isIdempotent() async throws {
        let world = try await World("2026-03-05T12:00:00Z")
        let lanes = try await world.lanes(20)
        try Self.write(Self.replies, to: world.folder + "/mail")
        let source = FileSource(paths: [world.folder + "/mail"])
        let first = try await world.ingest().ingest(source, arrival: Self.arrival)
        #expect(first.delivered == 20 && first.messages == 20 && first.failed == 0)
        #expect(first.kinds == ["reply": 20] && first.states == ["matched": 20])
        #expect(first.changeCount == 40)
        #expect(try await world.stages(lanes).allSatisfy { $0 == [.replied, .canceled] })
        let before = try await world.read { try $0.statistics() }
        let second = try await world.ingest().ingest(source, arrival: Self.arrival)
        #expect(second.read == 20 && second.known == 20 && second.delivered == 0 && second.changeCount == 0)
        #expect(try await world.read { try $0.statistics() } == before)
    }

    @Test("a message as a file and inside an mbox is one message, two deliveries")
    func knowsSameMessage() async throws {
        let world = try await World("2026-03-05T12:00:00Z")
        _ = try await world.lanes(20)
        try Self.write(Self.replies, to: world.folder + "/mail")
        let box = world.folder + "/all.mbox"
        try Data(Self.mbox(Self.replies).utf8).write(to: URL(filePath: box))
        _ = try await world.ingest().ingest(
            FileSource(paths: [world.folder + "/mail"]), arrival: Self.arrival)
        let before = try await world.read { try $0.statistics() }
        let report = try await world.ingest().ingest(FileSource(paths: [box]), arrival: Self.arrival)
        #expect(report.delivered == 20 && report.duplicates == 20 && report.messages == 0)
        let after = try await world.read { try $0.statistics() }
        #expect(after.deliveries == ["done": 40])
        #expect(after.events == before.events && after.messagesByKind == before.messagesByKind)
        #expect(after.opportunitiesByState == before.opportunitiesByState)
    }

    @Test("a dry run tells the same and keeps nothing")
    func dryRun() async throws {
        let world = try await World("2026-03-05T12:00:00Z")
        let lanes = try await world.lanes(20)
        try Self.write(Self.replies, to: world.folder + "/mail")
        let source = FileSource(paths: [world.folder + "/mail", world.folder + "/nothing"])
        let before = try await world.read { try $0.statistics() }
        let told = try await world.ingest().dryRun(source, arrival: Self.arrival)
        #expect(told.delivered == 20 && told.messages == 20 && told.changeCount == 40)
        #expect(told.changes.first?.cause == "r0.eml")
        #expect(told.faults.count == 1)
        #expect(try await world.read { try $0.statistics() } == before)
        #expect(try await world.stages(lanes).allSatisfy { $0 == [.running, .running] })
        let done = try await world.ingest().ingest(source, arrival: Self.arrival)
        #expect(done.kinds == told.kinds && done.changeCount == told.changeCount)
    }

    @Test("files that are no mail are stored and classified all the same")
    func survivesBrokenFiles() async throws {
        let world = try await World("2026-03-05T12:00:00Z")
        let folder = world.folder + "/mail"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var state: UInt64 = 7
        for (name, length) in [("empty", 0), ("one", 1), ("noise", 5_000), ("nul", 300)] {
            let bytes = (0..<length).map { _ -> UInt8 in
                state = state &* 6_364_136_223_846_793_005 &+ 1
                return name == "nul" ? 0 : UInt8(truncatingIfNeeded: state >> 40)
            }
            try Data(bytes).write(to: URL(filePath: "\(folder)/\(name)"))
        }
        let report = try await world.ingest().ingest(FileSource(paths: [folder]), arrival: Self.arrival)
        #expect(report.delivered == 4 && report.failed == 0)
        #expect(report.states == ["unrelated": 4])
    }

    @Test("an unknown mailbox is told, and nothing is stored")
    func refusesUnknownMailbox() async throws {
        let world = try await World()
        await #expect(throws: StoreError.self) {
            try await world.ingest().ingest(
                FileSource(paths: []), arrival: .init(mailbox: "nobody@else.example"))
        }
    }

    /// As a source that polls hands them over.
    private func accept(_ texts: [String], _ world: World) async throws {
        let mailbox = try await world.read { try #require(try $0.mailbox(World.mia)).id }
        let items = texts.map { FetchedMessage(bytes: Array($0.utf8)) }
        for expected in [items.count, 0] {
            let new = try await world.ingest().accept(items, source: "test", mailbox: mailbox) {
                try $0.setCursor(of: "test", to: "1")
            }
            #expect(new == expected)
        }
    }

    @Test("what a dead process of this machine held is taken over")
    func takesOver() async throws {
        let world = try await World("2026-03-05T12:00:00Z")
        let lanes = try await world.lanes(20)
        try await accept(Self.replies.map(\.text), world)
        let dead = LeaseOwner(
            host: LeaseOwner.current.host, process: LeaseOwner.current.process, nonce: "before")
        try await world.store.write(in: world.workspace, at: world.now) {
            _ = try $0.claimDeliveries(limit: 5, owner: dead.text, leaseUntil: $0.now.adding(seconds: 3600))
        }
        let report = try await world.ingest().work()
        #expect(report.messages == 20)
        #expect(try await world.stages(lanes).allSatisfy { $0[0] == .replied })
    }

    @Test("a message that cannot be applied is put aside after five tries, and holds nobody up")
    func putsPoisonAside() async throws {
        let world = try await World("2026-03-05T12:00:00Z")
        let lanes = try await world.lanes(20)
        try await accept(Self.replies.map(\.text), world)
        // The log of one enrollment is damaged: no transaction that touches it can be committed.
        let victim = lanes[3].enrollment
        try await world.store.write(in: world.workspace, at: world.now) {
            try $0.connection.run("UPDATE lead_events SET payload = '{' WHERE enrollment_id = $1", [victim])
        }
        let report = try await world.ingest().work()
        #expect(report.failed == 1 && report.messages == 19)
        let failed = try await world.read { try $0.failedDeliveries(limit: 10) }
        #expect(failed.map(\.attempts) == [5])
        #expect(failed.first?.error?.contains("cannot be read") == true)
    }

    @Test("mail that came before its send was registered is matched when it is")
    func rematches() async throws {
        let world = try await World("2026-03-05T12:00:00Z")
        let enrollment = try await world.lead("anna@firm.example")
        let effects = try await world.take(
            TestMail("r1", "kind=reply", from: "a@else.example", at: "2026-03-03T09:00:00Z"))
        #expect(effects.state == "unmatched")
        try await world.send("slc.1@northwind.example", to: "anna@firm.example", at: "2026-03-02T08:00:00Z")
        let report = try await Corrections(world.ingest()).rematch()
        #expect(report.changes.map(\.to) == [.replied])
        #expect(try await world.stage(enrollment) == .replied)
        #expect(try await Corrections(world.ingest()).rematch().messages == 0)
    }

    @Test("a person attaches what matched nobody; a correction keeps to that lead")
    func attaches() async throws {
        let world = try await World("2026-03-05T12:00:00Z")
        let enrollment = try await world.running()
        let effects = try await world.take(
            TestMail("r1", "kind=reply", from: "a@else.example", at: "2026-03-03T09:00:00Z", about: nil))
        let message = try #require(effects.message)
        let corrections = Corrections(world.ingest())
        let changes = try await corrections.attach(message, to: enrollment, by: World.member)
        #expect(changes.map(\.to) == [.replied])
        try await corrections.reclassify(message, as: .init(.unsubscribe), by: World.admin)
        #expect(try await world.stage(enrollment) == .unsubscribed)
        #expect(try await world.isSuppressed("anna@firm.example"))
    }

    @Test("what matched nobody leaves the queue after thirty days")
    func expires() async throws {
        let world = try await World()
        try await world.take(
            TestMail("r1", "kind=reply", from: "a@else.example", at: "2026-03-03T09:00:00Z", about: nil))
        world.set("2026-04-02T08:00:00Z")
        #expect(try await world.tick().unmatchedExpired == 0)
        world.set("2026-04-02T10:00:00Z")
        #expect(try await world.tick().unmatchedExpired == 1)
    }

    @Test("the same mail at two of our accounts counts where it belongs", arguments: [false, true])
    func secondAccount(_ strangerFirst: Bool) async throws {
        let world = try await World("2026-03-05T12:00:00Z")
        let enrollment = try await world.running()
        let mail = TestMail("r1", "kind=reply", from: "a@else.example", at: "2026-03-03T09:00:00Z")
        for mailbox in strangerFirst ? [World.tom, World.mia] : [World.mia, World.tom] {
            try await world.take(mail, to: mailbox)
        }
        #expect(try await world.stage(enrollment) == .replied)
        #expect(try await world.read { try $0.statistics() }.messagesByMatch == ["matched": 1])
    }
}
