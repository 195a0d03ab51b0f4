import ArgumentParser

struct LeadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lead", abstract: "The people we write to, and where each stands in a campaign.",
        subcommands: [
            LeadAddCommand.self, LeadImportCommand.self, LeadListCommand.self, LeadShowCommand.self,
            LeadExplainCommand.self, LeadStartCommand.self, LeadCancelCommand.self, LeadResumeCommand.self,
            LeadPauseCommand.self, LeadUnsubscribeCommand.self, LeadMarkRepliedCommand.self,
            LeadClearInvalidCommand.self, LeadDeleteCommand.self, LeadEraseCommand.self,
        ])
}
