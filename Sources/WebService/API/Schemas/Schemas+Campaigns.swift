import Intake
import LeadStages

extension Schemas {
    static let campaigns: [String: Schema] = [
        "Campaign": .object(
            [.required("id", .id), .required("name", anyText), .required("time_zone", anyText)]
                + [.required("created_at", .instant)] + options.map { .required($0.name, $0.schema) }
                + counts),
        "Step": .object([
            .required("number", .integer(1...10_000, about: "Its place; 1 is the first.")),
            .required("id", .id), .required("wait_seconds", .integer()), .required("channel", anyText),
            .required("paused", .flag),
        ]),
    ]

    /// What a campaign decides about inbound mail.
    static let options: [Schema.Property] = [
        .optional("out_of_office_days", .integer(1...90)),
        .optional("return_dates", .flag),
        .optional(
            "on_reply_elsewhere", .word(CampaignSettings.ReplyElsewhere.allCases.map(\.rawValue))),
        .optional("stop_on_auto_reply", .flag),
        .optional("continue_on_reply", .flag),
    ]

    static let counts: [Schema.Property] = [
        .required("leads", count),
        .required("stages", .object(Stage.allCases.map { .required($0.rawValue, count) })),
        .required("errors", .object(LeadErrorCode.allCases.map { .optional($0.rawValue, count) })),
    ]
}
