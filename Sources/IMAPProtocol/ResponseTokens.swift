/// The atoms, strings and parentheses of one response, in order.
struct ResponseTokens {
    enum Token: Hashable {
        /// Also a number, NIL, a flag, or a section such as `BODY[]<0>`; place in `text`.
        case atom(Range<Int>)
        /// Between the quotes, quoted pairs as they stand; place in `text`.
        case quoted(Range<Int>)
        case literal(Range<Int>)
        /// A message body of that many octets, which were handed out as they came.
        case streamed(Int)
        /// A literal of that many octets that was too long to be kept.
        case skipped(Int)
        case open
        case close
    }

    enum LineEnd: Hashable {
        case response
        /// `{n}`, `{n+}`, `{n-}` or `~{n}` at the end of the line: so many octets follow.
        case literal(Int)
    }

    /// The lines of the response and the literals that are kept.
    var text: [UInt8] = []
    private(set) var tokens: [Token] = []
    /// A quote or a parenthesis without its match: the response cannot be read.
    private(set) var isBroken = false
    private(set) var depth = 0

    mutating func removeAll() {
        text.removeAll(keepingCapacity: text.capacity < 1 << 16)
        tokens.removeAll(keepingCapacity: tokens.capacity < 1 << 12)
        isBroken = false
        depth = 0
    }

    mutating func append(_ token: Token) { tokens.append(token) }

    /// What `* n FETCH (` and an attribute that is a whole message or a slice of it announce.
    var awaitsMessageBody: Bool {
        guard depth == 1, tokens.count >= 4, case .atom(let number) = tokens[0],
            case .atom(let name) = tokens[1],
            case .atom(let attribute) = tokens[tokens.count - 1]
        else { return false }
        return ASCII.number(text[number]) != nil && ASCII.equals(text[name], "FETCH")
            && MessageSection(text[attribute]) != nil
    }

    /// Reads on over `line`, a line of `text` without its end.
    mutating func read(_ line: Range<Int>, _ limits: IMAPLimits) throws(IMAPReadingFault) -> LineEnd {
        var place = line.lowerBound
        /// No `]` stands from here on; so it is searched for once and not once for each `[`.
        var noBracketFrom = line.upperBound
        while place < line.upperBound {
            let byte = text[place]
            if ASCII.isWhite(byte) {
                place += 1
                continue
            }
            guard tokens.count < limits.maximumTokens else { throw .tooManyTokens }
            switch byte {
            case ASCII.openParenthesis:
                guard depth < limits.maximumDepth else { throw .tooDeep }
                depth += 1
                tokens.append(.open)
                place += 1
            case ASCII.closeParenthesis:
                if depth == 0 { isBroken = true }
                depth = max(0, depth - 1)
                tokens.append(.close)
                place += 1
            case ASCII.quote: place = readQuoted(from: place + 1, to: line.upperBound)
            default:
                if let count = try literalCount(place, line.upperBound, limits) { return .literal(count) }
                place = readAtom(from: place, to: line.upperBound, &noBracketFrom)
            }
        }
        if depth > 0 { isBroken = true }
        return .response
    }

    /// Lenient: a quoted string that is not closed goes on to the end of its line, and the response is unreadable.
    private mutating func readQuoted(from start: Int, to end: Int) -> Int {
        var place = start
        while place < end, text[place] != ASCII.quote { place += text[place] == ASCII.backslash ? 2 : 1 }
        if place >= end { isBroken = true }
        tokens.append(.quoted(start..<min(place, end)))
        return place + 1
    }

    /// An atom, with sections in brackets as one piece: `BODY[HEADER.FIELDS (TO)]<0>`. Never empty.
    private mutating func readAtom(from start: Int, to end: Int, _ noBracketFrom: inout Int) -> Int {
        var place = start
        scan: while place < end {
            switch text[place] {
            case ASCII.space, ASCII.tab, ASCII.openParenthesis, ASCII.closeParenthesis, ASCII.quote:
                break scan
            case ASCII.openBrace where place > start && Self.literalDigits(text, place, end) != nil:
                // Lenient: no space before the literal.
                break scan
            case ASCII.openBracket where place < noBracketFrom:
                if let close = text[place..<end].firstIndex(of: ASCII.closeBracket) {
                    place = close + 1
                } else {
                    noBracketFrom = place
                    place += 1
                }
            default: place += 1
            }
        }
        tokens.append(.atom(start..<place))
        return place
    }

    /// The count of the literal that begins at `place`, if one does; it must be the last of the line (RFC 9051 §4.3).
    private func literalCount(
        _ place: Int, _ end: Int, _ limits: IMAPLimits
    ) throws(IMAPReadingFault) -> Int? {
        let start = text[place] == ASCII.tilde ? place + 1 : place
        guard let digits = Self.literalDigits(text, start, end) else { return nil }
        guard let count = ASCII.number(text[digits]), count <= UInt64(limits.maximumLiteralBytes) else {
            throw .literalTooLong
        }
        return Int(count)
    }

    /// The digits of `{n}`, `{n+}` (RFC 7888) or `{n-}` that ends at `end`.
    private static func literalDigits(_ text: [UInt8], _ place: Int, _ end: Int) -> Range<Int>? {
        guard place < end, text[place] == ASCII.openBrace, text[end - 1] == ASCII.closeBrace else {
            return nil
        }
        var close = end - 1
        if close > place + 1, text[close - 1] == ASCII.plus || text[close - 1] == ASCII.hyphen { close -= 1 }
        let digits = place + 1..<close
        // Twenty digits are 64 bits; more are a number all the same, and too large.
        guard !digits.isEmpty, digits.count <= 40, text[digits].allSatisfy(ASCII.isDigit) else { return nil }
        return digits
    }
}
