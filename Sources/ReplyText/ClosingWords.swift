/// The formulas that end a letter.
enum ClosingWords {
    enum Kind {
        /// `Best regards`: the letter ends here, whatever follows.
        case formula
        /// `Thanks`: ends the letter only where a name follows.
        case gratitude
    }

    /// The kind of a folded line that is a closing and nothing else, names of the sender left out.
    static func kind(_ folded: ArraySlice<UInt8>) -> Kind? {
        guard let words = words(folded) else { return nil }
        let joined = words.joined[...]
        if let known = sentences.value(of: joined) { return known == 0 ? .formula : .gratitude }
        if openings.beginsText(joined), folded.count <= 160 { return .formula }
        return composed(words)
    }

    private static let maximumWords = 9
    private static let maximumComposedWords = 7

    /// Words between blanks and punctuation.
    private struct Words {
        /// With one blank between two.
        var joined: [UInt8] = []
        var ranges: [Range<Int>] = []
    }

    /// Nil when there are none, or more than a closing has.
    private static func words(_ folded: ArraySlice<UInt8>) -> Words? {
        var words = Words()
        var start: Int?
        var index = folded.startIndex
        while index < folded.endIndex {
            let mark = markLength(folded, at: index)
            if mark == 0 {
                if start == nil {
                    if words.ranges.count == maximumWords { return nil }
                    if !words.joined.isEmpty { words.joined.append(0x20) }
                    start = words.joined.count
                }
                words.joined.append(folded[index])
            } else if let first = start {
                words.ranges.append(first..<words.joined.count)
                start = nil
            }
            index += max(mark, 1)
        }
        if let first = start { words.ranges.append(first..<words.joined.count) }
        return words.ranges.isEmpty ? nil : words
    }

    private static let marks = ByteSet(" ,.!;:-~*")

    /// Bytes of the mark at `index`: the ASCII ones, `。`, `、`, `！` and `，`; 0 where a word goes on.
    private static func markLength(_ text: ArraySlice<UInt8>, at index: Int) -> Int {
        let byte = text[index]
        if byte < 0x80 { return marks.contains(byte) ? 1 : 0 }
        guard byte == 0xE3 || byte == 0xEF, index + 2 < text.endIndex else { return 0 }
        switch (byte, text[index + 1], text[index + 2]) {
        case (0xE3, 0x80, 0x81), (0xE3, 0x80, 0x82), (0xEF, 0xBC, 0x81), (0xEF, 0xBC, 0x8C): return 3
        default: return 0
        }
    }

    /// `Thanks and best regards`, `Viele liebe Grüße aus Köln`: made of such words alone, a noun of them at least.
    private static func composed(_ words: Words) -> Kind? {
        guard words.ranges.count <= maximumComposedWords else { return nil }
        var inAll = UInt32.max
        var asNoun: UInt32 = 0
        for range in words.ranges {
            guard let places = vocabulary.value(of: words.joined[range]) else { return nil }
            let nouns = places & 0xFFFF
            inAll &= nouns | places >> 16
            asNoun |= nouns
        }
        return inAll & asNoun != 0 ? .formula : nil
    }

    /// Word → the vocabularies it belongs to, a bit each: as a noun in the lower half, otherwise in the upper.
    private static let vocabulary = ByteStrings(
        vocabularies.enumerated().flatMap { number, words in
            words.nouns.map { ($0, UInt32(1) << UInt32(number)) }
                + words.rest.map { ($0, UInt32(0x1_0000) << UInt32(number)) }
        }, merge: |)

    private static let sentences = ByteStrings(phrases.map { ($0, 0) } + thanks.map { ($0, 1) })

