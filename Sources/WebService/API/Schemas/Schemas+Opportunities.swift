import Store

extension Schemas {
    static let opportunities: [String: Schema] = [
        "Opportunity": .object(card),
        "OpportunityDetail": .object(
            card + [
                .required("labels", .list(anyText)), .required("messages", .list(cardMessage)),
                .required("notes", .list(.named("Note"))), .required("changes", .list(change)),
            ]),
        "Note": .object([
            .required("id", .id), .required("actor", anyText), .required("note", anyText),
            .required("created_at", .instant),
        ]),
    ]

    static let cardState = Schema.word(Opportunity.State.allCases.map(\.rawValue))
    static let label = Schema.text(1...200)

    private static let card: [Schema.Property] =
        [
            .required("id", .id), .required("lead_id", .id), .required("lead", anyText),
            .required("email", anyText), .required("campaign_id", .nullable(.id)),
            .required("enrollment_id", .nullable(.id)), .required("mailbox_id", .nullable(.id)),
            .required("state", cardState), .required("unread", .flag), .required("category", anyText),
            .required("subject", anyText), .required("assignee", .nullable(anyText)),
            .required("snooze_until", .nullable(.instant)), .required("banner", .nullable(anyText)),
            .required("last_message_at", .instant),
        ]

    private static let cardMessage = Schema.object(
        [.required("id", .id), .required("received_at", .instant)]
            + texts("from", "from_name", "subject", "kind", "text"))

    private static let change = Schema.object(
        texts("field") + nullable("old", "new") + texts("actor") + [.required("changed_at", .instant)])
}
