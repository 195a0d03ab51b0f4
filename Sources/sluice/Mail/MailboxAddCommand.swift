import ArgumentParser
import CalendarTime
import Credentials
import Foundation
import PollScheduling
import Store

struct MailboxAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Makes an account known, and says how it is polled; one that was removed comes back.",
        discussion: """
            Without a password the account only takes what 'sluice ingest' brings. The password comes from \
            --password-file ('-' is standard input) or SLUICE_MAILBOX_PASSWORD, and is kept sealed with the key in \
            SLUICE_SEALING_KEYS or the file in SLUICE_SEALING_KEYS_FILE. Added again, an account keeps what is not given.
            """)

    @Argument(help: "Its address.") var address: String

    @Option(help: "imap, gmail (the Gmail API) or graph (Microsoft Graph).")
    var source: MailboxConnection.Source?

    @Option(help: "IMAP server; of large providers it is known.") var host: String?
    @Option(help: "Port (993, or 143 with --security starttls).") var port: Int?
    @Option(help: "tls, starttls or none.") var security: MailboxConnection.Security?
    @Option(help: "User name, where it is not the address.") var user: String?

    @Option(help: ArgumentHelp("File of the password, or of the OAuth refresh token.", valueName: "file"))
    var passwordFile: String?

    @OptionGroup var oauth: OAuthOptions

    @Option(
        help: ArgumentHelp("How often it is polled: 1m to 60m (10m).", valueName: "time"),
        transform: DurationArgument.seconds)
    var every: Int64?

    @Flag(inversion: .prefixedNo, help: "Read the junk folder too: replies end up there.")
    var junk: Bool?

    @Flag(inversion: .prefixedNo, help: "Stay connected and hear of new mail at once (IMAP IDLE).")
    var idle: Bool?

    @Option(
        help: ArgumentHelp(
            "First day to read, at the first poll (30 days ago); 'all' is everything.", valueName: "day"))
    var since: String?

    @OptionGroup var session: SessionOptions

    func validate() throws {
        try AddressArgument.check(address)
        if let every, !MailboxConnection.intervals.contains(every) {
            throw ValidationError("--every is 1m to 60m.")
        }
        if let port, !(1...65_535).contains(port) { throw ValidationError("--port is 1 to 65535.") }
        if let since, since != "all" { _ = try DateArgument.day(since) }
    }

    func run() async throws {
        let session = try await Session.open(session)
        let (address, now) = (address, session.now)
        let secret = try givenSecret()
        let mailbox = try await session.write { try $0.createMailbox(address) }
        let old = try MailboxConnection(mailbox)
        guard old != nil || secret != nil || isConnecting else {
            return try Terminal.write("mailbox \(mailbox.id): \(PlainText.line(mailbox.address))\n")
        }
        let connection = try connection(of: mailbox, old, secret, now: now)
        try await session.write { try $0.connect(mailbox.id, by: connection) }
        try Terminal.write(
            "mailbox \(mailbox.id): \(PlainText.line(mailbox.address)), \(connection.place), every "
                + "\(DurationArgument.text(connection.interval))\ncheck it with 'sluice mailbox check "
                + "\(PlainText.line(mailbox.address))'\n")
    }

    private var isConnecting: Bool {
        source != nil || host != nil || port != nil || security != nil || user != nil || every != nil
            || junk != nil || idle != nil || since != nil || oauth.isGiven
    }

    private func givenSecret() throws -> Secret? {
        if let passwordFile { return try SecretFile.read(passwordFile, field: "password") }
        return try ProcessInfo.processInfo.environment["SLUICE_MAILBOX_PASSWORD"].map {
            try Secret($0, field: "password")
        }
    }

    private func connection(
        of mailbox: MailboxAccount, _ old: MailboxConnection?, _ secret: Secret?, now: Instant
    ) throws -> MailboxConnection {
        var new = old ?? MailboxConnection(host: "", user: mailbox.address)
        if old == nil {
            new.since = ZoneTable.utc.local(at: now.adding(seconds: -30 * 86_400)).date.description
        }
        new.source = source ?? new.source
        try setServer(&new, address: mailbox.address)
        new.user = user ?? new.user
        new.interval = every ?? new.interval
        new.readsJunk = junk ?? new.readsJunk
        new.isIdle = idle ?? new.isIdle
        if let since { new.since = since == "all" ? nil : since }
        let vault = try MailboxVault.fromEnvironment()
        try oauth.apply(to: &new, mailbox.id, vault)
        if let secret {
            new.secret = try vault.seal(secret, as: .secret, of: mailbox.id)
        } else if new.secret.isEmpty {
            throw CommandFailure(
                "no password for \(address); give it by --password-file FILE, or '-' for standard input")
        } else if new.place != old?.place || new.user != old?.user {
            throw CommandFailure(
                "another server or user: give the password again, so that none is sent where it does not belong"
            )
        }
        return new
    }

    private func setServer(_ new: inout MailboxConnection, address: String) throws {
        guard new.source == .imap else {
            new.host = new.source == .gmail ? "gmail.googleapis.com" : "graph.microsoft.com"
            return
        }
        let known = KnownServer(address: address)
        if let host {
            new.host = host
        } else if new.host.isEmpty {
            guard let known else {
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
}

extension MailboxConnection.Source: ExpressibleByArgument {}
extension MailboxConnection.Security: ExpressibleByArgument {}

/// OAuth in place of a password.
struct OAuthOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "OAuth token endpoint; the password file then holds a refresh token.", valueName: "url"))
    var oauthTokenUrl: String?
    @Option(help: ArgumentHelp("OAuth client id.", valueName: "id")) var oauthClientId: String?
    @Option(help: ArgumentHelp("File of the OAuth client secret.", valueName: "file"))
    var oauthClientSecretFile: String?
    @Option(help: ArgumentHelp("OAuth scopes, apart by blanks.", valueName: "text")) var oauthScope: String?

    var isGiven: Bool {
        oauthTokenUrl != nil || oauthClientId != nil || oauthClientSecretFile != nil || oauthScope != nil
    }

    func apply(
        to connection: inout MailboxConnection, _ mailbox: RowID<MailboxAccount>, _ vault: MailboxVault
    ) throws {
        guard isGiven || (connection.source != .imap && connection.oauth == nil) else { return }
        let url = oauthTokenUrl ?? connection.oauth?.tokenURL ?? Self.usualURL(connection)
        guard let url, url.hasPrefix("https://") || url.hasPrefix("http://127.0.0.1") else {
            throw CommandFailure("give the provider's token endpoint by --oauth-token-url https://…")
        }
        guard let client = oauthClientId ?? connection.oauth?.clientID else {
            throw CommandFailure("give the id of your OAuth client by --oauth-client-id")
        }
        var oauth = connection.oauth ?? .init(tokenURL: url, clientID: client)
        oauth.tokenURL = url
        oauth.clientID = client
        oauth.scope = oauthScope ?? oauth.scope
        if let oauthClientSecretFile {
            let secret = try SecretFile.read(oauthClientSecretFile, field: "client secret")
            oauth.clientSecret = try vault.seal(secret, as: .clientSecret, of: mailbox)
        }
        connection.oauth = oauth
    }

    private static func usualURL(_ connection: MailboxConnection) -> String? {
        switch connection.host {
        case "gmail.googleapis.com", "imap.gmail.com": "https://oauth2.googleapis.com/token"
        case "graph.microsoft.com", "outlook.office365.com":
            "https://login.microsoftonline.com/common/oauth2/v2.0/token"
        default: nil
        }
    }
}

/// Secrets in files, so that none stands in a list of processes.
enum SecretFile {
    /// The first line; `-` is standard input.
    static func read(_ path: String, field: String) throws -> Secret {
        let data =
            path == "-"
            ? FileHandle.standardInput.readDataToEndOfFile() : FileManager.default.contents(atPath: path)
        guard let data else {
            throw CommandFailure("\(path): cannot read the \(field); check path and permissions")
        }
        let line = data.prefix { $0 != 10 && $0 != 13 }
        return try Secret(String(decoding: line, as: UTF8.self), field: field)
    }
}
