/// Domain names as they are compared.
public enum DomainName {
    /// Labels of a name that are looked at (RFC 1035 §3.1: 255 octets leave room for 127).
    static let maximumLabels = 127

    /// Lower-case A-labels (RFC 5890 §2.3.2.1) without the final dot; labels that cannot be written so stay as they are.
    public static func ascii(_ name: String) -> String {
        var labels = AddressFolding.fold(name).split(separator: ".", omittingEmptySubsequences: false)
            .prefix(maximumLabels)
        while labels.last?.isEmpty == true { labels.removeLast() }
        return labels.map { label in
            label.utf8.allSatisfy { $0 < 0x80 }
                ? String(label) : Punycode.encode(label).map { "xn--" + $0 } ?? String(label)
        }.joined(separator: ".")
    }

    /// The name and each name above it that has at least two labels, the nearest first.
    public static func withParents(_ name: String) -> [String] {
        let labels = name.split(separator: ".", omittingEmptySubsequences: false).prefix(maximumLabels)
        guard labels.count > 2 else { return name.isEmpty ? [] : [name] }
        return (0...(labels.count - 2)).map { labels[$0...].joined(separator: ".") }
    }

    /// What makes two leads colleagues: the domain, unless everybody can have an address there. Nil then.
    public static func companyKey(ofDomain name: String) -> String? {
        let domain = ascii(name)
        return domain.isEmpty || !domain.contains(".") || freeMail.contains(domain) ? nil : domain
    }

    /// Providers that give addresses to the public.
    private static let freeMail: Set<String> = [
        "aol.com", "bluewin.ch", "fastmail.com", "free.fr", "freenet.de", "gmail.com", "gmx.at",
        "gmx.ch", "gmx.com",
        "gmx.de", "gmx.net", "googlemail.com", "hey.com", "hotmail.co.uk", "hotmail.com", "hotmail.de",
        "hotmail.es",
        "hotmail.fr", "icloud.com", "laposte.net", "libero.it", "live.com", "live.de", "live.fr",
        "mac.com", "mail.com",
        "mail.ru", "me.com", "mailbox.org", "msn.com", "orange.fr", "outlook.com", "outlook.de",
        "outlook.es",
        "outlook.fr", "pm.me", "posteo.de", "proton.me", "protonmail.com", "qq.com", "sfr.fr",
        "t-online.de", "tutanota.com",
        "vodafone.de", "wanadoo.fr", "web.de", "yahoo.co.uk", "yahoo.com", "yahoo.de", "yahoo.es",
        "yahoo.fr", "yandex.com",
        "yandex.ru", "ymail.com", "zoho.com", "163.com", "126.com",
    ]
}
