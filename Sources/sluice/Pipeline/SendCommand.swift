import ArgumentParser
import Ingestion
import Store

struct SendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send", abstract: "What an outside sender sent, so that what comes back can be matched.",
        subcommands: [SendImportCommand.self])
}

struct SendImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Registers what an outside sender sent (JSON Lines); again changes nothing.",
        discussion: """
            One object a line: "lead" (address), "campaign" (name), "step" (1 is the first), "mailbox", "message_id", \
            "sent_at" (ISO 8601); optional "subject", "text", "token". Where a step could not be sent, "error" with \
            its code instead of "message_id".
            """)

    @Argument(help: ArgumentHelp("A file, or - for standard input.", valueName: "file")) var file: String
    @Flag(help: "JSON for programs.") var json = false
    @OptionGroup var session: SessionOptions

    /// Faults that are listed.
    private static let listed = 20

    func run() async throws {
        let session = try await Session.open(session)
        let progress = ProgressLine("lines")
        let lines = try LineReader(path: file == "-" ? "/dev/stdin" : file)
        let report = try await session.sendImport().run(lines, source: file, progress: { progress.set($0) })
        progress.finish()
        for fault in report.faults.prefix(Self.listed) {
            let place = fault.line.map { "\(file):\($0)" } ?? file
            Terminal.report("\(place): \(PlainText.line(fault.message))")
        }
        if report.faultCount > Self.listed { Terminal.note("… and \(report.faultCount - Self.listed) more") }
        try json ? Terminal.write(Self.json(report)) : Terminal.write(Self.text(report))
        if report.added > 0,
            try await session.read({ try !$0.unattached(state: "unmatched", limit: 1).isEmpty })
        {
            Terminal.note("mail that matched nobody waits; 'sluice message rematch' tries it again")
        }
        if report.faultCount > 0 { throw ExitCode.failure }
    }

    private static func text(_ report: SendImport.Report) -> String {
        let errors = report.errors > 0 ? ", \(report.errors) errors noted" : ""
        let faults = report.faultCount > 0 ? ", \(report.faultCount) lines with a fault left out" : ""
        return "\(report.added) sends registered, \(report.known) known before\(errors)\(faults)\n"
    }

    private static func json(_ report: SendImport.Report) -> JSONText {
        var text = JSONText()
        text.object { text in
            text.field("added", report.added)
            text.field("known", report.known)
            text.field("errors", report.errors)
            text.field("faults", report.faultCount)
            text.field("fault_lines", each: report.faults) { text, fault in
                text.field("line", fault.line)
                text.field("message", fault.message)
            }
        }
        text.endLine()
        return text
    }
}

extension Session {
    func sendImport() -> SendImport {
        let now = now
        let isFixed = hasFixedTime
        return SendImport(store: store, workspace: workspace, clock: { isFixed ? now : SystemClock.now() })
    }
}
