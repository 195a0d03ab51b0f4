import Ingestion
import Store

extension ExplainedMail {
    /// Who wrote it.
    var from: String { PageText.person(message.senderName, message.sender) }

    /// The visible reply, with the words that decided marked; empty where it is not kept.
    var segments: [View] {
        guard let detail, let text = detail.visibleReply else { return [] }
        return MarkedText.segments(text, evidence: detail.evidence, field: "reply")
    }

    var view: View {
        [
            "messageHref": .text("/messages/\(message.id)"),
            "subject": .text(message.subject.isEmpty ? "(no subject)" : message.subject),
            "from": .text(from),
            "kind": .text(VerdictText.kind(message.kind).lowercased()), "segments": .list(segments),
            "evidence": .list(VerdictText.evidence(detail?.evidence ?? [])),
        ]
    }
}
