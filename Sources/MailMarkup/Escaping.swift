/// Text as HTML, so that it is text to every parser.
enum Escaping {
    /// Escapes `& < >`, and leaves control characters out.
    static func appendText(_ text: some Sequence<UInt8>, to out: inout [UInt8]) {
        append(text, quotes: false, to: &out)
    }

    /// Escapes the quotes of all browsers too: for a value in double quotes.
    static func appendValue(_ text: some Sequence<UInt8>, to out: inout [UInt8]) {
        append(text, quotes: true, to: &out)
    }

    private static func append(_ text: some Sequence<UInt8>, quotes: Bool, to out: inout [UInt8]) {
        var previous: UInt8 = 0
        for byte in text {
            switch byte {
            case UInt8(ascii: "&"): out += "&amp;".utf8
            case UInt8(ascii: "<"): out += "&lt;".utf8
            case UInt8(ascii: ">"): out += "&gt;".utf8
            case UInt8(ascii: "\"") where quotes: out += "&quot;".utf8
            case UInt8(ascii: "'") where quotes: out += "&#39;".utf8
            case UInt8(ascii: "`") where quotes: out += "&#96;".utf8
            case 0x09, 0x0A: out.append(byte)
            case 0..<0x20, 0x7F: break
            case 0x80..<0xA0 where previous == 0xC2:
                out.removeLast()
                out += windows1252[Int(byte) - 0x80].utf8
            default: out.append(byte)
            }
            previous = byte
        }
    }

    /// Lenient: what `&#146;` means to browsers (HTML, numeric character reference end state); Outlook sends
    /// it.
    private static let windows1252 = [
        "€", "", "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", "", "Ž", "",
        "", "‘", "’", "“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ", "", "ž", "Ÿ",
    ]
}
