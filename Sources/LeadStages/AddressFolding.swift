/// Makes texts equal that people write and read as the same address.
enum AddressFolding {
    /// Lower case; full-width ASCII and ideographic full stops to ASCII; letter and combining mark to one letter;
    /// without invisible characters.
    static func fold(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if let unified = unify(scalar) { scalars.append(unified) }
        }
        var result = ""
        for character in String(scalars).lowercased() {
            if character.unicodeScalars.count > 1, let composed = composed[character] {
                result.unicodeScalars.append(composed)
            } else {
                result.append(character)
            }
        }
        return result
    }

    private static func unify(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.value {
        case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0)
        case 0x3002, 0xFF0E, 0xFF61: "."
        // Soft hyphen, zero-width characters, directional marks, byte order mark.
        case 0x00AD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0xFE00...0xFE0F, 0xFEFF: nil
        default: scalar
        }
    }

    /// Letters with marks that have a code point of their own, found by their canonical equivalence, which is what
    /// `Character` compares. Latin, Greek, Cyrillic, Kana and Hangul.
    private static let composed: [Character: Unicode.Scalar] = {
        var table: [Character: Unicode.Scalar] = [:]
        let ranges: [ClosedRange<UInt32>] = [
            0x00C0...0x024F, 0x0386...0x04FF, 0x1E00...0x1FFF, 0x3041...0x30FF, 0xAC00...0xD7A3,
        ]
        for value in ranges.joined() {
            guard let scalar = Unicode.Scalar(value), scalar.properties.isAlphabetic else { continue }
            table[Character(scalar)] = table[Character(scalar)] ?? scalar
        }
        return table
    }()
}
