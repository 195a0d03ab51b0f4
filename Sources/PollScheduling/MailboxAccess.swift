import CalendarTime
import Credentials
import CurlTransport
import Ingestion
import MailboxPolling
import ProviderMail
import Store

/// What somebody who looks at a mailbox is shown.
public enum MailboxLook: Sendable {
    case server(MailboxInspection)
    /// Of a provider's interface nothing is seen but that the sign-in is good.
    case signedIn
    /// What lies there, one fact a line.
    case local([String])
}

/// The way into mailboxes: the network, the secrets, and the store that they are kept in.
public struct MailboxAccess: Sendable {
    let store: MailStore
    let workspace: RowID<Workspace>
    let client: CurlClient
    let vault: MailboxVault
    let clock: @Sendable () -> Instant
    private let shelf = TokenShelf()

    public init(
        store: MailStore, workspace: RowID<Workspace>, client: CurlClient, vault: MailboxVault,
        clock: @escaping @Sendable () -> Instant = SystemClock.now
    ) {
        self.store = store
        self.workspace = workspace
        self.client = client
        self.vault = vault
        self.clock = clock
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (StoreTransaction) throws -> T) async throws -> T {
        try await store.read(in: workspace, at: clock(), body)
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (StoreTransaction) throws -> T) async throws -> T {
        try await store.write(in: workspace, at: clock(), body)
    }

    /// Logs in and looks around; no mail is read and nothing changes.
    public func inspect(
        _ mailbox: RowID<MailboxAccount>, _ connection: MailboxConnection
    ) async throws(PollFault) -> MailboxLook {
        do {
            if connection.source.isLocal { return .local(try LocalMailbox(connection).look()) }
            let (login, token) = try await login(mailbox, connection, refused: nil)
            guard connection.source == .imap else { return .signedIn }
            return .server(
                try await MailboxInspection.inspect(
                    server(connection, login), client: client, usesToken: token != nil))
        } catch {
            throw PollFault(error)
        }
    }

    func server(_ connection: MailboxConnection, _ login: Login) -> MailServer {
        MailServer(
            service: .imap, host: connection.host, port: connection.port,
            security: connection.security.transport, login: login)
    }

    /// - Parameter refused: a token that the server would not take.
    func login(
        _ mailbox: RowID<MailboxAccount>, _ connection: MailboxConnection, refused: Secret?
    ) async throws -> (Login, token: Secret?) {
        guard connection.oauth != nil else {
            let password = try vault.open(connection.secret, as: .secret, of: mailbox)
            return (Login(user: connection.user, proof: .password(password.revealed)), nil)
        }
        let token = try await tokens(mailbox, connection).token(refused: refused)
        return (Login(user: connection.user, proof: .xoauth2(token: token.revealed)), token)
    }

    func tokens(
        _ mailbox: RowID<MailboxAccount>, _ connection: MailboxConnection
    ) throws -> AccessTokens {
        try shelf.tokens(of: mailbox, connection) { try makeTokens(mailbox, connection) }
    }

    private func makeTokens(
        _ mailbox: RowID<MailboxAccount>, _ connection: MailboxConnection
    ) throws -> AccessTokens {
        guard let oauth = connection.oauth else {
            throw PollFault(
                code: "sign_in_needed", text: "this source wants OAuth; add the mailbox again with it")
        }
        let grant = OAuthGrant(
            tokenURL: oauth.tokenURL, clientID: oauth.clientID,
            clientSecret: try oauth.clientSecret.map {
                try vault.open($0, as: .clientSecret, of: mailbox)
            },
            refreshToken: try vault.open(connection.secret, as: .secret, of: mailbox),
            scope: oauth.scope)
        return AccessTokens(place: connection.place, grant: grant, client: client) { renewed in
            let sealed = try vault.seal(renewed, as: .secret, of: mailbox)
            try await write { transaction in
                guard let account = try transaction.mailbox(mailbox),
                    var now = try MailboxConnection(account)
                else { return }
                now.secret = sealed
                try transaction.setMailboxSettings(mailbox, to: StoreJSON.text(now))
            }
            shelf.rename(mailbox, secret: sealed)
        }
    }
}
