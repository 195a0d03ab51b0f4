/// The bytes that the grammars of mail are made of.
enum ASCII {
    static let tab = UInt8(ascii: "\t")
    static let newline = UInt8(ascii: "\n")
    static let space = UInt8(ascii: " ")
    static let zero = UInt8(ascii: "0")
    static let dot = UInt8(ascii: ".")
    static let at = UInt8(ascii: "@")
    static let colon = UInt8(ascii: ":")
    static let less = UInt8(ascii: "<")
    static let greater = UInt8(ascii: ">")
    static let hyphen = UInt8(ascii: "-")

    static func isDigit(_ byte: UInt8) -> Bool { byte &- zero < 10 }

    static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }

    static func isBlank(_ byte: UInt8) -> Bool { byte == space || byte == tab }

    static func lowercased(_ byte: UInt8) -> UInt8 {
        byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
    }

    static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - zero
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

/// What the readers of reports ask of a run of bytes. Views of a String answer the same, a call for each byte.
extension Span where Element == UInt8 {
    func firstIndex(of byte: UInt8) -> Int? {
        var place = 0
        while place < count {
            if self[place] == byte { return place }
            place += 1
        }
        return nil
    }

    func contains(_ byte: UInt8) -> Bool { firstIndex(of: byte) != nil }

    func allSatisfy(_ holds: (UInt8) -> Bool) -> Bool {
        var place = 0
        while place < count {
            if !holds(self[place]) { return false }
            place += 1
        }
        return true
    }

    /// Where the bytes stand that are left without white space and controls at both ends.
    var trimmedRange: Range<Int> {
        var start = 0
        var end = count
        while start < end, self[start] <= ASCII.space { start += 1 }
        while end > start, self[end - 1] <= ASCII.space { end -= 1 }
        return start..<end
    }

    /// As text; what is no UTF-8 becomes U+FFFD.
    func text(_ range: Range<Int>) -> String {
        extracting(range).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }
}
