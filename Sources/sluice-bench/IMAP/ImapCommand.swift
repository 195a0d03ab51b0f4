import ArgumentParser

struct ImapCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "imap",
        abstract: "Measure how mailboxes are polled; starts the servers it needs on loopback.",
        subcommands: [ImapFetchCommand.self, ImapPollsCommand.self, ImapScheduleCommand.self])
}
