/// Message identifiers (RFC 5322 §3.6.4) in a field value.
enum MessageIdentifiers {
    /// In order, without angle brackets and without white space inside.
    ///
    /// Lenient: when no angle bracket stands in the field, each word with an `@` is one, or the only word there is
    /// (programs that leave the brackets out). An identifier that is not closed ends at white space or at the next.
    static func read(_ value: ArraySlice<UInt8>, limits: MailLimits) -> [String] {
        let bytes = value.span
        var found = bracketed(bytes)
        if found.isEmpty, Bytes.first(ASCII.less, in: bytes, 0..<bytes.count) == nil {
            found = bare(value)
        }
        var identifiers: [String] = []
        identifiers.reserveCapacity(found.count)
        for place in bounded(found, limits.maximumMessageIDs) {
            let written = value[(value.startIndex + place.range.lowerBound)...].prefix(place.range.count)
            let text = place.isPlain ? written : withoutCommentsAndSpace(written)[...]
            if text.isEmpty { continue }
            identifiers.append(TextDecoding.text(text, declared: nil, fallback: .windows1252))
        }
        return identifiers
    }

    /// Where an identifier stands in the value.
    private struct Place {
        let range: Range<Int>
        /// Holds neither white space nor a comment.
        let isPlain: Bool
    }

    private static func bracketed(_ bytes: Span<UInt8>) -> [Place] {
        var found: [Place] = []
        var place = 0
        while let open = Bytes.first(ASCII.less, in: bytes, place..<bytes.count) {
            let plain = endOfPlain(bytes, from: open + 1)
            let isClosed = plain < bytes.count && bytes[plain] == ASCII.greater
            let end = isClosed ? plain : end(of: bytes, from: open + 1)
            if end > open + 1 { found.append(Place(range: (open + 1)..<end, isPlain: isClosed)) }
            place = end
        }
        return found
    }

    private static func bare(_ value: ArraySlice<UInt8>) -> [Place] {
        let words = value.split(whereSeparator: ASCII.isWhite)
        return (words.count == 1 ? words : words.filter { $0.contains(ASCII.at) }).map {
            Place(
                range: ($0.startIndex - value.startIndex)..<($0.endIndex - value.startIndex), isPlain: false)
        }
    }

    /// Where the first octet stands that is an angle bracket, an opening parenthesis, white space or a control.
    private static func endOfPlain(_ value: Span<UInt8>, from start: Int) -> Int {
        value.withUnsafeBytes { buffer in
            var place = start
            while place + 8 <= buffer.count {
                let word = buffer.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                let found =
                    OctetWord.zeros(word ^ OctetWord.greaters) | OctetWord.zeros(word ^ OctetWord.lesses)
                    | OctetWord.zeros(word ^ OctetWord.openParentheses)
                    | OctetWord.below(ASCII.space + 1, word)
                if found != 0 { return place + OctetWord.first(found) }
                place += 8
            }
            while place < buffer.count {
                let byte = buffer[place]
                if byte == ASCII.greater || byte == ASCII.less || byte == ASCII.openParenthesis
                    || byte <= ASCII.space
                {
                    return place
                }
                place += 1
            }
            return place
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
