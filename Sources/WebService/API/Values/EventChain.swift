import Ingestion
import LeadStages
import Store

/// The log of one enrollment with the mail behind it: why the stage is what it is.
struct EventChain {
    let enrollment: Enrollment
    let transaction: StoreTransaction

    func json() throws -> JSON {
        let events = try transaction.events(of: enrollment.id).sorted(by: StageEvent.foldsBefore)
        let changes = Dictionary(enrollment.state.history.map { ($0.eventKey, $0) }) { $1 }
        var withdrawn: Set<String> = []
        for case .withdrawn(let keys) in events.map(\.kind) { withdrawn.formUnion(keys) }
        var mail: [String: JSON] = [:]
        for key in events.compactMap(\.messageID) where mail[key] == nil {
            mail[key] = try transaction.message(logicalKey: key).map { try explained($0) }
        }
        let list = events.map { event -> JSON in
            [
                "key": .text(event.key), "at": .instant(event.at), "event": .text(event.kind.name.rawValue),
                "origin": .text(event.origin.rawValue), "from": .text(changes[event.key]?.from.rawValue),
                "to": .text(changes[event.key]?.to.rawValue),
                "withdrawn": .flag(withdrawn.contains(event.key)), "actor": .text(event.actor),
                "cause": .text(event.cause), "message": event.messageID.flatMap { mail[$0] } ?? .null,
            ]
        }
        return .objects([try .enrollment(enrollment, transaction), ["events": .list(list)]])
    }

    private func explained(_ message: StoredMessage) throws -> JSON {
        let verdict = try transaction.currentVerdict(on: message.id)
        // After an erasure the words are gone, and the detail with them.
        let detail = verdict.flatMap { try? VerdictDetail(json: $0.detail) }
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
