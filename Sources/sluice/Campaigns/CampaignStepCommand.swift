import ArgumentParser
import LeadStages
import Store

struct CampaignStepCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "step", abstract: "The steps of a campaign.",
        subcommands: [
            StepAddCommand.self, StepPauseCommand.self, StepResumeCommand.self, StepRemoveCommand.self,
        ])
}

struct StepAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Adds a step after the last one; leads that have completed stay so until they are resumed.")

    @Argument(help: "Campaign, by name or id.") var campaign: String

    @Option(
        help: ArgumentHelp("How long after the step before, such as 36h (default: 3d).", valueName: "time"),
        transform: DurationArgument.seconds)
    var wait: Int64?

    /// Of a step that is not the first, in seconds.
    private static let defaultWait: Int64 = 3 * 86_400

    @Option(help: ArgumentHelp("mail, or the name of an action endpoint.", valueName: "name")) var channel =
        "mail"
    @OptionGroup var session: SessionOptions

    func run() async throws {
        let session = try await Session.open(session)
        let (name, wait, channel) = (campaign, wait, channel)
        let number = try await session.write { transaction in
            let campaign = try transaction.requireCampaign(name)
            let count = try transaction.steps(of: campaign.id).count
            let wait = wait ?? (count == 0 ? 0 : Self.defaultWait)
            try transaction.addStep(to: campaign.id, waitSeconds: wait, channel: channel)
            return count + 1
        }
        try Terminal.write("step \(number)\n")
    }
}

/// Which step of which campaign.
struct StepOptions: ParsableArguments {
    @Argument(help: "Campaign, by name or id.") var campaign: String
    @Argument(help: ArgumentHelp("Its place in the campaign; 1 is the first.", valueName: "step")) var number:
        Int
    @OptionGroup var session: SessionOptions

    func change(
        _ body: @escaping @Sendable (StoreTransaction, CampaignStep) throws -> Void
    ) async throws {
        let session = try await Session.open(session)
        let (name, number) = (campaign, number)
        try await session.write { transaction in
            let campaign = try transaction.requireCampaign(name)
            try body(transaction, try transaction.requireStep(number, of: campaign))
        }
    }
}

struct StepPauseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Pauses a step: a lead that is due for it gets the error 'No variations found.'")

    @OptionGroup var step: StepOptions

    func run() async throws {
        try await step.change { try $0.setPaused(true, step: $1.id) }
        try Terminal.write("step \(step.number) is paused\n")
    }
}

struct StepResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract:
            "Makes a paused step active again; leads with its error are retried with 'lead resume --error'.")

    @OptionGroup var step: StepOptions

    func run() async throws {
        try await step.change { try $0.setPaused(false, step: $1.id) }
        try Terminal.write("step \(step.number) is active\n")
    }
}

struct StepRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Removes a step; the numbers of those after it go down by one.")

    @OptionGroup var step: StepOptions

    func run() async throws {
        try await step.change { try $0.removeStep($1.id) }
        try Terminal.write("step \(step.number) is removed\n")
    }
}
