/// What each Unicode scalar becomes before matching: one case, no accents, one form of blank, apostrophe and dash.
///
/// Accents are dropped because writers drop them; the umlauts' second spelling (`ue`) is a variant of the phrase, not
/// of the text. Cyrillic, Greek and other letters are lower-cased; vowel marks of Arabic and Hebrew are dropped.
enum TextFolding {
    /// Of scalars below `tableSize`: the folded UTF-8 bytes, lowest first, and their count in the top byte.
    static let table: [UInt32] = makeTable()
    static let tableSize = 0x2600

    private static let latin: [(base: String, letters: String)] = [
        ("a", "àáâãäåāăąǎǟǡǻȁȃȧạảấầẩẫậắằẳẵặḁẚª"), ("b", "ḃḅḇƀ"), ("c", "çćĉċčḉƈ"), ("d", "ďđḋḍḏḑḓð"),
        ("e", "èéêëēĕėęěȅȇȩẹẻẽếềểễệḕḗḙḛḝ"), ("f", "ḟƒ"), ("g", "ĝğġģǧǵḡ"), ("h", "ĥħḣḥḧḩḫẖ"),
        ("i", "ìíîïĩīĭįıǐȉȋịỉḭḯ"), ("j", "ĵǰ"), ("k", "ķǩḱḳḵĸ"), ("l", "ĺļľŀłḷḹḻḽ"), ("m", "ḿṁṃ"),
        ("n", "ñńņňŉŋṅṇṉṋǹ"), ("o", "òóôõöøōŏőơǒǫǭȍȏȫȭȯȱọỏốồổỗộớờởỡợṍṏṑṓº"), ("p", "ṕṗ"),
        ("r", "ŕŗřȑȓṙṛṝṟ"), ("s", "śŝşšșṡṣṥṧṩſ"), ("t", "ţťŧțṫṭṯṱẗ"),
        ("u", "ùúûüũūŭůűųưǔǖǘǚǜȕȗụủứừửữựṳṵṷṹṻ"), ("v", "ṽṿ"), ("w", "ŵẁẃẅẇẉẘ"), ("x", "ẋẍ"),
        ("y", "ýÿŷȳẏỳỵỷỹẙ"),
        ("z", "źżžẑẓẕƶ"), ("ss", "ß"), ("ae", "æǽ"), ("oe", "œ"), ("th", "þ"), ("ij", "ĳ"), ("dz", "ǆ"),
        ("е", "ёѐ"), ("и", "ѝ"), ("α", "ά"), ("ε", "έ"), ("η", "ή"), ("ι", "ίϊΐ"), ("ο", "ό"),
        ("υ", "ύϋΰ"), ("ω", "ώ"), ("σ", "ς"), ("ا", "أإآٱ"),
        // Keyboards of Arabic and Persian write these in place of each other.
        ("ي", "ىی"), ("ك", "ک"), ("ه", "ة"),
        ("'", "’‘‛ʼʹ´`′ˈ"), ("\"", "“”„‟«»″"), ("<", "‹"), (">", "›"), ("-", "‐‑‒–—―−"), (".", "…۔।॥"),
        ("*", "•·"), ("?", "؟\u{37E}"), (",", "،"), (";", "؛"),
    ]

    private static let blanks: [ClosedRange<UInt32>] = [
        0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029, 0x202F...0x202F,
        0x205F...0x205F,
    ]
    /// Zero-width characters, soft hyphen, combining marks, vowel marks, direction marks.
    private static let dropped: [ClosedRange<UInt32>] = [
        0xAD...0xAD, 0x300...0x36F, 0x591...0x5BD, 0x5BF...0x5BF, 0x5C1...0x5C2, 0x5C4...0x5C5,
        0x610...0x61A, 0x640...0x640, 0x64B...0x65F, 0x670...0x670, 0x200B...0x200F, 0x202A...0x202E,
        0x2060...0x2064,
    ]

    private static func makeTable() -> [UInt32] {
        var table: [UInt32] = (0..<UInt32(tableSize)).map { code in
            guard let scalar = Unicode.Scalar(code) else { return 0 }
            if code >= 0x80, let digit = digit(scalar) { return packed(digit) }
            return packed(code < 0x80 || isPartOfWord(scalar) ? scalar.properties.lowercaseMapping : "|")
        }
        for row in latin {
            for scalar in row.letters.unicodeScalars where scalar.value < UInt32(tableSize) {
                table[Int(scalar.value)] = packed(row.base)
                let upper = scalar.properties.uppercaseMapping.unicodeScalars
                if let only = upper.first, upper.count == 1, only.value >= 0x80,
                    only.value < UInt32(tableSize)
                {
                    table[Int(only.value)] = packed(row.base)
                }
            }
        }
        table[0x130] = packed("i")  // its lower case is two scalars
        table[0x1E9E] = packed("ss")
        for code in blanks.joined() { table[Int(code)] = packed(" ") }
        for code in dropped.joined() { table[Int(code)] = 0 }
        return table
    }

    /// The ASCII digit of the same value: of ٣, ۳, ३, ๓ and those of every other script.
    private static func digit(_ scalar: Unicode.Scalar) -> String? {
        guard scalar.properties.generalCategory == .decimalNumber,
            let value = scalar.properties.numericValue
        else { return nil }
        return String(Int(value))
    }

    /// Letters, digits and the marks on them; everything else, such as `¿` or `©`, is punctuation.
    private static func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
            true
        default: false
        }
    }

    private static func packed(_ text: String) -> UInt32 {
        var value: UInt32 = 0
        var count: UInt32 = 0
        for byte in text.utf8.prefix(3) {
            value |= UInt32(byte) << (8 * count)
            count += 1
        }
        return value | count << 24
    }

    /// The same for a scalar beyond the table: width forms, the blanks and stops of Chinese and Japanese.
    static func folded(beyondTable code: UInt32) -> UInt32? {
        switch code {
        case 0xFF01...0xFF5E:
            let ascii = code - 0xFEE0
            let lower = (0x41...0x5A).contains(ascii) ? ascii + 0x20 : ascii
            return lower | 1 << 24
        case 0x3000: return 0x20 | 1 << 24
        case 0x3001: return 0x2C | 1 << 24
        case 0x3002: return 0x2E | 1 << 24
        case 0x300C...0x300F: return 0x22 | 1 << 24  // 「」『』
        case 0xFEFF, 0xFE00...0xFE0F: return 0
        case 0x2600...0x2BFF, 0x3003...0x3004, 0x3007...0x3020, 0x1F000...0x1FAFF:
            return 0x7C | 1 << 24  // signs and pictures
        default: return nil
        }
    }

    /// Stops that end a sentence whatever follows: `…`, `。`, `।`, `॥`, `۔`.
    static func isStop(_ code: UInt32) -> Bool {
        code == 0x2026 || code == 0x3002 || code == 0x964 || code == 0x965 || code == 0x6D4
    }

    /// Scripts written without blanks between words.
    static func isUnspaced(_ code: UInt32) -> Bool {
        switch code {
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x3400...0x4DBF,
            0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF:
            true
        default: false
        }
    }
}
