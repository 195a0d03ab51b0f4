import ArgumentParser
import Ingestion
import LeadStages
import Store

struct LeadAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Adds one lead to a campaign; it is Not Started until somebody starts it.")

    @Argument(help: "Address.") var address: String
    @Option(help: ArgumentHelp("The campaign, by name or id.", valueName: "name")) var campaign: String
    @Option(help: ArgumentHelp("Name of the person.", valueName: "text")) var name: String?
    @Option(help: ArgumentHelp("Where the person works.", valueName: "text")) var company: String?
    @Option(help: ArgumentHelp("Such as Europe/Berlin.", valueName: "zone")) var timeZone: String?
    @OptionGroup var session: SessionOptions

    func validate() throws { try AddressArgument.check(address) }

    func run() async throws {
        let session = try await Session.open(session)
        let titles = "email,name,company,time_zone\n"
        let cells = [address, name ?? "", company ?? "", timeZone ?? ""].map(DelimitedCell.asIs)
        let campaignName = campaign
        let campaign = try await session.read { try $0.requireCampaign(campaignName) }
        let report = try await session.leadImport().run(
            CSVReader(text: titles + cells.joined(separator: ",") + "\n"), into: campaign.id,
            source: "lead add")
        if case .refused(let code, let message) = report.refusals.first?.outcome {
            throw CommandFailure("\(address): \(message) [\(code)]")
        }
        try Terminal.write(
            "\(PlainText.line(address)): added to \(PlainText.line(campaign.name)), Not Started\n")
    }
}

struct LeadImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Adds the leads of a CSV file to a campaign; each refused row is listed.",
        discussion: """
            The first line names the columns: email, and if you have them name (or first_name and last_name), company, \
            company_id, time_zone; other columns are kept. Separators may be comma, semicolon or tab.
            """)

    @Argument(help: ArgumentHelp("A CSV file, or - for standard input.", valueName: "file")) var file: String
    @Option(help: ArgumentHelp("The campaign, by name or id.", valueName: "name")) var campaign: String
    @Flag(help: "JSON for programs.") var json = false
    @OptionGroup var session: SessionOptions

    /// Refused rows that are listed.
    private static let listed = 20

    func run() async throws {
        let session = try await Session.open(session)
        let name = campaign
        let campaign = try await session.read { try $0.requireCampaign(name) }
        let reader = try CSVReader(path: file == "-" ? "/dev/stdin" : file)
        let progress = ProgressLine("leads")
        let report: LeadImport.Report
        do {
            report = try await session.leadImport().run(
                reader, into: campaign.id, source: file, progress: { progress.set($0) })
        } catch let fault as ImportFault {
            throw CommandFailure("\(file): \(fault)")
        }
        progress.finish()
        try json ? Terminal.write(Self.json(report)) : writeText(report)
    }

    private func writeText(_ report: LeadImport.Report) throws {
        for row in report.refusals.prefix(Self.listed) {
            guard case .refused(let code, let message) = row.outcome else { continue }
            Terminal.note("\(file):\(row.line): \(PlainText.line(row.email)): \(message) [\(code)]")
        }
        if report.refusedCount > Self.listed {
            Terminal.note("… and \(report.refusedCount - Self.listed) more; --json lists them")
        }
        let codes = report.refused.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        let refused = codes.isEmpty ? "" : " (\(codes.joined(separator: ", ")))"
        try Terminal.write("\(report.added) leads added, \(report.refusedCount) refused\(refused)\n")
    }

    private static func json(_ report: LeadImport.Report) -> JSONText {
        var text = JSONText()
        text.object { text in
            text.field("added", report.added)
            text.counts("refused", report.refused)
            text.field("refusals", each: report.refusals) { text, row in
                text.field("line", row.line)
                text.field("email", row.email)
                if case .refused(let code, let message) = row.outcome {
                    text.field("code", code)
                    text.field("message", message)
                }
            }
        }
        text.endLine()
        return text
    }
}

extension Session {
    func leadImport() -> LeadImport {
        let now = now
        let isFixed = hasFixedTime
        return LeadImport(store: store, workspace: workspace, clock: { isFixed ? now : SystemClock.now() })
    }
}
