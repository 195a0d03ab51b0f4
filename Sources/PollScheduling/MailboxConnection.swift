import Foundation
import Store

/// How a mailbox is reached: what `mailbox add` was told. Secrets stand in it sealed.
public struct MailboxConnection: Codable, Hashable, Sendable {
    public enum Source: String, Codable, CaseIterable, Sendable {
        case imap
        /// The Gmail API.
        case gmail
        /// Microsoft Graph.
        case graph
        /// A folder of this machine.
        case maildir
        /// A file of this machine.
        case mbox

        /// Mail that lies on this machine: nobody logs in.
        public var isLocal: Bool { self == .maildir || self == .mbox }

        /// An interface that takes no password.
        public var wantsOAuth: Bool { self == .gmail || self == .graph }
    }

    public enum Security: String, Codable, CaseIterable, Sendable {
        case tls
        case startTLS = "starttls"
        /// For servers on this machine: everybody on the way reads the password.
        case plaintext = "none"
    }

    /// OAuth, in place of a password. The refresh token is the mailbox's secret.
    public struct OAuth: Codable, Hashable, Sendable {
        public var tokenURL: String
        public var clientID: String
        public var clientSecret: String?
        public var scope: String?

        public init(tokenURL: String, clientID: String, clientSecret: String? = nil, scope: String? = nil) {
            self.tokenURL = tokenURL
            self.clientID = clientID
            self.clientSecret = clientSecret
            self.scope = scope
        }

        enum CodingKeys: String, CodingKey {
            case scope
            case tokenURL = "token_url"
            case clientID = "client_id"
            case clientSecret = "client_secret"
        }
    }

    public var source: Source
    /// Of a Maildir or an mbox, from the root.
    public var path: String?
    /// Of IMAP; for the others the place that connections are counted by.
    public var host: String
    public var port: Int
    public var security: Security
    public var user: String
    /// A `SealedSecret`: password or refresh token.
    public var secret: String
    public var oauth: OAuth?
    /// Where answers go out; nil takes the usual one for `host`. User and secret are the mailbox's.
    public var smtp: SubmissionServer?
    /// Seconds between polls, 60 to 3,600.
    public var interval: Int64
    public var readsJunk: Bool
    /// Stay connected and hear of new mail at once (RFC 2177), between the polls.
    public var isIdle: Bool
    /// The first day that the first poll reads; nil reads everything.
    public var since: String?

    public static let intervals: ClosedRange<Int64> = 60...3_600
    public static let standardInterval: Int64 = 600

    public init(
        source: Source = .imap, path: String? = nil, host: String, port: Int = 993, security: Security = .tls,
        user: String,
        secret: String = "", oauth: OAuth? = nil, smtp: SubmissionServer? = nil,
        interval: Int64 = standardInterval, readsJunk: Bool = true,
        isIdle: Bool = false, since: String? = nil
    ) {
        self.source = source
        self.path = path
        self.host = host
        self.port = port
        self.security = security
        self.user = user
        self.secret = secret
        self.oauth = oauth
        self.smtp = smtp
        self.interval = interval
        self.readsJunk = readsJunk
        self.isIdle = isIdle
        self.since = since
    }

    enum CodingKeys: String, CodingKey {
        case source, path, host, port, security, user, secret, oauth, smtp, interval, since
        case readsJunk = "reads_junk"
        case isIdle = "idle"
    }

    /// Nil where the account has none: it only takes what is brought.
    public init?(_ account: MailboxAccount) throws {
        guard account.settings != "{}" else { return nil }
        self = try StoreJSON.value(MailboxConnection.self, account.settings)
    }

    /// `imap.example.com:993`, the name of the provider's interface, or a path; never the user.
    public var place: String {
        switch source {
        case .imap: "\(host):\(port)"
        case .gmail: "Gmail"
        case .graph: "Microsoft Graph"
        case .maildir, .mbox: path ?? ""
        }
    }

    /// Whether a password or token belongs to it.
    public var hasSecret: Bool { !source.isLocal || smtp != nil }
}

extension StoreTransaction {
    /// Keeps the settings and puts the mailbox on the schedule, due at once. Another account is read from its beginning:
    /// its numbers say nothing of the messages of the one before.
    public func connect(_ mailbox: RowID<MailboxAccount>, by connection: MailboxConnection) throws {
        let old = try self.mailbox(mailbox).flatMap(MailboxConnection.init)
        if let old,
            (old.source, old.place, old.user) != (connection.source, connection.place, connection.user)
        {
            for name in MailboxReader.cursorNames(mailbox) {
                try removeCursor(of: name)
                try forgetItems(of: name)
            }
        }
        try setMailboxSettings(mailbox, to: StoreJSON.text(connection))
        try schedule(mailbox, connection)
    }

    /// Due at once, with what went wrong before forgotten, messages that were set aside too unless somebody only has
    /// news of mail.
    public func schedule(
        _ mailbox: RowID<MailboxAccount>, _ connection: MailboxConnection, isNewsOfMail: Bool = false
    ) throws {
        if !isNewsOfMail {
            for name in MailboxReader.cursorNames(mailbox) {
                try forgetItems(try refusedItems(of: name).map(\.name), of: name)
            }
        }
        try schedulePoll(
            of: mailbox, host: connection.host.lowercased(),
            login: "\(connection.user)@\(connection.host.lowercased())")
    }
}
