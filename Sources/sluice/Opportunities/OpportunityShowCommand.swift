import ArgumentParser
import Store

struct OpportunityShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows a card: the conversation, labels, notes and what was changed.")

    @Argument(help: "Id of the card.") var id: Int64
    @Flag(help: "JSON for programs.") var json = false
    @OptionGroup var session: SessionOptions

    private struct Facts: Sendable {
        let detail: OpportunityDetail
        /// By position in `detail.messages`.
        let texts: [String]
    }

    func run() async throws {
        let session = try await Session.open(session)
        let id = RowID<Opportunity>(id)
        let facts = try await session.read { transaction in
            _ = try transaction.requireOpportunity(id)
            guard let detail = try transaction.detail(of: id) else {
                throw StoreError.notFound("opportunity \(id)")
            }
            return Facts(
                detail: detail, texts: try detail.messages.map { try transaction.searchText(of: $0.id) ?? "" }
            )
        }
        try json ? writeJSON(facts) : writeText(facts)
    }

    private func writeJSON(_ facts: Facts) throws {
        var text = JSONText()
        text.object { text in
            text.members(of: facts.detail.opportunity)
            text.field("labels", facts.detail.labels)
            text.field("messages", each: zip(facts.detail.messages, facts.texts)) { text, item in
                let (message, body) = item
                text.field("id", Int(message.id.rawValue))
                text.field("received_at", message.receivedAt)
                text.field("from", message.sender)
                text.field("from_name", message.senderName)
                text.field("subject", message.subject)
                text.field("kind", message.kind)
                text.field("text", body)
            }
            text.field("notes", each: facts.detail.notes) { text, note in
                text.field("actor", note.actor)
                text.field("note", note.note)
                text.field("created_at", note.createdAt)
            }
            text.field("changes", each: facts.detail.changes) { text, change in
                text.field("field", change.field)
                text.field("old", change.old)
                text.field("new", change.new)
                text.field("actor", change.actor)
                text.field("changed_at", change.changedAt)
            }
        }
        text.endLine()
        try Terminal.write(text)
    }

    private func writeText(_ facts: Facts) throws {
        let card = facts.detail.opportunity
        var lines = [
            "\(PlainText.line(card.subject.isEmpty ? "(no subject)" : card.subject))",
            "  \(PlainText.line(LocalText.person(card.leadName, card.leadAddress)))",
            "  \(card.state.rawValue)\(card.isUnread ? ", unread" : ""), \(card.category)"
                + (card.assignee.map { ", assigned to \(PlainText.line($0))" } ?? "")
                + (card.snoozeUntil.map { ", snoozed until \(LocalText.minute($0))" } ?? ""),
        ]
        if let banner = card.banner { lines.append("  ! \(banner)") }
        if !facts.detail.labels.isEmpty {
            lines.append("  labels: " + PlainText.line(facts.detail.labels.joined(separator: ", ")))
        }
        for (message, body) in zip(facts.detail.messages, facts.texts) {
            let sender = PlainText.line(LocalText.person(message.senderName, message.sender))
            lines.append(
                "\n\(LocalText.minute(message.receivedAt))  \(sender)  [\(message.kind), message \(message.id)]"
            )
            lines += PlainText.lines(body).split(separator: "\n", omittingEmptySubsequences: false).map {
                "  | \($0)"
            }
        }
        for note in facts.detail.notes {
            lines.append("\n\(LocalText.minute(note.createdAt))  note by \(PlainText.line(note.actor))")
            lines += PlainText.lines(note.note).split(separator: "\n").map { "  # \($0)" }
        }
        if !facts.detail.changes.isEmpty { lines.append("\nchanges") }
        for change in facts.detail.changes {
            lines.append(
                "  \(LocalText.minute(change.changedAt))  \(change.field): \(PlainText.line(change.old ?? "-")) → "
                    + "\(PlainText.line(change.new ?? "-")), by \(PlainText.line(change.actor))")
        }
        try Terminal.write(lines.joined(separator: "\n") + "\n")
    }
}
