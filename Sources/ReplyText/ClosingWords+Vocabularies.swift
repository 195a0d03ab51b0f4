extension ClosingWords {
    /// The words closings are made of, by language; of related ones together.
    static let vocabularies: [(nouns: Set<String>, rest: Set<String>)] = [
        // English
        (
            [
                "regards", "regard", "wishes", "sincerely", "cheers", "rgds", "truly", "faithfully",
                "respectfully", "cordially",
            ],
            [
                "best", "kind", "kindest", "warm", "warmest", "many", "thanks", "thank", "you", "and",
                "&", "with", "yours", "very", "my", "all", "the", "in", "advance", "again", "good",
                "personal", "to", "a", "lot", "for", "your", "help", "time", "regards", "bye",
            ]
        ),
        // German
        (
            [
                "grüße", "grüßen", "grüsse", "grüssen", "gruß", "gruss", "gruesse", "gruessen",
                "grüßle", "grüßli", "hochachtungsvoll", "mfg", "vg", "lg", "bg",
            ],
            [
                "mit", "freundlichen", "freundlichem", "freundliche", "freundlicher", "besten",
                "beste", "bester", "lieben", "liebe", "lieber", "herzlichen", "herzliche",
                "herzlicher", "vielen", "viele", "schönen", "schöne", "schöner", "sonnigen", "sonnige",
                "dank", "danke", "und", "aus", "dem", "der", "vom", "einen", "ein", "im", "voraus",
                "schon", "einmal",
            ]
        ),
        // French
        (
            [
                "cordialement", "salutations", "sincèrement", "amicalement", "respectueusement", "cdt",
                "cdlt",
            ],
            [
                "bien", "très", "meilleures", "sincères", "merci", "et", "mes", "avec", "d'avance",
                "par", "avance", "distinguées", "recevez", "mille",
            ]
        ),
        // Spanish
        (
            [
                "saludos", "saludo", "atentamente", "cordialmente", "abrazo", "abrazos",
            ],
            [
                "un", "cordial", "cordiales", "muy", "gracias", "y", "muchas", "mis", "con", "los",
                "mejores", "gran", "fuerte",
            ]
        ),
        // Portuguese
        (
            [
                "cumprimentos", "atenciosamente", "cordialmente", "abraço", "abraços", "saudações",
                "att", "cpts", "cumps", "sds", "abs", "bjs", "beijinhos", "beijos", "respeitosamente",
                "atte",
            ],
            [
                "com", "os", "melhores", "meus", "um", "grande", "obrigado", "obrigada", "e",
                "respeitosos", "cordiais", "cordial", "forte", "desde", "já", "muito", "obrigados",
                "consideração", "elevada", "estima", "estimados", "atentamente",
            ]
        ),
        // Italian
        (
            [
                "saluti", "saluto", "cordialmente", "ossequi", "cordialità",
            ],
            [
                "cordiali", "distinti", "un", "cordiale", "tanti", "grazie", "e", "i", "più",
                "migliori", "mille", "porgo", "cari", "cara", "caro", "tantissimi", "affettuosi",
                "affettuosamente", "con", "ringraziando", "ringrazio", "ringraziamo", "la", "vi", "ti",
                "le", "porgiamo", "invio", "anticipatamente", "in", "attesa", "di", "suo", "cortese",
                "gentile", "riscontro", "vostro",
            ]
        ),
        // Dutch
        (
            [
                "groet", "groeten", "groetjes", "hoogachtend", "mvg", "gr", "gegroet", "hoogachting",
                "vrgr", "groetje",
            ],
            [
                "met", "vriendelijke", "hartelijke", "vriendelijk", "beste", "de", "bedankt", "en",
                "alvast", "veel", "collegiale", "sportieve", "warme", "zonnige", "genegen", "lieve",
                "vr", "uit", "het", "een", "fijne", "van", "mij", "meeste", "dank", "hartelijk",
                "namens", "ook",
            ]
        ),
        // Danish, Norwegian, Swedish
        (
            [
                "hilsen", "hilsner", "mvh", "vh", "hälsningar", "hälsning", "vänligen",
                "högaktningsfullt", "mvh/", "hilsning", "hilsninger", "hälsn", "helsing", "helsingar",
                "vyrdsamt", "ærbødigst", "sommarhälsningar", "vårhälsningar", "julhälsningar",
                "høsthilsen", "sommerhilsen", "sommerhilsner", "julehilsen", "kh", "dbh",
            ],
            [
                "med", "venlig", "venlige", "vennlig", "vennlige", "vänlig", "vänliga", "bedste",
                "beste", "bästa", "de", "kærlig", "kære", "hjertelig", "på", "forhånd", "tak", "takk",
                "tack", "och", "og", "mange", "varma", "venleg", "venlegast", "soliga", "sol",
                "hjärtliga", "venligste", "allerbeste", "kærlige", "glad", "gode", "stor", "stort",
                "tusen", "tusind", "fra", "från", "alle", "oss", "os",
            ]
        ),
        // Finnish
        (
            [
                "terveisin", "terveiset", "yst", "terkuin", "terkut", "terkkuja", "terveisiä", "terv",
                "kevätterveisin", "kesäterveisin", "talviterveisin", "jouluterveisin", "syysterveisin",
            ],
            [
                "ystävällisin", "parhain", "kiitos", "ja", "parhaat", "hyvää", "ystävällisesti",
                "parhaimmin", "aurinkoisin", "lämpimin", "kiitoksia", "etukäteen", "paljon",
                "kunnioittavasti", "parh",
            ]
        ),
        // Polish
        (
            [
                "pozdrawiam", "pozdrowienia", "pozdrowieniami", "poważaniem", "pozdrawiamy", "pozdro",
                "pozdr", "szacunkiem", "ukłony",
            ],
            [
                "z", "serdecznie", "serdeczne", "łączę", "wyrazami", "szacunku", "dziękuję", "i",
                "dziękując", "ze", "serdecznymi", "ciepło", "ciepłe", "gorąco", "słonecznie",
                "łączymy", "uszanowania", "dziękujemy", "dzięki", "oraz", "również", "ślę", "miłego",
                "dnia", "góry",
            ]
        ),
        // Czech, Slovak, Slovene, Croatian, Serbian
        (
            [
                "pozdravem", "pozdravom", "pozdravy", "pozdrav", "zdravím", "poštovanjem",
                "spoštovanjem", "lp", "pozdravi", "pozdravuji", "pozdravujeme", "pozdravujem",
                "zdravíme", "zdraví", "úctou", "prianím", "lpp", "pozdravček", "pozdravčki",
                "pozdravčić", "pozdrave", "štovanjem", "poz", "pozz", "srdačno",
            ],
            [
                "s", "přátelským", "priateľským", "srdečným", "srdačan", "lijep", "lijepi", "lep",
                "lepi", "prijazen", "děkuji", "ďakujem", "hvala", "in", "i", "a", "z", "se",
                "prijateljski", "srdečně", "pěkným", "hezkým", "mnoha", "děkujeme", "díky", "za",
                "předem", "vřelým", "přáním", "hezkého", "pěkného", "krásného", "dne", "víkendu",
                "zbytku", "so", "pekným", "mnohými", "ďakujeme", "vďaka", "vopred", "želaním",
                "pekného", "krásneho", "príjemného", "dňa", "lepe", "lepo", "prijazni", "prisrčen",
                "prisrčne", "najlepše", "najlepša", "vnaprej", "vam", "vas", "sončen", "sončne",
                "odlični", "srdačni", "srdačnim", "velik", "veliki", "puno", "topli", "iskreni",
                "iskreno", "sa", "uz", "unaprijed", "unapred", "od", "svako", "dobro",
            ]
        ),
        // Russian, Ukrainian, Bulgarian, Serbian
        (
            [
                "уважением", "пожеланиями", "повагою", "побажаннями", "уважение", "поздрави",
                "поздрав", "поштовањем", "поздравом", "срдачно", "поз", "поздр", "почит", "теплом",
                "теплотой", "благодарностью", "признательностью", "вдячністю", "шаною", "пошаною",
            ],
            [
                "с", "з", "наилучшими", "найкращими", "спасибо", "и", "і", "дякую", "искренним",
                "благодаря", "сердечни", "са", "уз", "срдачан", "срдачни", "срдачним", "леп", "лепи",
                "велики", "пуно", "искрено", "хвала", "унапред", "вам", "свако", "добро", "сърдечни",
                "сърдечен", "най", "добри", "приятелски", "пожелания", "искрени", "топли", "много",
                "предварително", "ваш", "ваша", "самыми", "добрыми", "теплыми", "лучшими", "всего",
                "ув", "большим",
            ]
        ),
        // Catalan
        (
            [
                "salutacions", "salutació", "cordialment", "atentament", "abraçada", "abraçades",
                "records",
            ],
            [
                "una", "cordial", "cordials", "ben", "molt", "rebeu", "rebi", "rep", "amb", "gràcies",
                "moltes", "i", "per", "endavant", "forta", "gran", "les", "meves", "nostres",
                "millors",
            ]
        ),
        // Hungarian
        (
            [
                "üdvözlettel", "tisztelettel", "üdv", "üdvözlet", "köszönettel", "üdvözlöm", "üdvözli",
                "szeretettel",
            ],
            [
                "baráti", "szívélyes", "kollegiális", "sok", "előre", "is", "köszönöm", "köszönjük",
                "köszi", "és", "legjobb", "őszinte", "meleg", "tavaszi", "nyári", "őszi", "téli",
                "válaszát", "várva", "segítségét",
            ]
        ),
        // Romanian
        (
            [
                "stimă", "stima", "respect", "considerație", "salutări", "salutari", "prietenie",
                "drag", "prețuire", "gânduri", "urări",
            ],
            [
                "cu", "deosebită", "deosebit", "mult", "multă", "cele", "mai", "bune", "calde",
                "cordiale", "sincere", "aleasă", "mulțumiri", "mulțumesc", "și", "toată", "toate",
                "al", "dumneavoastră", "dvs",
            ]
        ),
        // Estonian, Latvian, Lithuanian
        (
            [
                "lugupidamisega", "tervitades", "tervitustega", "tervitusi", "tervitus", "soovidega",
                "parimat", "lugupidavalt", "cieņu", "cieņā", "sveicieniem", "sveicieni", "vēlējumiem",
                "vēlējumi", "pagarbiai", "pagarba", "linkėjimais", "linkėjimai", "linkėjimų",
                "nuoširdžiai",
            ],
            [
                "parimate", "heade", "südamlike", "sõbralike", "päikeseliste", "ja", "tänades",
                "tänan", "aitäh", "ette", "suur", "kõike", "kena", "päeva", "ar", "patiesu",
                "labākajiem", "laba", "sirsnīgiem", "un", "paldies", "pateicībā", "jau", "iepriekš",
                "liels", "su", "geriausiais", "geriausi", "geriausių", "pagarbiais", "šilčiausiais",
                "draugiškais", "ir", "ačiū", "dėkoju", "dėkui", "iš", "anksto", "labai", "padėka",
                "jūsų",
            ]
        ),
    ]
}
