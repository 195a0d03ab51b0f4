/// Message identifiers (RFC 5322 §3.6.4) in a field value.
enum MessageIdentifiers {
    /// In order, without angle brackets and without white space inside.
    ///
    /// Lenient: when no angle bracket stands in the field, each word with an `@` is one, or the only word there is
    /// (programs that leave the brackets out). An identifier that is not closed ends at white space or at the next.
    static func read(_ value: ArraySlice<UInt8>, limits: MailLimits) -> [String] {
        var found: [ArraySlice<UInt8>] = []
        let bytes = value.span
        let base = value.startIndex
        var place = 0
        while let open = Bytes.first(ASCII.less, in: bytes, place..<bytes.count) {
            let end = end(of: bytes, from: open + 1)
            if end > open + 1 { found.append(value[(base + open + 1)..<(base + end)]) }
            place = end
        }
        if found.isEmpty, !Bytes.contains(ASCII.less, value) {
            let words = value.split(whereSeparator: ASCII.isWhite)
            found = words.count == 1 ? words : words.filter { $0.contains(ASCII.at) }
        }
        return bounded(found, limits.maximumMessageIDs).compactMap { bytes in
            let text = isPlain(bytes) ? bytes : withoutCommentsAndSpace(bytes)[...]
            return text.isEmpty ? nil : TextDecoding.text(text, declared: nil, fallback: .windows1252)
        }
    }

    private static func end(of value: Span<UInt8>, from start: Int) -> Int {
        var place = start
        var firstWhite: Int?
        while place < value.count {
            let byte = value[place]
            if byte == ASCII.greater { return place }
            if byte == ASCII.less { break }
            if firstWhite == nil, ASCII.isWhite(byte), place > start { firstWhite = place }
            place += 1
        }
        return firstWhite ?? place
    }

    /// Holds neither white space nor a comment.
    private static func isPlain(_ identifier: ArraySlice<UInt8>) -> Bool {
        let bytes = identifier.span
        for place in bytes.indices where ASCII.isWhite(bytes[place]) || bytes[place] == ASCII.openParenthesis
        {
            return false
        }
        return true
    }

    /// Obsolete identifiers may hold both between their words (RFC 5322 §4.5.4).
    private static func withoutCommentsAndSpace(_ identifier: ArraySlice<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        var depth = 0
        for (place, byte) in zip(identifier.indices, identifier) where !ASCII.isWhite(byte) {
            if depth == 0, byte == ASCII.openParenthesis,
                !identifier[place...].contains(ASCII.closeParenthesis)
            {
                return identifier.filter { !ASCII.isWhite($0) }
            }
            if byte == ASCII.openParenthesis { depth += 1 }
            if depth == 0 { text.append(byte) }
            if byte == ASCII.closeParenthesis, depth > 0 { depth -= 1 }
        }
        return text
    }

    /// The first half names where the thread began, the last where this message hangs.
    private static func bounded<T>(_ all: [T], _ maximum: Int) -> [T] {
        all.count <= maximum ? all : Array(all.prefix(maximum / 2)) + Array(all.suffix(maximum - maximum / 2))
    }
}
