import ArgumentParser
import CalendarTime
import Intake
import Store

struct OpportunityCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "opportunity",
        abstract: "The inbox of replies: one card for each lead and conversation.",
        subcommands: [
            OpportunityListCommand.self, OpportunityShowCommand.self, OpportunityReplyCommand.self,
            OpportunityAssignCommand.self,
            OpportunitySnoozeCommand.self, OpportunityDoneCommand.self, OpportunityOpenCommand.self,
            OpportunityLabelCommand.self, OpportunityNoteCommand.self,
        ])
}

struct OpportunityListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the cards, the newest message first.")

    enum StateChoice: String, CaseIterable, ExpressibleByArgument {
        case open, snoozed, done, all
    }

    @Option(help: "Which cards.") var state = StateChoice.open
    @Option(help: ArgumentHelp("Only this category.", valueName: "name")) var category: OpportunityCategory?
    @Option(help: ArgumentHelp("Only with this label.", valueName: "text")) var label: String?
    @Option(help: ArgumentHelp("Only those of this person.", valueName: "name")) var assignee: String?
    @Flag(help: "Only those nobody has.") var unassigned = false
    @Flag(help: "Only unread ones.") var unread = false
    @Option(help: ArgumentHelp("Only this campaign.", valueName: "name")) var campaign: String?
    @Option(help: ArgumentHelp("Only mail to this account.", valueName: "address")) var mailbox: String?
    @Option(help: ArgumentHelp("Only with these words in a message.", valueName: "words")) var search: String?
    @Option(help: ArgumentHelp("Cards in one answer.", valueName: "n")) var limit = 50
    @Option(help: ArgumentHelp("The last card of the page before.", valueName: "id")) var after: Int64?
    @Flag(help: "JSON for programs.") var json = false
    @OptionGroup var session: SessionOptions

    func validate() throws {
        guard !(unassigned && assignee != nil) else {
            throw ValidationError("Use --assignee or --unassigned, not both.")
        }
        guard (1...10_000).contains(limit) else { throw ValidationError("--limit takes 1 to 10000.") }
    }

    func run() async throws {
        let session = try await Session.open(session)
        let command = self
        let (cards, names) = try await session.read { transaction in
            let cards = try transaction.opportunities(try command.filter(transaction))
            let campaigns = try transaction.campaigns().map { ($0.id, $0.name) }
            return (cards, Dictionary(uniqueKeysWithValues: campaigns))
        }
        try json ? writeJSON(cards) : writeTable(cards, names)
    }

    private func filter(_ transaction: StoreTransaction) throws -> OpportunityFilter {
        OpportunityFilter(
            state: Opportunity.State(rawValue: state.rawValue), category: category?.rawValue, label: label,
            assignee: unassigned ? .nobody : assignee.map { .person($0) },
            campaign: try campaign.map { try transaction.requireCampaign($0).id },
            mailbox: try mailbox.map { try transaction.requireMailbox($0).id }, isUnread: unread ? true : nil,
            words: search, after: try after.map { try transaction.requireOpportunity(RowID($0)) },
            limit: limit)
    }

    private func writeJSON(_ cards: [Opportunity]) throws {
        var text = JSONText()
        text.object { text in
            text.key("opportunities")
            text.array(of: cards) { text, card in text.object { $0.members(of: card) } }
            text.field("next", cards.count == limit ? cards.last.map { Int($0.id.rawValue) } : nil)
        }
        text.endLine()
        try Terminal.write(text)
    }

    private func writeTable(_ cards: [Opportunity], _ campaigns: [RowID<Campaign>: String]) throws {
        guard !cards.isEmpty else { return try Terminal.write("no opportunities\n") }
        var table = TextTable(
            "Id>", "", "Lead~", "Category", "Subject~", "Campaign~", "State", "Assigned", "Last message")
        for card in cards {
            let state = card.snoozeUntil.map { "snoozed until \(LocalText.day($0))" } ?? card.state.rawValue
            table.add(
                card.id.description, card.isUnread ? "●" : "",
                LocalText.person(card.leadName, card.leadAddress),
                card.category, card.subject, card.campaign.flatMap { campaigns[$0] } ?? "", state,
                card.assignee ?? "", LocalText.minute(card.lastMessageAt))
        }
        try Terminal.write(table)
        if cards.count == limit, let last = cards.last { Terminal.note("more: --after \(last.id)") }
    }
}

extension OpportunityCategory: ExpressibleByArgument {}

extension StoreTransaction {
    func requireOpportunity(_ id: RowID<Opportunity>) throws -> Opportunity {
        guard let found = try opportunity(id) else {
            throw CommandFailure("no opportunity \(id); 'sluice opportunity list --state all' shows all")
        }
        return found
    }
}

extension JSONText {
    mutating func members(of card: Opportunity) {
        field("id", Int(card.id.rawValue))
        field("lead_id", Int(card.lead.rawValue))
        field("lead", card.leadName)
        field("email", card.leadAddress)
        field("campaign_id", card.campaign.map { Int($0.rawValue) })
        field("enrollment_id", card.enrollment.map { Int($0.rawValue) })
        field("state", card.state.rawValue)
        field("unread", card.isUnread)
        field("category", card.category)
        field("subject", card.subject)
        field("assignee", card.assignee)
        field("snooze_until", card.snoozeUntil)
        field("banner", card.banner)
        field("last_message_at", card.lastMessageAt)
    }
}
