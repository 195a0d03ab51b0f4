import Ingestion
import LeadStages
import Store

/// What giving a message another class will change and undo, in words.
struct CorrectionPreview: Sendable {
    let oldKind: String
    /// Entries of the Do Not Contact list go, and that wants a reason.
    let withdrawsEntries: Bool
    private let moves: [(lead: String, text: String)]

    init(
        _ id: RowID<StoredMessage>, _ choice: CorrectionChoice, _ changes: [StageChange],
        _ transaction: StoreTransaction
    ) throws {
        oldKind = try transaction.message(id)?.kind ?? ""
        let entries = try transaction.suppressionEntries(causedBy: id).filter { $0.removal == nil }
        withdrawsEntries = !choice.isOptOut && !entries.isEmpty
        moves = try changes.map { change in
            let campaign = try transaction.campaign(RowID(change.campaign))?.name ?? ""
            let move = "goes from \(change.from.displayName) to \(change.to.displayName) in \(campaign)."
            return (try transaction.lead(RowID(change.lead))?.name ?? "", move)
        }
    }

    /// One for each thing that happens; never empty.
    var effects: [View] {
        let effects = moves.map { lead, text -> View in ["subject": .text(lead), "text": .text(text)] }
        return effects + rest.map { ["text": .text($0)] }
    }

    /// All of it about one card, whose lead stands before it.
    var sentence: String {
        "was read as: \(VerdictText.kind(oldKind).lowercased()). "
            + (moves.map { "The lead \($0.text)" } + rest).joined(separator: " ")
    }

    private var rest: [String] {
        if withdrawsEntries {
            return ["Do Not Contact entries whose only evidence was this message are withdrawn."]
        }
        return moves.isEmpty ? ["No stage changes; the message is filed under its new kind."] : []
    }
}

extension PageRequest {
    /// Of a preview. The reason is asked for on the page that shows it: what a correction without one is refused for is
    /// no fault yet.
    var previewActor: LeadActions.Actor {
        var actor = actor
        if actor.reason == nil { actor.reason = "preview" }
        return actor
    }
}
