/// Walks over the tokens of one response. What is not there is nil and moves nothing.
struct TokenCursor {
    let source: ResponseTokens
    private(set) var position = 0

    init(_ source: ResponseTokens) { self.source = source }

    var current: ResponseTokens.Token? {
        position < source.tokens.count ? source.tokens[position] : nil
    }
    var isAtEnd: Bool { position >= source.tokens.count }

    mutating func take() -> ResponseTokens.Token? {
        defer { position += 1 }
        return current
    }

    mutating func take(_ token: ResponseTokens.Token) -> Bool {
        guard current == token else { return false }
        position += 1
        return true
    }

    mutating func atom() -> ArraySlice<UInt8>? {
        guard case .atom(let range)? = current else { return nil }
        position += 1
        return source.text[range]
    }

    mutating func number32() -> UInt32? {
        guard case .atom(let range)? = current, let number = ASCII.number32(source.text[range]) else {
            return nil
        }
        position += 1
        return number
    }

    /// An atom, a quoted string without its quoted pairs, or a literal. NIL is the atom `NIL`.
    mutating func string() -> [UInt8]? {
        switch current {
        case .atom(let range), .literal(let range):
            position += 1
            return Array(source.text[range])
        case .quoted(let range):
            position += 1
            return Self.unquoted(source.text[range])
        default: return nil
        }
    }

    /// The strings of a list, those of lists inside it too; nil where none begins.
    mutating func list() -> [String]? {
        guard take(.open) else { return nil }
        var found: [String] = []
        var depth = 1
        while depth > 0 {
            switch current {
            case nil: return nil
            case .open?:
                depth += 1
                position += 1
            case .close?:
                depth -= 1
                position += 1
            default:
                if let text = string() {
                    found.append(String(decoding: text, as: UTF8.self))
                } else {
                    position += 1
                }
            }
        }
        return found
    }

    /// Passes one value: a string, or a list with all in it (BODYSTRUCTURE, ENVELOPE). False where none is.
    mutating func skipValue() -> Bool {
        switch current {
        case nil, .close?: return false
        case .open?: return list() != nil
        default:
            position += 1
            return true
        }
    }

    private static func unquoted(_ content: ArraySlice<UInt8>) -> [UInt8] {
        guard content.contains(ASCII.backslash) else { return Array(content) }
        var text: [UInt8] = []
        var isPair = false
        for byte in content {
            if byte == ASCII.backslash && !isPair {
                isPair = true
            } else {
                text.append(byte)
                isPair = false
            }
        }
        return text
    }
}