    private static let vocabularies: [(nouns: Set<String>, rest: Set<String>)] = [
        (
            [
                "regards", "regard", "wishes", "sincerely", "cheers", "rgds", "truly", "faithfully",
                "respectfully", "cordially",
            ],
            [
                "best", "kind", "kindest", "warm", "warmest", "many", "thanks", "thank", "you", "and", "&",
                "with", "yours",
                "very", "my", "all", "the", "in", "advance", "again", "good", "personal", "to", "a", "lot",
                "for", "your",
                "help", "time", "regards", "bye",
            ]
        ),
        (
            [
                "grüße", "grüßen", "grüsse", "grüssen", "gruß", "gruss", "gruesse", "gruessen", "grüßle",
                "grüßli",
                "hochachtungsvoll", "mfg", "vg", "lg", "bg",
            ],
            [
                "mit", "freundlichen", "freundlichem", "freundliche", "freundlicher", "besten", "beste",
                "bester", "lieben",
                "liebe", "lieber", "herzlichen", "herzliche", "herzlicher", "vielen", "viele", "schönen",
                "schöne",
                "schöner", "sonnigen", "sonnige", "dank", "danke", "und", "aus", "dem", "der", "vom", "einen",
                "ein",
                "im", "voraus", "schon", "einmal",
            ]
        ),
        (
            ["cordialement", "salutations", "sincèrement", "amicalement", "respectueusement", "cdt", "cdlt"],
            [
                "bien", "très", "meilleures", "sincères", "merci", "et", "mes", "avec", "d'avance", "par",
                "avance",
                "distinguées", "recevez", "mille",
            ]
        ),
        (
            ["saludos", "saludo", "atentamente", "cordialmente", "abrazo", "abrazos"],
            [
                "un", "cordial", "cordiales", "muy", "gracias", "y", "muchas", "mis", "con", "los", "mejores",
                "gran", "fuerte",
            ]
        ),
        (
            ["cumprimentos", "atenciosamente", "cordialmente", "abraço", "abraços", "saudações", "att"],
            ["com", "os", "melhores", "meus", "um", "grande", "obrigado", "obrigada", "e", "respeitosos"]
        ),
        (
            ["saluti", "saluto", "cordialmente"],
            [
                "cordiali", "distinti", "un", "cordiale", "tanti", "grazie", "e", "i", "più", "migliori",
                "mille", "porgo",
            ]
        ),
        (
            ["groet", "groeten", "groetjes", "hoogachtend", "mvg", "gr"],
            [
                "met", "vriendelijke", "hartelijke", "vriendelijk", "beste", "de", "bedankt", "en", "alvast",
                "veel",
            ]
        ),
        (
            [
                "hilsen", "hilsner", "mvh", "vh", "hälsningar", "hälsning", "vänligen", "högaktningsfullt",
                "mvh/",
            ],
            [
                "med", "venlig", "venlige", "vennlig", "vennlige", "vänlig", "vänliga", "bedste", "beste",
                "bästa", "de",
                "kærlig", "kære", "hjertelig", "på", "forhånd", "tak", "takk", "tack", "och", "og", "mange",
                "varma",
            ]
        ),
        (
            ["terveisin", "terveiset", "yst"],
            ["ystävällisin", "parhain", "kiitos", "ja", "parhaat", "terv", "hyvää", "syysterveisin"]
        ),
        (
            ["pozdrawiam", "pozdrowienia", "pozdrowieniami", "poważaniem"],
            ["z", "serdecznie", "serdeczne", "łączę", "wyrazami", "szacunku", "dziękuję", "i", "dziękując"]
        ),
        (
            [
                "pozdravem", "pozdravom", "pozdravy", "pozdrav", "zdravím", "poštovanjem", "spoštovanjem",
                "lp", "pozdravi",
            ],
            [
                "s", "přátelským", "priateľským", "srdečným", "srdačan", "lijep", "lijepi", "lep", "lepi",
                "prijazen", "děkuji",
                "ďakujem", "hvala", "in", "i", "a", "úctou", "z", "se", "prijateljski",
            ]
        ),
        (
            [
                "уважением", "пожеланиями", "повагою", "побажаннями", "уважение", "поздрави", "поздрав",
                "поштовањем",
            ],
            [
                "с", "з", "наилучшими", "найкращими", "спасибо", "и", "і", "дякую", "искренним", "благодаря",
                "сердечни",
            ]
        ),
    ]

