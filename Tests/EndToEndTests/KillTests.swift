import Foundation
import Testing

/// 2,000 messages, 50 times SIGKILL at random points: nothing lost, nothing twice.
@Suite(.serialized)
struct KillTests {
    private static let kills = 50
    private static let mail = CampaignMail(leads: 400)
    private static let count = 2_000

    @Test("ingest killed at random points loses nothing and counts nothing twice")
    func survivesKills() throws {
        let calm = try Sluice("calm")
        let killed = try Sluice("killed")
        defer {
            calm.remove()
            killed.remove()
        }
        for sluice in [calm, killed] { try sluice.prepare(Self.mail) }
        let folder = try calm.writeMessages(0..<Self.count, of: Self.mail, to: "mail")
        let ingest = ["ingest", folder, "--mailbox", CampaignMail.mailbox]

        let whole = try seconds { try calm.expect(ingest) }
        let one = try calm.writeMessages(0..<1, of: Self.mail, to: "one")
        let start = try seconds { try calm.expect(["ingest", one, "--mailbox", CampaignMail.mailbox]) }
        // A run that is cut has start-up and about a fiftieth of the work before it; the points lie anywhere in there,
        // so the kills spread over start, storing, deciding and the end of what is one run of all messages.
        let span = start + max(0, whole - start) * 4 / Double(Self.kills)
        var landed = 0
        var points: [Double] = []
        for attempt in 0..<Self.kills {
            let point = Double.random(in: 0...span)
            let process = try killed.process(ingest, log: "kill-\(attempt)")
            try process.run()
            Thread.sleep(forTimeInterval: point)
            if process.isRunning {
                kill(process.processIdentifier, SIGKILL)
                landed += 1
                points.append(point)
            }
            process.waitUntilExit()
            if process.terminationReason == .exit { #expect(process.terminationStatus == 0) }
        }
        #expect(landed > 0, "no kill hit a running process")
        try killed.expect(ingest)
        try killed.expect(["admin", "verify"])
        #expect(try killed.stats == calm.stats, "killed after \(points) s")
        #expect(try killed.stages == calm.stages)
    }

    private func seconds(_ body: () throws -> Void) rethrows -> Double {
        let begin = Date()
        try body()
        return Date().timeIntervalSince(begin)
    }
}
