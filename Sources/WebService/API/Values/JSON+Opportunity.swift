import Store

extension JSON {
    static func card(_ card: Opportunity) -> JSON {
        [
            "id": .id(card.id), "lead_id": .id(card.lead), "lead": .text(card.leadName),
            "email": .text(card.leadAddress), "campaign_id": .id(card.campaign),
            "enrollment_id": .id(card.enrollment), "mailbox_id": .id(card.mailbox),
            "state": .text(card.state.rawValue), "unread": .flag(card.isUnread),
            "category": .text(card.category), "subject": .text(card.subject),
            "assignee": .text(card.assignee), "snooze_until": .instant(card.snoozeUntil),
            "banner": .text(card.banner), "last_message_at": .instant(card.lastMessageAt),
        ]
    }

    static func card(_ detail: OpportunityDetail, _ transaction: StoreTransaction) throws -> JSON {
        let messages = try detail.messages.map { message -> JSON in
            [
                "id": .id(message.id), "received_at": .instant(message.receivedAt),
                "from": .text(message.sender), "from_name": .text(message.senderName),
                "subject": .text(message.subject), "kind": .text(message.kind),
                "text": .text(try transaction.searchText(of: message.id) ?? ""),
            ]
        }
        let changes = detail.changes.map { change -> JSON in
            [
                "field": .text(change.field), "old": .text(change.old), "new": .text(change.new),
                "actor": .text(change.actor), "changed_at": .instant(change.changedAt),
            ]
        }
        return objects([
            card(detail.opportunity),
            [
                "labels": .texts(detail.labels), "messages": .list(messages),
                "notes": .list(detail.notes.map { .note($0) }), "changes": .list(changes),
            ],
        ])
    }

    static func note(_ note: OpportunityNote) -> JSON {
        [
            "id": .id(note.id), "actor": .text(note.actor), "note": .text(note.note),
            "created_at": .instant(note.createdAt),
        ]
    }
}
