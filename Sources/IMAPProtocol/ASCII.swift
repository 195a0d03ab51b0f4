/// Classes of octets that the grammar of RFC 9051 §9 is written in.
enum ASCII {
    static let tab: UInt8 = 9
    static let lineFeed: UInt8 = 10
    static let carriageReturn: UInt8 = 13
    static let space: UInt8 = 32
    static let quote = UInt8(ascii: "\"")
    static let openParenthesis = UInt8(ascii: "(")
    static let closeParenthesis = UInt8(ascii: ")")
    static let asterisk = UInt8(ascii: "*")
    static let plus = UInt8(ascii: "+")
    static let hyphen = UInt8(ascii: "-")
    static let less = UInt8(ascii: "<")
    static let openBracket = UInt8(ascii: "[")
    static let backslash = UInt8(ascii: "\\")
    static let closeBracket = UInt8(ascii: "]")
    static let openBrace = UInt8(ascii: "{")
    static let closeBrace = UInt8(ascii: "}")
    static let tilde = UInt8(ascii: "~")

    @inline(__always)
    static func upper(_ byte: UInt8) -> UInt8 { byte >= 97 && byte <= 122 ? byte & 0xDF : byte }

    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

    static func isWhite(_ byte: UInt8) -> Bool { byte == space || byte == tab }

    /// Whether `bytes` are `word`, the case of letters aside; `word` is given in upper case.
    static func equals(_ bytes: ArraySlice<UInt8>, _ word: String) -> Bool {
        bytes.count == word.utf8.count && zip(bytes, word.utf8).allSatisfy { upper($0) == $1 }
    }

    static func hasPrefix(_ bytes: ArraySlice<UInt8>, _ word: String) -> Bool {
        bytes.count >= word.utf8.count && equals(bytes.prefix(word.utf8.count), word)
    }

    static func upperText(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.map(upper), as: UTF8.self)
    }

    /// Decimal digits and nothing else; nil where there are none, other octets, or more than 64 bits.
    static func number(_ bytes: ArraySlice<UInt8>) -> UInt64? {
        guard !bytes.isEmpty else { return nil }
        var value: UInt64 = 0
        for byte in bytes {
            guard isDigit(byte) else { return nil }
            let (product, tooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, overflow) = product.addingReportingOverflow(UInt64(byte - 48))
            guard !tooLarge, !overflow else { return nil }
            value = sum
        }
        return value
    }

    static func number32(_ bytes: ArraySlice<UInt8>) -> UInt32? {
        number(bytes).flatMap(UInt32.init(exactly:))
    }
}
