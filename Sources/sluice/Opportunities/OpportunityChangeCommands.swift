import ArgumentParser
import CalendarTime
import Store

/// Which cards a command changes; each gets its own result, one that fails stops no other.
struct OpportunityChoice: ParsableArguments {
    @Argument(help: ArgumentHelp("Ids of cards.", valueName: "id")) var ids: [Int64]
    @OptionGroup var session: SessionOptions

    func change(
        _ done: String,
        _ body: @escaping @Sendable (StoreTransaction, RowID<Opportunity>, String) throws -> Void
    ) async throws {
        let session = try await Session.open(session)
        var isComplete = true
        for number in ids {
            let id = RowID<Opportunity>(number)
            do {
                try await session.write { transaction in
                    _ = try transaction.requireOpportunity(id)
                    try body(transaction, id, session.actor)
                }
                try Terminal.write("opportunity \(id): \(done)\n")
            } catch {
                isComplete = false
                Terminal.report("opportunity \(id): \(FailureText.describe(error))")
            }
        }
        if !isComplete { throw ExitCode.failure }
    }
}

struct OpportunityAssignCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assign", abstract: "Gives cards to a person, or to nobody.")

    @OptionGroup var cards: OpportunityChoice
    @Option(help: ArgumentHelp("Whose they are from now on.", valueName: "name")) var to: String?
    @Flag(help: "Nobody's from now on.") var nobody = false

    func validate() throws {
        guard (to == nil) == nobody else { throw ValidationError("Give --to NAME or --nobody.") }
    }

    func run() async throws {
        let to = to
        try await cards.change(to.map { "assigned to \(PlainText.line($0))" } ?? "assigned to nobody") {
            try $0.assign($1, to: to, actor: $2)
        }
    }
}

struct OpportunitySnoozeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snooze",
        abstract: "Puts cards away until a date, at most 90 days; a new message brings them back.")

    @OptionGroup var cards: OpportunityChoice
    @Option(help: ArgumentHelp("Until when (ISO 8601).", valueName: "date"), transform: DateArgument.instant)
    var until: Instant

    func run() async throws {
        let until = until
        try await cards.change("snoozed until \(LocalText.minute(until))") {
            try $0.setState(of: $1, to: .snoozed, snoozeUntil: until, actor: $2)
        }
    }
}

struct OpportunityDoneCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "done", abstract: "Closes cards; a new message opens them again.")

    @OptionGroup var cards: OpportunityChoice

    func run() async throws {
        try await cards.change("done") { transaction, id, actor in
            try transaction.setState(of: id, to: .done, actor: actor)
            try transaction.setUnread(false, id)
        }
    }
}

struct OpportunityOpenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "open", abstract: "Opens cards again.")

    @OptionGroup var cards: OpportunityChoice

    func run() async throws {
        try await cards.change("open") { try $0.setState(of: $1, to: .open, actor: $2) }
    }
}

struct OpportunityLabelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "label", abstract: "Puts a label on cards, or takes it off.")

    @OptionGroup var cards: OpportunityChoice
    @Option(help: ArgumentHelp("A label to put on.", valueName: "text")) var add: [String] = []
    @Option(help: ArgumentHelp("A label to take off.", valueName: "text")) var remove: [String] = []

    func validate() throws {
        guard !add.isEmpty || !remove.isEmpty else {
            throw ValidationError("Give --add TEXT or --remove TEXT.")
        }
        guard (add + remove).allSatisfy({ !$0.isEmpty && $0.utf8.count <= 200 }) else {
            throw ValidationError("A label has 1 to 200 bytes.")
        }
    }

    func run() async throws {
        let (add, remove) = (add, remove)
        try await cards.change("labels changed") { transaction, id, actor in
            for label in add { try transaction.addLabel(label, to: id, actor: actor) }
            for label in remove { try transaction.removeLabel(label, from: id, actor: actor) }
        }
    }
}

struct OpportunityNoteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "note", abstract: "Writes a note on a card.")

    @Argument(help: "Id of the card.") var id: Int64
    @Argument(help: "The note.") var text: String
    @OptionGroup var session: SessionOptions

    func validate() throws {
        guard !text.allSatisfy(\.isWhitespace) else { throw ValidationError("The note is empty.") }
    }

    func run() async throws {
        let session = try await Session.open(session)
        let (id, text) = (RowID<Opportunity>(id), text)
        try await session.write { transaction in
            _ = try transaction.requireOpportunity(id)
            try transaction.addNote(text, to: id, actor: session.actor)
        }
        try Terminal.write("opportunity \(id): noted\n")
    }
}
