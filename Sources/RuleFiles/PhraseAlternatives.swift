/// Phrases with alternatives in braces, written out: `{stop|cease} mailing {me|us|}` is six phrases.
///
/// An alternative may be empty, and braces may stand inside a word: `stop{s|ped|}`. Braces do not nest, and a phrase
/// cannot hold one that means itself. White space is one blank, and none at the ends, so that an empty alternative
/// leaves no trace.
enum PhraseAlternatives {
    /// Phrases that one entry may become.
    static let maximumPhrases = 2_000

    enum Fault: Error {
        case unclosed, unopened, nested
        case tooMany(Int)

        /// What is wrong with an entry of the key, and what to do.
        func texts(key: String, phrase: String) -> (fault: String, fix: String) {
            switch self {
            case .unclosed:
                ("'\(key)' has a '{' without '}' in \"\(phrase)\"", "write alternatives as {one|other}")
            case .unopened:
                ("'\(key)' has a '}' without '{' in \"\(phrase)\"", "write alternatives as {one|other}")
            case .nested:
                (
                    "'\(key)' has braces in braces in \"\(phrase)\"",
                    "write them out: {a|b c|b d} for {a|b {c|d}}"
                )
            case .tooMany(let count):
                (
                    "\"\(phrase)\" in '\(key)' stands for \(count) phrases or more, and no entry may for more than "
                        + "\(maximumPhrases)",
                    "split it into several entries"
                )
            }
        }
    }

    /// The phrases in order, those of the first alternative first; the text itself where it has no brace.
    static func expand(_ text: String) throws(Fault) -> [String] {
        guard text.utf8.contains(where: { $0 == 0x7B || $0 == 0x7D }) else { return [text] }
        var phrases: [[UInt8]] = [[]]
        for choices in try parts(of: Array(text.utf8)) {
            guard phrases.count * choices.count <= maximumPhrases else {
                throw .tooMany(phrases.count * choices.count)
            }
            phrases = phrases.flatMap { phrase in choices.map { phrase + $0 } }
        }
        return phrases.map { String(decoding: withSingleBlanks($0), as: UTF8.self) }
    }

    /// The stretches of a phrase, each with its alternatives; what stands outside braces has one.
    private static func parts(of text: [UInt8]) throws(Fault) -> [[ArraySlice<UInt8>]] {
        var parts: [[ArraySlice<UInt8>]] = []
        var start = 0
        var inside = false
        for (place, byte) in text.enumerated() {
            switch byte {
            case 0x7B:
                if inside { throw .nested }
                parts.append([text[start..<place]])
                (start, inside) = (place + 1, true)
            case 0x7D:
                guard inside else { throw .unopened }
                parts.append(text[start..<place].split(separator: 0x7C, omittingEmptySubsequences: false))
                (start, inside) = (place + 1, false)
            default: break
            }
        }
        if inside { throw .unclosed }
        parts.append([text[start...]])
        return parts
    }

    private static func withSingleBlanks(_ text: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(text.count)
        for byte in text {
            let isBlank = byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
            if !isBlank {
                out.append(byte)
            } else if let last = out.last, last != 0x20 {
                out.append(0x20)
            }
        }
        if out.last == 0x20 { out.removeLast() }
        return out
    }
}
