import ArgumentParser
import Foundation

@main
struct SluiceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sluice",
        abstract: "Says what comes back to a mail campaign, and moves each lead to its stage.",
        discussion: """
            Exit codes: 0 done, 1 not done, 2 wrong usage. Results go to standard output, the rest to standard error.
            Settings: flags win over SLUICE_… in the environment, over the file of --config, over defaults; see \
            'sluice admin settings'.
            """,
        subcommands: [
            DemoCommand.self, ClassifyCommand.self, RulesCommand.self, MailboxCommand.self,
            CampaignCommand.self,
            LeadCommand.self, SendCommand.self, IngestCommand.self, PollCommand.self, WorkCommand.self,
            ServeCommand.self, OpportunityCommand.self,
            ReviewCommand.self, MessageCommand.self, SuppressCommand.self, ReplayCommand.self,
            AdminCommand.self,
        ])

    @Flag(help: "Print the versions of the program, its rules and the libraries it runs on.")
    var version = false

    func run() async throws {
        guard version else { throw CleanExit.helpRequest(self) }
        try Terminal.write(VersionText.current())
    }

    static func main() async {
        let command: any ParsableCommand
        do { command = try await asyncParseAsRoot() } catch { end(parsing: error) }
        do {
            try await perform(command)
        } catch {
            end(running: error)
        }
    }

    private static func perform(_ command: any ParsableCommand) async throws {
        if var concurrent = command as? any AsyncParsableCommand {
            try await concurrent.run()
        } else {
            var plain = command
            try plain.run()
        }
    }

    /// The argument parser exits with 64 on wrong usage (sysexits.h); ours is 2.
    private static func end(parsing error: any Error) -> Never {
        let text = fullMessage(for: error)
        if exitCode(for: error) == .success {
            print(text)
            Foundation.exit(0)
        }
        Terminal.note(text)
        Foundation.exit(2)
    }

    private static func end(running error: any Error) -> Never {
        ProgressLine.clear()
        switch error {
        case let code as ExitCode: Foundation.exit(code.rawValue)
        case let usage as UsageFailure:
            Terminal.report(usage.description)
            Foundation.exit(2)
        default: break
        }
        // Help that was asked for, and usage that only running could check, come by way of the parser.
        let code = exitCode(for: error)
        if code == .success || code == .validationFailure { end(parsing: error) }
        Terminal.report(FailureText.describe(error))
        Foundation.exit(1)
    }
}
