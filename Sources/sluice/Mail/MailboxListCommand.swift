import ArgumentParser
import CalendarTime
import PollScheduling
import Store

struct MailboxListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the accounts, and how each of them does.")

    @Flag(help: "JSON for programs.") var json = false
    @OptionGroup var session: SessionOptions

    func run() async throws {
        let session = try await Session.open(session)
        let entries = try await session.read { try $0.mailboxStates() }
        if json { return try Terminal.write(Self.json(entries)) }
        var table = TextTable("Id>", "Mailbox~", "Server~", "Every", "Last read", "Last mail", "State~")
        for entry in entries {
            table.add(
                entry.account.id.description, entry.account.address, entry.connection?.place ?? "",
                entry.connection.map { DurationArgument.text($0.interval) } ?? "",
                entry.health.lastRead.map(LocalText.minute) ?? "",
                entry.health.lastMail.map(LocalText.minute) ?? "", entry.health.words)
        }
        try Terminal.write(table)
    }

    private static func json(_ entries: [MailboxState]) -> JSONText {
        var text = JSONText()
        text.object { text in
            text.field("mailboxes", each: entries) { text, entry in
                text.field("id", Int(entry.account.id.rawValue))
                text.field("address", entry.account.address)
                text.field("source", entry.connection?.source.rawValue)
                text.field("server", entry.connection?.place)
                text.field("interval_seconds", entry.connection.map { Int($0.interval) })
                text.field("state", entry.health.state.rawValue)
                text.field("fault", entry.health.fault)
                text.field("fault_text", entry.health.text)
                text.field("failures", entry.health.failures)
                text.field("last_read_at", entry.health.lastRead?.iso8601)
                text.field("last_mail_at", entry.health.lastMail?.iso8601)
                text.field("next_poll_at", entry.health.next?.iso8601)
            }
        }
        text.endLine()
        return text
    }
}

extension MailboxHealth {
    /// One line for people: what is wrong, what to do, and when it is tried again.
    var words: String {
        let retry = failures > 0 ? next.map { ", next try \(LocalText.minute($0))" } ?? "" : ""
        return switch state {
        case .unconnected: "not polled"
        case .new: "not polled yet"
        case .good: "good" + (text.map { "; \($0)" } ?? "")
        case .troubled, .broken, .silent: (text ?? state.rawValue) + retry
        }
    }
}
