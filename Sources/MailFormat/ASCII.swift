/// Classes of octets that the grammars of RFC 5322 and RFC 2045 are written in.
enum ASCII {
    static let tab: UInt8 = 9
    static let lineFeed: UInt8 = 10
    static let carriageReturn: UInt8 = 13
    static let escape: UInt8 = 27
    static let space: UInt8 = 32
    static let quote = UInt8(ascii: "\"")
    static let backslash = UInt8(ascii: "\\")
    static let hyphen = UInt8(ascii: "-")
    static let colon = UInt8(ascii: ":")
    static let semicolon = UInt8(ascii: ";")
    static let comma = UInt8(ascii: ",")
    static let equals = UInt8(ascii: "=")
    static let question = UInt8(ascii: "?")
    static let less = UInt8(ascii: "<")
    static let greater = UInt8(ascii: ">")
    static let at = UInt8(ascii: "@")
    static let dot = UInt8(ascii: ".")
    static let openParenthesis = UInt8(ascii: "(")
    static let closeParenthesis = UInt8(ascii: ")")
    static let openBracket = UInt8(ascii: "[")
    static let closeBracket = UInt8(ascii: "]")
    static let percent = UInt8(ascii: "%")
    static let apostrophe = UInt8(ascii: "'")
    static let asterisk = UInt8(ascii: "*")
    static let slash = UInt8(ascii: "/")
    static let underscore = UInt8(ascii: "_")

    @inline(__always)
    static func lower(_ byte: UInt8) -> UInt8 { byte >= 65 && byte <= 90 ? byte | 32 : byte }

    /// Space, tab, or a piece of a line end.
    @inline(__always)
    static func isWhite(_ byte: UInt8) -> Bool {
        byte == space || byte == tab || byte == lineFeed || byte == carriageReturn
    }

    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

    @inline(__always)
    static func isLetter(_ byte: UInt8) -> Bool { lower(byte) >= 97 && lower(byte) <= 122 }

    /// `token` of RFC 2045 §5.1: printable, and none of its tspecials.
    @inline(__always)
    static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case 40, 41, 60, 62, 64, 44, 59, 58, 92, 34, 47, 91, 93, 63, 61: false  // ()<>@,;:\"/[]?=
        default: byte > 32 && byte < 127
        }
    }

    static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }

    /// `bytes` in lower case as text; for names that a grammar limits to ASCII.
    static func lowerText(_ bytes: ArraySlice<UInt8>) -> String {
        let span = bytes.span
        return String(unsafeUninitializedCapacity: span.count) { output in
            for place in span.indices { output.initializeElement(at: place, to: lower(span[place])) }
            return span.count
        }
    }

    /// Up to four letters in lower case as one number, the first in the low bits; 0 for more.
    static func packed(_ letters: ArraySlice<UInt8>) -> UInt32 {
        guard letters.count <= 4 else { return 0 }
        return letters.reversed().reduce(0) { $0 << 8 | UInt32(lower($1)) }
    }

    static func packed(_ letters: StaticString) -> UInt32 {
        letters.withUTF8Buffer { $0.reversed().reduce(0) { $0 << 8 | UInt32(lower($1)) } }
    }

    static func trimmedRight(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var end = bytes.endIndex
        while end > bytes.startIndex, isWhite(bytes[end - 1]) { end -= 1 }
        return bytes[..<end]
    }

    static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var start = bytes.startIndex
        var end = bytes.endIndex
        while start < end, isWhite(bytes[start]) { start += 1 }
        while end > start, isWhite(bytes[end - 1]) { end -= 1 }
        return bytes[start..<end]
    }
}
