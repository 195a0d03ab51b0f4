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
                "schon", "einmal", "bestem", "schönem", "liebem", "herzlichem", "sonnigem", "ganz", "den",
                "die",
                "euch", "ihnen", "dir", "nach", "in", "allerbesten", "winterlichen", "weihnachtlichen",
                "kollegialen",
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
        // Spanish, Portuguese, Catalan
        (
            [
                "saludos", "saludo", "atentamente", "cordialmente", "abrazo", "abrazos", "cumprimentos",
                "atenciosamente", "abraço", "abraços", "saudações", "att", "cpts", "cumps", "sds", "abs",
                "bjs", "beijinhos", "beijos", "respeitosamente", "atte", "salutacions", "salutació",
                "cordialment", "atentament", "abraçada", "abraçades", "records", "slds", "sls", "salu2",
                "cumptos", "cump", "cumpts", "cptos", "saludiños",
            ],
            [
                "un", "cordial", "cordiales", "muy", "gracias", "y", "muchas", "mis", "con", "los",
                "mejores", "gran", "fuerte", "com", "os", "melhores", "meus", "um", "grande", "obrigado",
                "obrigada", "e", "respeitosos", "cordiais", "forte", "desde", "já", "muito", "obrigados",
                "consideração", "elevada", "estima", "estimados", "una", "cordials", "ben", "molt", "rebeu",
                "rebi", "rep", "amb", "gràcies", "moltes", "i", "per", "endavant", "forta", "les", "meves",
                "nostres", "millors", "bon", "bona", "dia", "a", "todos", "todas", "para", "ti", "você",
                "vocês", "vós", "de", "antemano", "por", "su", "atención", "tiempo", "el", "bueno",
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
        // Danish, Norwegian, Swedish, Icelandic
        (
            [
                "hilsen", "hilsner", "mvh", "vh", "hälsningar", "hälsning", "kram", "kramar", "vänligen",
                "högaktningsfullt",
                "mvh/", "hilsning", "hilsninger", "hälsn", "helsing", "helsingar", "vyrdsamt", "ærbødigst",
                "sommarhälsningar", "vårhälsningar", "julhälsningar", "høsthilsen", "sommerhilsen",
                "sommerhilsner", "julehilsen", "kh", "dbh", "kveðja", "kveðju", "kveðjur", "kveðjum", "kv",
                "mkv", "bkv", "bk", "virðingarfyllst", "bh", "vennlighilsen", "vänl", "hilsningar",
            ],
            [
                "med", "venlig", "venlige", "vennlig", "vennlige", "vänlig", "vänliga", "bedste", "beste",
                "bästa", "de", "kærlig", "kære", "hjertelig", "på", "forhånd", "tak", "takk", "tack", "och",
                "og", "mange", "varma", "venleg", "venlegast", "soliga", "sol", "hjärtliga", "venligste",
                "allerbeste", "kærlige", "glad", "gode", "stor", "stort", "tusen", "tusind", "fra", "från",
                "alle", "oss", "os", "með", "bestu", "kærri", "kær", "kærar", "góðri", "góðum", "góð",
                "vinsemd", "þökk", "þakkir", "fyrir", "fram", "virðingu", "hlýrri", "hlýjar", "hlýjum",
                "þúsund", "sumarkveðju", "jólakveðju", "frá", "okkur", "varme", "vårlige", "varmaste",
                "vänligaste", "ønsker", "ønske", "god", "weekend", "dag", "helg",
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
                "kunnioittavasti", "parh", "lämpimästi", "sydämellisin", "mukavin", "kesäisin", "pirtein",
                "kiittäen", "iloisin", "hyvin", "rauhallisin", "keväisin", "syksyisin", "talvisin",
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
                "dnia", "góry", "wyrazy", "poważania", "życzeniami", "życzenia", "najlepsze", "najlepszymi",
                "serdecznym",
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
                "iskreno", "krásným", "vřele", "srdečné", "přátelské", "iskrenim", "toplim", "toplo",
                "prijateljskim", "najljepši", "najljepše", "lijepe", "želje", "sa", "uz", "unaprijed",
                "unapred", "od", "svako", "dobro",
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
                "ув", "большим", "щирою", "щирими", "зі", "та", "теплими", "глибокою", "великою",
                "найтеплішими",
                "глубоким", "огромным", "сердечным", "дружеским", "теплым", "приветом", "сърдечно", "дълбоко",
                "искрено", "топло", "от", "все", "най-добри", "най-сърдечни", "великим",
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
                "cordiale", "sincere", "aleasă", "mulțumiri", "mulțumesc", "și", "toată", "toate", "distinse",
                "deosebite", "sincer", "sincere", "respectuos",
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
                "jūsų", "vislabākajiem", "sirsnīgi", "siltiem", "cieņas", "dziļu", "nuoširdžiausiais",
                "šilti",
                "šilčiausi", "palinkėjimais", "siiraste", "soojade", "parimad", "soovides", "lugupidamine",
            ]
        ),
        // Arabic, Persian, Hebrew, Greek, Hindi, Thai: letters of their own
        (
            [
                "تحياتي", "تحياتنا", "التحية", "التحيات", "تحيات", "تحية", "الاحترام", "احترامي",
                "احترامنا", "احترام", "التقدير", "تقديري", "التحايا", "الأمنيات", "الامنيات", "أمنياتي",
                "تمنياتي", "الأماني", "سلامي", "سپاس", "تشکر", "ارادت",
                "ارادتمند", "درود", "بدرود", "ברכה", "בברכה", "ברכות", "בכבוד", "בהוקרה", "בהערכה",
                "בידידות", "εκτίμηση", "εκτιμήσεως", "χαιρετισμούς", "χαιρετισμό", "χαιρετίσματα",
                "χαιρετισμοί", "χαιρετισμοι", "φιλικά", "εκτιμηση", "सादर", "साभार", "भवदीय", "भवदीया",
                "शुभकामनाओं", "शुभकामनाएं", "शुभकामनाएँ", "प्रणाम", "नमस्कार", "นับถือ", "เคารพ",
            ],
            [
                "مع", "خالص", "أطيب", "اطيب", "أجمل", "وافر", "فائق", "كل", "بكل", "و", "وتقبلوا", "وتقبل",
                "تقبلوا", "تقبل", "تفضلوا", "وتفضلوا", "بقبول", "مني", "منا", "أصدق", "أرق", "عاطر",
                "والتقدير", "والاحترام", "وتقديري", "واحترامي", "والامتنان", "والشكر", "الشكر", "شكرا",
                "شكري", "لكم", "لك", "لكِ", "لكي", "وشكرا", "جزيل", "الجزيل", "مسبقا", "سلفا", "با",
                "فراوان", "بسیار", "تقدیم", "تجدید", "کمال", "نهایت", "از", "شما", "قبلی", "صمیمانه",
                "بیکران", "خالصانه", "پیشاپیش", "رבה", "רב", "רבה", "חמה", "חמות", "תודה", "ובברכה",
                "ותודה", "מראש", "לבבית", "נאמנה", "מרובה", "בתודה", "ועד", "יום", "טוב", "נעים", "με",
                "και", "μεγάλη", "ιδιαίτερη", "κάθε", "πολλή", "πολλούς", "θερμούς", "φιλικούς",
                "εγκάρδιους", "πολλά", "θερμά", "την", "τη", "τις", "ευχαριστώ", "ευχαριστίες",
                "ευχαριστούμε", "εκ", "των", "προτέρων", "τιμή", "εξαιρετική", "सहित", "एवं", "और",
                "सधन्यवाद", "धन्यवाद", "हार्दिक", "आपका", "आपकी", "के", "साथ", "बहुत", "सस्नेह",
                "ขอแสดงความ", "ด้วยความ", "อย่างสูง", "และ",
            ]
        ),
        // Turkish, Vietnamese, Indonesian, Malay
        (
            [
                "saygılar", "saygılarımla", "saygılarımızla", "saygıyla", "saygılarla", "saygı", "selamlar",
                "selamlarımla", "selam", "selamla", "sevgiler", "sevgilerimle", "sevgilerle", "syg", "slm",
                "trân", "thân", "hormat", "salam", "salam2",
            ],
            [
                "en", "içten", "derin", "iyi", "ve", "dileklerimle", "dileğiyle", "teşekkür", "teşekkürler",
                "ederim", "ederiz", "şimdiden", "tekrar", "çok", "bol", "sonsuz", "içtenlikle",
                "çalışmalar", "günler", "kolaylıklar", "diler", "dilerim", "dileriz", "sevgi", "trọng",
                "ái", "mến", "kính", "chào", "ơn", "cảm", "xin", "và", "cám", "thư", "em", "anh", "chị",
                "saya", "kami", "hangat", "takzim", "dari", "dan", "terima", "kasih", "banyak", "yang",
                "benar", "ikhlas", "sejahtera", "mesra", "sukses", "sehat", "perpaduan",
            ]
        ),
    ]
}
