/// The language of the author's own text: script first, then function words.
enum LanguageDetector {
    /// Bytes of text whose script is counted.
    static let maximumBytes = 4_096

    static func language(of text: [UInt8], counts: [Int], languages: [String]) -> String? {
        let letters = letters(of: text)
        func count(_ language: String) -> Int {
            languages.firstIndex(of: language).map { counts[$0] } ?? 0
        }
        switch letters.script {
        case nil: return byWords(letters, counts: counts, languages: languages)
        case "ru": return letters.cyrillic(count)
        case "ar": return letters.arabic(count)
        case let script: return script
        }
    }

    /// Twice the function words of a language, less three for a letter it does not write and for that letter's second
    /// place: Slovak `ľ` is no Polish.
    private static func byWords(
        _ letters: WrittenLetters, counts: [Int], languages: [String]
    ) -> String? {
        var best: (number: Int, score: Int)?
        var isTie = false
        for (number, count) in counts.enumerated() where count > 0 {
            let score = 2 * count - 3 * Alphabets.foreign(letters.latin, to: languages[number])
            if let old = best, old.score >= score {
                if old.score == score { isTie = true }
            } else {
                best = (number, score)
                isTie = false
            }
        }
        guard let best else { return Alphabets.only(letters.latin, of: languages) }
        return isTie && counts[best.number] < 2 ? nil : languages[best.number]
    }

    private static func letters(of text: [UInt8]) -> WrittenLetters {
        var letters = WrittenLetters()
        let end = min(text.count, maximumBytes)
        text.withUnsafeBufferPointer { text in
            var index = 0
            while index < end {
                if text[index] < 0x80 {
                    if WordBytes.isWordASCII(text[index]) { letters.latinCount += 1 }
                    index += 1
                    continue
                }
                let (code, length) = UTF8Scalars.read(text, at: index, end: end)
                index += length
                if let code { letters.add(code) }
            }
        }
        return letters
    }
}
