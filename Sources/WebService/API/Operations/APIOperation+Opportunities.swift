import CalendarTime
import Intake
import Store

extension APIOperation {
    static let opportunities: [APIOperation] = [
        APIOperation(
            method: .get, path: "/opportunities", name: "listOpportunities",
            about: "The inbox of replies: one card for each lead and conversation, the newest message first.",
            scope: .read, query: opportunityFilter, success: (.ok, .page(.named("Opportunity")))
        ) { request in
            let filter = try request.opportunityFilter()
            let cards = try await request.read { try $0.opportunities(filter) }
            return request.page(cards, { .card($0) }) {
                APICursor([$0.lastMessageAt.microseconds, $0.id.rawValue])
            }
        },
        APIOperation(
            method: .get, path: "/opportunities/{opportunity}", name: "getOpportunity",
            about: "A card: the conversation, labels, notes and what was changed.", scope: .read,
            success: (.ok, .named("OpportunityDetail"))
        ) { request in
            APIAnswer(try await request.read { try request.card($0) })
        },
        APIOperation(
            method: .patch, path: "/opportunities/{opportunity}", name: "updateOpportunity",
            about: "Changes a card; what is not given stays. A card that is done is read.", scope: .write,
            body: .json(
                .object([
                    .optional("state", Schemas.cardState),
                    .optional(
                        "snooze_until",
                        .text(0...40, format: "date-time", about: "Of `snoozed`: at most 90 days away.")),
                    .optional("assignee", .nullable(.text(1...200))), .optional("unread", .flag),
                ])), success: (.ok, .named("OpportunityDetail"))
        ) { request in
            APIAnswer(
                try await request.write { transaction in
                    try request.changeCard(transaction)
                    return try request.card(transaction)
                })
        },
        APIOperation(
            method: .post, path: "/opportunities/{opportunity}/labels", name: "labelOpportunity",
            about: "Puts labels on a card, and takes others off.", scope: .write,
            body: .json(
                .object([
                    .optional("add", .list(Schemas.label, maximum: 100)),
                    .optional("remove", .list(Schemas.label, maximum: 100)),
                ])), success: (.ok, .object([.required("labels", .list(Schemas.anyText))]))
        ) { request in
            let id: RowID<Opportunity> = try request.web.id("opportunity")
            let labels = try await request.write { transaction in
                guard try transaction.opportunity(id) != nil else { throw WebFault.notFound }
                for label in request.texts("add") {
                    try transaction.addLabel(label, to: id, actor: request.actor)
                }
                for label in request.texts("remove") {
                    try transaction.removeLabel(label, from: id, actor: request.actor)
                }
                return try transaction.labels(of: id)
            }
            return APIAnswer(["labels": .texts(labels)])
        },
        APIOperation(
            method: .post, path: "/opportunities/{opportunity}/notes", name: "noteOpportunity",
            about: "Writes a note on a card.", scope: .write,
            body: .json(.object([.required("note", .text(1...10_000))])),
            success: (.created, .named("Note"))
        ) { request in
            let id: RowID<Opportunity> = try request.web.id("opportunity")
            let note = request.text("note") ?? ""
            let made = try await request.write { transaction -> JSON? in
                let made = try transaction.addNote(note, to: id, actor: request.actor)
                return try transaction.detail(of: id)?.notes.first { $0.id == made }.map { JSON.note($0) }
            }
            return APIAnswer(made, status: .created)
        },
    ]

    private static let opportunityFilter: [Item] = [
        Item(name: "state", schema: Schemas.cardState, about: "Only these."),
        Item(
            name: "category", schema: .word(OpportunityCategory.allCases.map(\.rawValue)),
            about: "Only this category."),
        Item(name: "label", schema: Schemas.label, about: "Only with this label."),
        Item(name: "assignee", schema: .text(0...200), about: "Only those of this person; empty: nobody's."),
        Item(name: "campaign", schema: .id, about: "Only this campaign."),
        Item(name: "mailbox", schema: .id, about: "Only mail to this account."),
        Item(name: "unread", schema: .flag, about: "Only those that are unread, or that are not."),
        Item(name: "q", schema: .text(1...500), about: "Only with these words in a message."),
        .cursor, .limit,
    ]
}

extension APIRequest {
    fileprivate func opportunityFilter() throws -> OpportunityFilter {
        let assignee = web.query("assignee").map { name -> OpportunityFilter.Assignee in
            name.isEmpty ? .nobody : .person(name)
        }
        return OpportunityFilter(
            state: queryWord("state"), category: web.query("category"), label: web.query("label"),
            assignee: assignee, campaign: queryID("campaign"), mailbox: queryID("mailbox"),
            isUnread: queryFlag("unread"), words: web.query("q"),
            after: try cursor(of: 2).map {
                Opportunity(endOfPage: RowID($0[1]), at: Instant(microseconds: $0[0]))
            }, limit: limit + 1)
    }

    fileprivate func card(_ transaction: StoreTransaction) throws -> JSON {
        guard let detail = try transaction.detail(of: try web.id("opportunity")) else {
            throw WebFault.notFound
        }
        return try .card(detail, transaction)
    }

    fileprivate func changeCard(_ transaction: StoreTransaction) throws {
        let id: RowID<Opportunity> = try web.id("opportunity")
        let state = text("state").flatMap { Opportunity.State(rawValue: $0) }
        let until = instant("snooze_until")
        guard try transaction.opportunity(id) != nil else { throw WebFault.notFound }
        switch (state, until) {
        case (nil, nil): break
        case (.snoozed, nil): throw WebFault.unfit("/snooze_until", "say until when")
        case (.open, _?), (.done, _?): throw WebFault.unfit("/snooze_until", "is for a state of snoozed")
        case (_, let until):
            try transaction.setState(of: id, to: state ?? .snoozed, snoozeUntil: until, actor: actor)
        }
        if let isUnread = flag("unread") ?? (state == .done ? false : nil) {
            try transaction.setUnread(isUnread, id)
        }
        if let assignee = body["assignee"] { try transaction.assign(id, to: assignee.text, actor: actor) }
    }
}
