import ArgumentParser
import Store

struct MailboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mailbox", abstract: "The accounts of ours that receive mail.",
        subcommands: [MailboxAddCommand.self, MailboxListCommand.self, MailboxRemoveCommand.self])
}

struct MailboxAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Makes an account known; one that was removed comes back.")

    @Argument(help: "Its address.") var address: String
    @OptionGroup var session: SessionOptions

    func validate() throws { try AddressArgument.check(address) }

    func run() async throws {
        let session = try await Session.open(session)
        let address = address
        let mailbox = try await session.write { try $0.createMailbox(address) }
        try Terminal.write("mailbox \(mailbox.id): \(PlainText.line(mailbox.address))\n")
    }
}

struct MailboxListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists the accounts.")

    @Flag(help: "JSON for programs.") var json = false
    @OptionGroup var session: SessionOptions

    func run() async throws {
        let session = try await Session.open(session)
        let mailboxes = try await session.read { try $0.mailboxes() }.filter { $0.removedAt == nil }
        if json {
            var text = JSONText()
            text.object { text in
                text.field("mailboxes", each: mailboxes) { text, mailbox in
                    text.field("id", Int(mailbox.id.rawValue))
                    text.field("address", mailbox.address)
                }
            }
            text.endLine()
            return try Terminal.write(text)
        }
        var table = TextTable("Id>", "Mailbox")
        for mailbox in mailboxes { table.add(mailbox.id.description, mailbox.address) }
        try Terminal.write(table)
    }
}

struct MailboxRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Takes an account out of use; its mail stays, and is still known as ours.")

    @Argument(help: "Its address.") var address: String
    @OptionGroup var session: SessionOptions

    func run() async throws {
        let session = try await Session.open(session)
        let address = address
        try await session.write { try $0.removeMailbox($0.requireMailbox(address).id) }
        try Terminal.write("removed \(PlainText.line(address))\n")
    }
}

/// Addresses on the command line.
enum AddressArgument {
    static func check(_ text: String) throws {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count >= 2, !parts[0].isEmpty, parts.last?.isEmpty == false,
            !text.contains(where: \.isWhitespace)
        else { throw ValidationError("'\(text)' is no address; write it like mia@example.com.") }
    }
}
