import ArgumentParser
import Store

struct MailboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mailbox", abstract: "The accounts of ours that receive mail.",
        subcommands: [
            MailboxAddCommand.self, MailboxListCommand.self, MailboxCheckCommand.self,
            MailboxRemoveCommand.self, MailboxResealCommand.self,
        ])
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
        try await session.write { transaction in
            let mailbox = try transaction.requireMailbox(address)
            try transaction.removeMailbox(mailbox.id)
            // Its password is of no use any more.
            try transaction.setMailboxSettings(mailbox.id, to: "{}")
        }
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
