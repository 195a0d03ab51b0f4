/// What may be written right behind digits: endings of ordinals, and words such as 日 that make a number a day.
struct DateEndings: Sendable {
    let ordinals: Set<[UInt8]>
    /// Longest first.
    let suffixes: [(bytes: [UInt8], meaning: DateSuffix)]
    /// Counted units, for scripts that join them to the digits: `2주`, and `3일 뒤`, which says "from now" itself. Longest first.
    let units: [(bytes: [UInt8], meaning: [DateWord])]

    /// Folded endings after which a number is a day of the month in some language and no quantity in another.
    private static let shared: Set<[UInt8]> = Set(
        [
            "st", "nd", "rd", "th", "er", "ere", "re", "o", "a", "e", "eme", "ten", "te", "de", "ste", "go",
            "ego",
            "tego", "ho", "eho", "teho", "tej", "ej", "r", "t", "ro", "го", "ого", "его", "е", "ое", "й",
            "ый", "я",
            "ья", "му", "ти", "ви", "ри", "та", "то", "η", "ης", "ος", "ου",
        ].map { Array($0.utf8) })
    /// "2026г.", "2026r.": year.
    static let years: Set<[UInt8]> = Set(["г", "гг", "р", "r", "m"].map { Array($0.utf8) })
    /// Bytes of an ending.
    static let maximumEnding = 16

    init(_ table: DateTableSource?) {
        func longestFirst<Meaning>(
            _ texts: [(text: String, meaning: Meaning)]
        ) -> [(bytes: [UInt8], meaning: Meaning)] {
            texts.map { (bytes: NormalizedText($0.text).bytes, meaning: $0.meaning) }
                .filter { !$0.bytes.isEmpty }
                .enumerated()
                .sorted { (-$0.element.bytes.count, $0.offset) < (-$1.element.bytes.count, $1.offset) }
                .map(\.element)
        }
        ordinals = Self.shared.union((table?.ordinalEndings ?? []).map { NormalizedText($0).bytes })
        suffixes = longestFirst(table?.suffixes ?? [])
        let words = table?.words ?? []
        let fromNow = Set(words.filter { $0.meaning == .inAheadAfter }.map(\.phrase))
        units = longestFirst(
            words.compactMap { phrase, meaning in
                guard case .unit = meaning, phrase.utf8.contains(where: { $0 >= 0xE0 }) else { return nil }
                let meanings = fromNow.contains(phrase) ? [meaning, .inAheadAfter] : [meaning]
                return (text: phrase.replacing("*", with: ""), meaning: meanings)
            })
    }

    /// Letters that may touch digits without being part of an id: scripts without blanks, particles of Korean, Hebrew
    /// and Arabic.
    static func mayTouchDigits(_ code: UInt32) -> Bool {
        switch code {
        case 0x5D0...0x5EA, 0x621...0x64A, 0x66E...0x6D3, 0xAC00...0xD7AF: true
        default: TextFolding.isUnspaced(code)
        }
    }

    /// The value of the digit at a place; those of other scripts are folded to ASCII.
    static func digit(_ bytes: [UInt8], _ place: Int, _ end: Int) -> Int? {
        place < end && WordBytes.isDigit(bytes[place]) ? Int(bytes[place] - 0x30) : nil
    }
}
