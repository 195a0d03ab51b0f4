import ArgumentParser
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
            SLUICE_SEALING_KEYS or the file in SLUICE_SEALING_KEYS_FILE. Added again, an account keeps what is not given. \
            A Maildir or an mbox on this machine needs no password; nothing in it is moved, marked or locked.
            """)

    @Argument(help: "Its address.") var address: String

    @Option(
        help:
            "imap, gmail (the Gmail API) or graph (Microsoft Graph); maildir or mbox where it was given before."
    )
    var source: MailboxConnection.Source?

    @Option(help: ArgumentHelp("Maildir on this machine that its mail is put into.", valueName: "folder"))
    var maildir: String?
    @Option(help: ArgumentHelp("mbox on this machine that its mail is appended to.", valueName: "file"))
    var mbox: String?

    @Option(help: "IMAP server; of large providers it is known.") var host: String?
    @Option(help: "Port (993, or 143 with --security starttls).") var port: Int?
    @Option(help: "tls, starttls or none.") var security: MailboxConnection.Security?
    @Option(help: "User name, where it is not the address.") var user: String?

    @Option(help: "SMTP server that answers leave by (default: the one beside the IMAP server).")
    var smtpHost: String?
    @Option(help: "Its port (465, or 587 with --smtp-security starttls).") var smtpPort: Int?
    @Option(help: "tls, starttls or none.") var smtpSecurity: MailboxConnection.Security?

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
        try validateLocal()
        if let since, since != "all" { _ = try DateArgument.day(since) }
    }

    private func validateLocal() throws {
        guard maildir != nil || mbox != nil else { return }
        guard maildir == nil || mbox == nil, source == nil else {
            throw ValidationError("Give one of --source, --maildir and --mbox.")
        }
        guard host == nil, port == nil, security == nil, user == nil, idle != true else {
            throw ValidationError(
                "--maildir and --mbox lie on this machine: --host, --port, --security, --user and --idle say nothing of them."
            )
        }
    }

    func run() async throws {
        let session = try await Session.open(session)
        let (address, now) = (address, session.now)
        let request = try request()
        // All or nothing: an account whose settings are refused does not become known.
        let (mailbox, connection) = try await session.write { transaction in
            let mailbox = try transaction.createMailbox(address)
            let old = try MailboxConnection(mailbox)
            guard old != nil || request.isGiven else { return (mailbox, MailboxConnection?.none) }
            let new = try request.settings(
                of: mailbox, before: old, { try .fromEnvironment() }, now: now)
            try transaction.connect(mailbox.id, by: new)
            return (mailbox, new)
        }
        let name = PlainText.line(mailbox.address)
        guard let connection else { return try Terminal.write("mailbox \(mailbox.id): \(name)\n") }
        try Terminal.write(
            "mailbox \(mailbox.id): \(name), \(PlainText.line(connection.place)), every "
                + "\(DurationArgument.text(connection.interval))\ncheck it with 'sluice mailbox check \(name)'\n"
        )
    }

    private func request() throws -> ConnectionRequest {
        var request = ConnectionRequest()
        (request.smtpHost, request.smtpPort, request.smtpSecurity) = (smtpHost, smtpPort, smtpSecurity)
        (request.source, request.host, request.port, request.security) = (source, host, port, security)
        if let path = maildir ?? mbox {
            request.source = maildir == nil ? .mbox : .maildir
            request.path = URL(filePath: path).standardizedFileURL.path
        }
        (request.user, request.interval, request.readsJunk) = (user, every, junk)
        (request.isIdle, request.since) = (idle, since)
        request.oauth = try oauth.request()
        if let passwordFile {
            request.secret = try SecretFile.read(passwordFile, field: "password")
        } else if let text = ProcessInfo.processInfo.environment["SLUICE_MAILBOX_PASSWORD"] {
            request.secret = try Secret(text, field: "password")
        }
        return request
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

    func request() throws -> ConnectionRequest.OAuth {
        ConnectionRequest.OAuth(
            tokenURL: oauthTokenUrl, clientID: oauthClientId,
            clientSecret: try oauthClientSecretFile.map { try SecretFile.read($0, field: "client secret") },
            scope: oauthScope)
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
