/// Where a mailbox hands in what it sends (RFC 6409).
public struct SubmissionServer: Codable, Hashable, Sendable {
    public var host: String
    public var port: Int
    public var security: MailboxConnection.Security

    public init(host: String, port: Int, security: MailboxConnection.Security) {
        self.host = host
        self.port = port
        self.security = security
    }

    /// The one that goes with an IMAP server: of a large provider as its own pages name it, else a guess.
    public init(besideIMAP host: String) {
        let host = host.lowercased()
        if let known = Self.known.first(where: { $0.imap == host }) {
            self = known.isTLS ? .tls(known.smtp) : .startTLS(known.smtp)
        } else if host.hasPrefix("imap.") || host.hasPrefix("imaps.") {
            self = .startTLS("smtp." + host.drop { $0 != "." }.dropFirst())
        } else {
            self = .startTLS(host)
        }
    }

    /// RFC 8314 §3.3.
    private static func tls(_ host: String) -> SubmissionServer {
        SubmissionServer(host: host, port: 465, security: .tls)
    }

    private static func startTLS(_ host: String) -> SubmissionServer {
        SubmissionServer(host: host, port: 587, security: .startTLS)
    }

    private static let known: [(imap: String, smtp: String, isTLS: Bool)] = [
        ("imap.gmail.com", "smtp.gmail.com", true),
        ("outlook.office365.com", "smtp.office365.com", false),
        ("imap.mail.yahoo.com", "smtp.mail.yahoo.com", true), ("imap.aol.com", "smtp.aol.com", true),
        ("imap.mail.me.com", "smtp.mail.me.com", false),
        ("imap.gmx.net", "mail.gmx.net", true), ("imap.gmx.com", "mail.gmx.com", true),
        ("imap.web.de", "smtp.web.de", false), ("secureimap.t-online.de", "securesmtp.t-online.de", true),
        ("imap.zoho.com", "smtp.zoho.com", true), ("imap.zoho.eu", "smtp.zoho.eu", true),
        ("imap.fastmail.com", "smtp.fastmail.com", true), ("imap.yandex.com", "smtp.yandex.com", true),
        ("imap.mail.ru", "smtp.mail.ru", true), ("imap.seznam.cz", "smtp.seznam.cz", true),
        ("imap.wp.pl", "smtp.wp.pl", true), ("poczta.o2.pl", "poczta.o2.pl", true),
        ("imap.poczta.onet.pl", "smtp.poczta.onet.pl", true), ("imapmail.libero.it", "smtp.libero.it", true),
        ("imaps.aruba.it", "smtps.aruba.it", true), ("imap.orange.fr", "smtp.orange.fr", true),
        ("imap.free.fr", "smtp.free.fr", true), ("imap.laposte.net", "smtp.laposte.net", true),
        ("imap.qq.com", "smtp.qq.com", true), ("imap.163.com", "smtp.163.com", true),
        ("imap.126.com", "smtp.126.com", true), ("imap.naver.com", "smtp.naver.com", false),
        ("imap.uol.com.br", "smtps.uol.com.br", false), ("imap.terra.com.br", "smtp.terra.com.br", false),
    ]
}

extension MailboxConnection {
    /// Nil for the interface of a provider with none given: its access token is not good for SMTP as a rule.
    public var submission: SubmissionServer? {
        smtp ?? (source == .imap ? SubmissionServer(besideIMAP: host) : nil)
    }
}
