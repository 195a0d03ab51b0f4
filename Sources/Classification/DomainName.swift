/// Domains, compared without regard to case; a subdomain belongs to its parent.
enum DomainName {
    static func isOwn(address: String, _ ownDomains: [String]) -> Bool {
        guard !ownDomains.isEmpty, let at = address.utf8.lastIndex(of: UInt8(ascii: "@")) else {
            return false
        }
        let domain = address[address.utf8.index(after: at)...]
        if ownDomains.contains(where: { isAtOrBelow($0.utf8, domain.utf8) }) { return true }
        // Letters beyond ASCII have case as well.
        guard domain.utf8.contains(where: { $0 >= 0x80 }) else { return false }
        let folded = domain.lowercased()
        return ownDomains.contains { isAtOrBelow($0.lowercased().utf8, folded.utf8[...]) }
    }

    private static func isAtOrBelow(_ own: String.UTF8View, _ domain: Substring.UTF8View) -> Bool {
        let labels = domain.count - own.count
        let isSame = { WordBytes.lowercased($0) == WordBytes.lowercased($1) }
        guard labels >= 0, domain.dropFirst(labels).elementsEqual(own, by: isSame) else { return false }
        return labels == 0 || domain.prefix(labels).last == UInt8(ascii: ".")
    }
}
