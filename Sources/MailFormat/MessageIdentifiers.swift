/// Message identifiers (RFC 5322 §3.6.4) in a field value.
enum MessageIdentifiers {
    /// In order, without angle brackets and without white space inside.
    ///
    /// Lenient: when no angle bracket stands in the field, each word with an `@` is one, or the only word there is
    /// (programs that leave the brackets out). An identifier that is not closed ends at white space or at the next.
    static func read(_ value: ArraySlice<UInt8>, limits: MailLimits) -> [String] {
        var found: [ArraySlice<UInt8>] = []
        var place = value.startIndex
        while let open = value[place...].firstIndex(of: ASCII.less) {
            let end = end(of: value, from: open + 1)
            if end > open + 1 { found.append(value[(open + 1)..<end]) }
            place = end
        }
        if found.isEmpty, !value.contains(ASCII.less) {
            let words = value.split(whereSeparator: ASCII.isWhite)
            found = words.count == 1 ? words : words.filter { $0.contains(ASCII.at) }
        }
        return bounded(found, limits.maximumMessageIDs).compactMap { bytes in
            let text = withoutCommentsAndSpace(bytes)
            return text.isEmpty ? nil : TextDecoding.text(text, declared: nil, fallback: .windows1252)
        }
    }

    private static func end(of value: ArraySlice<UInt8>, from start: Int) -> Int {
        var place = start
        var firstWhite: Int?
        while place < value.endIndex, value[place] != ASCII.greater, value[place] != ASCII.less {
            if firstWhite == nil, place > start, ASCII.isWhite(value[place]) { firstWhite = place }
            place += 1
        }
        let isClosed = place < value.endIndex && value[place] == ASCII.greater
        return isClosed ? place : firstWhite ?? place
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
