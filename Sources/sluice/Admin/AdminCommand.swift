import ArgumentParser
import Foundation
import Store
import StoreSQLite

struct AdminCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "admin",
        abstract: "Looks after people, keys and the database.",
        subcommands: [
            UserCommand.self, KeyCommand.self, WorkspaceCommand.self, MigrateCommand.self, BackupCommand.self,
            RestoreCommand.self, VerifyCommand.self,
            StatsCommand.self,
            SettingsCommand.self,
        ])
}

struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Brings the database up to this version; every other command does so too, when it opens it."
    )

    @OptionGroup var session: SessionOptions

    func run() async throws {
        let location = try session.configuration().database
        try Session.makeFolder(of: location)
        let driver = try SQLiteDriver(path: location.path)
        let ran = try await MailStore.migrate(driver, at: session.now)
        try await driver.close()
        for name in ran { try Terminal.write("\(name)\n") }
        try Terminal.write(
            "\(location.path): \(ran.isEmpty ? "up to date" : "\(ran.count) migrations ran")\n")
    }
}

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Writes a complete, consistent copy of the database to a new file, while work goes on.")

    @Argument(help: ArgumentHelp("The file to write; it must not exist.", valueName: "file")) var file: String
    @OptionGroup var session: SessionOptions

    func run() async throws {
        let session = try await Session.open(session)
        try await session.store.backup(to: file)
        let size = (try? FileManager.default.attributesOfItem(atPath: file)[.size] as? Int) ?? nil
        try Terminal.write("\(file): backup written\(size.map { ", \($0) bytes" } ?? "")\n")
    }
}

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract:
            "Recomputes every stage from its events, checks every reference and mail; exit code 1 on a difference."
    )

    @Flag(help: "JSON for programs.") var json = false
    @OptionGroup var session: SessionOptions

    func run() async throws {
        let session = try await Session.open(session)
        let report = try await session.store.verify(workspace: session.workspace, at: session.now)
        try json ? writeJSON(report) : writeText(report)
        if !report.isClean { throw ExitCode.failure }
    }

    private func writeJSON(_ report: VerifyReport) throws {
        var text = JSONText()
        text.object { text in
            text.field("clean", report.isClean)
            text.field("enrollments", report.enrollments)
            text.field("addresses", report.addresses)
            text.field("raw_mails", report.rawMails)
            text.field("differences", each: report.differences) { text, difference in
                text.field("check", difference.check)
                text.field("place", difference.place)
                text.field("expected", difference.expected)
                text.field("found", difference.found)
            }
        }
        text.endLine()
        try Terminal.write(text)
    }

    private func writeText(_ report: VerifyReport) throws {
        for difference in report.differences {
            try Terminal.write("\(PlainText.line(difference.description))\n")
        }
        let count = report.differences.count
        let found = count == 0 ? "no differences" : "\(count) \(count == 1 ? "difference" : "differences")"
        try Terminal.write(
            "\(report.enrollments) enrollments, \(report.addresses) addresses, \(report.rawMails) mails: \(found)\n"
        )
    }
}
