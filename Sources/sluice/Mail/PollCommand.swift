import ArgumentParser
import Foundation
import Ingestion
import PollScheduling
import Store

struct PollCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "poll",
        abstract: "Polls mailboxes once, now, and says what came and what it changed.",
        discussion:
            "Without addresses: all that have a server. For polling on schedule there is 'sluice serve'.")

    @Argument(help: ArgumentHelp("Addresses of accounts.", valueName: "mailbox")) var mailboxes: [String] = []
    @Flag(help: "JSON for programs.") var json = false
    @OptionGroup var network: NetworkOptions
    @OptionGroup var classifierOptions: ClassifierOptions
    @OptionGroup var session: SessionOptions

    func run() async throws {
        let session = try await Session.open(session, flags: classifierOptions.flags)
        let chosen = try await chosen(session)
        let ingest = try session.ingest()
        let scheduler = PollScheduler(
            MailboxReader(try session.access(network, to: chosen.compactMap(\.connection)), ingest: ingest),
            limits: try network.limits())
        let polled = try await scheduler.pollOnce(chosen.map(\.account.id))
        let report = try await ingest.work()
        let text = try await IngestText(report, isDryRun: false, session)
        let names = Dictionary(chosen.map { ($0.account.id, $0.account.address) }) { first, _ in first }
        try json
            ? Terminal.write(Self.json(polled, names, text))
            : Terminal.write(Self.lines(polled, names) + text.changesText(listsAll: true))
        if polled.contains(where: { $0.fault != nil }) || report.failed > 0 { throw ExitCode.failure }
    }

    private func chosen(_ session: Session) async throws -> [MailboxState] {
        let entries = try await session.read { try $0.mailboxStates() }.filter { $0.connection != nil }
        guard !mailboxes.isEmpty else {
            guard !entries.isEmpty else {
                throw CommandFailure(
                    "no mailbox has a server; give one with 'sluice mailbox add ADDRESS --host … --password-file …'"
                )
            }
            return entries
        }
        let names = mailboxes
        let accounts = try await session.read { transaction in
            try names.map { try transaction.requireMailbox($0).id }
        }
        return try zip(mailboxes, accounts).map { name, id in
            guard let entry = entries.first(where: { $0.account.id == id }) else {
                throw CommandFailure(
                    "\(name) has no server; give it with 'sluice mailbox add \(name) --host …'")
            }
            return entry
        }
    }

    private static func lines(_ polled: [PolledMailbox], _ names: [RowID<MailboxAccount>: String]) -> String {
        polled.map { "\(PlainText.line(names[$0.mailbox] ?? "")): \($0.words)\n" }.joined()
    }

    private static func json(
        _ polled: [PolledMailbox], _ names: [RowID<MailboxAccount>: String], _ text: IngestText
    ) -> JSONText {
        var json = JSONText()
        json.object { json in
            json.field("mailboxes", each: polled) { json, mailbox in
                json.field("address", names[mailbox.mailbox])
                json.field("messages", mailbox.messages)
                json.field("new", mailbox.new)
                json.field("unreadable", mailbox.unreadable)
                json.field("fault", mailbox.fault?.code)
                json.field("fault_text", mailbox.fault?.text)
            }
            text.writeChanges(to: &json)
        }
        json.endLine()
        return json
    }
}

extension PolledMailbox {
    /// What came, and what went wrong, on one line.
    var words: String {
        var words = "\(messages) messages, \(new) new"
        if unreadable > 0 { words += ", \(unreadable) set aside" }
        if let fault { words += "; \(fault.text)" }
        return words
    }
}
