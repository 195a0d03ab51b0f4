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
        "je napisao", "je napisala", "napisao", "napisala", "je napisal", "je napisala/o", "napisal",
        "napisal/a", "napisal(a)",
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
        "ha scritto il", "scriveva", "scrivevi", "escreveu o seguinte", "het volgende geschreven",
        "escrigué", "missatge de", "del dia", "citando", "citant", "quoting", "je napisao/la",
        "napisao/la", "је написао/ла", "написао/ла", "је написала/о", "je napisal/a", "je napisal(a)",
        "je napisao(la)", "napisao je", "napisala je", "написао је", "написала је", "je oseba", "piše",
        "a következőt írta", "a következőket írta", "az alábbiakat írta", "написал/а", "skriver",
        "kirjutab", "raksta", "rašo", "ha skrivet", "har skrevet", "hat skrevet", "telah menulis",
        "ได้เขียน", "كتب/كتبت", "كتب ما يلي", "يكتب", "أرسل", "כתבו", "כותב", "نوشتند", "نوشته",
        "مینویسد", "लिखा", "さんは書きました", "さん曰く", "さんからのメール", "来信", "來信", "寫到", "撰写", "撰寫", "쓴 글",
        "님이 보낸 메시지", "님이 보낸 메일",
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
        "missatge de ", "in data ", "às ", "citando ", "citant ", "mar ", "lun ", "mer ", "gio ",
        "ven ", "sab ", "dom", "на ", "дана ", "пон, ", "уто, ", "сре, ", "чет, ", "пет, ", "суб, ",
        "нед, ", "uto, ", "sri, ", "sre, ", "čet, ", "pet, ", "sub, ", "ned, ", "tor., ", "sre., ",
        "čet., ", "pet., ", "sob., ", "ned., ", "времето на ", "időpont: ", "kuupäev ", "man. ",
        "tir. ", "ons. ", "tor. ", "fre. ", "lør. ", "søn. ", "man ", "tir ", "tirs ", "ons ", "tors ",
        "tor ", "fre ", "lør ", "søn ", "laur ", "mån ", "tis ", "lör ", "sön ", "mandag ", "tirsdag ",
        "onsdag ", "torsdag ", "fredag ", "lørdag ", "søndag ", "måndag ", "tysdag ", "laurdag ",
        "sundag ", "tisdag ", "lördag ", "söndag ", "på ", "maanantai", "tiistai", "keskiviikko",
        "torstai", "perjantai", "lauantai", "sunnuntai", "esmaspäev", "teisipäev", "kolmapäev",
        "neljapäev", "reede", "laupäev", "pühapäev", "trešd", "ceturtd", "piektd", "sestd", "svētd",
        "pirmadien", "antradien", "trečiadien", "ketvirtadien", "penktadien", "šeštadien", "sekmadien",
        "tanggal ", "lúc ", "วันที่ ", "بتاريخ ", "يوم ", "ב ", "به تاریخ ", "تاریخ ", "दिनांक ",
        "को ", "तारीख ", "बुध ", "सोम ", "मंगल ", "गुरु ", "शुक्र ", "शनि ", "रवि ", "จ. ", "อ. ",
        "พ. ", "พฤ. ", "ศ. ", "ส. ", "อา. ", "isnin, ", "selasa, ", "rabu, ", "khamis, ", "jumaat, ",
        "sabtu, ", "ahad, ", "senin, ", "kamis, ", "jumat, ", "minggu, ", "sen, ", "sel, ", "rab, ",
        "kam, ", "jum, ", "sab, ", "min, ", "th 2, ", "th 3, ", "th 4, ", "th 5, ", "th 6, ", "th 7, ",
        "cn, ", "t2, ", "t3, ", "t4, ", "t5, ", "t6, ", "t7, ", "понедельник, ", "вторник, ",
        "среда, ", "четверг, ", "пятница, ", "суббота, ", "воскресенье, ", "понеділок, ", "вівторок, ",
        "середа, ", "четвер, ", "п'ятниця, ", "субота, ", "неділя, ", "pazartesi, ", "salı, ",
        "çarşamba, ", "perşembe, ", "cuma, ", "cumartesi, ", "pazar, ", "δευτέρα, ", "τρίτη, ",
        "τετάρτη, ", "πέμπτη, ", "παρασκευή, ", "σάββατο, ", "κυριακή, ",
    ])

    static func hasVerb(_ folded: ArraySlice<UInt8>) -> Bool { verbs.occursAsWord(in: folded) }

    static func hasOpener(_ folded: ArraySlice<UInt8>) -> Bool {
        openers.beginsText(folded) || folded.first.map { $0 &- UInt8(ascii: "0") < 10 } ?? false
    }
}
