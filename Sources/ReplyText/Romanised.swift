/// Names in other letters than the Latin ones, as far as comparing them needs.
enum Romanised {
    /// Whether two folded words may be the same name by their first letters.
    static func mayBeginAlike(_ one: ArraySlice<UInt8>, _ other: ArraySlice<UInt8>) -> Bool {
        guard let first = firstLetter(one), let second = firstLetter(other) else { return false }
        return first == second || sounds[first]?.contains(second) ?? false
            || sounds[second]?.contains(first) ?? false
    }

    /// True of the first byte of Hebrew and Arabic letters and of those of India.
    static func isCaseless(_ first: UInt8) -> Bool { (0xD7...0xDB).contains(first) || first == 0xE0 }

    /// The first letter of folded text in Latin: `p` of `павел`, `n` of `νίκος`, `c` of `čeněk`;
    /// nil where there is none.
    static func firstLetter(_ folded: ArraySlice<UInt8>) -> Character? {
        // A vowel sign of Hindi makes one character with its letter.
        // Thai writes some vowels before the consonant that they follow.
        let scalars = String(decoding: folded.prefix(8), as: UTF8.self).unicodeScalars
        guard let first = scalars.first(where: { !("เ"..."ไ").contains($0) }).map(Character.init) else {
            return nil
        }
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

    /// Letters without case, and the Latin ones that stand for them.
    private static let sounds: [Character: String] = [
        "א": "aeiou", "ב": "bv", "ג": "gj", "ד": "d", "ה": "h", "ו": "vw", "ז": "z", "ח": "hc", "ט": "t",
        "י": "yij",
        "כ": "kc", "ל": "l", "מ": "m", "נ": "n", "ס": "s", "ע": "aeiou", "פ": "pf", "צ": "tzc", "ק": "kcq",
        "ר": "r",
        "ש": "s", "ת": "t",
        "ا": "aeiou", "أ": "aou", "إ": "ie", "آ": "a", "ب": "b", "پ": "p", "ت": "t", "ث": "t", "ج": "jg",
        "چ": "c",
        "ح": "h", "خ": "k", "د": "d", "ذ": "dz", "ر": "r", "ز": "z", "ژ": "z", "س": "s", "ش": "sc", "ص": "s",
        "ض": "d", "ط": "t", "ظ": "z", "ع": "aeiou", "غ": "g", "ف": "f", "ق": "qgk", "ك": "kc", "ک": "kc",
        "گ": "g",
        "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "wv", "ي": "yi", "ی": "yi",
        "अ": "au", "आ": "a", "इ": "i", "ई": "i", "उ": "u", "ए": "e", "ऐ": "a", "ओ": "o", "क": "kc", "ख": "k",
        "ग": "g",
        "घ": "g", "च": "c", "छ": "c", "ज": "jz", "झ": "j", "ट": "t", "ड": "d", "त": "t", "थ": "t", "द": "d",
        "ध": "d",
        "न": "n", "प": "p", "फ": "pf", "ब": "b", "भ": "b", "म": "m", "य": "y", "र": "r", "ल": "l", "व": "vw",
        "श": "s", "स": "s", "ह": "h",
        "ก": "kg", "ข": "k", "ค": "k", "ง": "n", "จ": "jc", "ฉ": "c", "ช": "cs", "ซ": "s", "ญ": "y", "ด": "d",
        "ต": "t",
        "ถ": "t",
        "ท": "t", "ธ": "t", "น": "n", "บ": "b", "ป": "p", "ผ": "p", "ฝ": "f", "พ": "p", "ฟ": "f", "ภ": "p",
        "ม": "m",
        "ย": "y", "ร": "r", "ล": "l", "ว": "wv", "ศ": "s", "ษ": "s", "ส": "s", "ห": "h", "ฮ": "h",
        "อ": "aeiou",
    ]
}
