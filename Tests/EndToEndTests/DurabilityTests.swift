import Foundation
import Testing

struct DurabilityTests {
    private static let mail = CampaignMail(leads: 10)

    @Test("an acknowledgement follows its fdatasync", .enabled(if: Tool.strace.exists))
    func acknowledgesAfterSync() throws {
        let sluice = try Sluice("strace")
        defer { sluice.remove() }
        try sluice.prepare(Self.mail)
        let folder = try sluice.writeMessages(0..<1, of: Self.mail, to: "mail")
        let trace = sluice.folder.appending(path: "trace").path
        let result = try sluice.run(
            tool: Tool.strace.path,
            ["-f", "-y", "-o", trace, "-e", "trace=fdatasync,fsync,write,pwrite64", Sluice.executable.path]
                + ["ingest", folder, "--mailbox", CampaignMail.mailbox])
        try #require(result.status == 0, "\(result.diagnostics)")
        let calls = try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n")
        let lastWrite = try #require(calls.lastIndex { $0.contains("-wal>") && $0.contains("write") })
        let lastSync = try #require(calls.lastIndex { $0.contains("-wal>") && $0.contains("fdatasync(") })
        let answer = try #require(calls.lastIndex { $0.contains("write(1<") })
        #expect(lastWrite < lastSync && lastSync < answer, "\(lastWrite) \(lastSync) \(answer)")
    }

    @Test("a full disk is told, and nothing is lost", .enabled(if: Tool.canMount))
    func survivesFullDisk() throws {
        let sluice = try Sluice("full")
        defer { sluice.remove() }
        let many = CampaignMail(leads: 10)
        let folder = try sluice.writeMessages(0..<600, of: many, to: "mail")
        let leads = try sluice.write(many.leadRows, to: "leads.csv")
        let sends = try sluice.write(many.sendLines, to: "sends.jsonl")
        let disk = sluice.folder.appending(path: "disk").path
        // The small disk lives in a mount namespace of its own and goes away with it.
        let script = """
            set -e
            mkdir -p '\(disk)'
            mount -t tmpfs -o size=1500k tmpfs '\(disk)'
            export SLUICE_DATABASE='sqlite:\(disk)/s.sqlite'
            s='\(Sluice.executable.path)'
            "$s" mailbox add \(CampaignMail.mailbox) >/dev/null
            "$s" campaign add Spring >/dev/null
            "$s" campaign step add Spring >/dev/null
            "$s" lead import '\(leads)' --campaign Spring >/dev/null
            "$s" send import '\(sends)' >/dev/null
            if "$s" ingest '\(folder)' --mailbox \(CampaignMail.mailbox) >/dev/null 2>'\(disk).err'; then
                echo 'the small disk took everything'; exit 3
            fi
            mount -o remount,size=200m '\(disk)'
            "$s" admin verify >/dev/null
            "$s" ingest '\(folder)' --mailbox \(CampaignMail.mailbox) >/dev/null
            "$s" admin verify >/dev/null
            "$s" admin stats --json
            """
        let result = try sluice.run(tool: Tool.unshare.path, ["--mount", "sh", "-c", script])
        try #require(result.status == 0, "\(result.output) \(result.diagnostics)")
        let told = try String(contentsOfFile: "\(disk).err", encoding: .utf8)
        #expect(told.contains("disk") && told.contains("full"), "\(told)")
        let stats = try JSONDecoder().decode([String: JSONValue].self, from: Data(result.output.utf8))
        #expect(stats["deliveries"] == .number(600))
    }
}
