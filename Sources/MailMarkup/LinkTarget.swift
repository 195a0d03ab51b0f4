/// Where a link may lead: to the web, to a mail address, to a telephone number.
struct LinkTarget {
    let address: String
    /// What the reader is told of it: the host, the mail address, the number.
    let label: String

    init?(_ href: String) {
        if let web = WebAddress(href) {
            address = web.address
            label = web.host.utf8.allSatisfy { $0 < 0x80 } ? web.host : web.host + " (not only Latin letters)"
            return
        }
        let text = String(decoding: href.addressBytes, as: UTF8.self)
        guard text.utf8.count <= MarkupLimits.maximumAddressBytes,
            let colon = text.utf8.firstIndex(of: UInt8(ascii: ":"))
        else { return nil }
        let scheme = text[..<colon].lowercased()
        let rest = text[text.index(after: colon)...]
        guard scheme == "mailto" || scheme == "tel", !rest.isEmpty else { return nil }
        address = "\(scheme):\(rest)"
        label = Self.spaced(rest.prefix { $0 != "?" })
    }

    /// With the blanks that an address cannot have.
    private static func spaced(_ text: Substring) -> String {
        var parts: [Substring] = []
        var rest = text
        while let range = rest.firstRange(of: "%20") {
            parts.append(rest[..<range.lowerBound])
            rest = rest[range.upperBound...]
        }
        return (parts + [rest]).joined(separator: " ")
    }
}
