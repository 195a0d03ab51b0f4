/// Lines that mail programs and companies add to what a person wrote.
enum SignatureWords {
    /// `Sent from my iPhone` and its relatives.
    static func isSentFrom(_ folded: ArraySlice<UInt8>) -> Bool {
        guard folded.count <= 140 else { return false }
        return sentFrom.beginsText(folded, after: marks) || endsLikeSentFrom(folded)
    }

    /// `iPhoneから送信`: Japanese, Korean, Chinese, Hindi, Persian and Turkish put the verb last.
    private static func endsLikeSentFrom(_ folded: ArraySlice<UInt8>) -> Bool {
        var text = folded
        while let last = text.last, endMarks.contains(last) { text = text.dropLast() }
        if text.hasSuffix("。") { text = text.dropLast(3) }
        guard let last = text.last, last >= 0x80 || last == UInt8(ascii: "i") || last == UInt8(ascii: "a")
        else { return false }
        if sentFromEndings.endsText(text) { return true }
        // `使用 Foxmail 发送`, `از iPhone من ارسال شد`; without the name of a program it may be a sentence.
        return text.count <= 60 && sentLast.endsText(text) && programFirst.beginsText(text)
            && text.contains { $0 &- UInt8(ascii: "a") < 26 }
    }

    private static let endMarks = ByteSet(".! ")
    private static let sentFromEndings = PhraseTable([
        "から送信", "より送信", "outlookを入手", "outlook を入手", "에서 보냄", "에서 보낸 메일", "에서 보낸 메일입니다", "에서 작성됨",
        "에서 발송됨", "에서 전송됨", "से भेजा गया", "से भेजा", "se bheja gaya", "telefonumdan gönderildi",
        "cihazımdan gönderildi", "iphone'umdan gönderildi", "ipad'imden gönderildi",
        "kullanılarak gönderildi",
        "outlook'tan gönderildi",
    ])
    private static let sentLast = PhraseTable([
        "发送", "發送", "傳送", "传送", "寄出", "发出", "發出", "ارسال شد", "ارسال شده", "ارسال شده است", "فرستاده شد",
    ])
    private static let programFirst = PhraseTable([
        "使用", "通过", "透過", "通過", "用", "从", "從", "由", "自", "经", "來自", "来自", "از ",
    ])

    /// Marks that programs put around such lines.
    static let marks = ByteSet("-*_<[(~#=!|> ⚠\u{FE0F}")

