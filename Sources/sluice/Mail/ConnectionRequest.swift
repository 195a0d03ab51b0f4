import CalendarTime
import Credentials
import PollScheduling
import Store

/// What `mailbox add` was told of the way to an account; what is nil stays as it is.
struct ConnectionRequest: Sendable {
    struct OAuth: Sendable {
        var tokenURL: String?
        var clientID: String?
        var clientSecret: Secret?
        var scope: String?

        var isGiven: Bool { tokenURL != nil || clientID != nil || clientSecret != nil || scope != nil }
    }

    var source: MailboxConnection.Source?
    /// Of a Maildir or an mbox, from the root.
    var path: String?
    var host: String?
    var port: Int?
    var security: MailboxConnection.Security?
    var user: String?
    var secret: Secret?
    var oauth = OAuth()
    var interval: Int64?
    var readsJunk: Bool?
    var isIdle: Bool?
    /// A day, or `all`.
    var since: String?
    var smtpHost: String?
    var smtpPort: Int?
    var smtpSecurity: MailboxConnection.Security?

    /// Days before the account was made known that the first poll reads.
    private static let firstDays: Int64 = 30

    var isGiven: Bool {
        source != nil || path != nil || host != nil || port != nil || security != nil || user != nil
            || secret != nil
            || oauth.isGiven || interval != nil || readsJunk != nil || isIdle != nil || since != nil
            || smtpHost != nil || smtpPort != nil || smtpSecurity != nil
    }

    /// The settings as they become. Throws what is missing, in words.
    func settings(
        of mailbox: MailboxAccount, before old: MailboxConnection?, _ vault: () throws -> MailboxVault,
        now: Instant
    ) throws -> MailboxConnection {
        var new = old ?? MailboxConnection(host: "", user: mailbox.address)
        if old == nil {
            let first = now.adding(seconds: -Self.firstDays * 86_400)
            new.since = ZoneTable.utc.local(at: first).date.description
        }
        new.source = source ?? (host != nil && new.source.isLocal ? .imap : new.source)
        try setServer(&new, address: mailbox.address, wasLocal: old?.source.isLocal == true)
        new.user = user ?? new.user
        new.interval = interval ?? new.interval
        new.readsJunk = readsJunk ?? new.readsJunk
        new.isIdle = isIdle ?? new.isIdle
        try setSubmission(&new)
        if let since { new.since = since == "all" ? nil : since }
        try setOAuth(&new, mailbox.id, vault)
        if !new.hasSecret {
            (new.secret, new.oauth) = ("", nil)
        } else if let secret {
            new.secret = try vault().seal(secret, as: .secret, of: mailbox.id)
        } else if new.secret.isEmpty {
            throw CommandFailure(
                "no password for \(mailbox.address); give it by --password-file FILE, or '-' for standard input"
            )
        } else if new.place != old?.place || new.user != old?.user || new.smtp != old?.smtp {
            throw CommandFailure(
                "another server or user: give the password again, so that none is sent where it does not belong"
            )
        }
        return new
    }

    private func setServer(
        _ new: inout MailboxConnection, address: String, wasLocal: Bool
    ) throws {
        if new.source.isLocal {
            new.path = path ?? new.path
            guard new.path != nil else {
                throw CommandFailure("no place for \(address); give it by --\(new.source.rawValue) PATH")
            }
            new.host = "localhost"
            return
        }
        new.path = nil
        guard new.source == .imap else {
            new.host = new.source == .gmail ? "gmail.googleapis.com" : "graph.microsoft.com"
            return
        }
        if let host {
            new.host = host
        } else if new.host.isEmpty || wasLocal {
            guard let known = KnownServer(address: address) else {
                throw CommandFailure("no server known for \(address); give it by --host imap.example.com")
            }
            new.host = known.host
        }
        new.security = security ?? new.security
        if let port {
            new.port = port
        } else if security != nil {
            new.port = new.security == .tls ? 993 : 143
        }
    }

    /// Where answers leave. What is not said stays as it was, or as the IMAP server lets guess.
    private func setSubmission(_ new: inout MailboxConnection) throws {
        guard smtpHost != nil || smtpPort != nil || smtpSecurity != nil else { return }
        var server = new.smtp ?? SubmissionServer(besideIMAP: new.host)
        if let smtpHost { server.host = smtpHost }
        if let smtpSecurity { server.security = smtpSecurity }
        if let smtpPort { server.port = smtpPort }
        guard (1...65_535).contains(server.port) else {
            throw CommandFailure("--smtp-port \(server.port): a port is 1 to 65535; usual are 465 and 587")
        }
        new.smtp = server
    }

    private func setOAuth(
        _ new: inout MailboxConnection, _ mailbox: RowID<MailboxAccount>,
        _ vault: () throws -> MailboxVault
    ) throws {
        guard oauth.isGiven || (new.source.wantsOAuth && new.oauth == nil) else { return }
        let url = oauth.tokenURL ?? new.oauth?.tokenURL ?? Self.usualTokenURL(new.host)
        guard let url, url.hasPrefix("https://") || url.hasPrefix("http://127.0.0.1") else {
            throw CommandFailure("give the provider's token endpoint by --oauth-token-url https://…")
        }
        guard let client = oauth.clientID ?? new.oauth?.clientID else {
            throw CommandFailure("give the id of your OAuth client by --oauth-client-id")
        }
        var settings = new.oauth ?? .init(tokenURL: url, clientID: client)
        settings.tokenURL = url
        settings.clientID = client
        settings.scope = oauth.scope ?? settings.scope
        if let secret = oauth.clientSecret {
            settings.clientSecret = try vault().seal(secret, as: .clientSecret, of: mailbox)
        }
        new.oauth = settings
    }

    private static func usualTokenURL(_ host: String) -> String? {
        switch host {
        case "gmail.googleapis.com", "imap.gmail.com": "https://oauth2.googleapis.com/token"
        case "graph.microsoft.com", "outlook.office365.com":
            "https://login.microsoftonline.com/common/oauth2/v2.0/token"
        default: nil
        }
    }
}
