/// One step of the schema. Append-only: a published migration is never edited, renamed or removed.
///
/// `{ID}` in the text stands for the dialect's id column and is the only thing that is replaced.
public struct Migration: Sendable {
    public let name: String
    let script: @Sendable (any StoreDialect) -> [String]

    public init(_ name: String, _ statements: [String]) {
        self.name = name
        script = { dialect in
            statements.map { statement in
                statement.split(separator: "{ID}", omittingEmptySubsequences: false)
                    .joined(separator: dialect.idColumn)
            }
        }
    }

    init(_ name: String, _ script: @escaping @Sendable (any StoreDialect) -> [String]) {
        self.name = name
        self.script = script
    }
}

extension Migration {
    public static let all: [Migration] = [
        Migration("0001-workspaces", workspaceTables),
        Migration("0002-campaigns", campaignTables),
        Migration("0003-leads", leadTables),
        Migration("0004-mail", mailTables),
        Migration("0005-enrollments", enrollmentTables),
        Migration("0006-opportunities", opportunityTables),
        Migration("0007-suppressions", suppressionTables),
        Migration("0008-work", workTables),
        Migration("0009-search") { $0.searchSchema },
        Migration("0010-polling", pollingTables),
        Migration("0011-access", accessTables),
        Migration("0012-webhook-sources", webhookSourceTables),
        Migration("0013-webhook-endpoints", webhookEndpointTables),
        Migration("0014-correspondence", correspondenceTables),
        Migration("0015-lists", listIndexes),
        Migration("0016-provider-ids", providerIDs),
        Migration("0017-ended-webhooks", endedWebhookIndexes),
        Migration("0018-outgoing-purpose", outgoingPurpose),
        Migration("0019-source-items", sourceItems),
    ]
}