    private static let sentFrom = PhraseTable([
        "sent from ", "enviado do ", "envoyé sans fil", "envoyé ", "أُرسلت من", "enviado do meu",
        "sent from mobile", "sent from outlook", "sent from mail for", "sent from yahoo",
        "sent from samsung",
        "sent from a ", "sent from an ", "sent from the ", "sent from proton", "sent via ", "sent by ",
        "sent with ", "sent using ",
        "sent from gmail", "sent from windows", "sent from iphone", "sent from ipad", "sent from android",
        "sent from nine",
        "sent from spark", "sent from superhuman", "sent from bluemail", "sent from hey", "get outlook for",
        "get bluemail for",
        "enviado via ", "from my android", "from my iphone", "typed on my ", "please excuse brevity",
        "please excuse typos",
        "please excuse my brevity", "excuse the brevity", "written on my ", "sent on the ", "sent wirelessly",
        "gesendet von ", "von meinem iphone", "von meinem ipad", "von meinem handy", "von meinem android",
        "von meinem smartphone", "von meinem samsung", "von meinem galaxy", "von meinem mobil",
        "von meinem huawei",
        "von meinem xiaomi", "von meinem google", "von meinem telefon", "von meinem tablet",
        "diese nachricht wurde von meinem", "von unterwegs gesendet",
        "gesendet mit ", "gesendet aus ",
        "holen sie sich outlook", "outlook für ios", "outlook für android", "outlook for ios",
        "outlook for android",
        "envoyé de mon ", "envoyé depuis ", "envoyé à partir de ", "envoyé avec ", "envoyé par ",
        "obtenez outlook", "télécharger outlook",
        "enviado desde ", "enviado do meu ", "enviado de mi ", "enviado a partir do ", "obtener outlook",
        "obtenha o outlook",
        "inviato da ", "inviato dal ", "inviato dalla ", "inviato dall'", "inviata dalla ", "inviato con ",
        "ottieni outlook", "verzonden vanaf ",
        "verstuurd vanaf ", "verzonden met ",
        "verstuurd met ", "outlook voor ", "download outlook", "sendt fra ", "hent outlook", "skickat från ",
        "hämta outlook",
        "lähetetty ", "hanki outlook", "wysłane z ", "wysłano z ", "pobierz outlook", "odesláno z ",
        "odoslané z ", "získat outlook",
        "elküldve a ", "küldve a ", "отправлено с ", "отправлено из ", "отправлено мобильной", "надіслано з ",
        "изпратено от ",
        "poslano iz ", "poslano s ", "poslato sa ", "trimis de pe ", "trimis din ", "στάλθηκε από ",
        "εστάλη από ",
        "iphone'umdan gönderildi", "iphone’umdan gönderildi", "android cihazımdan", "outlook'u edinin",
        "发自我的", "從我的", "从我的",
        "发送自", "發自我的", "iphoneから送信", "私のiphoneから", "나의 iphone에서", "내 iphone에서", "נשלח מה", "נשלח מ",
        "أرسلت من",
        "مرسل من", "được gửi từ", "dikirim dari", "išsiųsta iš", "nosūtīts no", "saadetud minu",
        "enviat des de", "enviat del meu",
        "ส่งจาก",
        "ᐧ", "inviata da ", "inviata dal ", "inviato tramite ", "inviato mediante ",
        "mandato dal mio ", "mandato da iphone", "scritto dal cellulare", "scritto con il cellulare",
        "scarica outlook", "scusate la brevità", "scusa la brevità", "perdonate eventuali errori",
        "dal mio iphone", "enviada do ", "enviada a partir do ", "enviado de ", "enviado pelo ",
        "enviado através d", "enviado com o ", "enviado por outlook", "enviado por yahoo",
        "obter o outlook", "obter outlook", "baixe o outlook", "baixar o outlook",
        "transferir o outlook", "mensagem enviada do ", "desculpe a brevidade",
        "desculpe eventuais erros", "escrito no telemóvel", "verzonden vanuit ", "verstuurd vanuit ",
        "verzonden via ", "verstuurd via ", "verzonden door mijn ", "vanaf mijn mobiel",
        "vanaf mijn telefoon", "getypt op mijn ", "outlook downloaden", "mijn outlook voor",
        "outlook ophalen", "excuses voor typfouten", "sorry voor eventuele typ", "enviat des del ",
        "enviat des d'", "enviat amb el ", "enviat amb outlook", "enviat amb proton",
        "enviat mitjançant ", "enviada des de", "tramès des de", "obteniu l'outlook",
        "obtenir outlook", "obtenir l'outlook", "obtén l'outlook", "baixa l'outlook",
        "baixeu l'outlook", "perdoneu la brevetat", "disculpeu les errades", "trimis de la ",
        "trimis prin outlook", "trimis cu proton", "descărcați outlook", "descarcă outlook",
        "obțineți outlook", "expediat de pe ", "mesaj trimis de pe ", "wysłane za pomocą ",
        "wysłane przez ", "wysłano za pomocą ", "wysłano przez ", "uzyskaj outlook",
        "pobierz aplikację outlook", "wysłane ze ", "wysłano ze ", "napisane na telefonie",
        "nadano z ", "odesláno ze ", "odesláno prostřednictvím ", "odesláno pomocí ", "posláno z ",
        "získejte outlook", "stáhněte si outlook", "stáhnout outlook", "psáno z mobilu",
        "psáno na mobilu", "odoslané zo ", "odoslané prostredníctvom ", "odoslané pomocou ",
        "poslané z ", "získajte outlook", "stiahnite si outlook", "získať outlook", "písané z mobilu",
        "poslano s mog", "poslano s mobitela", "poslano iz programa", "poslano z mojega",
        "poslano prek ", "poslano preko ", "preuzmite outlook", "nabavite outlook",
        "prenesite outlook", "pridobite outlook", "poslato iz ", "poslato preko ", "poslato s ",
        "послато са ", "послато из ", "послато преко ", "преузмите outlook", "изпратено чрез ",
        "изпратено с outlook", "изпратено през ", "вземете outlook", "изтеглете outlook", "elküldve:",
        "küldve:", "az iphone-omról", "iphone-omról küldve", "iphone-ról küldve",
        "androidos készülékemről", "android-készülékemről", "mobilról küldve", "telefonról küldve",
        "mobiltelefonomról küldve", "outlook beszerzése", "az outlook beszerzése",
        "töltse le az outlook", "skickat med outlook", "skickat med proton", "skickat via ",
        "sänt från ", "skickades från ", "ladda ned outlook", "ladda ner outlook", "sendt via ",
        "sendt med outlook", "sendt med proton", "send fra min", "få outlook for", "last ned outlook",
        "skaff deg outlook", "lataa outlook", "saadetud iphone", "saadetud nuti", "hankige outlook",
        "hangi outlook", "laadi alla outlook", "sūtīts no ", "nosūtīts ar outlook",
        "nosūtīts izmantojot ", "iegūstiet outlook", "iegūt outlook", "siųsta iš ",
        "išsiųsta naudojant ", "gaukite outlook", "atsisiųskite outlook", "đã gửi từ ",
        "gửi từ iphone", "gửi từ điện thoại", "gửi từ outlook", "gửi từ thiết bị", "tải outlook cho",
        "terkirim dari ", "dikirim melalui ponsel", "dikirim melalui hp", "dapatkan outlook",
        "unduh outlook", "dihantar dari ", "dihantar daripada ", "ดาวน์โหลด outlook", "รับ outlook",
        "تم الإرسال من ", "أرسل من ", "مُرسل من ", "أرسلت بواسطة ", "الحصول على outlook",
        "احصل على outlook", "נשלח באמצעות ", "נשלח דרך ", "קבל את outlook", "הורד את outlook",
        "להורדת outlook", "ارسال شده از ", "ارسالشده از ", "ارسالشده از ", "فرستاده شده از ",
        "فرستادهشده از ", "فرستادهشده از ", "ارسال شده با ", "دریافت outlook", "मेरे iphone से भेजा",
        "मेरे आईफ़ोन से भेजा", "मेरे आईफोन से भेजा", "मेरे फ़ोन से भेजा", "मेरे फोन से भेजा",
        "iphone से भेजा", "आईफ़ोन से भेजा", "outlook प्राप्त करें", "mere iphone se bheja",
        "mere phone se bheja", "outlook for ios を入手", "outlook for android を入手", "outlook を入手", "发自",
        "發自", "發送自", "傳送自", "传送自", "寄自", "来自我的", "來自我的", "获取 outlook", "取得 outlook", "下载 outlook",
        "下載 outlook", "由網易", "由网易", "ios용 outlook", "android용 outlook", "outlook 다운로드", "outlook 받기",
        "отправлено через ", "написано с телефона", "відправлено з ", "надіслано через ",
        "написано з телефона", "iphone'dan gönderildi", "ipad'imden gönderildi",
        "android'den gönderildi", "cep telefonumdan gönderildi", "telefonumdan gönderildi",
        "samsung mobile cihazımdan", "mobil cihazımdan gönderildi", "android için outlook'u",
        "ios için outlook'u edinin", "απεστάλη από ", "αποστολή από το κινητό", "στάλθηκε μέσω ",
        "stalthike apo", "elküldve az ", "küldve az ", "sent úr ", "sent frá ", "sent með ", "sent af ",
        "sent gegnum ", "sækja outlook", "náðu í outlook",
        "fáðu outlook", "sendt med ", "skickat med ", "wysłane przy użyciu ", "sent secured with ",
        "sent on the go",
        "sent securely ", "gesendet über ", "mobil gesendet", "verschickt mit ", "verschickt von ",
        "diese nachricht wurde mit",
        "envoyé via ", "envoyé grâce à ", "enviado con ", "enviado mediante ", "escrito desde ",
        "odoslané cez ",
        "odesláno přes ", "trimis cu ", "изпратено с ", "poslano z ", "отправлено из почты",
        "отправлено при помощи ",
        "відправлено через ", "надіслано з ", "dikirim dengan ", "dihantar menggunakan ", "gửi bằng ",
        "ส่งผ่าน", "ส่งด้วย", "ارسال از ", "بُعثت من ", "签名由", "簽名由", "邮件发自", "由 qq",
    ])

