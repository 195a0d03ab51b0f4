import LeadStages
import Store

extension Corrections {
    /// A card and the message on it that is given another class.
    public struct Choice: Hashable, Sendable {
        public let card: RowID<Opportunity>
        public let message: RowID<StoredMessage>

        public init(card: RowID<Opportunity>, message: RowID<StoredMessage>) {
            self.card = card
            self.message = message
        }
    }

    /// Cards of one run: each is looked at, or changed, in a transaction of its own.
    public static let maximumCards = 100

    /// What a correction of each card would change, or why it would be refused; in order. Nothing stays of it.
    public func preview(
        _ choices: [Choice], as class: Class, by actor: LeadActions.Actor
    ) async throws -> [Result<[StageChange], Refusal>] {
        try await each(choices) { try await preview($0.message, as: `class`, by: actor) }
    }

    /// One result for each card, in order; one that is refused does not keep the others back. A card on which somebody
    /// wrote since it was looked at is refused.
    public func reclassify(
        _ choices: [Choice], as class: Class, by actor: LeadActions.Actor
    ) async throws -> [Result<[StageChange], Refusal>] {
        try await each(choices) { try await reclassify($0.message, as: `class`, by: actor) }
    }

    private func each(
        _ choices: [Choice], _ body: (Choice) async throws -> [StageChange]
    ) async throws -> [Result<[StageChange], Refusal>] {
        var results: [Result<[StageChange], Refusal>] = []
        for choice in choices {
            do {
                try await check(choice)
                results.append(.success(try await body(choice)))
            } catch let refusal as Refusal {
                results.append(.failure(refusal))
            }
        }
        return results
    }

    private func check(_ choice: Choice) async throws {
        let last = try await ingest.store.read(in: ingest.workspace, at: ingest.clock()) {
            try $0.detail(of: choice.card)?.lastIncoming
        }
        guard let last else { throw Refusal(.notFound) }
        guard last.id == choice.message else {
            throw Refusal(
                .preconditionNotMet,
                "Another message has come since the preview, or the card has none of this number; look again."
            )
        }
    }
}
