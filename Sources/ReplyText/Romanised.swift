/// Names in other letters than the Latin ones, as far as comparing them needs.
enum Romanised {
    /// The first letter of folded text in Latin: `p` of `павел`, `n` of `νίκος`, `c` of `čeněk`;
    /// nil where there is none.
    static func firstLetter(_ folded: ArraySlice<UInt8>) -> Character? {
        guard let first = String(decoding: folded.prefix(8), as: UTF8.self).first else { return nil }
        if let latin = letters[first] { return latin }
        return first.isLetter ? first : nil
    }

    private static let letters: [Character: Character] = [
        "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "є": "y", "ж": "z", "з": "z",
        "и": "i", "і": "i", "ї": "y", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p",
        "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "c", "ч": "c", "ш": "s", "щ": "s",
        "э": "e", "ю": "y", "я": "y", "ђ": "d", "ј": "j", "љ": "l", "њ": "n", "ћ": "c", "џ": "d",
        "α": "a", "ά": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "έ": "e", "ζ": "z", "η": "i", "ή": "i",
        "θ": "t", "ι": "i", "κ": "k", "λ": "l", "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "ό": "o", "π": "p",
        "ρ": "r", "σ": "s", "τ": "t", "υ": "y", "φ": "f", "χ": "c", "ψ": "p", "ω": "o", "ώ": "o",
        "þ": "t", "đ": "d", "ł": "l", "ø": "o", "æ": "a", "á": "a", "å": "a",
        "ä": "a", "č": "c", "ç": "c", "ć": "c", "ď": "d", "é": "e", "è": "e", "ě": "e", "í": "i", "ľ": "l",
        "ņ": "n", "ó": "o", "ö": "o", "ř": "r", "š": "s", "ś": "s", "ş": "s", "ť": "t", "ú": "u", "ü": "u",
        "ž": "z", "ż": "z", "ź": "z",
    ]
}
