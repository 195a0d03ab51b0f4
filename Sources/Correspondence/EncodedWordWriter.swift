import Foundation

/// Text of a header field as encoded words (RFC 2047), in UTF-8, `q` or `b`, whichever is shorter.
enum EncodedWordWriter {
    /// Characters of one encoded word, its delimiters included (RFC 2047 §2).
    static let maximumLength = 75
    /// `=?utf-8?q?` and `?=`.
    private static let frame = 12

    /// - Parameter firstRoom: characters that the first word may have, 40 to 75.
    static func words(_ text: String, firstRoom: Int = maximumLength) -> [String] {
        let usesQ = text.utf8.reduce(0) { $0 + cost($1) } <= (text.utf8.count + 2) / 3 * 4
        var words: [String] = []
        var pending: [UInt8] = []
        var length = 0
        func room() -> Int { (words.isEmpty ? firstRoom : maximumLength) - frame }
        func close() {
            guard !pending.isEmpty else { return }
            words.append(
                usesQ
                    ? "=?utf-8?q?\(quoted(pending))?=" : "=?utf-8?b?\(Data(pending).base64EncodedString())?=")
            pending = []
            length = 0
        }
        func add(_ bytes: [UInt8]) {
            let more = usesQ ? bytes.reduce(0) { $0 + cost($1) } : bytes.count
            // Each word decodes by itself: no character stands in two of them (§5).
            if length + more > (usesQ ? room() : room() / 4 * 3) { close() }
            pending += bytes
            length += more
        }
        for character in text {
            let bytes = Array(character.utf8)
            if bytes.count <= 9 {
                add(bytes)
            } else {
                // An emoji of many scalars may be longer than a word.
                for scalar in character.unicodeScalars { add(Array(String(scalar).utf8)) }
            }
        }
        close()
        return words
    }

    /// As `q` in a phrase wants it (§5 (3)), which is good everywhere.
    private static func quoted(_ bytes: [UInt8]) -> String {
        bytes.reduce(into: "") { text, byte in
            if byte == 0x20 {
                text += "_"
            } else if isPlain(byte) {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                text += "=" + HexDigits.upper(byte)
            }
        }
    }

    private static func cost(_ byte: UInt8) -> Int { byte == 0x20 || isPlain(byte) ? 1 : 3 }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "!"), UInt8(ascii: "*"), UInt8(ascii: "+"),
            UInt8(ascii: "-"), UInt8(ascii: "/"):
            true
        default: false
        }
    }
}

/// Two hexadecimal digits in upper case, as RFC 2045 §6.7 wants them.
enum HexDigits {
    static func upper(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return byte < 16 ? "0" + digits : digits
    }
}
