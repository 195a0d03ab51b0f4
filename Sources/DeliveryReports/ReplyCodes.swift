/// The codes in the words of a server: `550 5.1.1 <a@b>: no such user`.
struct ReplyCodes: Hashable, Sendable {
    /// `550`
    let smtpReply: String?
    let status: EnhancedStatusCode?

    init(_ text: some StringProtocol) { self.init(bytes: Array(text.utf8)) }

    /// Reads the surest codes: a reply with an enhanced code after it (RFC 2034 §4), else a reply where replies stand
    /// (at the start, after `:`, `<<<`, `(`, a quote or `#`), else an enhanced code alone.
    init(bytes: [UInt8]) {
        var pair: (reply: Int, status: EnhancedStatusCode)?
        var reply: Int?
        var marked: EnhancedStatusCode?
        var alone: EnhancedStatusCode?
        var cursor = ByteCursor(bytes)
        var before: UInt8 = ASCII.newline
        while pair == nil, let byte = cursor.next {
            let start = cursor.position
            guard ASCII.isDigit(byte), ReplyCodes.mayPrecede(before) else {
                if byte > ASCII.space || byte == ASCII.newline { before = byte }
                if byte <= ASCII.space, before != ASCII.newline, !ReplyCodes.isOpener(before) {
                    before = ASCII.space
                }
                cursor.advance()
                continue
            }
            if let code = cursor.readStatusCode(), code.class != .success, !ReplyCodes.goesOn(cursor) {
                if ReplyCodes.isOpener(before) { marked = marked ?? code } else { alone = alone ?? code }
            } else if let found = ReplyCodes.reply(&cursor) {
                if let code = ReplyCodes.codeAfterReply(&cursor), code.class.rawValue == found / 100 {
                    pair = (found, code)
                } else if ReplyCodes.isOpener(before) {
                    reply = reply ?? found
                }
            }
            while let next = cursor.next, ASCII.isDigit(next) || next == ASCII.dot { cursor.advance() }
            if cursor.position == start { cursor.advance() }
            before = UInt8(ascii: "0")
        }
        smtpReply = (pair?.reply ?? reply).map(String.init)
        status = pair?.status ?? marked ?? alone
    }

    private static func mayPrecede(_ byte: UInt8) -> Bool {
        byte == ASCII.space || isOpener(byte)
    }

    private static func isOpener(_ byte: UInt8) -> Bool {
        switch byte {
        case ASCII.newline, ASCII.colon, ASCII.less, UInt8(ascii: "("), UInt8(ascii: "#"), UInt8(ascii: "\""),
            UInt8(ascii: "'"), UInt8(ascii: ";"), UInt8(ascii: "="), ASCII.greater, UInt8(ascii: "`"),
            UInt8(ascii: "|"), UInt8(ascii: "["), UInt8(ascii: ","):
            true
        default: false
        }
    }

    /// True inside of something longer, as an IPv4 address.
    private static func goesOn(_ cursor: ByteCursor) -> Bool {
        var ahead = cursor
        guard let next = ahead.next else { return false }
        if next == ASCII.dot {
            ahead.advance()
            return ahead.isAtDigit
        }
        return ASCII.isLetter(next)
    }

    private static func reply(_ cursor: inout ByteCursor) -> Int? {
        var ahead = cursor
        guard let number = ahead.readNumber(digits: 3...3), (400...599).contains(number), number % 100 < 60
        else { return nil }
        switch ahead.next {
        case nil, ASCII.space, ASCII.tab, ASCII.newline, ASCII.hyphen, ASCII.colon, ASCII.dot,
            UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "#"), UInt8(ascii: ")"), UInt8(ascii: "'"):
            cursor = ahead
            return number
        default: return nil
        }
    }

    private static func codeAfterReply(_ cursor: inout ByteCursor) -> EnhancedStatusCode? {
        var ahead = cursor
        var steps = 0
        while steps < 4, let next = ahead.next,
            next == ASCII.space || next == ASCII.hyphen || next == UInt8(ascii: "#")
                // Cisco: `5.1.0 - Unknown address error 550-'5.7.1 …'`.
                || next == UInt8(ascii: "'")
                || next == UInt8(ascii: "(")
                || next == ASCII.newline
        {
            ahead.advance()
            steps += 1
        }
        guard let code = ahead.readStatusCode(), !goesOn(ahead) else { return nil }
        cursor = ahead
        return code
    }
}
