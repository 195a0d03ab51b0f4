import Classification
import Store

extension Schemas {
    static let messages: [String: Schema] = [
        "MessageHead": .object(messageHead),
        "Message": .object(
            messageHead + nullable("message_id") + [
                .required("mailbox_id", .id), .required("lead_id", .nullable(.id)),
                .required("match_level", .nullable(.integer())), .required("text", anyText),
                .required("deliveries", .list(.named("Delivery"))),
            ]),
        "Delivery": .object([
            .required("id", .id), .required("state", .word(Delivery.State.allCases.map(\.rawValue))),
            .required("received_at", .instant), .required("message", .nullable(.id)),
            .required("error", .nullable(anyText)),
        ]),
        "ExplainedMail": .object(
            [.required("id", .id)] + nullable("message_id")
                + [
                    .required("from", anyText), .required("subject", anyText),
                    .required("received_at", .instant), .required("match_level", .nullable(.integer())),
                    .required("match_remarks", .list(anyText)),
                ] + nullable("kind", "subkind", "intent")
                + [.required("confidence", .nullable(.number))]
                + nullable("rules_version", "decided_by") + [evidence, runnerUp]),
        "Verdict": .object(
            [.required("message", .id)] + verdictHead
                + nullable("language", "visible_reply", "return_date", "return_date_text", "not_now_until")
                + [
                    .required("recipients", .list(storedRecipient)), .required("forged", .flag),
                    .required("opt_out", .flag),
                ] + nullable("other_unsubscribe", "new_contact", "new_address")
                + [
                    .required("needs_review", .flag), .required("match_remarks", .list(anyText)),
                    .required("rules_version", anyText), .required("decided_by", anyText),
                    .required("decided_at", .instant),
                ]),
        "ClassifiedMessage": .object(classified),
        "Class": .object([
            .required("kind", .word(Kind.allCases.map(\.rawValue))),
            .optional("subkind", .nullable(.word(Subkind.allCases.map(\.rawValue)))),
            .optional("intent", .nullable(.word(Intent.allCases.map(\.rawValue)))),
            .optional("reason", .text(0...2_000)),
        ]),
    ]

    private static let messageHead: [Schema.Property] =
        [.required("id", .id), .required("received_at", .instant)]
        + texts("kind", "from", "from_name", "subject", "state")

    private static let verdictHead: [Schema.Property] =
        [.required("kind", .word(Kind.allCases.map(\.rawValue)))] + nullable("subkind", "intent")
        + [.required("confidence", .number), runnerUp, evidence]

    private static let evidence = Schema.Property.required("evidence", .list(evidenceItem))
    private static let evidenceItem = Schema.object([
        .required("rule", anyText), .required("field", anyText), .required("start", .integer()),
        .required("length", .integer()), .required("text", anyText), .required("weight", .number),
    ])
    private static let runnerUp = Schema.Property.required(
        "runner_up",
        .nullable(
            .object([
                .required("kind", anyText), .required("confidence", .number), .required("why", anyText),
            ])))

    private static let storedRecipient = Schema.object(
        texts("address", "action") + nullable("status") + texts("reason")
            + [.required("hard", .nullable(.flag))] + nullable("diagnostic"))

    // MARK: As `classify --jsonl` says it

    private static let classified: [Schema.Property] =
        texts("sha256") + verdictHead + nullable("language", "visible_reply", "return_date")
        + [
            .required("return_date_evidence", .nullable(evidenceItem)),
            .required("recipients", .list(recipient)), .required("forged", .flag),
        ] + nullable("other_unsubscribe", "not_now_until", "in_reply_to", "new_contact", "new_address")
        + [
            .required("authentication", .nullable(.object(nullable("spf", "dkim", "dmarc")))),
            .required("message", classifiedContent),
            .required(
                "defects",
                .list(
                    .object([
                        .required("kind", anyText), .required("part", .nullable(.integer())),
                        .required("offset", .nullable(.integer())),
                    ]))), .required("rules_version", anyText),
        ]

    private static let recipient = Schema.object(
        texts("address") + nullable("original") + texts("action") + nullable("status", "smtp_reply")
            + texts("reason") + [.required("hard", .nullable(.flag))] + texts("blame")
            + nullable("permanence") + texts("lead") + nullable("diagnostic", "remote_mta", "reporting_mta"))

    private static let classifiedContent = Schema.object(
        nullable("subject")
            + [
                .required(
                    "from",
                    .list(
                        .object([
                            .required("name", .nullable(anyText)), .required("addr", .nullable(anyText)),
                        ]))),
                .required("message_id", .nullable(anyText)),
                .required("in_reply_to", .list(anyText)), .required("references", .list(anyText)),
                .required("parts", .list(anyText)), .required("text", .nullable(anyText)),
                .required("attachments", .list(anyText)), .required("contained_files", .list(anyText)),
                .required("wrappers", .list(anyText)), .required("size", count),
            ])
}
