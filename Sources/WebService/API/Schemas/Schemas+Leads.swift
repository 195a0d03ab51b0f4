import LeadStages

extension Schemas {
    static let leads: [String: Schema] = [
        "EnrollmentRow": .object(
            [
                .required("enrollment_id", .id), .required("lead_id", .id), .required("email", anyText),
                .required("name", anyText), .required("stage", stage), .required("stage_name", anyText),
                .required("since", .instant), .required("queued", .flag),
                .required("step", .nullable(.integer(1...10_000))),
            ] + instants("last_step_at", "next_due_at", "out_of_office_until")
                + [.required("error", .nullable(errorCode))] + nullable("error_text", "error_help")),
        "Enrollment": .object(enrollment),
        "EventChain": .object(
            enrollment + [.required("events", .list(event, maximum: 100_000))]),
        "Lead": .object(
            [.required("lead_id", .id), .required("name", anyText)] + nullable("company", "time_zone")
                + [
                    .required("fields", .freeObject), .required("created_at", .instant),
                    .required("addresses", .list(leadAddress)),
                    .required("enrollments", .list(.named("Enrollment"))),
                    .required("suppressions", .list(.named("Suppression"))),
                    .required("messages", .list(.named("MessageHead"))),
                    .required("opportunities", .list(.id)),
                ]),
        "NewLead": .object(newLead(address)),
        "ImportedLead": .object(newLead(.text(0...1_000, about: "Each lead has its own result."))),
    ]

    private static func newLead(_ address: Schema) -> [Schema.Property] {
        [
            .required("email", address), .optional("name", .text(0...500)),
            .optional("company", .text(0...500)),
            .optional("company_id", .text(1...200, about: "Equal for leads of the same place.")),
            .optional("time_zone", zone), .optional("fields", .freeObject),
        ]
    }

    private static let enrollment: [Schema.Property] =
        [
            .required("enrollment_id", .id), .required("lead_id", .id), .required("email", anyText),
            .required("campaign_id", .id), .required("campaign", anyText), .required("stage", stage),
            .required("stage_name", anyText), .required("since", .nullable(.instant)),
            .required("reason_event", .nullable(anyText)), .required("queued", .flag),
        ] + instants("last_step_at", "next_due_at", "out_of_office_until")
        + nullable("return_date", "return_date_text")
        + [
            .required("away_until", .nullable(.instant)),
            .required("cancel_reason", .nullable(.word(CancelReason.allCases.map(\.rawValue)))),
            .required("error", .nullable(errorCode)), .required("error_text", .nullable(anyText)),
            .required("badges", .list(.word(EnrollmentState.Badge.allCases.map(\.rawValue)))),
        ]

    private static let event = Schema.object(
        [
            .required("key", anyText), .required("at", .instant), .required("event", anyText),
            .required("origin", .word(StageEvent.Origin.allCases.map(\.rawValue))),
            .required("from", .nullable(stage)), .required("to", .nullable(stage)),
            .required("withdrawn", .flag), .required("actor", .nullable(anyText)),
            .required("cause", .nullable(anyText)), .required("message", .nullable(.named("ExplainedMail"))),
        ])

    private static let leadAddress = Schema.object([
        .required("address", anyText), .required("primary", .flag),
        .required("state", .word(AddressState.Status.allCases.map(\.rawValue))),
        .required("reason", .nullable(anyText)),
    ])
}
