import ProviderMail
import Store
import Synchronization

/// Access tokens outlive a poll: one is good for an hour, and providers count how often a new one is asked for.
final class TokenShelf: Sendable {
    private struct Entry {
        let oauth: MailboxConnection.OAuth?
        /// The sealed refresh token that it began with, or was given since.
        var secret: String
        let tokens: AccessTokens
    }

    private let entries = Mutex<[RowID<MailboxAccount>: Entry]>([:])

    /// Those of a mailbox, made anew when its sign-in has changed.
    func tokens(
        of mailbox: RowID<MailboxAccount>, _ connection: MailboxConnection, make: () throws -> AccessTokens
    ) rethrows -> AccessTokens {
        let known = entries.withLock { $0[mailbox] }
        if let known, known.oauth == connection.oauth, known.secret == connection.secret {
            return known.tokens
        }
        let tokens = try make()
        let entry = Entry(oauth: connection.oauth, secret: connection.secret, tokens: tokens)
        entries.withLock { $0[mailbox] = entry }
        return tokens
    }

    /// The provider gave a new refresh token in place of the old one.
    func rename(_ mailbox: RowID<MailboxAccount>, secret: String) {
        entries.withLock { $0[mailbox]?.secret = secret }
    }
}
