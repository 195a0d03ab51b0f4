/// Responses whose end is free text: no string, no literal, no list in it counts, whatever it looks like.
enum StatusReading {
    static func condition(_ word: ArraySlice<UInt8>) -> IMAPStatus.Condition? {
        IMAPStatus.Condition.allCases.first { ASCII.equals(word, $0.rawValue) }
    }

    /// `rest` is what follows the condition.
    static func status(tag: String?, _ condition: IMAPStatus.Condition, _ rest: ArraySlice<UInt8>)
        -> IMAPStatus
    {
        var rest = rest.drop(while: ASCII.isWhite)
        var code: IMAPResponseCode?
        if rest.first == ASCII.openBracket, let end = codeEnd(rest) {
            code = IMAPResponseCode(rest[rest.startIndex + 1..<end])
            rest = rest[(end + 1)...].drop(while: ASCII.isWhite)
        }
        return IMAPStatus(
            tag: tag, condition: condition, code: code, text: String(decoding: rest, as: UTF8.self))
    }

    /// The bracket that closes the code: outside of quotes and parentheses if there is one, for flags may hold brackets;
    /// else the first one.
    private static func codeEnd(_ text: ArraySlice<UInt8>) -> Int? {
        var depth = 0
        var isQuoted = false
        for place in text.indices.dropFirst() {
            switch text[place] {
            case ASCII.quote: isQuoted.toggle()
            case ASCII.openParenthesis where !isQuoted: depth += 1
            case ASCII.closeParenthesis where !isQuoted: depth -= 1
            case ASCII.closeBracket where !isQuoted && depth <= 0: return place
            default: break
            }
        }
        return text.firstIndex(of: ASCII.closeBracket)
    }
}
