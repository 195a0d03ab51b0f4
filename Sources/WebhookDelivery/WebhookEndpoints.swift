import CalendarTime
import Credentials
import Foundation
import Store

/// What a person does with receivers: everything about them that needs a secret or a look at their URL. The rest is in
/// `StoreTransaction`.
public struct WebhookEndpoints: Sendable {
    let store: MailStore
    let workspace: RowID<Workspace>
    let vault: WebhookVault
    let allowsLocal: Bool
    let clock: @Sendable () -> Instant

    /// Seconds that the secret before a rotation goes on signing.
    public static let standardOverlap: Int64 = 86_400
    public static let maximumOverlap: Int64 = 7 * 86_400

    /// - Parameter allowsLocal: `http`, this machine and private networks too.
    public init(
        store: MailStore, workspace: RowID<Workspace>, keys: SealingKeys, allowsLocal: Bool = false,
        clock: @escaping @Sendable () -> Instant
    ) {
        self.store = store
        self.workspace = workspace
        self.vault = WebhookVault(keys)
        self.allowsLocal = allowsLocal
        self.clock = clock
    }

    /// The secret is told here and never again.
    public func add(
        _ url: String, topics: WebhookTopics
    ) async throws -> (endpoint: WebhookEndpoint, secret: WebhookSecret) {
        let url = try WebhookURL.checked(url, allowsLocal: allowsLocal)
        let secret = WebhookSecret.random()
        let endpoint = try await store.write(in: workspace, at: clock()) { transaction in
            try transaction.addWebhookEndpoint(url, topics: topics) { try vault.seal(secret, of: $0) }
        }
        return (endpoint, secret)
    }

    public func change(_ id: RowID<WebhookEndpoint>, url: String, topics: WebhookTopics) async throws {
        let url = try WebhookURL.checked(url, allowsLocal: allowsLocal)
        try await store.write(in: workspace, at: clock()) {
            try $0.setWebhookTarget(of: id, url: url, topics: topics)
        }
    }

    /// A new secret, told here and never again; the one before signs beside it for `overlap` seconds.
    public func rotateSecret(
        of id: RowID<WebhookEndpoint>, overlap: Int64 = standardOverlap
    ) async throws -> WebhookSecret {
        guard (0...Self.maximumOverlap).contains(overlap) else {
            throw StoreError.refused(
                code: "overlap_out_of_range", "give an overlap of 0 to \(Self.maximumOverlap) seconds")
        }
        let secret = WebhookSecret.random()
        let sealed = try vault.seal(secret, of: id)
        try await store.write(in: workspace, at: clock()) {
            try $0.rotateWebhookSecret(
                of: id, to: sealed, overlapUntil: $0.now.adding(seconds: overlap))
        }
        return secret
    }

    /// Seals every secret with the current sealing key; the number of endpoints that changed.
    public func reseal() async throws -> Int {
        try await store.write(in: workspace, at: clock()) { transaction in
            var count = 0
            for endpoint in try transaction.webhookEndpoints() {
                guard let new = try vault.resealed(endpoint) else { continue }
                try transaction.resealWebhookSecrets(
                    of: endpoint.id, secret: new.secret, previous: new.previous)
                count += 1
            }
            return count
        }
    }
}

/// Where events may go.
enum WebhookURL {
    /// Bytes.
    static let maximumLength = 2_048

    /// Throws `bad_url`. Addresses are looked at when the connection is made: a name may lead elsewhere by then.
    static func checked(_ text: String, allowsLocal: Bool) throws -> String {
        let isPrintable = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        guard isPrintable, text.utf8.count <= maximumLength, let parts = URLComponents(string: text),
            parts.scheme == "https" || (allowsLocal && parts.scheme == "http"),
            parts.host?.isEmpty == false, parts.user == nil, parts.password == nil, parts.fragment == nil
        else {
            throw StoreError.refused(
                code: "bad_url",
                "give a URL of a receiver: https://, a host, no user name, at most \(maximumLength) characters"
            )
        }
        return text
    }
}
