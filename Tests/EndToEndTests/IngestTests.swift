import Foundation
import Testing

struct IngestTests {
    private static let mail = CampaignMail(leads: 20)

    @Test("the second run of the same folder changes nothing")
    func isIdempotent() throws {
        let sluice = try Sluice("twice")
        defer { sluice.remove() }
        try sluice.prepare(Self.mail)
        let folder = try sluice.writeMessages(0..<100, of: Self.mail, to: "mail")
        try sluice.expect(["ingest", folder, "--mailbox", CampaignMail.mailbox])
        let first = (stats: try sluice.stats, stages: try sluice.stages)
        #expect(first.stats["deliveries"] == .number(100))
        try sluice.expect(["ingest", folder, "--mailbox", CampaignMail.mailbox])
        #expect(try sluice.stats == first.stats)
        #expect(try sluice.stages == first.stages)
        try sluice.expect(["admin", "verify"])
    }

    @Test("a message as a file and inside an mbox is one message, two deliveries")
    func knowsTheSameMessage() throws {
        let sluice = try Sluice("mbox")
        defer { sluice.remove() }
        try sluice.prepare(Self.mail)
        let folder = try sluice.writeMessages(0..<40, of: Self.mail, to: "mail")
        let box = try sluice.write(Self.mail.mbox(0..<40), to: "all.mbox")
        try sluice.expect(["ingest", folder, "--mailbox", CampaignMail.mailbox])
        let before = try sluice.stats
        try sluice.expect(["ingest", box, "--mailbox", CampaignMail.mailbox])
        let after = try sluice.stats
        #expect(after["deliveries"] == .number(80))
        for key in ["messages", "events", "opportunities", "suppressions", "enrollments"] {
            #expect(after[key] == before[key], "\(key)")
        }
    }

    @Test("a dry run tells what would change and changes nothing")
    func dryRunChangesNothing() throws {
        let sluice = try Sluice("dry")
        defer { sluice.remove() }
        try sluice.prepare(Self.mail)
        let folder = try sluice.writeMessages(0..<20, of: Self.mail, to: "mail")
        let before = (stats: try sluice.stats, stages: try sluice.stages)
        let told = try sluice.expect(["ingest", folder, "--mailbox", CampaignMail.mailbox, "--dry-run"])
        #expect(told.contains("Replied"))
        #expect(try sluice.stats == before.stats)
        #expect(try sluice.stages == before.stages)
    }

    @Test("two processes on one database share the work")
    func twoProcesses() throws {
        let sluice = try Sluice("two")
        defer { sluice.remove() }
        try sluice.prepare(Self.mail)
        let folder = try sluice.writeMessages(0..<200, of: Self.mail, to: "mail")
        let ingest = ["ingest", folder, "--mailbox", CampaignMail.mailbox]
        let processes = try (0..<2).map { try sluice.process(ingest, log: "both-\($0)") }
        for process in processes { try process.run() }
        for process in processes { process.waitUntilExit() }
        #expect(processes.map(\.terminationStatus) == [0, 0])
        #expect(try sluice.stats["deliveries"] == .number(200))
        try sluice.expect(["admin", "verify"])
    }
}