    /// What a server puts above mail that comes from outside.
    static func isBanner(_ folded: ArraySlice<UInt8>) -> Bool {
        banners.beginsText(folded, after: marks)
    }

    /// `Attention: …`: people begin so too, so the paragraph has to say what it warns of.
    static func beginsWarning(_ folded: ArraySlice<UInt8>) -> Bool {
        warnings.beginsText(folded, after: marks)
    }

    static func saysFromOutside(_ folded: ArraySlice<UInt8>) -> Bool { outside.occurs(in: folded) }

    /// The first line of a disclaimer or of what a mailing list adds; it goes to the end.
    static func beginsNotice(_ folded: ArraySlice<UInt8>) -> Bool {
        notices.beginsText(leaf(folded), after: noticeMarks)
            || (folded.count > 40 && anywhere.occurs(in: folded))
    }

    /// `This message …`: the first line of a disclaimer where its paragraph speaks of secrecy.
    static func mayBeginNotice(_ folded: ArraySlice<UInt8>) -> Bool {
        messageOpenings.beginsText(folded, after: noticeMarks)
            || unlabelled(folded).map { messageOpenings.beginsText($0) || notices.beginsText($0) } ?? false
    }

    /// Bytes of a word such as `AVISO` or `WICHTIGER HINWEIS` in front of a notice.
    private static let maximumLabel = 24

