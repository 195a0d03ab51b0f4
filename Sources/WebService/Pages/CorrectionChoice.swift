import Classification
import Ingestion
import Store

/// What a person can say that a message is: a kind, or a kind with what is in it.
struct CorrectionChoice: Sendable {
    /// As forms send it.
    let name: String
    /// As people read it.
    let label: String
    let `class`: Corrections.Class

    private static let labels: [(name: String, label: String)] = [
        ("reply", "A reply"), ("reply.interested", "A reply: interested"),
        ("reply.meeting", "A reply: a meeting"),
        ("reply.question", "A reply: a question"), ("reply.not_now", "A reply: not now"),
        ("reply.not_interested", "A reply: not interested"), ("reply.referral", "A reply: somebody else"),
        ("unsubscribe", "Asks to be removed"), ("out_of_office", "Out of office"),
        ("auto_reply", "An automatic answer"), ("auto_reply.left_company", "Has left the company"),
        ("bounce", "A bounce"), ("complaint", "A complaint"), ("receipt", "A receipt"),
        ("other", "Something else"),
    ]

    /// Nil for what is not on the list.
    init?(_ name: String?) {
        guard let name, let label = Self.labels.first(where: { $0.name == name })?.label else { return nil }
        let parts = name.split(separator: ".").map(String.init)
        guard let kind = Kind(rawValue: parts[0]) else { return nil }
        let detail = parts.count > 1 ? parts[1] : ""
        self.name = name
        self.label = label
        `class` = Corrections.Class(
            kind, subkind: Subkind(rawValue: detail), intent: Intent(rawValue: detail))
    }

    var isOptOut: Bool { `class`.kind == .unsubscribe }

    /// Of a select.
    static func options(chosen: String? = nil) -> [View] {
        labels.map { name, label in
            ["value": .text(name), "label": .text(label), "selected": .flag(name == chosen)]
        }
    }
}
