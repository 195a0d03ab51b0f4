import Ingestion
import Store

extension JSON {
    static func chain(_ chain: EventChain, _ transaction: StoreTransaction) throws -> JSON {
        .objects([
            try .enrollment(chain.enrollment, transaction), ["events": .list(chain.links.map { link($0) })],
        ])
    }

    private static func link(_ link: EventChain.Link) -> JSON {
        let event = link.event
        return [
            "key": .text(event.key), "at": .instant(event.at), "event": .text(event.kind.name.rawValue),
            "origin": .text(event.origin.rawValue), "from": .text(link.change?.from.rawValue),
            "to": .text(link.change?.to.rawValue), "withdrawn": .flag(link.isWithdrawn),
            "actor": .text(event.actor), "cause": .text(event.cause),
            "message": link.mail.map { explained($0) } ?? .null,
        ]
    }

    private static func explained(_ mail: ExplainedMail) -> JSON {
        let (message, verdict, detail) = (mail.message, mail.verdict, mail.detail)
        return [
            "id": .id(message.id), "message_id": .text(message.messageID), "from": .text(message.sender),
            "subject": .text(message.subject), "received_at": .instant(message.receivedAt),
            "match_level": .number(message.matchLevel), "match_remarks": .texts(detail?.matchRemarks ?? []),
            "kind": .text(verdict?.kind), "subkind": .text(verdict?.subkind),
            "intent": .text(verdict?.intent), "confidence": verdict.map { .real($0.confidence) } ?? .null,
            "rules_version": .text(verdict?.rulesVersion), "decided_by": .text(verdict?.actor),
            "evidence": .list((detail?.evidence ?? []).map { .evidence($0) }),
            "runner_up": detail?.runnerUp.map { .runnerUp($0) } ?? .null,
        ]
    }
}
