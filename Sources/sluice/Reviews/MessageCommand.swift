import ArgumentParser
import Classification
import Ingestion
import Store

struct MessageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "message", abstract: "Puts single messages right: their class, and whom they concern.",
        subcommands: [
            MessageListCommand.self, MessageReclassifyCommand.self, MessageAttachCommand.self,
            MessageRematchCommand.self,
        ])
}

struct MessageReclassifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reclassify",
        abstract: "Gives a message another class, and takes back what the old one brought about.")

    @ArgumentParser.Argument(help: "Id of the message, as 'sluice lead explain' shows it.") var id: Int64
    @Option(help: "What it is.") var kind: Kind
    @Option(help: "Of an auto_reply.") var subkind: Subkind?
    @Option(help: "Of a reply.") var intent: Intent?
    @Option(help: ArgumentHelp("Why; kept with the event.", valueName: "text")) var reason: String?
    @OptionGroup var classifierOptions: ClassifierOptions
    @OptionGroup var session: SessionOptions

    func validate() throws {
        guard subkind == nil || kind == .autoReply else {
            throw ValidationError("--subkind is for auto_reply only.")
        }
        guard intent == nil || kind == .reply else { throw ValidationError("--intent is for reply only.") }
    }

    func run() async throws {
        let session = try await Session.open(session, flags: classifierOptions.flags)
        let changes = try await Corrections(try session.ingest()).reclassify(
            RowID(id), as: Corrections.Class(kind, subkind: subkind, intent: intent),
            by: session.actor(reason: reason))
        try await MessageChanges.write(changes, "message \(id) is \(kind.rawValue) now", session)
    }
}

struct MessageAttachCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "attach", abstract: "Says which lead a message belongs to that matched nobody.")

    @ArgumentParser.Argument(help: "Id of the message, as 'sluice message list' shows it.") var id: Int64
    @Option(help: ArgumentHelp("The lead, by address or id.", valueName: "lead")) var lead: String
    @Option(help: ArgumentHelp("The campaign, by name or id.", valueName: "name")) var campaign: String
    @OptionGroup var classifierOptions: ClassifierOptions
    @OptionGroup var session: SessionOptions

    func run() async throws {
        let session = try await Session.open(session, flags: classifierOptions.flags)
        let (lead, campaign) = (lead, campaign)
        let enrollment = try await session.read { transaction in
            let lead = try transaction.requireLead(lead)
            let campaign = try transaction.requireCampaign(campaign)
            guard let id = try transaction.enrollment(lead: lead.id, campaign: campaign.id) else {
                throw CommandFailure("lead \(lead.id) is not in campaign '\(campaign.name)'; add it first")
            }
            return id
        }
        let changes = try await Corrections(try session.ingest()).attach(
            RowID(id), to: enrollment, by: session.actor(reason: nil))
        try await MessageChanges.write(
            changes, "message \(id) belongs to \(PlainText.line(lead)) now", session)
    }
}

struct MessageRematchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rematch",
        abstract: "Tries again to match what matched nobody, after late sends or new addresses.")

    @OptionGroup var classifierOptions: ClassifierOptions
    @OptionGroup var session: SessionOptions

    func run() async throws {
        let session = try await Session.open(session, flags: classifierOptions.flags)
        let report = try await Corrections(try session.ingest()).rematch()
        let text = try await IngestText(report, isDryRun: false, session)
        try Terminal.write("\(report.messages) messages matched now\n" + text.changesText(listsAll: true))
    }
}

private enum MessageChanges {
    static func write(_ changes: [StageChange], _ title: String, _ session: Session) async throws {
        var report = IngestReport()
        report.changes = changes
        report.changeCount = changes.count
        let text = try await IngestText(report, isDryRun: false, session)
        try Terminal.write(title + "\n" + text.changesText(listsAll: true))
    }
}

extension Kind: ExpressibleByArgument {}
extension Subkind: ExpressibleByArgument {}
extension Intent: ExpressibleByArgument {}
