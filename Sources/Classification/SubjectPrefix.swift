/// The prefixes by which programs mark answers and forwards.
enum SubjectPrefix {
    private static let reply: Set<String> = [
        "re", "aw", "antw", "antwort", "rif", "ref", "sv", "vs", "odp", "rép", "rep", "res", "resp",
        "ynt",
        "回复", "答复",
        "回覆", "返信", "атв", "отв", "на", "vá", "va", "σχετ", "απ", "hs", "atb",
    ]
    private static let forward: Set<String> = [
        "fw", "fwd", "wg", "tr", "rv", "i", "enc", "doorst", "vl", "vb", "pd", "转发", "轉寄", "転送", "yml",
        "пересл",
    ]

    enum Sort { case reply, forward }

    /// Prefixes looked at; more are an attack.
    static let maximumPrefixes = 10

    /// Bytes of all prefixes together with the blanks after them, and what sorts they are.
    static func read(_ subject: String) -> (length: Int, sorts: [Sort]) {
        var rest = subject[...]
        var found: [Sort] = []
        for _ in 0..<maximumPrefixes {
            guard let (sort, after) = first(in: rest) else { break }
            found.append(sort)
            rest = after
        }
        return (subject.utf8.count - rest.utf8.count, found)
    }

    /// `Re:`, `AW:`, `Re[2]:`, `RE :`, `[EXTERNAL] Re:`; nil where the subject begins otherwise.
    private static func first(in subject: Substring) -> (Sort, Substring)? {
        var rest = subject.drop { $0 == " " || $0 == "\t" }
        if rest.first == "[", let close = rest.prefix(40).firstIndex(of: "]") {
            let inner = rest[rest.index(after: close)...].drop { $0 == " " }
            if let found = first(inText: inner) { return found }
        }
        rest = rest[...]
        return first(inText: rest)
    }

    private static func first(inText rest: Substring) -> (Sort, Substring)? {
        guard let colon = rest.prefix(14).firstIndex(where: { $0 == ":" || $0 == "：" }) else {
            return nil
        }
        var word = rest[..<colon]
        while word.last == " " { word = word.dropLast() }
        if word.last == "]" || word.last == ")",
            let open = word.firstIndex(where: { $0 == "[" || $0 == "(" })
        {
            word = word[..<open]
        }
        while word.last == " " || word.last == "." { word = word.dropLast() }
        let key = word.lowercased()
        let after = rest[rest.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
        if reply.contains(key) { return (.reply, after) }
        if forward.contains(key) { return (.forward, after) }
        return nil
    }
}