    private static let phrases: Set<String> = [
        "best", "all the best", "take care", "yours", "talk soon", "speak soon", "br", "kr", "kind", "warmly",
        "ciao ciao",
        "love", "very best", "my best", "regards", "bests", "with gratitude", "respectfully yours",
        "sincerely yours",
        "have a great day", "have a nice day", "have a good day", "looking forward",
        "bis bald", "bis dann", "alles gute", "schönen tag", "schönen tag noch", "schöne grüße", "servus",
        "tschüss",
        "bien à vous", "bien à toi", "bonne journée", "bonne soirée", "bonne fin de journée", "belle journée",
        "bonne réception", "à bientôt", "a bientôt", "bonne journée à vous", "à votre disposition",
        "saluda atentamente", "le saluda atentamente", "un abrazo", "quedo atento", "quedo atenta",
        "com os melhores cumprimentos", "atte", "bom dia", "até breve", "grato", "grata",
        "a presto", "buona giornata", "buona serata", "distinti saluti", "un caro saluto",
        "fijne dag", "fijne dag nog", "tot snel", "t", "yt", "ystävällisesti",
        "miłego dnia", "z poważaniem", "hezký den", "pěkný den", "pekný deň", "s úctou",
        "üdvözlettel", "tisztelettel", "üdv", "üdv:", "köszönettel", "szép napot", "üdvözlettel:",
        "всего доброго", "всего хорошего", "с уважением", "з повагою", "хорошего дня",
        "cu stimă", "cu stima", "cu respect", "cu deosebită stimă", "toate cele bune", "o zi bună",
        "salutări",
        "με εκτίμηση", "φιλικά", "με φιλικούς χαιρετισμούς", "χαιρετισμούς",
        "saygılarımla", "saygılar", "iyi çalışmalar", "iyi günler", "sevgiler", "selamlar", "saygılarımızla",
        "敬具", "以上", "此致", "敬礼", "祝好", "顺祝商祺", "順頌商祺", "敬上", "祝工作顺利", "此致 敬礼", "商祺", "드림", "올림",
        "よろしくお願いします", "よろしくお願いいたします", "よろしくお願い致します", "宜しくお願いします", "宜しくお願いいたします",
        "宜しくお願い致します", "何卒よろしくお願いいたします", "何卒よろしくお願い申し上げます", "どうぞよろしくお願いいたします",
        "בברכה", "בכבוד רב", "مع تحياتي", "مع خالص التحية", "تحياتي", "مع أطيب التحيات", "مع التحية",
        "با احترام",
        "trân trọng", "thân ái", "trân trọng kính chào", "hormat saya", "salam", "salam hormat",
        "hormat kami",
        "pagarbiai", "su pagarba", "ar cieņu", "lugupidamisega", "parimate soovidega", "tervitades",
        "parimat",
        "salutacions", "atentament", "cordialment", "salutacions cordials", "saúdos", "agur", "adeitasunez",
        "kveðja", "bestu kveðjur", "kær kveðja", "med venlig hilsen",
    ]

    private static let thanks: Set<String> = [
        "thanks", "thank you", "many thanks", "thanks again", "thanks a lot", "thanks so much",
        "thank you very much",
        "thank you so much", "thanks in advance", "thank you in advance", "thx", "tia", "ty",
        "thanks very much",
        "thanks all", "thanks much", "much appreciated", "thanks a million", "thanks a bunch",
        "danke", "vielen dank", "danke schön", "besten dank", "herzlichen dank", "danke dir",
        "danke im voraus",
        "vielen dank im voraus", "danke und gruß", "merci", "merci beaucoup", "merci d'avance",
        "merci par avance",
        "gracias", "muchas gracias", "gracias de antemano", "mil gracias", "obrigado", "obrigada",
        "muito obrigado",
        "muito obrigada", "grazie", "grazie mille", "ciao", "molte grazie", "bedankt", "dank je",
        "dank je wel", "dank u wel",
        "alvast bedankt", "tak", "mange tak", "på forhånd tak", "takk", "tusen takk", "mange takk", "tack",
        "tack så mycket",
        "tack på förhand", "kiitos", "kiitos paljon", "dziękuję", "dzięki", "z góry dziękuję", "děkuji",
        "díky", "ďakujem",
        "köszönöm", "köszi", "спасибо", "заранее спасибо", "большое спасибо", "дякую", "благодаря", "hvala",
        "hvala lepa",
        "hvala vam", "mulțumesc", "multumesc", "mulțumesc frumos", "ευχαριστώ", "teşekkürler",
        "teşekkür ederim",
        "谢谢", "謝謝", "ありがとうございます", "감사합니다", "תודה", "שכرا", "شكرا", "شكراً", "cảm ơn", "terima kasih", "ačiū",
        "paldies", "tänan", "aitäh", "gràcies", "grazas", "takk fyrir", "cheers",
    ]

    /// Whole sentences that are formulas all the same.
    private static let openings = PhraseTable([
        "veuillez agréer", "je vous prie d'agréer", "je vous prie de croire", "nous vous prions d'agréer",
        "veuillez recevoir", "dans l'attente de votre réponse", "in attesa di un suo riscontro",
        "porgo cordiali",
        "sin otro particular", "reciba un cordial", "recibe un cordial", "looking forward to hearing",
    ])
}
