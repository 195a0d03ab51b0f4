import CalendarTime
import Classification
import Intake
import LeadStages
import Store

/// Classifies all stored mail again with another rule set: what would change, and, when asked, the change itself.
///
/// What people corrected stays as they left it.
public struct Replay: Sendable {
    let store: MailStore
    let workspace: RowID<Workspace>
    let classifier: VerdictSource
    let settings: IntakeSettings
    let clock: @Sendable () -> Instant

    /// `ingest` with the classifier of the new rules.
    public init(_ ingest: Ingest) {
        store = ingest.store
        workspace = ingest.workspace
        classifier = ingest.classifier
        settings = ingest.settings
        clock = ingest.clock
    }

    /// A verdict in the words that are compared.
    public struct Summary: Hashable, Sendable {
        public let kind: String
        public let subkind: String?
        public let intent: String?
        public let returnDate: String?
        public let optOut: Bool
        public let forged: Bool
        /// `address action hard` of each recipient of a report.
        public let recipients: [String]
    }

    public struct Change: Sendable {
        public let message: RowID<StoredMessage>
        public let messageID: String?
        public let subject: String
        public let receivedAt: Instant
        public let old: Summary
        public let new: Summary
        /// Stages that move with it.
        public let stages: [StageChange]
    }

    public struct Report: Sendable {
        public var examined = 0
        /// Of people's corrections, which stay.
        public var kept = 0
        /// In the order in which the messages came; the first `maximumChanges`.
        public var changes: [Change] = []
        public var changeCount = 0
        public var isApplied = false

        public static let maximumChanges = 10_000
    }

    /// What would change. Nothing is kept: each page of messages is applied in a transaction that is rolled back.
    public func diff(progress: ((Int) -> Void)? = nil) async throws -> Report {
        try await run(applies: false, progress)
    }

    public func apply(progress: ((Int) -> Void)? = nil) async throws -> Report {
        try await run(applies: true, progress)
    }

    private func run(applies: Bool, _ progress: ((Int) -> Void)?) async throws -> Report {
        var report = Report()
        report.isApplied = applies
        var last: RowID<StoredMessage>?
        while true {
            let after = last
            let page = try await store.read(in: workspace, at: clock()) { transaction in
                try transaction.messagesToReplay(after: after, limit: Ingest.batchSize).map {
                    Candidate(mail: StoredMail($0), old: try transaction.currentVerdict(on: $0.message.id))
                }
            }
            guard let end = page.last else { return report }
            last = end.mail.message.id
            let classifier = classifier
            let answers = await inParallel(page) { Self.compare($0, classifier) }
            report.examined += page.count
            report.kept += page.count { $0.isCorrected }
            let changes = try await settle(answers.compactMap { $0 }, applies: applies)
            report.changeCount += changes.count
            report.changes += changes.prefix(max(0, Report.maximumChanges - report.changes.count))
            progress?(report.examined)
        }
    }

    private struct Candidate: Sendable {
        let mail: StoredMail
        let old: StoredVerdict?

        var isCorrected: Bool { old.map { $0.actor != "rules" } ?? false }
    }

    private struct Difference: Sendable {
        let message: StoredMessage
        let prepared: PreparedMail
        let old: Summary
        let new: Summary
    }

    /// Nil when nothing changes, or a person has decided.
    private static func compare(_ candidate: Candidate, _ classifier: VerdictSource) -> Difference? {
        guard !candidate.isCorrected, let stored = candidate.old,
            let detail = try? VerdictDetail(json: stored.detail),
            let prepared = candidate.mail.prepared(classifier)
        else { return nil }
        let old = Summary(
            kind: stored.kind, subkind: stored.subkind, intent: stored.intent, detail: detail)
        let new = Summary(
            kind: prepared.verdict.kind.rawValue, subkind: prepared.verdict.subkind?.rawValue,
            intent: prepared.verdict.intent?.rawValue, detail: VerdictDetail(prepared.verdict))
        guard old != new else { return nil }
        return Difference(message: candidate.mail.message, prepared: prepared, old: old, new: new)
    }

    private struct RolledBack: Error {
        let changes: [Change]
    }

    private func settle(_ differences: [Difference], applies: Bool) async throws -> [Change] {
        guard !differences.isEmpty else { return [] }
        let settings = settings
        let actor = LeadActions.Actor(
            name: "replay", role: .admin, reason: "replay with rules \(classifier.version)")
        do {
            return try await store.write(in: workspace, at: clock()) { transaction in
                let reclassifier = Reclassifier(
                    store: transaction, settings: settings, actor: actor, author: "rules")
                let changes = try differences.map { difference in
                    Change(
                        message: difference.message.id, messageID: difference.message.messageID,
                        subject: difference.message.subject, receivedAt: difference.message.receivedAt,
                        old: difference.old, new: difference.new,
                        stages: try reclassifier.apply(difference.prepared, to: difference.message))
                }
                if !applies { throw RolledBack(changes: changes) }
                return changes
            }
        } catch let end as RolledBack {
            return end.changes
        }
    }
}

extension Replay.Summary {
    init(kind: String, subkind: String?, intent: String?, detail: VerdictDetail) {
        self.kind = kind
        self.subkind = subkind
        self.intent = intent
        returnDate = detail.returnDate
        optOut = detail.optOut
        forged = detail.forged
        recipients = detail.recipients.map { recipient in
            "\(recipient.address) \(recipient.action) \(recipient.hard.map { $0 ? "hard" : "soft" } ?? "-")"
        }
    }
}
