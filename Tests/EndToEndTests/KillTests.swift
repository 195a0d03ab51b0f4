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

        let begin = Date()
        try calm.expect(ingest)
        let whole = Date().timeIntervalSince(begin)
        var landed = 0
        var points: [Double] = []
        for attempt in 0..<Self.kills {
            // Each run is cut at a random point of what an undisturbed run takes; it has less to do every time, so the
            // kills spread over start, storing, deciding and the end.
            let point = Double.random(in: 0...whole)
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
}
