import Foundation
import Intake
import Store

/// Which conversations the list shows: from its query.
struct CardFilter: Sendable {
    /// `open`, `unread`, `mine`, `unassigned`, `snoozed`, `done` or `all`.
    let view: String
    let words: String?
    let category: String?
    let campaign: RowID<Campaign>?
    let mailbox: RowID<MailboxAccount>?
    let label: String?
    let after: RowID<Opportunity>?
    private let login: String

    static let viewNames = [
        ("open", "Open"), ("unread", "Unread"), ("mine", "Mine"), ("unassigned", "Unassigned"),
        ("snoozed", "Snoozed"), ("done", "Done"), ("all", "All"),
    ]

    init(_ request: PageRequest) {
        func value(_ name: String) -> String? {
            request.web.query(name).map { $0.trimmingCharacters(in: .whitespaces) }.flatMap {
                $0.isEmpty ? nil : $0
            }
        }
        let given = value("view") ?? "open"
        view = Self.viewNames.contains { $0.0 == given } ? given : "open"
        words = value("q")
        category = value("category")
        campaign = value("campaign").flatMap { RowID($0) }
        mailbox = value("mailbox").flatMap { RowID($0) }
        label = value("label")
        after = value("after").flatMap { RowID($0) }
        login = request.user.login
    }

    var isNarrow: Bool { !fields.isEmpty }

    func store(after card: Opportunity?, limit: Int) -> OpportunityFilter {
        let state: Opportunity.State? =
            switch view {
            case "all": nil
            case "snoozed": .snoozed
            case "done": .done
            default: .open
            }
        let assignee: OpportunityFilter.Assignee? =
            view == "mine" ? .person(login) : view == "unassigned" ? .nobody : nil
        return OpportunityFilter(
            state: state, category: category, label: label, assignee: assignee, campaign: campaign,
            mailbox: mailbox, isUnread: view == "unread" ? true : nil, words: words, after: card, limit: limit
        )
    }

    private var fields: [(name: String, value: String)] {
        [
            ("q", words), ("category", category), ("campaign", campaign?.description),
            ("mailbox", mailbox?.description), ("label", label),
        ].compactMap { name, value in value.map { (name, $0) } }
    }

    /// Goes along when the form of the filter is sent.
    var viewFields: [(name: String, value: String)] { view == "open" ? [] : [("view", view)] }

    /// The view without anything narrower.
    var viewHref: String { view == "open" ? "/opportunities" : "/opportunities?view=\(view)" }

    func href(after card: RowID<Opportunity>?) -> String {
        let all = viewFields + fields + (card.map { [("after", $0.description)] } ?? [])
        return all.isEmpty ? "/opportunities" : "/opportunities?" + FormFields.query(all)
    }

    func views(_ request: PageRequest) -> [View] {
        Self.viewNames.map { name, label in
            let place = name == "open" ? "/opportunities" : "/opportunities?view=\(name)"
            return ["label": .text(label), "href": .text(place), "current": .flag(name == view)]
        }
    }

    var emptyText: String {
        if isNarrow { return "No conversation fits this filter." }
        return switch view {
        case "unread": "Everything is read."
        case "mine": "No open conversation is assigned to you."
        case "unassigned": "Every open conversation is assigned to somebody."
        case "snoozed": "No conversation is snoozed."
        case "done": "No conversation is done yet."
        case "all": "No conversation yet. Replies appear as they come in."
        default: "Nothing waits here. Replies appear as they come in."
        }
    }
}

/// What can be chosen in the list, and on a card.
struct CardChoices: Sendable {
    let campaigns: [Campaign]
    let mailboxes: [MailboxAccount]
    let labels: [String]
    let people: [UserAccount]

    func selects(_ filter: CardFilter) -> [View] {
        [
            select(
                "category", "Category",
                OpportunityCategory.allCases.map { ($0.rawValue, VerdictText.words($0.rawValue) ?? "") },
                filter.category),
            select(
                "campaign", "Campaign", campaigns.map { ($0.id.description, $0.name) },
                filter.campaign?.description),
            select(
                "mailbox", "Mailbox", mailboxes.map { ($0.id.description, $0.address) },
                filter.mailbox?.description),
            select("label", "Label", labels.map { ($0, $0) }, filter.label),
        ]
    }

    private func select(
        _ name: String, _ label: String, _ options: [(String, String)], _ chosen: String?
    ) -> View {
        [
            "name": .text(name), "label": .text(label),
            "options": .list(
                ([("", "All")] + options).map {
                    [
                        "value": .text($0.0), "label": .text($0.1),
                        "selected": .flag($0.0 == (chosen ?? "")),
                    ]
                }),
        ]
    }

    func people(chosen: String?) -> [View] {
        ([("", "nobody")] + people.map { ($0.login, $0.name) }).map {
            ["value": .text($0.0), "label": .text($0.1), "selected": .flag($0.0 == (chosen ?? ""))]
        }
    }
}
