import CalendarTime
import Hummingbird
import Intake
import LeadStages
import Store

/// The inbox of replies: the list.
enum OpportunityPages {
    static let routes: [Route] = [
        .page(.get, "/opportunities") { try await list($0) },
        .page(.post, "/opportunities/bulk", .change) { try await bulk($0) },
    ]

    static let pageSize = 50

    /// What a row shows besides the card.
    private struct Row: Sendable {
        let card: Opportunity
        let labels: [String]
        let preview: String
        let stage: Stage?
        let campaign: String
    }

    private static func list(_ request: PageRequest) async throws -> Response {
        let filter = CardFilter(request)
        let (rows, choices) = try await request.read { transaction in
            let after = try filter.after.flatMap { try transaction.opportunity($0) }
            let campaigns = try transaction.campaigns()
            let names = Dictionary(campaigns.map { ($0.id, $0.name) }) { first, _ in first }
            let rows = try transaction.opportunities(filter.store(after: after, limit: pageSize)).map {
                card in
                Row(
                    card: card, labels: try transaction.labels(of: card.id),
                    preview: try transaction.opportunityPreview(card.id),
                    stage: try card.enrollment.flatMap { try transaction.enrollmentStage($0) },
                    campaign: card.campaign.flatMap { names[$0] } ?? "")
            }
            let choices = CardChoices(
                campaigns: campaigns, mailboxes: try transaction.mailboxes(),
                labels: try transaction.labelNames(),
                people: try transaction.users().filter { $0.disabledAt == nil })
            return (rows, choices)
        }
        let text = request.text()
        let today = ZoneTable.utc.local(at: request.web.now).date
        let isFull = rows.count == pageSize
        return try await request.page(
            "opportunities", title: "Opportunities",
            [
                "views": .list(filter.views(request)),
                "filter": .view([
                    "q": .text(filter.words), "clearHref": .text(filter.isNarrow ? filter.viewHref : nil),
                    "fields": .list(
                        filter.viewFields.map { ["name": .text($0.name), "value": .text($0.value)] }),
                    "selects": .list(choices.selects(filter)),
                ]),
                "hasCards": .flag(!rows.isEmpty), "cards": .list(rows.map { view($0, text) }),
                "caption": .text(
                    PageText.count(rows.count, "conversation") + (isFull ? " on this page" : "")),
                "backHref": .text(filter.href(after: nil)),
                "minDate": .text(today.adding(days: 1).description),
                "maxDate": .text(today.adding(days: StoreTransaction.maximumSnoozeDays - 1).description),
                "snoozeDate": .text(today.adding(days: 1).nextBusinessDay.description),
                "people": .list(choices.people(chosen: nil)), "classes": .list(CorrectionChoice.options()),
                "labelNames": .texts(choices.labels),
                "emptyText": .text(filter.emptyText),
                "nextHref": .text(isFull ? rows.last.map { filter.href(after: $0.card.id) } : nil),
                "firstHref": .text(filter.after == nil ? nil : filter.href(after: nil)),
            ])
    }

    private static func view(_ row: Row, _ text: PageText) -> View {
        let card = row.card
        return [
            "id": .id(card.id), "name": .text(PageText.person(card.leadName, card.leadAddress)),
            "subject": .text(card.subject.isEmpty ? "(no subject)" : card.subject),
            "preview": .text(row.preview),
            "category": .text(VerdictText.words(card.category)), "labels": .texts(row.labels),
            "isUnread": .flag(card.isUnread), "banner": .text(bannerText(card.banner)),
            "stageKey": .text(row.stage?.rawValue), "stageLabel": .text(row.stage?.displayName),
            "campaignName": .text(row.campaign), "assignee": .text(card.assignee),
            "received": .text(text.time(card.lastMessageAt)),
            "receivedIso": .text(card.lastMessageAt.iso8601),
            "snoozedUntil": .text(card.state == .snoozed ? card.snoozeUntil.map { text.day($0) } : nil),
        ]
    }

