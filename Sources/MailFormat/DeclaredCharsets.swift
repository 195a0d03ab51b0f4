/// What raw 8-bit text of a message is read in where it is not UTF-8: the charset its first part declares.
enum DeclaredCharsets {
    /// Sets `fallback` of each part; each nested message has its own. Parents stand before their parts.
    static func fill(_ parts: inout [Part]) {
        guard parts.contains(where: { $0.charset?.isUnicode == false }) else { return }
        var rootOf: [Int] = []
        rootOf.reserveCapacity(parts.count)
        var declared = [Charset?](repeating: nil, count: parts.count)
        for index in parts.indices {
            let root = parts[index].parent.map { parts[$0].isNestedMessage ? index : rootOf[$0] } ?? index
            rootOf.append(root)
            guard declared[root] == nil, let charset = parts[index].charset, !charset.isUnicode else {
                continue
            }
            declared[root] = charset
        }
        for index in parts.indices { parts[index].fallback = declared[rootOf[index]] ?? .windows1252 }
    }
}
