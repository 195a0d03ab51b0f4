import Ingestion
import Store

extension JSON {
    static func messageHead(_ message: StoredMessage) -> JSON {
        [
            "id": .id(message.id), "received_at": .instant(message.receivedAt), "kind": .text(message.kind),
            "from": .text(message.sender), "from_name": .text(message.senderName),
            "subject": .text(message.subject), "state": .text(message.matchState),
        ]
    }

    static func message(_ message: StoredMessage, _ transaction: StoreTransaction) throws -> JSON {
        let rest: JSON = [
            "message_id": .text(message.messageID), "mailbox_id": .id(message.mailbox),
            "lead_id": .id(message.lead), "match_level": .number(message.matchLevel),
            "text": .text(try transaction.searchText(of: message.id) ?? ""),
            "deliveries": .list(try transaction.deliveries(of: message.id).map { .delivery($0) }),
        ]
        return objects([messageHead(message), rest])
    }

    static func delivery(_ delivery: Delivery) -> JSON {
        [
            "id": .id(delivery.id), "state": .text(delivery.state.rawValue),
            "received_at": .instant(delivery.receivedAt), "message": .id(delivery.message),
            "error": .text(delivery.error),
        ]
    }

    // MARK: Verdicts

    /// - Parameter detail: nil after an erasure: then the words are gone.
    static func verdict(_ verdict: StoredVerdict, _ detail: VerdictDetail?) -> JSON {
        let head: JSON = [
            "message": .id(verdict.message), "kind": .text(verdict.kind), "subkind": .text(verdict.subkind),
            "intent": .text(verdict.intent), "confidence": .real(verdict.confidence),
            "runner_up": detail?.runnerUp.map { .runnerUp($0) } ?? .null,
            "evidence": .list((detail?.evidence ?? []).map { .evidence($0) }),
            "rules_version": .text(verdict.rulesVersion), "decided_by": .text(verdict.actor),
            "decided_at": .instant(verdict.createdAt),
        ]
        let findings: JSON = [
            "language": .text(detail?.language), "visible_reply": .text(detail?.visibleReply),
            "return_date": .text(detail?.returnDate), "return_date_text": .text(detail?.returnDateText),
            "not_now_until": .text(detail?.notNowUntil),
            "recipients": .list((detail?.recipients ?? []).map { .recipient($0) }),
            "forged": .flag(detail?.forged ?? false), "opt_out": .flag(detail?.optOut ?? false),
            "other_unsubscribe": .text(detail?.otherUnsubscribe), "new_contact": .text(detail?.newContact),
            "new_address": .text(detail?.newAddress), "needs_review": .flag(detail?.needsReview ?? false),
            "match_remarks": .texts(detail?.matchRemarks ?? []),
        ]
        return objects([head, findings])
    }

    static func evidence(_ item: VerdictDetail.Item) -> JSON {
        [
            "rule": .text(item.rule), "field": .text(item.field), "start": .number(item.start),
            "length": .number(item.length), "text": .text(item.text), "weight": .real(item.weight),
        ]
    }

    static func runnerUp(_ second: VerdictDetail.Second) -> JSON {
        [
            "kind": .text(second.kind), "confidence": .real(second.confidence), "why": .text(second.why),
        ]
    }

    private static func recipient(_ recipient: VerdictDetail.Recipient) -> JSON {
        [
            "address": .text(recipient.address), "action": .text(recipient.action),
            "status": .text(recipient.status), "reason": .text(recipient.reason),
            "hard": recipient.hard.map { .flag($0) } ?? .null, "diagnostic": .text(recipient.diagnostic),
        ]
    }
}
