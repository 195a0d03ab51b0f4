import CalendarTime
import Testing

@testable import Classification

/// One language: a sentence of an absence whose blank is filled by each day of March, and the 31 days in letters.
private let languages: [(language: String, sentence: String, days: [String])] = [
    (
        "ar", "أنا في إجازة حتى _ من مارس.",
        [
            "الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع", "العاشر",
            "الحادي عشر", "الثاني عشر", "الثالث عشر", "الرابع عشر", "الخامس عشر", "السادس عشر", "السابع عشر",
            "الثامن عشر", "التاسع عشر", "العشرين", "الحادي والعشرين", "الثاني والعشرين", "الثالث والعشرين",
            "الرابع والعشرين", "الخامس والعشرين", "السادس والعشرين", "السابع والعشرين", "الثامن والعشرين",
            "التاسع والعشرين", "الثلاثين", "الحادي والثلاثين",
        ]
    ),
    (
        "bg", "В отпуск съм до _ март.",
        [
            "първи", "втори", "трети", "четвърти", "пети", "шести", "седми", "осми", "девети", "десети",
            "единадесети", "дванадесети", "тринадесети", "четиринадесети", "петнадесети", "шестнадесети",
            "седемнадесети", "осемнадесети", "деветнадесети", "двадесети", "двадесет и първи",
            "двадесет и втори", "двадесет и трети", "двадесет и четвърти", "двадесет и пети",
            "двадесет и шести", "двадесет и седми", "двадесет и осми", "двадесет и девети", "тридесети",
            "тридесет и първи",
        ]
    ),
    (
        "ca", "Soc de vacances fins el _ de març.",
        [
            "primer", "dos", "tres", "quatre", "cinc", "sis", "set", "vuit", "nou", "deu", "onze", "dotze",
            "tretze", "catorze", "quinze", "setze", "disset", "divuit", "dinou", "vint", "vint-i-un",
            "vint-i-dos", "vint-i-tres", "vint-i-quatre", "vint-i-cinc", "vint-i-sis", "vint-i-set",
            "vint-i-vuit", "vint-i-nou", "trenta", "trenta-u",
        ]
    ),
    (
        "cs", "Mám dovolenou do _ března.",
        [
            "prvního", "druhého", "třetího", "čtvrtého", "pátého", "šestého", "sedmého", "osmého", "devátého",
            "desátého", "jedenáctého", "dvanáctého", "třináctého", "čtrnáctého", "patnáctého", "šestnáctého",
            "sedmnáctého", "osmnáctého", "devatenáctého", "dvacátého", "dvacátého prvního",
            "dvacátého druhého", "dvacátého třetího", "dvacátého čtvrtého", "dvacátého pátého",
            "dvacátého šestého", "dvacátého sedmého", "dvacátého osmého", "dvacátého devátého", "třicátého",
            "třicátého prvního",
        ]
    ),
    (
        "da", "Jeg holder ferie indtil den _ marts.",
        [
            "første", "anden", "tredje", "fjerde", "femte", "sjette", "syvende", "ottende", "niende",
            "tiende", "ellevte", "tolvte", "trettende", "fjortende", "femtende", "sekstende", "syttende",
            "attende", "nittende", "tyvende", "enogtyvende", "toogtyvende", "treogtyvende", "fireogtyvende",
            "femogtyvende", "seksogtyvende", "syvogtyvende", "otteogtyvende", "niogtyvende", "tredivte",
            "enogtredivte",
        ]
    ),
    (
        "de", "Ich bin bis zum _ März im Urlaub.",
        [
            "ersten", "zweiten", "dritten", "vierten", "fünften", "sechsten", "siebten", "achten", "neunten",
            "zehnten", "elften", "zwölften", "dreizehnten", "vierzehnten", "fünfzehnten", "sechzehnten",
            "siebzehnten", "achtzehnten", "neunzehnten", "zwanzigsten", "einundzwanzigsten",
            "zweiundzwanzigsten", "dreiundzwanzigsten", "vierundzwanzigsten", "fünfundzwanzigsten",
            "sechsundzwanzigsten", "siebenundzwanzigsten", "achtundzwanzigsten", "neunundzwanzigsten",
            "dreißigsten", "einunddreißigsten",
        ]
    ),
    (
        "el", "Βρίσκομαι σε άδεια μέχρι τις _ Μαρτίου.",
        [
            "πρώτη", "δύο", "τρεις", "τέσσερις", "πέντε", "έξι", "επτά", "οκτώ", "εννέα", "δέκα", "έντεκα",
            "δώδεκα", "δεκατρείς", "δεκατέσσερις", "δεκαπέντε", "δεκαέξι", "δεκαεπτά", "δεκαοκτώ",
            "δεκαεννέα", "είκοσι", "είκοσι μία", "είκοσι δύο", "είκοσι τρεις", "είκοσι τέσσερις",
            "είκοσι πέντε", "είκοσι έξι", "είκοσι επτά", "είκοσι οκτώ", "είκοσι εννέα", "τριάντα",
            "τριάντα μία",
        ]
    ),
    (
        "en", "I am on leave until the _ of March.",
        [
            "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
            "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
            "eighteenth", "nineteenth", "twentieth", "twenty-first", "twenty-second", "twenty-third",
            "twenty-fourth", "twenty-fifth", "twenty-sixth", "twenty-seventh", "twenty-eighth",
            "twenty-ninth", "thirtieth", "thirty-first",
        ]
    ),
    (
        "es", "Estoy de vacaciones hasta el _ de marzo.",
        [
            "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce",
            "trece", "catorce", "quince", "dieciséis", "diecisiete", "dieciocho", "diecinueve", "veinte",
            "veintiuno", "veintidós", "veintitrés", "veinticuatro", "veinticinco", "veintiséis",
            "veintisiete", "veintiocho", "veintinueve", "treinta", "treinta y uno",
        ]
    ),
    (
        "et", "Olen puhkusel kuni _ märtsini.",
        [
            "esimene", "teine", "kolmas", "neljas", "viies", "kuues", "seitsmes", "kaheksas", "üheksas",
            "kümnes", "üheteistkümnes", "kaheteistkümnes", "kolmeteistkümnes", "neljateistkümnes",
            "viieteistkümnes", "kuueteistkümnes", "seitsmeteistkümnes", "kaheksateistkümnes",
            "üheksateistkümnes", "kahekümnes", "kahekümne esimene", "kahekümne teine", "kahekümne kolmas",
            "kahekümne neljas", "kahekümne viies", "kahekümne kuues", "kahekümne seitsmes",
            "kahekümne kaheksas", "kahekümne üheksas", "kolmekümnes", "kolmekümne esimene",
        ]
    ),
    (
        "fa", "تا _ مارس در مرخصی هستم.",
        [
            "اول", "دوم", "سوم", "چهارم", "پنجم", "ششم", "هفتم", "هشتم", "نهم", "دهم", "یازدهم", "دوازدهم",
            "سیزدهم", "چهاردهم", "پانزدهم", "شانزدهم", "هفدهم", "هجدهم", "نوزدهم", "بیستم", "بیست و یکم",
            "بیست و دوم", "بیست و سوم", "بیست و چهارم", "بیست و پنجم", "بیست و ششم", "بیست و هفتم",
            "بیست و هشتم", "بیست و نهم", "سی ام", "سی و یکم",
        ]
    ),
    (
        "fi", "Olen lomalla ja palaan töihin maaliskuun _.",
        [
            "ensimmäinen", "toinen", "kolmas", "neljäs", "viides", "kuudes", "seitsemäs", "kahdeksas",
            "yhdeksäs", "kymmenes", "yhdestoista", "kahdestoista", "kolmastoista", "neljästoista",
            "viidestoista", "kuudestoista", "seitsemästoista", "kahdeksastoista", "yhdeksästoista",
            "kahdeskymmenes", "kahdeskymmenesensimmäinen", "kahdeskymmenestoinen", "kahdeskymmeneskolmas",
            "kahdeskymmenesneljäs", "kahdeskymmenesviides", "kahdeskymmeneskuudes", "kahdeskymmenesseitsemäs",
            "kahdeskymmeneskahdeksas", "kahdeskymmenesyhdeksäs", "kolmaskymmenes",
            "kolmaskymmenesensimmäinen",
        ]
    ),
    (
        "fr", "Je suis absent jusqu'au _ mars.",
        [
            "premier", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze",
            "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf", "vingt",
            "vingt et un", "vingt-deux", "vingt-trois", "vingt-quatre", "vingt-cinq", "vingt-six",
            "vingt-sept", "vingt-huit", "vingt-neuf", "trente", "trente et un",
        ]
    ),
    (
        "he", "אני בחופשה עד _ במרץ.",
        [
            "אחד", "שניים", "שלושה", "ארבעה", "חמישה", "שישה", "שבעה", "שמונה", "תשעה", "עשרה", "אחד עשר",
            "שנים עשר", "שלושה עשר", "ארבעה עשר", "חמישה עשר", "שישה עשר", "שבעה עשר", "שמונה עשר",
            "תשעה עשר", "עשרים", "עשרים ואחד", "עשרים ושניים", "עשרים ושלושה", "עשרים וארבעה", "עשרים וחמישה",
            "עשרים ושישה", "עשרים ושבעה", "עשרים ושמונה", "עשרים ותשעה", "שלושים", "שלושים ואחד",
        ]
    ),
    (
        "hi", "मैं छुट्टी पर हूँ, _ मार्च को वापस आऊँगा।",
        [
            "एक", "दो", "तीन", "चार", "पाँच", "छह", "सात", "आठ", "नौ", "दस", "ग्यारह", "बारह", "तेरह", "चौदह",
            "पंद्रह", "सोलह", "सत्रह", "अठारह", "उन्नीस", "बीस", "इक्कीस", "बाईस", "तेईस", "चौबीस", "पच्चीस",
            "छब्बीस", "सत्ताईस", "अट्ठाईस", "उनतीस", "तीस", "इकतीस",
        ]
    ),
    (
        "hr", "Na godišnjem odmoru sam do _ ožujka.",
        [
            "prvog", "drugog", "trećeg", "četvrtog", "petog", "šestog", "sedmog", "osmog", "devetog",
            "desetog", "jedanaestog", "dvanaestog", "trinaestog", "četrnaestog", "petnaestog", "šesnaestog",
            "sedamnaestog", "osamnaestog", "devetnaestog", "dvadesetog", "dvadeset prvog", "dvadeset drugog",
            "dvadeset trećeg", "dvadeset četvrtog", "dvadeset petog", "dvadeset šestog", "dvadeset sedmog",
            "dvadeset osmog", "dvadeset devetog", "tridesetog", "trideset prvog",
        ]
    ),
    (
        "hu", "Szabadságon vagyok, március _ jövök vissza.",
        [
            "elseje", "másodika", "harmadika", "negyedike", "ötödike", "hatodika", "hetedike", "nyolcadika",
            "kilencedike", "tizedike", "tizenegyedike", "tizenkettedike", "tizenharmadika", "tizennegyedike",
            "tizenötödike", "tizenhatodika", "tizenhetedike", "tizennyolcadika", "tizenkilencedike",
            "huszadika", "huszonegyedike", "huszonkettedike", "huszonharmadika", "huszonnegyedike",
            "huszonötödike", "huszonhatodika", "huszonhetedike", "huszonnyolcadika", "huszonkilencedike",
            "harmincadika", "harmincegyedike",
        ]
    ),
    (
        "is", "Ég er í fríi til _ mars.",
        [
            "fyrsta", "annan", "þriðja", "fjórða", "fimmta", "sjötta", "sjöunda", "áttunda", "níunda",
            "tíunda", "ellefta", "tólfta", "þrettánda", "fjórtánda", "fimmtánda", "sextánda", "sautjánda",
            "átjánda", "nítjánda", "tuttugasta", "tuttugasta og fyrsta", "tuttugasta og annan",
            "tuttugasta og þriðja", "tuttugasta og fjórða", "tuttugasta og fimmta", "tuttugasta og sjötta",
            "tuttugasta og sjöunda", "tuttugasta og áttunda", "tuttugasta og níunda", "þrítugasta",
            "þrítugasta og fyrsta",
        ]
    ),
    (
        "it", "Sono in ferie fino al _ marzo.",
        [
            "primo", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci", "undici",
            "dodici", "tredici", "quattordici", "quindici", "sedici", "diciassette", "diciotto", "diciannove",
            "venti", "ventuno", "ventidue", "ventitré", "ventiquattro", "venticinque", "ventisei",
            "ventisette", "ventotto", "ventinove", "trenta", "trentuno",
        ]
    ),
    (
        "lt", "Atostogauju iki kovo _.",
        [
            "pirmoji", "antroji", "trečioji", "ketvirtoji", "penktoji", "šeštoji", "septintoji", "aštuntoji",
            "devintoji", "dešimtoji", "vienuoliktoji", "dvyliktoji", "tryliktoji", "keturioliktoji",
            "penkioliktoji", "šešioliktoji", "septynioliktoji", "aštuonioliktoji", "devynioliktoji",
            "dvidešimtoji", "dvidešimt pirmoji", "dvidešimt antroji", "dvidešimt trečioji",
            "dvidešimt ketvirtoji", "dvidešimt penktoji", "dvidešimt šeštoji", "dvidešimt septintoji",
            "dvidešimt aštuntoji", "dvidešimt devintoji", "trisdešimtoji", "trisdešimt pirmoji",
        ]
    ),
    (
        "lv", "Esmu atvaļinājumā līdz _ martam.",
        [
            "pirmais", "otrais", "trešais", "ceturtais", "piektais", "sestais", "septītais", "astotais",
            "devītais", "desmitais", "vienpadsmitais", "divpadsmitais", "trīspadsmitais", "četrpadsmitais",
            "piecpadsmitais", "sešpadsmitais", "septiņpadsmitais", "astoņpadsmitais", "deviņpadsmitais",
            "divdesmitais", "divdesmit pirmais", "divdesmit otrais", "divdesmit trešais",
            "divdesmit ceturtais", "divdesmit piektais", "divdesmit sestais", "divdesmit septītais",
            "divdesmit astotais", "divdesmit devītais", "trīsdesmitais", "trīsdesmit pirmais",
        ]
    ),
    (
        "nl", "Ik ben met vakantie tot _ maart.",
        [
            "eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende",
            "tiende", "elfde", "twaalfde", "dertiende", "veertiende", "vijftiende", "zestiende",
            "zeventiende", "achttiende", "negentiende", "twintigste", "eenentwintigste", "tweeëntwintigste",
            "drieëntwintigste", "vierentwintigste", "vijfentwintigste", "zesentwintigste",
            "zevenentwintigste", "achtentwintigste", "negenentwintigste", "dertigste", "eenendertigste",
        ]
    ),
    (
        "pl", "Jestem na urlopie do _ marca.",
        [
            "pierwszego", "drugiego", "trzeciego", "czwartego", "piątego", "szóstego", "siódmego", "ósmego",
            "dziewiątego", "dziesiątego", "jedenastego", "dwunastego", "trzynastego", "czternastego",
            "piętnastego", "szesnastego", "siedemnastego", "osiemnastego", "dziewiętnastego", "dwudziestego",
            "dwudziestego pierwszego", "dwudziestego drugiego", "dwudziestego trzeciego",
            "dwudziestego czwartego", "dwudziestego piątego", "dwudziestego szóstego",
            "dwudziestego siódmego", "dwudziestego ósmego", "dwudziestego dziewiątego", "trzydziestego",
            "trzydziestego pierwszego",
        ]
    ),
    (
        "pt", "Estou de férias até ao dia _ de março.",
        [
            "primeiro", "dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove", "dez", "onze",
            "doze", "treze", "catorze", "quinze", "dezesseis", "dezessete", "dezoito", "dezenove", "vinte",
            "vinte e um", "vinte e dois", "vinte e três", "vinte e quatro", "vinte e cinco", "vinte e seis",
            "vinte e sete", "vinte e oito", "vinte e nove", "trinta", "trinta e um",
        ]
    ),
    (
        "ro", "Sunt în concediu până pe _ martie.",
        [
            "întâi", "doi", "trei", "patru", "cinci", "șase", "șapte", "opt", "nouă", "zece", "unsprezece",
            "doisprezece", "treisprezece", "paisprezece", "cincisprezece", "șaisprezece", "șaptesprezece",
            "optsprezece", "nouăsprezece", "douăzeci", "douăzeci și unu", "douăzeci și doi",
            "douăzeci și trei", "douăzeci și patru", "douăzeci și cinci", "douăzeci și șase",
            "douăzeci și șapte", "douăzeci și opt", "douăzeci și nouă", "treizeci", "treizeci și unu",
        ]
    ),
    (
        "ru", "Я в отпуске до _ марта.",
        [
            "первого", "второго", "третьего", "четвертого", "пятого", "шестого", "седьмого", "восьмого",
            "девятого", "десятого", "одиннадцатого", "двенадцатого", "тринадцатого", "четырнадцатого",
            "пятнадцатого", "шестнадцатого", "семнадцатого", "восемнадцатого", "девятнадцатого", "двадцатого",
            "двадцать первого", "двадцать второго", "двадцать третьего", "двадцать четвертого",
            "двадцать пятого", "двадцать шестого", "двадцать седьмого", "двадцать восьмого",
            "двадцать девятого", "тридцатого", "тридцать первого",
        ]
    ),
    (
        "sk", "Mám dovolenku do _ marca.",
        [
            "prvého", "druhého", "tretieho", "štvrtého", "piateho", "šiesteho", "siedmeho", "ôsmeho",
            "deviateho", "desiateho", "jedenásteho", "dvanásteho", "trinásteho", "štrnásteho", "pätnásteho",
            "šestnásteho", "sedemnásteho", "osemnásteho", "devätnásteho", "dvadsiateho", "dvadsiateho prvého",
            "dvadsiateho druhého", "dvadsiateho tretieho", "dvadsiateho štvrtého", "dvadsiateho piateho",
            "dvadsiateho šiesteho", "dvadsiateho siedmeho", "dvadsiateho ôsmeho", "dvadsiateho deviateho",
            "tridsiateho", "tridsiateho prvého",
        ]
    ),
    (
        "sl", "Na dopustu sem do _ marca.",
        [
            "prvega", "drugega", "tretjega", "četrtega", "petega", "šestega", "sedmega", "osmega", "devetega",
            "desetega", "enajstega", "dvanajstega", "trinajstega", "štirinajstega", "petnajstega",
            "šestnajstega", "sedemnajstega", "osemnajstega", "devetnajstega", "dvajsetega", "enaindvajsetega",
            "dvaindvajsetega", "triindvajsetega", "štiriindvajsetega", "petindvajsetega", "šestindvajsetega",
            "sedemindvajsetega", "osemindvajsetega", "devetindvajsetega", "tridesetega", "enaintridesetega",
        ]
    ),
    (
        "sr", "Na godišnjem odmoru sam do _ marta.",
        [
            "prvog", "drugog", "trećeg", "četvrtog", "petog", "šestog", "sedmog", "osmog", "devetog",
            "desetog", "jedanaestog", "dvanaestog", "trinaestog", "četrnaestog", "petnaestog", "šesnaestog",
            "sedamnaestog", "osamnaestog", "devetnaestog", "dvadesetog", "dvadeset prvog", "dvadeset drugog",
            "dvadeset trećeg", "dvadeset četvrtog", "dvadeset petog", "dvadeset šestog", "dvadeset sedmog",
            "dvadeset osmog", "dvadeset devetog", "tridesetog", "trideset prvog",
        ]
    ),
    (
        "sv", "Jag har semester till den _ mars.",
        [
            "första", "andra", "tredje", "fjärde", "femte", "sjätte", "sjunde", "åttonde", "nionde", "tionde",
            "elfte", "tolfte", "trettonde", "fjortonde", "femtonde", "sextonde", "sjuttonde", "artonde",
            "nittonde", "tjugonde", "tjugoförsta", "tjugoandra", "tjugotredje", "tjugofjärde", "tjugofemte",
            "tjugosjätte", "tjugosjunde", "tjugoåttonde", "tjugonionde", "trettionde", "trettioförsta",
        ]
    ),
    (
        "tr", "İzindeyim ve _ Martta dönüyorum.",
        [
            "bir", "iki", "üç", "dört", "beş", "altı", "yedi", "sekiz", "dokuz", "on", "on bir", "on iki",
            "on üç", "on dört", "on beş", "on altı", "on yedi", "on sekiz", "on dokuz", "yirmi", "yirmi bir",
            "yirmi iki", "yirmi üç", "yirmi dört", "yirmi beş", "yirmi altı", "yirmi yedi", "yirmi sekiz",
            "yirmi dokuz", "otuz", "otuz bir",
        ]
    ),
    (
        "uk", "Я у відпустці до _ березня.",
        [
            "першого", "другого", "третього", "четвертого", "п'ятого", "шостого", "сьомого", "восьмого",
            "дев'ятого", "десятого", "одинадцятого", "дванадцятого", "тринадцятого", "чотирнадцятого",
            "п'ятнадцятого", "шістнадцятого", "сімнадцятого", "вісімнадцятого", "дев'ятнадцятого",
            "двадцятого", "двадцять першого", "двадцять другого", "двадцять третього", "двадцять четвертого",
            "двадцять п'ятого", "двадцять шостого", "двадцять сьомого", "двадцять восьмого",
            "двадцять дев'ятого", "тридцятого", "тридцять першого",
        ]
    ),
]

@Test("days of the month in letters, first to thirty-first", arguments: languages)
func readsDaysInLetters(_ language: String, _ sentence: String, _ days: [String]) {
    let rules = ShippedRules.set.compiled
    #expect(days.count == 31)
    for (place, day) in days.enumerated() {
        let text = sentence.replacing("_", with: day)
        let index = TextIndex([TextPart(.reply, text)], rules: rules, ownText: Array(text.utf8))
        let dating = Dating(index, rules, language: language, today: CivilDate(iso8601: "2026-03-01"))
        let expected = CivilDate(year: 2026, month: 3, day: place + 1)
        #expect(dating.returnDate(index)?.date == expected, "\(language): \(day)")
    }
}
