/// IMAP servers of large providers, all on port 993 with TLS, so that an address is enough for `mailbox add`.
/// Source: the providers' own pages on IMAP settings.
public struct KnownServer: Hashable, Sendable {
    public let host: String

    private static let hosts: [(domains: String, host: String)] = [
        ("gmail.com googlemail.com", "imap.gmail.com"),
        ("outlook.com hotmail.com live.com msn.com", "outlook.office365.com"),
        (
            "yahoo.com ymail.com rocketmail.com yahoo.co.uk yahoo.fr yahoo.de yahoo.it yahoo.es",
            "imap.mail.yahoo.com"
        ),
        ("aol.com", "imap.aol.com"), ("icloud.com me.com mac.com", "imap.mail.me.com"),
        ("gmx.de gmx.net gmx.at gmx.ch", "imap.gmx.net"), ("gmx.com", "imap.gmx.com"),
        ("web.de", "imap.web.de"), ("t-online.de", "secureimap.t-online.de"),
        ("zoho.com", "imap.zoho.com"), ("zoho.eu", "imap.zoho.eu"), ("fastmail.com", "imap.fastmail.com"),
        ("yandex.ru yandex.com", "imap.yandex.com"), ("mail.ru inbox.ru list.ru bk.ru", "imap.mail.ru"),
        ("seznam.cz", "imap.seznam.cz"), ("wp.pl", "imap.wp.pl"), ("o2.pl", "poczta.o2.pl"),
        ("onet.pl", "imap.poczta.onet.pl"), ("libero.it", "imapmail.libero.it"),
        ("aruba.it", "imaps.aruba.it"),
        ("orange.fr wanadoo.fr", "imap.orange.fr"), ("free.fr", "imap.free.fr"),
        ("laposte.net", "imap.laposte.net"),
        ("qq.com", "imap.qq.com"), ("163.com", "imap.163.com"), ("126.com", "imap.126.com"),
        ("naver.com", "imap.naver.com"), ("uol.com.br", "imap.uol.com.br"),
        ("terra.com.br", "imap.terra.com.br"),
    ]

    private static let byDomain: [String: String] = Dictionary(
        hosts.flatMap { entry in entry.domains.split(separator: " ").map { (String($0), entry.host) } },
        uniquingKeysWith: { first, _ in first })

    /// Nil for a domain of its own, which may be anywhere.
    public init?(address: String) {
        guard let domain = address.split(separator: "@").last, let host = Self.byDomain[domain.lowercased()]
        else { return nil }
        self.host = host
    }
}
