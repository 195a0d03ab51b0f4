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

    /// `：` of Chinese and Japanese (U+FF1A).
    private static let wideColon: [UInt8] = [0xEF, 0xBC, 0x9A]
    /// Letters before the colon of a prefix, its number included, and of a mark in brackets before it.
    private static let maximumLetters = 14
    private static let maximumMark = 40

    /// Bytes of all prefixes together with the blanks after them, and what sorts they are.
    static func read(_ subject: String) -> (length: Int, sorts: [Sort]) {
        let bytes = Array(subject.utf8)
        var rest = bytes[...]
        var found: [Sort] = []
        for _ in 0..<maximumPrefixes {
            guard let (sort, after) = first(in: rest) else { break }
            found.append(sort)
            rest = after
        }
        return (bytes.count - rest.count, found)
    }

    /// `Re:`, `AW:`, `Re[2]:`, `RE :`, `[EXTERNAL] Re:`; nil where the subject begins otherwise.
    private static func first(in subject: ArraySlice<UInt8>) -> (Sort, ArraySlice<UInt8>)? {
        let rest = subject.drop(while: isBlank)
        if rest.first == 0x5B,
            let close = place(in: rest, within: maximumMark, where: { byte, _ in byte == 0x5D }),
            let found = first(inText: rest[(close + 1)...].drop(while: isBlank))
        {
            return found
        }
        return first(inText: rest)
    }

    private static func first(inText rest: ArraySlice<UInt8>) -> (Sort, ArraySlice<UInt8>)? {
        guard
            let colon = place(
                in: rest, within: maximumLetters,
                where: { $0 == 0x3A || ($0 == 0xEF && rest[$1...].starts(with: wideColon)) })
        else { return nil }
        var word = rest[..<colon]
        while word.last == 0x20 { word = word.dropLast() }
        if word.last == 0x5D || word.last == 0x29,
            let open = word.firstIndex(where: { $0 == 0x5B || $0 == 0x28 })
        {
            word = word[..<open]
        }
        while word.last == 0x20 || word.last == 0x2E { word = word.dropLast() }
        let key = String(decoding: word, as: UTF8.self).lowercased()
        let after = rest[(colon + (rest[colon] == 0x3A ? 1 : 3))...].drop(while: isBlank)
        if reply.contains(key) { return (.reply, after) }
        if forward.contains(key) { return (.forward, after) }
        return nil
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    /// The first such byte among the first so many scalars.
    private static func place(
        in text: ArraySlice<UInt8>, within count: Int, where isFound: (UInt8, Int) -> Bool
    ) -> Int? {
        var left = count
        for (place, byte) in zip(text.indices, text) where byte & 0xC0 != 0x80 {
            guard left > 0 else { return nil }
            if isFound(byte, place) { return place }
            left -= 1
        }
        return nil
    }
}