    /// What follows `AVISO: `.
    private static func unlabelled(_ folded: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard let colon = folded.prefix(maximumLabel).firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let rest = folded[(colon + 1)...]
        return rest.first == 0x20 ? rest.dropFirst() : nil
    }

    private static let noticeMarks = ByteSet("-*_<[(~#=!|> ⚠\u{FE0F}\"“„«")

    /// Without the `P` that stands for a leaf in the typeface Webdings.
    private static func leaf(_ folded: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        folded.hasPrefix("p ") ? folded.dropFirst(2) : folded
    }

    static func speaksOfSecrecy(_ folded: ArraySlice<UInt8>) -> Bool { secrecy.occurs(in: folded) }

    static func isPostscript(_ folded: ArraySlice<UInt8>) -> Bool {
        postscripts.beginsText(folded) || beginsPostscript(folded)
    }

    /// The same with the mark behind it, or with a sentence: `PS Trading Ltd` is a firm.
    static func beginsPostscript(_ folded: ArraySlice<UInt8>) -> Bool {
        markedPostscripts.beginsText(folded) || folded.hasPrefix("ps ") && FoldedWords.count(folded) >= 5
    }

    private static let markedPostscripts = PhraseTable([
        "p.s", "p. s.", "ps:", "ps.", "ps :", "ps -", "ps,", "ps;", "ps!", "p.-s", "p.p.s", "pps", "p.d.",
        "pd:",
        "pd.", "pd ", "p. d.", "u.i.", "ui.:", "ui.", "ui:", "e.s.", "п.с", "п.п.", "п. п.", "з.ы", "зы",
        "п. с.",
        "υ.γ", "υγ:", "υγ.", "υγ ", "tb:", "t.b", "nb:", "n.b.", "ปล.", "ป.ล.", "ملاحظة:", "ملحوظة:", "נ.ב",
        "נ\"ב", "پ.ن", "پی نوشت", "पुनश्च", "追伸", "又及", "附：", "附:", "追記", "추신", "덧붙",
    ])

    /// What the law wants a firm to say about itself.
    static func namesFirm(_ folded: ArraySlice<UInt8>) -> Bool { firmWords.occurs(in: folded) }

    private static let firmWords = PhraseTable([
        "registered in", "registered office", "registered number", "registered company",
        "authorised and regulated",
        "authorized and regulated", "regulated by", "company number", "company no", "company reg", "vat no",
        "vat reg", "equal opportunity", "licensed by", "behördlich zugelassen", "handelsregister",
        "amtsgericht", "registergericht", "geschäftsführ",
        "ust-id", "sitz der ", "firmenbuch", "siret", "siren ", "au capital de",
        "r.c.s", "rcs ", "registro mercantil", "inscrita en", "capital social", "capitale sociale", "p.iva",
        "p. iva", "partita iva", "registro imprese", "matriculada", "kvk", "btw-nr", "org.nr",
        "organisationsnummer", "org. nr", "cvr", "y-tunnus", "kaupparekister", "registrikood", "reg. nr",
        "reģ. nr",
        "įmonės kodas", "kennitala", "kt. ", "krs ", "regon", "kapitał zakład", "sąd rejonowy", "zapsán",
        "zapísan", "obchodním rejstř", "obchodnom registri", "cégjegyzék", "adószám", "огрн", "инн ",
        "єдрпоу",
        "еик", "вписан", "sudskom registru", "trgovačk", "temeljni kapital", "registrovano", "матични број",
        "matična št", "osnovni kapital", "registrul comerțului", "nr. reg. com", "γ.ε.μη", "α.φ.μ",
        "ticaret sicil",
        "mersis", "mst ", "登記", "法人番号", "統一編號", "营业执照", "사업자등록번호", "ח.פ", "ทะเบียนเลขที่",
    ])

