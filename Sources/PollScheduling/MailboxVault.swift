import Credentials
import Store

/// The secrets of mailboxes, sealed each for its own place.
public struct MailboxVault: Sendable {
    private let given: SealingKeys?

    /// - Parameter keys: nil where no mailbox has a secret; to seal or open one is a fault then.
    public init(_ keys: SealingKeys?) { given = keys }

    private var keys: SealingKeys {
        get throws(CredentialsError) {
            guard let given else { throw .noKey(variable: SealingKeys.variable) }
            return given
        }
    }

    /// The two secrets that a mailbox may have.
    public enum Item: String, CaseIterable, Sendable {
        /// Password or refresh token.
        case secret
        case clientSecret = "client_secret"
    }

    static func place(_ item: Item, of mailbox: RowID<MailboxAccount>) -> String {
        "mailbox/\(mailbox)/\(item.rawValue)"
    }

    public func seal(
        _ secret: Secret, as item: Item, of mailbox: RowID<MailboxAccount>
    ) throws(CredentialsError) -> String {
        try keys.seal(secret, for: Self.place(item, of: mailbox)).description
    }

    public func open(
        _ sealed: String, as item: Item, of mailbox: RowID<MailboxAccount>
    ) throws(CredentialsError) -> Secret {
        let place = Self.place(item, of: mailbox)
        guard let box = SealedSecret(sealed) else { throw .damaged(place: place) }
        return try keys.open(box, for: place)
    }

    /// Everything sealed with the current key; nil when it is already.
    public func resealed(
        _ connection: MailboxConnection, of mailbox: RowID<MailboxAccount>
    ) throws(CredentialsError) -> MailboxConnection? {
        var new = connection
        if connection.hasSecret {
            new.secret = try resealed(connection.secret, .secret, mailbox) ?? connection.secret
        }
        if let old = connection.oauth?.clientSecret {
            new.oauth?.clientSecret = try resealed(old, .clientSecret, mailbox) ?? old
        }
        return new == connection ? nil : new
    }

    private func resealed(
        _ text: String, _ item: Item, _ mailbox: RowID<MailboxAccount>
    ) throws(CredentialsError) -> String? {
        let place = Self.place(item, of: mailbox)
        guard let box = SealedSecret(text) else { throw .damaged(place: place) }
        return try keys.resealed(box, for: place)?.description
    }
}
