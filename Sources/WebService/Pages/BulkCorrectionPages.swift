import Hummingbird
import Ingestion
import LeadStages
import Store

/// Another class for the conversations selected in the list: first what that changes and undoes, then a result for
/// each.
enum BulkCorrectionPages {
    /// A card, as the page names it, and the message that the correction is about.
    private struct Row: Sendable {
        let card: RowID<Opportunity>
        let name: String
        let address: String
        /// Nil where there is no such card, or nobody wrote on it.
        let message: RowID<StoredMessage>?
        let stage: Stage?

        init(_ id: RowID<Opportunity>, _ transaction: StoreTransaction) throws {
            let detail = try transaction.detail(of: id)
            let card = detail?.opportunity
            self.card = id
            name = card.map { PageText.person($0.leadName, $0.leadAddress) } ?? "Conversation \(id)"
            address = card?.leadAddress ?? ""
            message = detail?.lastIncoming?.id
            stage = try card?.enrollment.flatMap { try transaction.enrollmentStage($0) }
        }
    }

    static func run(
        _ request: PageRequest, _ ids: [RowID<Opportunity>], _ back: String
    ) async throws -> Response {
        guard let choice = CorrectionChoice(request.field("kind")) else {
            return request.done(back, "Choose what the messages are.", isError: true)
        }
        guard ids.count <= Corrections.maximumCards else {
            return request.done(
                back, "Select at most \(Corrections.maximumCards) conversations to reclassify.", isError: true
            )
        }
        return request.field("confirm") == "yes"
            ? try await apply(request, choice, ids, back) : try await preview(request, choice, ids, back)
    }

    private static func rows(
        _ request: PageRequest, _ ids: [RowID<Opportunity>]
    ) async throws -> [Row] {
        try await request.read { transaction in try ids.map { try Row($0, transaction) } }
    }

    // MARK: Before

    private static func preview(
        _ request: PageRequest, _ choice: CorrectionChoice, _ ids: [RowID<Opportunity>], _ back: String
    ) async throws -> Response {
        let rows = try await rows(request, ids)
        let choices = rows.compactMap { row in
            row.message.map { Corrections.Choice(card: row.card, message: $0) }
        }
        let found = try await Corrections(request.parts.ingest(request.workspace))
            .preview(choices, as: choice.class, by: request.previewActor)
        let results = Dictionary(zip(choices.map(\.card), found)) { first, _ in first }
        let effects = try await request.read { transaction in
            try rows.map { row -> (Row, Result<CorrectionPreview, Refusal>) in
                guard let message = row.message, let result = results[row.card] else {
                    return (row, .failure(Refusal(.notFound)))
                }
                switch result {
                case .failure(let refusal): return (row, .failure(refusal))
                case .success(let changes):
                    return (row, .success(try CorrectionPreview(message, choice, changes, transaction)))
                }
            }
        }
        let count = PageText.count(ids.count, "conversation")
        let title = "Reclassify \(count) as “\(choice.label)”?"
        let fields =
            [("action", "reclassify"), ("kind", choice.name), ("back", back)]
            + ids.map { ("id", $0.description) } + choices.map { ("seen", "\($0.card).\($0.message)") }
        let needsReason = effects.contains { (try? $0.1.get())?.withdrawsEntries == true }
        return try await request.page(
            "confirm", title: title,
            [
                "heading": .text(title),
                "question":
                    "The last message of the person in each gets the new class. What cannot be changed is left as it is.",
                "hasEffects": true, "effects": .list(effects.map(effect)), "action": "/opportunities/bulk",
                "fields": .list(fields.map { ["name": .text($0.0), "value": .text($0.1)] }),
                "asksReason": true, "reason": .text(request.field("reason")),
                "reasonRequired": .flag(needsReason), "isDangerous": .flag(choice.isOptOut),
                "confirmLabel": .text("Reclassify \(count)"), "cancelHref": .text(back),
            ])
    }

    private static func effect(_ row: Row, _ preview: Result<CorrectionPreview, Refusal>) -> View {
        switch preview {
        case .success(let preview): ["subject": .text(row.name), "text": .text(preview.sentence)]
        case .failure(let refusal):
            [
                "subject": .text(row.name), "text": .text("stays as it is. \(refusal.message)"),
                "code": .text(refusal.code.rawValue),
            ]
        }
    }

    // MARK: After

    /// The messages that the preview was about, by card.
    private static func seen(_ request: PageRequest) -> [RowID<Opportunity>: RowID<StoredMessage>] {
        let pairs = request.fields("seen").compactMap {
            text -> (RowID<Opportunity>, RowID<StoredMessage>)? in
            let parts = text.split(separator: ".")
            guard parts.count == 2, let card = RowID<Opportunity>(String(parts[0])),
                let message = RowID<StoredMessage>(String(parts[1]))
            else { return nil }
            return (card, message)
        }
        return Dictionary(pairs) { first, _ in first }
    }

    private static func apply(
        _ request: PageRequest, _ choice: CorrectionChoice, _ ids: [RowID<Opportunity>], _ back: String
    ) async throws -> Response {
        let seen = seen(request)
        let choices = ids.compactMap { id in seen[id].map { Corrections.Choice(card: id, message: $0) } }
        let found = try await Corrections(request.parts.ingest(request.workspace))
            .reclassify(choices, as: choice.class, by: request.actor)
        let results = Dictionary(zip(choices.map(\.card), found)) { first, _ in first }
        let rows = try await rows(request, ids).map { row in
            (row, results[row.card] ?? .failure(Refusal(.notFound)))
        }
        let done = rows.count { (try? $0.1.get()) != nil }
        let title = "Reclassify \(PageText.count(ids.count, "conversation")) as “\(choice.label)”"
        return try await request.page(
            "bulk_result", title: title,
            [
                "heading": .text(title),
                "summary": .text("\(done) reclassified, \(rows.count - done) refused."),
                "backHref": .text(back), "backLabel": "Opportunities",
                "caption": "Result for each conversation", "results": .list(rows.map(result)),
            ])
    }

    private static func result(_ row: Row, _ result: Result<[StageChange], Refusal>) -> View {
        let view: View = [
            "name": .text(row.name), "email": .text(row.address),
            "href": .text(row.message == nil ? nil : "/opportunities/\(row.card)"),
            "stageKey": .text(row.stage?.rawValue), "stageLabel": .text(row.stage?.displayName),
        ]
        switch result {
        case .success(let changes):
            let words =
                changes.isEmpty
                ? "No stage changed." : "\(PageText.count(changes.count, "stage")) changed."
            return view.merging(["isDone": true, "resultText": .text(words)])
        case .failure(let refusal):
            return view.merging([
                "isDone": false, "resultText": .text(refusal.message), "code": .text(refusal.code.rawValue),
            ])
        }
    }
}