    private static let postscripts = PhraseTable([
        "p.s", "ps:", "ps.", "ps ", "p.p.s", "pps", "tb:", "t.b.", "nb:", "ปล.", "ป.ล.", "ملاحظة:", "נ.ב",
        "پ.ن",
        "पुनश्च",
    ])

    /// Something by which a person can be reached: it stands in signatures oftener than in answers.
    static func isContact(_ folded: ArraySlice<UInt8>) -> Bool {
        var digits = 0
        var others = 0
        var previous: UInt8 = 0
        var hasAt = false
        var mayHoldHost = false
        for byte in folded {
            if byte &- UInt8(ascii: "0") < 10 {
                digits += 1
            } else if byte == UInt8(ascii: "@"), previous > 0x20 {
                hasAt = true
            } else if byte > 0x40 {
                others += 1
            } else if byte == UInt8(ascii: "."), previous == UInt8(ascii: "w") {
                mayHoldHost = true
            }
            previous = byte
        }
        if hasAt, FoldedWords.count(folded) <= 4 { return true }
        if schemes.beginsText(folded) || mayHoldHost && hosts.occurs(in: folded) {
            return FoldedWords.count(folded) <= 5
        }
        if digits >= 7, digits <= 40, others <= 30 { return true }
        return folded.count <= 80 && contactLabels.beginsText(folded)
    }

    private static let schemes = PhraseTable(["http://", "https://"])
    private static let hosts = PhraseTable(["www."])

    /// A link stands in the line, or an address to write to.
    static func hasLink(_ folded: ArraySlice<UInt8>) -> Bool { links.occurs(in: folded) }

    private static let links = PhraseTable(["http://", "https://", "www.", "mailto:"])

    private static let contactLabels = PhraseTable([
        "tel:", "tel.", "tel ", "phone:", "phone ", "ph:", "mobile:", "mobil:", "mob:", "mob.", "cell:",
        "cell ", "fax:", "fax ", "fax.", "t:", "t ",
        "m:", "p:", "p.", "e:", "f:", "w:", "email:", "e-mail:", "mail:", "web:", "website:", "telefon",
        "téléphone", "tél", "teléfono", "telefono", "móvil",
        "skype:", "linkedin", "twitter", "direct:", "office:", "d:", "telefax", "handy:", "address:",
        "adresse:", "тел", "电话", "電話", "url:", "direct line",
        "kom.", "kom:", "komórka", "tel. kom", "ul. ", "mobil ", "ičo", "dič", "telefon:", "adresa:",
        "str. ", "моб", "факс", "gsm:", "cím:", "e-pošta", "telefonszám", "имейл:", "е-пошта", "đt:",
        "sđt", "điện thoại", "di động:", "địa chỉ:", "mst:", "hp:", "telp", "telepon", "no. hp", "wa:",
        "whatsapp", "alamat:", "kantor:", "faks", "no. tel", "tel bimbit", "h/p", "โทร.", "โทรศัพท์",
        "มือถือ", "แฟกซ์", "อีเมล:", "ที่อยู่", "هاتف", "جوال", "موبايل", "تلفون", "فاكس", "ص.ب",
        "טל'", "טלפון", "נייד", "פקס", "דוא\"ל", "כתובת:", "تلفن", "همراه:", "موبایل", "فکس", "نمابر",
        "آدرس:", "ایمیل:", "फ़ोन:", "फोन:", "मोबाइल:", "मोबाईल:", "दूरभाष", "फैक्स", "पता:", "ईमेल:",
    ])
}
