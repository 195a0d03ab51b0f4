/// The letters beyond ASCII that languages write in Latin script.
enum Alphabets {
    private static let letters: [String: Set<UInt32>] = [
        "ca": "àçèéíïòóúü", "cs": "áčďéěíňóřšťúůýž", "da": "æøåé", "de": "äöüß", "en": "", "es": "áéíñóúü",
        "et": "äöõüšž", "fi": "äöåšž", "fr": "àâæçéèêëîïôœùûüÿ", "hr": "čćđšž", "hu": "áéíóöőúüű", "id": "é",
        "is": "áðéíóúýþæö", "it": "àèéìíîòóùú", "lt": "ąčęėįšųūž", "lv": "āčēģīķļņšūž", "ms": "é",
        "nb": "æøåéèòóôê", "nl": "áèéêëíïóöúü", "no": "æøåéèòóôê", "pl": "ąćęłńóśźż", "pt": "áàâãçéêíóôõúü",
        "ro": "ăâîșțşţ", "sk": "áäčďéíĺľňóôŕšťúýž", "sl": "čšž", "sr": "čćđšž", "sv": "åäöé",
        "tr": "çğıöşüâîûİ",
        "vi": "àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
        // As they are put into Latin letters, without marks.
        "ar": "", "bg": "", "el": "", "fa": "", "he": "", "hi": "", "ja": "", "ko": "", "ru": "", "th": "",
        "uk": "",
        "zh-Hans": "",
    ].mapValues { Set(($0 + $0.uppercased()).unicodeScalars.lazy.map(\.value)) }

    /// Places of one letter that count: a name is written as its owner writes it.
    private static let counted = 2

    /// Places of letters that `language` does not write, at most two of each; 0 of a language that is not known.
    static func foreign(_ written: [UInt32: Int], to language: String) -> Int {
        guard !written.isEmpty, let own = letters[language] else { return 0 }
        return written.reduce(0) { $0 + (own.contains($1.key) ? 0 : min($1.value, counted)) }
    }

    /// The one of `languages` that writes all these letters; nil where none does, or several do.
    static func only(_ written: [UInt32: Int], of languages: [String]) -> String? {
        guard !written.isEmpty else { return nil }
        var found: String?
        for language in languages {
            guard let own = letters[language], written.keys.allSatisfy(own.contains) else { continue }
            if found != nil { return nil }
            found = language
        }
        return found
    }
}
