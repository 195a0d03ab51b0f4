import CalendarTime
import PollScheduling
import Store

extension JSON {
    static func suppression(_ entry: StoredSuppression) -> JSON {
        [
            "id": .id(entry.id), "kind": .text(entry.kind.rawValue), "value": .text(entry.clearText),
            "reason": .text(entry.reason.rawValue), "evidence": .text(entry.evidence),
            "message_id": .id(entry.message), "actor": .text(entry.actor),
            "created_at": .instant(entry.createdAt), "removed_at": .instant(entry.removal?.at),
            "removed_by": .text(entry.removal?.actor), "removal_reason": .text(entry.removal?.reason),
        ]
    }

    static func review(_ review: Review, _ transaction: StoreTransaction) throws -> JSON {
        let message = try review.message.flatMap { try transaction.message($0) }
        let address = try review.lead.flatMap { try transaction.addresses(of: $0).first?.address }
        return [
            "id": .id(review.id), "kind": .text(review.kind), "message_id": .id(review.message),
            "from": .text(message?.sender), "subject": .text(message?.subject),
            "enrollment_id": .id(review.enrollment), "lead_id": .id(review.lead), "email": .text(address),
            "candidates": .list(review.candidates.map { .integer($0) }), "due_at": .instant(review.due),
            "holds_sends": .flag(review.holdsSends), "note": .text(review.note),
            "created_at": .instant(review.createdAt),
        ]
    }

    static func mailbox(_ state: MailboxState) -> JSON {
        let (account, connection, health) = (state.account, state.connection, state.health)
        return [
            "id": .id(account.id), "address": .text(account.address),
            "source": .text(connection?.source.rawValue), "server": .text(connection?.place),
            "interval_seconds": connection.map { .integer($0.interval) } ?? .null,
            "state": .text(health.state.rawValue), "fault": .text(health.fault),
            "fault_text": .text(health.text), "failures": .number(health.failures),
            "last_read_at": .instant(health.lastRead), "last_mail_at": .instant(health.lastMail),
            "next_poll_at": .instant(health.next),
        ]
    }

    static func send(_ send: Send) -> JSON {
        [
            "id": .id(send.id), "enrollment_id": .id(send.enrollment), "lead_id": .id(send.lead),
            "mailbox_id": .id(send.mailbox), "message_id": .text(send.messageID),
            "recipient": .text(send.recipient), "sent_at": .instant(send.sentAt),
            "result": .text(send.result), "error": .text(send.error),
        ]
    }

    static func statistics(_ found: StoreStatistics) -> JSON {
        func total(_ counts: [String: Int]) -> JSON { .number(counts.values.reduce(0, +)) }
        return [
            "deliveries": total(found.deliveries), "deliveries_by_state": .map(found.deliveries),
            "raw_mails": .number(found.rawMails), "raw_bytes": .number(found.rawBytes),
            "messages": total(found.messagesByKind), "messages_by_kind": .map(found.messagesByKind),
            "messages_by_match": .map(found.messagesByMatch), "leads": .number(found.leads),
            "enrollments": total(found.enrollmentsByStage),
            "enrollments_by_stage": .map(found.enrollmentsByStage),
            "opportunities": total(found.opportunitiesByState),
            "opportunities_by_state": .map(found.opportunitiesByState),
            "suppressions": .number(found.suppressions), "events": .number(found.events),
            "sends": .number(found.sends), "open_reviews": .number(found.openReviews),
            "timers": .number(found.timers), "outbox_waiting": .number(found.outboxWaiting),
        ]
    }
}
