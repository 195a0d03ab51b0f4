/// A field value of the form `type; value`, as `rfc822; a@b` or `smtp; 550 no` (RFC 3464 §2.1.2).
struct TypedValue {
    /// Lower case; nil where the report gives none.
    let type: String?
    let value: String

    init(_ text: String) {
        let bytes = Array(text.utf8)
        if let semicolon = bytes.firstIndex(of: UInt8(ascii: ";")),
            let type = TypedValue.type(bytes[..<semicolon])
        {
            self.type = type
            value = ASCIIText.trimmed(bytes[(semicolon + 1)...])
        } else {
            type = nil
            value = ASCIIText.trimmed(bytes[...])
        }
    }

    private static func type(_ bytes: ArraySlice<UInt8>) -> String? {
        let text = ASCIIText.trimmed(bytes)
        guard !text.isEmpty, text.utf8.count <= 32,
            // Lenient: `rfc/822`, written by Mimecast.
            text.utf8.allSatisfy({
                ASCII.isLetter($0) || ASCII.isDigit($0) || $0 == ASCII.hyphen || $0 == UInt8(ascii: "/")
                    || $0 == UInt8(ascii: "_")
            })
        else { return nil }
        return ASCIIText.lowercased(text)
    }
}

/// Operations on text that look at ASCII only and leave every other byte as it is.
enum ASCIIText {
    static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
        var slice = bytes
        while let first = slice.first, first <= ASCII.space { slice = slice.dropFirst() }
        while let last = slice.last, last <= ASCII.space { slice = slice.dropLast() }
        return String(decoding: slice, as: UTF8.self)
    }

    static func trimmed(_ text: String) -> String { trimmed(Array(text.utf8)[...]) }

    static func lowercased(_ text: String) -> String {
        String(decoding: text.utf8.map(ASCII.lowercased), as: UTF8.self)
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
