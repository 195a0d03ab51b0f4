import CalendarTime
import LeadStages

extension StoreTransaction {
    /// Erases a person: mail, addresses, words and names are gone; ids, times, stages and the hashes of its addresses
    /// stay, so that counts hold and the address is refused when somebody imports it again.
    public func eraseLead(_ id: RowID<Lead>, actor: String) throws {
        guard let lead = try lead(id), lead.erasedAt == nil else { throw Refusal(.notFound) }
        let addresses = try addresses(of: id)
        try suppress(
            NewSuppression(
                .person(id, asked: nil), reason: .manual, group: "erase:\(id)", evidence: "erased",
                actor: actor,
                keepsClearText: false))
        try forgetInSuppressions(addresses)
        // What was answered to programs may name anybody; it is kept for a day only.
        try connection.run("DELETE FROM idempotent_answers WHERE workspace_id = $1", [workspace])
        for enrollment in try enrollments(of: id) { try eraseEvents(of: enrollment.id, actor: actor) }
        for message in try messages(of: id) { try erase(message) }
        try eraseRecords(of: id)
        for address in addresses {
            try connection.run(
                "UPDATE import_batches SET report = '{}' WHERE workspace_id = $1 AND report LIKE $2",
                [workspace, "%\(address.address)%"])
        }
        try connection.run(
            """
            UPDATE leads SET name = '', company = NULL, company_key = NULL, time_zone = NULL, fields = '{}',
                erased_at = $3
            WHERE workspace_id = $1 AND id = $2
            """, [workspace, id, now])
    }

    private func forgetInSuppressions(_ addresses: [LeadAddress]) throws {
        for address in addresses {
            try connection.run(
                """
                UPDATE suppressions SET clear_text = NULL, evidence = NULL
                WHERE workspace_id = $1 AND key_hash = $2 AND kind <> 'domain'
                """, [workspace, key.hash(SuppressionKeys(address: address.address).address)])
        }
    }

    /// The log stays, for the stage rests on it; the words of the person in it do not.
    private func eraseEvents(of enrollment: RowID<Enrollment>, actor: String) throws {
        for event in try events(of: enrollment) {
            guard case .outOfOffice(let pause) = event.kind, pause.evidence != nil else { continue }
            let wordless = OutOfOfficePause(
                until: pause.until, basis: pause.basis, returnDate: pause.returnDate)
            let copy = StageEvent(
                key: event.key, at: event.at, origin: event.origin, kind: .outOfOffice(wordless),
                actor: event.actor, messageID: event.messageID, cause: event.cause)
            try connection.run(
                "UPDATE lead_events SET payload = $3 WHERE workspace_id = $1 AND id = $2",
                [workspace, event.sequence, try StoreJSON.text(copy)])
        }
        let deleted = StageEvent(key: "erased", at: now, origin: .human, kind: .deleted, actor: actor)
        try appendEvents([deleted], to: enrollment)
    }

    private func erase(_ message: StoredMessage) throws {
        try connection.run(
            "DELETE FROM message_texts WHERE workspace_id = $1 AND message_id = $2", [workspace, message.id])
        try connection.run(
            "UPDATE verdicts SET detail = '{}' WHERE workspace_id = $1 AND message_id = $2",
            [workspace, message.id])
        try connection.run(
            """
            UPDATE messages SET subject = '', sender = '', sender_name = '', message_id = NULL
            WHERE workspace_id = $1 AND id = $2
            """, [workspace, message.id])
        try connection.run(
            "UPDATE raw_mails SET content = NULL WHERE workspace_id = $1 AND id = $2",
            [workspace, message.raw])
        // The same logical message may have come in other bytes by another way.
        try connection.run(
            """
            UPDATE raw_mails SET content = NULL WHERE workspace_id = $1 AND id IN (
                SELECT raw_id FROM deliveries WHERE workspace_id = $1 AND message_id = $2)
            """, [workspace, message.id])
    }

    private func eraseRecords(of lead: RowID<Lead>) throws {
        let ofCards = "IN (SELECT id FROM opportunities WHERE workspace_id = $1 AND lead_id = $2)"
        for statement in [
            "DELETE FROM opportunity_notes WHERE workspace_id = $1 AND opportunity_id \(ofCards)",
            "DELETE FROM opportunity_labels WHERE workspace_id = $1 AND opportunity_id \(ofCards)",
            "DELETE FROM opportunity_changes WHERE workspace_id = $1 AND opportunity_id \(ofCards)",
            """
            UPDATE raw_mails SET content = NULL WHERE workspace_id = $1 AND id IN (
                SELECT raw_id FROM outgoing_mails WHERE workspace_id = $1 AND opportunity_id \(ofCards))
            """,
            "DELETE FROM outgoing_mails WHERE workspace_id = $1 AND opportunity_id \(ofCards)",
            "DELETE FROM opportunity_messages WHERE workspace_id = $1 AND opportunity_id \(ofCards)",
            "DELETE FROM opportunities WHERE workspace_id = $1 AND lead_id = $2",
            "DELETE FROM send_holds WHERE workspace_id = $1 AND lead_id = $2",
            """
            UPDATE sends SET recipient = '', recipient_key = '', subject = NULL, fingerprint = NULL, error = NULL
            WHERE workspace_id = $1 AND lead_id = $2
            """,
            """
            UPDATE reviews SET detail = '{"candidates":[],"holds_sends":false,"note":""}'
            WHERE workspace_id = $1 AND lead_id = $2
            """,
            """
            DELETE FROM address_events WHERE workspace_id = $1 AND address_id IN (
                SELECT id FROM addresses WHERE workspace_id = $1 AND lead_id = $2)
            """,
            "DELETE FROM addresses WHERE workspace_id = $1 AND lead_id = $2",
        ] {
            try connection.run(statement, [workspace, lead])
        }
        try connection.run(
            "UPDATE outbox SET payload = '{}' WHERE workspace_id = $1 AND payload LIKE $2",
            [workspace, "%\"lead\":\"\(lead)\"%"])
    }
}
