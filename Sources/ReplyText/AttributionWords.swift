/// The words that introduce a quoted message: `On … wrote:` in the languages of the mail programs.
enum AttributionWords {
    /// Folded; each stands as a word of its own or ends one.
    private static let verbs = PhraseTable([
        // English
        "wrote", "writes", "said", "has written",
        // German
        "schrieb", "schreibt", "hat geschrieben", "geschrieben",
        // French
        "a écrit", "a ecrit", "écrit", "écrivait", "écrivit",
        // Spanish
        "escribió", "escribio", "ha escrito", "escribía",
        // Portuguese, Galician
        "escreveu", "escrito", "escreve", "escribiu",
        // Catalan
        "va escriure", "ha escrit",
        // Italian
        "ha scritto", "scrisse", "scritto", "scrive",
        // Dutch, Afrikaans
        "schreef", "geschreven", "skryf", "het geskryf",
        // Swedish, Danish, Norwegian, Icelandic
        "skrev", "skreiv", "skrifaði", "skrifaði:",
        // Finnish, Estonian
        "kirjoitti", "kirjoittaa", "kirjutas",
        // Polish
        "napisał", "napisała", "napisał(a)", "pisze", "napisana przez", "napisany przez",
        // Czech
        "napsal", "napsala", "napsal(a)", "píše",
        // Slovak
        "napísal", "napísala", "napísal(a)", "napísal/a",
        // Hungarian
        "írta", "ezt írta", "írt",
        // Russian
        "написал", "написала", "написал(а)", "пишет", "пишет:", "писал", "писала",
        // Ukrainian
        "написав", "написала", "пише", "написав(-ла)",
        // Bulgarian, Belarusian
        "написа", "напиша", "напісаў",
        // Croatian, Slovene
        "je napisao", "je napisala", "napisao", "napisala", "je napisal", "je napisala/o",
        // Serbian
        "је написао", "је написала", "написао",
        // Romanian
        "a scris", "scris",
        // Greek
        "έγραψε", "έγραψαν", "γράφει",
        // Turkish
        "yazdı", "şunu yazdı", "şunları yazdı", "tarafından yazıldı", "yazmış",
        // Lithuanian, Latvian
        "rašė", "parašė", "rakstīja",
        // Albanian, Basque, Welsh
        "ka shkruar", "shkroi", "idatzi du", "idatzi zuen", "scribeva", "ysgrifennodd",
        // Indonesian, Malay, Vietnamese, …
        "menulis", "tulis", "đã viết", "viết", "isinulat ni", "aliandika",
        "写道", "寫道", "写到", "書いた", "書きました", "のメッセージ", "님이 작성", "작성", "썼습니다", "wrote",
        "כתב", "כתבה", "כתב/ה", "מאת", "كتب", "كتبت", "تمت كتابة ما يلي بواسطة", "نوشت", "نوشته است",
        "เขียน", "เขียนว่า", "ने लिखा", "ने लिखा है", "লিখেছেন",
    ])

    /// How an attribution begins, with the blank after the word.
    private static let openers = PhraseTable([
        "on ", "at ", "in a message dated ", "wiadomość napisana", "am ", "le ", "el ", "em ", "il ", "op ",
        "den ", "dnia ",
        "w dniu ",
        "dne ", "dňa ", "v ", "u ", "na ", "pe ", "în ", "la ", "a ", "em ", "no dia ", "a dia ",
        "il giorno ",
        "em seg", "em ter", "em qua", "em qui", "em sex", "em sáb", "em dom", "el dia ", "el día ", "data ",
        "pada ", "vào ", "ngày ", "στις ", "την ", "в ", "във ", "у ", "on:", "date: ", "dana ", "dne. ",
        "fecha: ",
        "pon", "ma ", "ti ", "ke ", "to ", "pe ", "la ", "su ", "в пн", "пн, ", "вт, ", "ср, ", "чт, ",
        "пт, ", "сб, ",
        "вс, ", "в письме от ", "op ma", "op di", "op wo", "op do", "op vr", "op za", "op zo", "tarihinde ",
        "в чт",
        "בתאריך ", "ב-", "ביום ", "في ", "إلى ", "در ", "เมื่อ ", "ในวันที่ ", "pirmd", "otrd", "le:", "à ", "ar ",
        "2e ", "ez ", "egun", "quoting ", "quoth ",
    ])

    static func hasVerb(_ folded: ArraySlice<UInt8>) -> Bool { verbs.occursAsWord(in: folded) }

    static func hasOpener(_ folded: ArraySlice<UInt8>) -> Bool {
        openers.beginsText(folded) || folded.first.map { $0 &- UInt8(ascii: "0") < 10 } ?? false
    }
}
