/// What raw 8-bit text of a message is read in where it is not UTF-8: the charset its first part declares.
enum DeclaredCharsets {
    /// Sets `fallback` of each part; each nested message has its own. Parents stand before their parts.
    static func fill(_ parts: inout [Part]) {
        var rootOf: [Int] = []
        rootOf.reserveCapacity(parts.count)
        var declared: [Int: Charset] = [:]
        for (index, part) in parts.enumerated() {
            let root = part.parent.map { parts[$0].isNestedMessage ? index : rootOf[$0] } ?? index
            rootOf.append(root)
            guard declared[root] == nil, part.mediaType.type == "text",
                let charset = part.mediaType.charset, !charset.isUTF8, !charset.isASCII
            else { continue }
            declared[root] = charset
        }
        for index in parts.indices { parts[index].fallback = declared[rootOf[index]] ?? .windows1252 }
    }
}
