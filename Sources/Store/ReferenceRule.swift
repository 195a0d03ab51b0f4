/// Rows that must not be there. Each statement answers the ids of the offending rows of workspace `$1`.
struct ReferenceRule {
    let check: String
    let row: String
    let sql: String
    let expected: String
    let found: String

    /// The foreign keys themselves are the engine's to check; a key into another workspace is ours.
    static let all: [ReferenceRule] =
        [
            ReferenceRule(
                check: "delivery", row: "delivery",
                sql: """
                    SELECT d.id FROM deliveries d WHERE d.workspace_id = $1 AND d.state = 'done'
                        AND d.message_id IS NULL AND d.finished_at IS NULL
                    """,
                expected: "a message, or the time it was finished", found: "neither"),
            ReferenceRule(
                check: "delivery", row: "message",
                sql: """
                    SELECT m.id FROM messages m WHERE m.workspace_id = $1
                        AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.message_id = m.id)
                    """,
                expected: "a delivery that brought it", found: "none"),
            ReferenceRule(
                check: "verdict", row: "message",
                sql: """
                    SELECT m.id FROM messages m WHERE m.workspace_id = $1 AND 1 <> (
                        SELECT COUNT(*) FROM verdicts v
                        WHERE v.message_id = m.id AND v.is_current AND v.kind = m.kind)
                    """,
                expected: "one current verdict, of the message's kind", found: "none, or several"),
            ReferenceRule(
                check: "reference", row: "opportunity",
                sql: """
                    SELECT o.id FROM opportunities o WHERE o.workspace_id = $1
                        AND NOT EXISTS (SELECT 1 FROM opportunity_messages om WHERE om.opportunity_id = o.id)
                    """,
                expected: "a message", found: "none"),
            ReferenceRule(
                check: "reference", row: "message",
                sql: """
                    SELECT m.id FROM messages m JOIN raw_mails r ON r.id = m.raw_id
                    WHERE m.workspace_id = $1 AND r.content IS NOT NULL
                        AND NOT EXISTS (SELECT 1 FROM message_texts t WHERE t.message_id = m.id)
                    """,
                expected: "a text to search", found: "none"),
            ReferenceRule(
                check: "reference", row: "lead",
                sql: """
                    SELECT l.id FROM leads l WHERE l.workspace_id = $1 AND l.erased_at IS NULL AND 1 <> (
                        SELECT COUNT(*) FROM addresses a WHERE a.lead_id = l.id AND a.is_primary)
                    """,
                expected: "one main address", found: "none, or several"),
        ] + foreign.map(\.rule)

    private struct ForeignKey {
        let table: String
        let column: String
        let target: String

        var rule: ReferenceRule {
            ReferenceRule(
                check: "reference", row: "\(table) row",
                sql: """
                    SELECT x.id FROM \(table) x JOIN \(target) y ON y.id = x.\(column)
                    WHERE x.workspace_id = $1 AND y.workspace_id <> $1
                    """,
                expected: "a \(column) of its own workspace", found: "one of another workspace")
        }
    }

    private static let foreign: [ForeignKey] = [
        ForeignKey(table: "steps", column: "campaign_id", target: "campaigns"),
        ForeignKey(table: "addresses", column: "lead_id", target: "leads"),
        ForeignKey(table: "enrollments", column: "campaign_id", target: "campaigns"),
        ForeignKey(table: "enrollments", column: "lead_id", target: "leads"),
        ForeignKey(table: "lead_events", column: "enrollment_id", target: "enrollments"),
        ForeignKey(table: "lead_events", column: "message_id", target: "messages"),
        ForeignKey(table: "sends", column: "enrollment_id", target: "enrollments"),
        ForeignKey(table: "sends", column: "mailbox_id", target: "mailboxes"),
        ForeignKey(table: "messages", column: "raw_id", target: "raw_mails"),
        ForeignKey(table: "messages", column: "lead_id", target: "leads"),
        ForeignKey(table: "deliveries", column: "raw_id", target: "raw_mails"),
        ForeignKey(table: "deliveries", column: "message_id", target: "messages"),
        ForeignKey(table: "verdicts", column: "message_id", target: "messages"),
        ForeignKey(table: "opportunities", column: "lead_id", target: "leads"),
        ForeignKey(table: "suppressions", column: "message_id", target: "messages"),
        ForeignKey(table: "reviews", column: "message_id", target: "messages"),
        ForeignKey(table: "outgoing_mails", column: "opportunity_id", target: "opportunities"),
        ForeignKey(table: "outgoing_mails", column: "mailbox_id", target: "mailboxes"),
        ForeignKey(table: "outgoing_mails", column: "own_message_id", target: "messages"),
        ForeignKey(table: "webhook_deliveries", column: "endpoint_id", target: "webhook_endpoints"),
        ForeignKey(table: "webhook_deliveries", column: "event_id", target: "outbox"),
    ]
}
