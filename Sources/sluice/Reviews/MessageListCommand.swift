import ArgumentParser
import Store

struct MessageListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract:
            "Lists mail that is no lead's: what matched nobody, or is held for a person; the newest first.")

    enum Waiting: String, CaseIterable, ExpressibleByArgument {
        case unmatched, held
    }

    @Option(help: "Which mail.") var state = Waiting.unmatched
    @Option(help: ArgumentHelp("Messages in one answer.", valueName: "n")) var limit = 50
    @Flag(help: "JSON for programs.") var json = false
    @OptionGroup var session: SessionOptions

    func validate() throws {
        guard (1...10_000).contains(limit) else { throw ValidationError("--limit takes 1 to 10000.") }
    }

    func run() async throws {
        let session = try await Session.open(session)
        let (state, limit) = (state.rawValue, limit)
        let messages = try await session.read { try $0.unattached(state: state, limit: limit) }
        if json {
            var text = JSONText()
            text.object { text in
                text.field("messages", each: messages) { text, message in
                    text.field("id", Int(message.id.rawValue))
                    text.field("received_at", message.receivedAt)
                    text.field("kind", message.kind)
                    text.field("from", message.sender)
                    text.field("from_name", message.senderName)
                    text.field("subject", message.subject)
                    text.field("state", message.matchState)
                }
            }
            text.endLine()
            return try Terminal.write(text)
        }
        guard !messages.isEmpty else { return try Terminal.write("no \(state) mail\n") }
        var table = TextTable("Message>", "Received", "Kind", "From~", "Subject~")
        for message in messages {
            table.add(
                message.id.description, LocalText.minute(message.receivedAt), message.kind,
                LocalText.person(message.senderName, message.sender), message.subject)
        }
        try Terminal.write(table)
    }
}
