import ArgumentParser
import CalendarTime
import Foundation
import Ingestion
import LeadStages
import Store

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Plays a story: two campaigns, what comes back to them, and how every lead gets its stage.",
        discussion: """
            Works on a database of its own in a temporary folder and on a clock of its own; nothing is sent, and no other \
            database is touched. When the story is told, its pages are served on this machine until you stop it.
            """)

    @Flag(help: "Serve no pages afterwards.") var noServe = false
    @Option(help: ArgumentHelp("Port of the pages; 0 takes a free one.", valueName: "port")) var port = 8025
    @Option(help: ArgumentHelp("Folder of the story.", valueName: "dir")) var story: String?
    @Option(help: ArgumentHelp("Folder for the database (default: a new temporary one).", valueName: "dir"))
    var folder: String?
    @Option(help: ArgumentHelp("Folder of rule files.", valueName: "dir")) var rules: String?
    @OptionGroup var settings: SettingsOptions

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port takes 0 to 65535.") }
    }

    func run() async throws {
        let configuration = try settings.load([.rules: rules.map { [$0] } ?? []])
        let storyFolder = try story ?? ResourceFolder.find("fixtures", orGive: "--story DIR") + "/demo"
        let rulesFolder = try RulesFolder(configuration.rulesFolder)
        let location = DatabaseLocation(path: try databaseFolder() + "/sluice.sqlite")
        let run = try await DemoRun(
            story: try DemoStory(folder: storyFolder), folder: storyFolder, location: location,
            rules: try rulesFolder.load(configuration.lexiconCache))
        try await run.prepare()
        let report = DemoReport(run: run)
        let before = try await report.stages()
        try Terminal.write(report.title(before))
        for entry in run.story.timeline {
            let (sent, done) = try await run.perform(entry)
            try Terminal.write(try await report.lines(entry, sent: sent, done: done))
        }
        try await run.finish()
        let after = try await report.stages()
        try Terminal.write(try await report.ending(before, after))
        if noServe { try await run.store.close() }
        try Terminal.write(Self.hints(location.url, rules: rulesFolder.path, after))
        for surprise in run.surprises { Terminal.report("the story went otherwise: \(surprise)") }
        if !run.surprises.isEmpty { throw ExitCode.failure }
        if !noServe { try await DemoPages(run, configuration: configuration, port: port).serve() }
    }

    private func databaseFolder() throws -> String {
        guard let folder else {
            let place = FileManager.default.temporaryDirectory.appending(
                path: "sluice-demo-\(UUID().uuidString.prefix(8))")
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            return place.path
        }
        guard !FileManager.default.fileExists(atPath: folder + "/sluice.sqlite") else {
            throw CommandFailure("\(folder)/sluice.sqlite: there is a database already; name another folder")
        }
        return folder
    }

    private static func hints(_ database: String, rules: String, _ after: [DemoReport.Row]) -> String {
        // One whose stage the words of a mail decided has most to explain.
        let example = after.first { $0.stage == .replied } ?? after.first
        return """

            The database stays at \(database). To look further:
                export SLUICE_DATABASE='\(database)' SLUICE_RULES='\(rules)'
                sluice lead list --campaign '\(example?.campaign ?? "")'
                sluice lead explain \(example?.email ?? "")
                sluice opportunity list --state all
                sluice suppress export

            """
    }
}
