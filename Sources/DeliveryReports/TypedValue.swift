/// A field value of the form `type; value`, as `rfc822; a@b` or `smtp; 550 no` (RFC 3464 §2.1.2).
struct TypedValue {
    /// Lower case; nil where the report gives none.
    let type: String?
    let value: String

    init(_ text: String) {
        let bytes = text.utf8.span
        if let semicolon = bytes.firstIndex(of: UInt8(ascii: ";")),
            let type = TypedValue.type(bytes.extracting(first: semicolon))
        {
            self.type = type
            value = ASCIIText.trimmed(bytes.extracting((semicolon + 1)...))
        } else {
            type = nil
            value = ASCIIText.trimmed(text)
        }
    }

    private static func type(_ bytes: Span<UInt8>) -> String? {
        let range = bytes.trimmedRange
        guard !range.isEmpty, range.count <= 32,
            // Lenient: `rfc/822`, written by Mimecast.
            bytes.extracting(range).allSatisfy({
                ASCII.isLetter($0) || ASCII.isDigit($0) || $0 == ASCII.hyphen || $0 == UInt8(ascii: "/")
                    || $0 == UInt8(ascii: "_")
            })
        else { return nil }
        return ASCIIText.lowercased(bytes.text(range))
    }
}

/// Operations on text that look at ASCII only and leave every other byte as it is.
enum ASCIIText {
    static func trimmed(_ bytes: Span<UInt8>) -> String { bytes.text(bytes.trimmedRange) }

    static func trimmed(_ text: String) -> String {
        let bytes = text.utf8.span
        let range = bytes.trimmedRange
        return range.count == bytes.count ? text : bytes.text(range)
    }

    static func lowercased(_ text: String) -> String {
        // Most of what is asked is in lower case: then it is no copy.
        if text.utf8.span.allSatisfy({ ASCII.lowercased($0) == $0 }) { return text }
        return String(decoding: text.utf8.map(ASCII.lowercased), as: UTF8.self)
    }

    /// Whether `text` begins with `prefix`, which is in lower case, ASCII case aside.
    static func hasPrefix(_ text: String, _ prefix: String) -> Bool {
        let bytes = text.utf8.span
        return stands(prefix.utf8.span, at: 0, in: bytes)
    }

    /// Whether `text` ends with `suffix`, which is in lower case, ASCII case aside.
    static func hasSuffix(_ text: String, _ suffix: String) -> Bool {
        let bytes = text.utf8.span
        return stands(suffix.utf8.span, at: bytes.count - suffix.utf8.count, in: bytes)
    }

    private static func stands(_ word: Span<UInt8>, at start: Int, in bytes: Span<UInt8>) -> Bool {
        guard start >= 0, start + word.count <= bytes.count else { return false }
        var place = 0
        while place < word.count, ASCII.lowercased(bytes[start + place]) == word[place] { place += 1 }
        return place == word.count
    }

    /// Of a few bytes in a few: whether `text` holds `part`, ASCII case aside. `part` is in lower case.
    static func contains(_ part: String, in text: [UInt8]) -> Bool {
        let wanted = Array(part.utf8)
        guard !wanted.isEmpty, text.count >= wanted.count else { return false }
        return (0...(text.count - wanted.count)).contains { start in
            wanted.indices.allSatisfy { ASCII.lowercased(text[start + $0]) == wanted[$0] }
        }
    }

    /// Every run of white space as one blank, none at the ends.
    static func collapsed(_ bytes: some Sequence<UInt8>) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.underestimatedCount)
        for byte in bytes {
            if byte > ASCII.space {
                out.append(byte)
            } else if let last = out.last, last != ASCII.space {
                out.append(ASCII.space)
            }
        }
        if out.last == ASCII.space { out.removeLast() }
        return String(decoding: out, as: UTF8.self)
    }
}
