/// Reads the lexical tokens of structured field values (RFC 5322 §3.2), folded or not, from left to right.
struct FieldCursor {
    let bytes: ArraySlice<UInt8>
    var position: Int
    /// No quote stands from here on; so unclosed quotes are searched for once and not once each.
    private var noQuoteFrom: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
        noQuoteFrom = bytes.endIndex
    }

    var isAtEnd: Bool { position >= bytes.endIndex }
    var current: UInt8? { position < bytes.endIndex ? bytes[position] : nil }

    mutating func skip() { position += 1 }

    mutating func skipWhite() {
        while position < bytes.endIndex, ASCII.isWhite(bytes[position]) { position += 1 }
    }

    mutating func skipWhiteAndComments() {
        while let byte = current {
            if ASCII.isWhite(byte) {
                position += 1
            } else if byte == ASCII.openParenthesis {
                _ = readComment(maximumDepth: MailLimits.standard.maximumCommentDepth)
            } else {
                return
            }
        }
    }

    mutating func readWord(while isPart: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        let start = position
        while position < bytes.endIndex, isPart(bytes[position]) { position += 1 }
        return bytes[start..<position]
    }

    /// The text up to the next `>`, which is passed; nil, and nothing is passed, where something that needs a closer
    /// look stands before it.
    mutating func readPlainAngle() -> ArraySlice<UInt8>? {
        var place = position
        while place < bytes.endIndex {
            switch bytes[place] {
            case ASCII.greater:
                defer { position = place + 1 }
                return bytes[position..<place]
            case ASCII.less, ASCII.comma, ASCII.openParenthesis, ASCII.quote, 0...32: return nil
            default: place += 1
            }
        }
        return nil
    }

    /// The text of the comment that begins here, quoted pairs resolved, inner parentheses kept.
    ///
    /// Below `maximumDepth` a parenthesis opens nothing. A comment that is not closed goes on to the end.
    mutating func readComment(maximumDepth: Int) -> [UInt8] {
        var text: [UInt8] = []
        var depth = 1
        position += 1
        while position < bytes.endIndex {
            let byte = bytes[position]
            position += 1
            if byte == ASCII.backslash, position < bytes.endIndex {
                text.append(bytes[position])
                position += 1
                continue
            }
            if byte == ASCII.openParenthesis, depth < maximumDepth { depth += 1 }
            if byte == ASCII.closeParenthesis {
                depth -= 1
                if depth == 0 { return text }
            }
            text.append(byte)
        }
        return text
    }

    /// The content of the quoted string that begins here, quoted pairs resolved and line ends dropped.
    ///
    /// Nil, and only the quote is passed, when no quote closes it.
    mutating func readQuotedString() -> [UInt8]? {
        guard let (range, isPlain) = readQuotedRange() else { return nil }
        return isPlain ? Array(bytes[range]) : Self.unquoted(bytes[range])
    }

    /// Where the content of the quoted string that begins here stands; `isPlain`: without quoted pairs and line ends.
    ///
    /// Nil, and only the quote is passed, when no quote closes it.
    mutating func readQuotedRange() -> (range: Range<Int>, isPlain: Bool)? {
        position += 1
        guard position < noQuoteFrom else { return nil }
        let start = position
        var isPlain = true
        var place = start
        while place < bytes.endIndex {
            let byte = bytes[place]
            if byte == ASCII.quote {
                position = place + 1
                return (start..<place, isPlain)
            }
            if byte == ASCII.backslash {
                isPlain = false
                place += 1
            } else if byte == ASCII.carriageReturn || byte == ASCII.lineFeed {
                isPlain = false
            }
            place += 1
        }
        noQuoteFrom = position
        return nil
    }

    static func unquoted(_ content: ArraySlice<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(content.count)
        var place = content.startIndex
        while place < content.endIndex {
            var byte = content[place]
            if byte == ASCII.backslash, place + 1 < content.endIndex {
                place += 1
                byte = content[place]
                text.append(byte)
            } else if byte != ASCII.carriageReturn, byte != ASCII.lineFeed {
                text.append(byte)
            }
            place += 1
        }
        return text
    }
}
