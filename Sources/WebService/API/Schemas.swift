import LeadStages

/// The shapes that the interface speaks of, by name. The keys are those of the commands' JSON.
enum Schemas {
    static let all: [String: Schema] = [
        ["Problem": problem, "ActionResult": actionResult], campaigns, leads, messages, opportunities,
        accounts, answers, receivers,
    ].reduce(into: [:]) { $0.merge($1) { first, _ in first } }

    private static let problem = Schema.object([
        .required("type", .text()), .required("title", .text()), .required("status", .integer(400...599)),
        .required("detail", .text()), .required("code", .text(about: "Stable; programs decide by it.")),
        .required("request_id", .text()),
        .optional("field", .text(about: "What of the request is at fault.")),
    ])

    static let actionResult = Schema.object([
        .required("enrollment_id", .id), .required("lead_id", .nullable(.id)), .required("done", .flag),
        .required("from", .nullable(stage)), .required("to", .nullable(stage)),
        .required("code", .nullable(.text(about: "Why it is not done."))),
        .required("message", .nullable(.text())),
        .required("absent_until", .nullable(.instant)),
    ])

    // MARK: Pieces

    static let stage = Schema.word(Stage.allCases.map(\.rawValue))
    static let errorCode = Schema.word(LeadErrorCode.allCases.map(\.rawValue))
    static let address = Schema.text(3...254, format: "email")
    /// Whatever is stored: text of mail has its own bounds.
    static let anyText = Schema.text(0...1_000_000)
    static let zone = Schema.text(1...64, about: "Of the zone database, such as Europe/Berlin.")
    static let count = Schema.integer()

    static func nullable(_ names: String...) -> [Schema.Property] {
        names.map { .required($0, .nullable(anyText)) }
    }

    static func texts(_ names: String...) -> [Schema.Property] { names.map { .required($0, anyText) } }
    static func instants(_ names: String...) -> [Schema.Property] {
        names.map { .required($0, .nullable(.instant)) }
    }

    /// Stages that a correction or a decision moved.
    static let changes = Schema.list(
        .object([
            .required("enrollment_id", .id), .required("lead_id", .id), .required("campaign_id", .id),
            .required("from", stage), .required("to", stage),
        ]))
}
