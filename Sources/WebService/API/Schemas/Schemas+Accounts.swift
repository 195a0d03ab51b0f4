import Intake
import LeadStages
import PollScheduling

extension Schemas {
    static let accounts: [String: Schema] = [
        "Suppression": .object(
            [
                .required("id", .id), .required("kind", .word(Suppression.Kind.allCases.map(\.rawValue))),
                .required("value", .nullable(anyText)),
                .required("reason", .word(SuppressionReason.allCases.map(\.rawValue))),
                .required("evidence", .nullable(anyText)), .required("message_id", .nullable(.id)),
                .required("actor", .nullable(anyText)), .required("created_at", .instant),
                .required("removed_at", .nullable(.instant)),
            ] + nullable("removed_by", "removal_reason")),
        "Review": .object(
            [
                .required("id", .id), .required("kind", .word(ReviewEffect.Kind.allCases.map(\.rawValue))),
                .required("message_id", .nullable(.id)),
            ] + nullable("from", "subject")
                + [
                    .required("enrollment_id", .nullable(.id)), .required("lead_id", .nullable(.id)),
                    .required("email", .nullable(anyText)), .required("candidates", .list(.id)),
                    .required("due_at", .nullable(.instant)), .required("holds_sends", .flag),
                    .required("note", anyText), .required("created_at", .instant),
                ]),
        "Mailbox": .object(
            [.required("id", .id), .required("address", anyText)] + nullable("source", "server")
                + [.required("interval_seconds", .nullable(.integer()))] + texts("state")
                + nullable("fault", "fault_text") + [
                    .required("failures", count), .required("set_aside", count),
                ]
                + instants("last_read_at", "last_mail_at", "next_poll_at")),
        "Send": .object([
            .required("id", .id), .required("enrollment_id", .id), .required("lead_id", .id),
            .required("mailbox_id", .id), .required("message_id", .nullable(anyText)),
            .required("recipient", anyText), .required("sent_at", .instant),
            .required("result", .word(["sent", "failed"])), .required("error", .nullable(anyText)),
        ]),
        "Statistics": .object(
            statistics.map { .required($0, count) } + groups.map { .required($0, .freeObject) }),
    ]

    private static let statistics = [
        "deliveries", "raw_mails", "raw_bytes", "messages", "leads", "enrollments", "opportunities",
        "suppressions", "events", "sends", "open_reviews", "timers", "outbox_waiting",
    ]
    private static let groups = [
        "deliveries_by_state", "messages_by_kind", "messages_by_match", "enrollments_by_stage",
        "opportunities_by_state",
    ]
}
