import ArgumentParser
import CalendarTime
import Ingestion
import LeadStages
import Store

struct LeadStartCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start",
        abstract: "Asks for the start of leads; they start at the next tick ('sluice work --once').")

    @OptionGroup var options: LeadActionOptions

    func run() async throws { try await options.perform(.start, unmoved: "starts at the next tick") }
}

struct LeadCancelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Cancels leads: they get no more mail from the campaign.")

    @OptionGroup var options: LeadActionOptions

    func run() async throws { try await options.perform(.cancel) }
}

struct LeadResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Lets leads go on where they stopped: after an absence, an error, a reply, ….",
        discussion: """
            What a person or the mail has stopped (Replied, Canceled, Completed, Bounced) needs --confirm. A bounced lead \
            needs a new or cleared address first, an unsubscribed one the removal of its Do Not Contact entry.
            """)

    @Flag(help: "Yes, in spite of what stopped them.") var confirm = false

    @Option(
        help: ArgumentHelp("Not before this date (ISO 8601).", valueName: "date"),
        transform: DateArgument.instant)
    var notBefore: Instant?

    @Option(help: ArgumentHelp("Go on with this step, where the one waited for is gone.", valueName: "step"))
    var step: Int?

    @OptionGroup var options: LeadActionOptions

    func validate() throws {
        guard step == nil || options.selection.campaign != nil else {
            throw ValidationError("--step needs --campaign.")
        }
    }

    func run() async throws {
        let chosen = try await stepKey()
        try await options.perform(
            .resume(LeadAction.ResumeRequest(confirmed: confirm, notBefore: notBefore, step: chosen)))
    }

    private func stepKey() async throws -> String? {
        guard let step, let name = options.selection.campaign else { return nil }
        let session = try await Session.open(options.session)
        return try await session.read { transaction in
            try transaction.requireStep(step, of: try transaction.requireCampaign(name)).key
        }
    }
}

struct LeadPauseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: "Pauses leads until a date, as an absence would.")

    @Option(help: ArgumentHelp("Until when (ISO 8601).", valueName: "date"), transform: DateArgument.instant)
    var until: Instant

    @OptionGroup var options: LeadActionOptions

    func run() async throws { try await options.perform(.pause(until: until)) }
}

struct LeadUnsubscribeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unsubscribe",
        abstract: "Unsubscribes leads: Do Not Contact, in every campaign, at once.")

    @OptionGroup var options: LeadActionOptions

    func run() async throws { try await options.perform(.unsubscribe) }
}

struct LeadMarkRepliedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mark-replied",
        abstract: "Notes that leads answered another way, by telephone for example.")

    @OptionGroup var options: LeadActionOptions

    func validate() throws {
        guard options.reason != nil else { throw ValidationError("Say how they answered, with --reason.") }
    }

    func run() async throws { try await options.perform(.markReplied) }
}

struct LeadClearInvalidCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clear-invalid",
        abstract: "Says that the address of leads works, though a mail to it bounced.")

    @OptionGroup var options: LeadActionOptions

    func run() async throws { try await options.perform(.clearInvalid) }
}

struct LeadDeleteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Takes leads out of the campaign; the leads and the Do Not Contact list stay.")

    @OptionGroup var options: LeadActionOptions

    func run() async throws { try await options.perform(.delete) }
}

struct LeadEraseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Erases a person: mail, words and addresses are gone for good; only hashes and counts stay."
    )

    @Argument(help: "Address or id of the lead.") var lead: String
    @Flag(help: "Yes, for good.") var confirm = false
    @OptionGroup var session: SessionOptions

    func validate() throws {
        guard confirm else { throw ValidationError("This cannot be undone; repeat it with --confirm.") }
    }

    func run() async throws {
        let session = try await Session.open(session)
        let text = lead
        let id = try await session.read { try $0.requireLead(text).id }
        try await session.actions().erase(id, by: session.actor(reason: nil))
        try Terminal.write("lead \(id) is erased\n")
    }
}