    static func bannerText(_ banner: String?) -> String? {
        switch banner.flatMap({ OpportunityBanner(rawValue: $0) }) {
        case .doNotContact: "On the Do Not Contact list; campaign mail stays off."
        case .laterMailBounced: "A later mail to this address bounced."
        case .inferred: "Matched by the address only."
        case .otherAddress: "Written from another address than the one we mailed."
        case .colleague: "A colleague, or a shared mailbox, answers for the lead."
        case .unprovenOptOut: "An opt-out that nothing proves; a person decides."
        case nil: nil
        }
    }

    // MARK: Many at once

    /// Cards of one request.
    private static let maximumCards = 500

    private static func bulk(_ request: PageRequest) async throws -> Response {
        let back =
            request.field("back").flatMap { $0.hasPrefix("/opportunities") ? $0 : nil } ?? "/opportunities"
        let ids = Array(Set(request.fields("id").compactMap { RowID<Opportunity>($0) })).sorted()
        guard !ids.isEmpty else {
            return request.done(back, "Select at least one conversation.", isError: true)
        }
        guard ids.count <= maximumCards else {
            return request.done(back, "Select at most \(maximumCards) conversations.", isError: true)
        }
        if request.field("action") == "reclassify" {
            return try await BulkCorrectionPages.run(request, ids, back)
        }
        let change: CardChange
        do { change = try CardChange(request) } catch let fault as WebFault {
            return request.done(back, fault.text, isError: true)
        }
        let actor = request.user.login
        try await request.write { transaction in
            for id in ids { try change.apply(to: id, by: actor, transaction) }
        }
        return request.done(back, "\(PageText.count(ids.count, "conversation")) \(change.participle).")
    }
}

/// What people do to a card without a word of theirs.
enum CardChange: Sendable {
    case done
    case reopen
    case unread
    case snooze(until: Instant)
    case assign(String?)
    case label(String)
    case unlabel(String)

    static let maximumLabel = 60

    /// From the fields of a form; `action` in the form, or as the address says.
    init(_ request: PageRequest, action: String? = nil) throws {
        switch action ?? request.field("action") {
        case "done": self = .done
        case "reopen": self = .reopen
        case "unread": self = .unread
        case "snooze":
            guard let date = request.field("until").flatMap({ CivilDate(iso8601: $0) }) else {
                throw WebFault.invalid("until", "Give the day that the conversation comes back on.")
            }
            self = .snooze(
                until: Instant(seconds: LocalTime(date: date, secondOfDay: 9 * 3_600).secondsSince1970))
        case "assign": self = .assign(request.field("assignee"))
        case "label":
            let label = try request.require("label", "Give the label a name.")
            guard label.count <= Self.maximumLabel else {
                throw WebFault.invalid("label", "A label has at most \(Self.maximumLabel) characters.")
            }
            self = .label(label)
        case "unlabel": self = .unlabel(try request.require("label", "Choose a label."))
        default: throw WebFault.invalid("action", "Choose what to do.")
        }
    }

    func apply(to id: RowID<Opportunity>, by actor: String, _ transaction: StoreTransaction) throws {
        switch self {
        case .done:
            try transaction.setState(of: id, to: .done, actor: actor)
            try transaction.setUnread(false, id)
        case .reopen: try transaction.setState(of: id, to: .open, actor: actor)
        case .unread: try transaction.setUnread(true, id)
        case .snooze(let until):
            try transaction.setState(of: id, to: .snoozed, snoozeUntil: until, actor: actor)
        case .assign(let person):
            if let person, try transaction.user(login: person) == nil {
                throw WebFault.invalid("assignee", "There is no such person.")
            }
            try transaction.assign(id, to: person, actor: actor)
        case .label(let label): try transaction.addLabel(label, to: id, actor: actor)
        case .unlabel(let label): try transaction.removeLabel(label, from: id, actor: actor)
        }
    }

    var participle: String {
        switch self {
        case .done: "done"
        case .reopen: "open again"
        case .unread: "marked unread"
        case .snooze: "snoozed"
        case .assign(let person): person.map { "assigned to \($0)" } ?? "assigned to nobody"
        case .label(let label): "labelled \(label)"
        case .unlabel: "without the label"
        }
    }
}
