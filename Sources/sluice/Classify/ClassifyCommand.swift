import ArgumentParser
import CalendarTime
import Classification
import Foundation
import MailFormat
import Synchronization

struct ClassifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "classify",
        abstract: "Says what each message is: a reply, an absence, an opt-out, a bounce, …, and why.",
        discussion: """
            PATH is a message file, a folder (each file below it is one message), a Maildir, an mbox (named *.mbox, or \
            with --mbox), or - for standard input. Needs no database, no network and no clock: the time received is \
            --received-at, else that of the topmost Received field, else the Date.
            """)

    @ArgumentParser.Argument(help: ArgumentHelp("What to read.", valueName: "path"))
    var paths: [String] = []

    @Flag(help: "One JSON object a line for each message.")
    var jsonl = false

    @Flag(help: "Everything that speaks for and against the verdict.")
    var explain = false

    @Flag(help: "Every file is an mbox.")
    var mbox = false

    @Option(
        help: ArgumentHelp("When the messages were received (ISO 8601).", valueName: "date"),
        transform: DateArgument.instant)
    var receivedAt: Instant?

    @OptionGroup var classifierOptions: ClassifierOptions
    @OptionGroup var settings: SettingsOptions

    func validate() throws {
        guard !paths.isEmpty else {
            throw ValidationError("Name a file or folder to read, or - for standard input.")
        }
        guard !(jsonl && explain) else { throw ValidationError("Use --jsonl or --explain, not both.") }
    }

    func run() async throws {
        let configuration = try settings.load(classifierOptions.flags)
        let run = ClassifyRun(
            classifier: try configuration.classifier(), receivedAt: receivedAt,
            form: jsonl ? .lines : explain ? .explanation : .table)
        let isComplete = try await run.classify(paths, asMbox: mbox)
        if !isComplete { throw ExitCode.failure }
    }
}
