import Testing

@testable import ReplyText

/// What ends `Tuesday suits me.`, and goes.
private let closings: [(name: String, lines: String)] = [
    ("two languages", "Z poważaniem / Best regards\nAnn Reed"),
    ("an office behind the name", "Mvh Ann i resepsjonen"),
    ("initials behind the name", "С уважением, Ридова А. Н."),
    (
        "a short form of a firm, and its place",
        "Z poważaniem\nAnn Reed\n\nSTAL sp. z o.o. sp.k.\nul. Leśna 8, Opole"
    ),
    (
        "a firm's notice that speaks of secrecy",
        "Kind regards,\nAnn Reed\n\nReed Assay Ltd. Registered in England. This email is confidential to the addressee."
    ),
    ("two languages with a bar", "Lp | Kind regards,\nAnn"),
    ("Slovene with a place", "Lep pozdrav iz Vipave,\nAnn"),
    ("Bulgarian with a place", "Поздрави от Варна\nАна"),
    ("Hungarian with a place", "Üdvözlettel Pécsről\nAnn"),
    ("Catalan", "Rebeu una cordial salutació,\nAnn"),
    ("Romanian", "Cu deosebită considerație,\nAnn"),
    ("Latvian", "Ar patiesu cieņu\nAnn"),
    ("Greek", "Με ιδιαίτερη εκτίμηση\nΆννα"),
    ("Arabic with its comma", "مع خالص التحيّة،\nآن ريد"),
    ("Hindi", "सादर धन्यवाद।\nआन"),
    ("Persian", "با تشکر فراوان\nآن"),
    (
        "long French formula",
        "Je vous prie d'agréer, Madame, l'expression de mes salutations les plus distinguées.\n\nAnn"
    ),
    ("Korean, name first", "김민수 드림"),
    ("Japanese, name first", "佐藤拝"),
    ("Chinese, name first", "王伟 敬上"),
    ("Chinese, name and firm", "郭子涵 | 北方机器人"),
    (
        "firm with a short form",
        "Atentamente,\nAnn Reed\nDiretora de Operações e Compras | Frio do Norte, S.A."
    ),
    ("drawn rules", "━━━━━━━━━━\nAnn Reed\nShop Ltd\nTel 03 7946 0000\n━━━━━━━━━━"),
    ("squares", "□■□■□■□■\nAnn Reed\nShop Ltd"),
    ("verb last, Japanese", "iPhoneから送信"),
    ("verb last, Chinese", "使用 Foxmail 发送"),
    ("verb last, Korean", "iPhone에서 보냄"),
    ("begins the name", "An. Reed"),
    ("joined by a word", "Заранее спасибо и всего доброго,\nАня"),
    ("abbreviated, Icelandic", "kv Ann"),
    ("Icelandic", "Með bestu kveðju,\nAnn"),
    ("wish, Chinese", "祝 順心\n安"),
    ("dots and a stroke, Vietnamese", "Trân trọng./.\nAnn"),
    ("capital dotted I, Turkish", "İyi çalışmalar,\nA. Reed"),
    ("Malay", "Yang ikhlas,\nAnn Reed"),
    ("Persian with an and", "با سپاس و احترام\nآن"),
    ("Arabic, many words", "وتقبلوا فائق الاحترام والتقدير\nآن"),
    ("Hindi thanks over a name in its letters", "धन्यवाद,\nअंजलि"),
    ("Thai thanks over a name in its letters", "ขอบคุณครับ\nณัฐวุฒิ ก้องเกียรติ\nผู้จัดการฝ่ายผลิต บจก. อีสเทิร์น ออโต้"),
    ("unknown words with a comma", "Zdarova bratva,\nAnn"),
    ("unknown words with an exclamation mark", "Gaudeamus semper!\nAnn"),
    ("unknown words over the whole name", "Gaudeamus semper\nAnn Reed"),
    ("thanks over name and title", "Many thanks\nAnn Reed | Head of Ops\nShop Ltd, 1 High St"),
    (
        "what the law wants, under the telephone number",
        "With best wishes\nLexi\n\nAnn Reed\nShop LLP\nT: +44 20 7946 0012\n\n"
            + "Shop LLP is authorised and regulated by the Solicitors Regulation Authority."
    ),
    ("initial", "A."),
    ("short form of the name", "Annie"),
    ("firm with single letters", "Ann Reed\nObchod Reed, s. r. o."),
    ("Icelandic phone", "Sent úr iPhone"),
]

@Test("the name of a firm's author is the one that the quoted mail greets")
func cutsNameGreetedBelow() {
    let body =
        "We are at harvest.\n\nQuim\n\nEl 15/9/25 a les 12:10, Mia ha escrit:\n> Benvolgut Quim,\n> demà?\n"
    #expect(ReplySamples.plain(body).visibleReply == "We are at harvest.")
}

/// What stands under the text, and what of it is left: the closing goes, and the words written under it do not.
private let postscripts: [(below: String, left: String)] = [
    ("Cheers\nAnn\n\nPS: bring the contract", "PS: bring the contract"),
    ("Cordialement,\nAnn Reed\n\nPS : le lien visio ?", "PS : le lien visio ?"),
    ("Fins dimarts,\nAnn\n\nP.D.: porta una mostra.", "P.D.: porta una mostra."),
    ("בברכה,\nאן\n\nנ.ב. עדיף במייל.", "נ.ב. עדיף במייל."),
    ("P.S. No calls, please.\n\nRegards\nAnn", "P.S. No calls, please."),
    ("Regards\nAnn\n\nPS Trading Ltd", ""),  // a firm
]

@Test("a postscript stays without the closing above it", arguments: postscripts)
func keepsPostscriptAlone(_ below: String, _ left: String) {
    let reply = ReplySamples.plain("Tuesday suits me.\n\n\(below)\n").visibleReply
    #expect(reply == (left.isEmpty ? "Tuesday suits me." : "Tuesday suits me.\n" + left))
}

@Test("what ends a letter goes", arguments: closings)
func cutsClosing(_ name: String, _ lines: String) {
    let reading = ReplySamples.plain("Sounds fine. Tuesday suits me.\n\n\(lines)\n")
    #expect(reading.visibleReply == "Sounds fine. Tuesday suits me.")
}

/// Texts that look like one of these, and stay.
private let answers: [String] = [
    "Pozdrav Mia,\nzanima nas cijena za deset komada.",
    "水曜日の10時でよろしくお願いします",
    "昨日、会社から送信しました。",
    "请通过邮件发送",
    "자료를 보내 드림",
    "Lähetin tarjouksen eilen.",
    "Von meinem Kollegen habe ich davon gehört.",
    "We buy pens / paper.\nBoth by the box.",
    "Mandato ieri il contratto firmato.",
    "Danke.\nकल बात करते हैं, ठीक है।",
    "Thanks and talk about the price on Monday",
]

@Test("answers that look like closings stay", arguments: answers)
func keepsAnswerLikeClosing(_ body: String) {
    #expect(ReplySamples.plain(body).visibleReply == body)
}

@Test("a greeting above the first quote stays")
func keepsGreetingAboveQuote() {
    let body =
        "Selamlar,\n\n2.03.2026 10:12 tarihinde Mia Larsen yazdı:\n> Bir soru\nBuyurun.\n\n> Son\nOlur.\n"
    #expect(ReplySamples.plain(body).visibleReply == "Selamlar,\nBuyurun.\nOlur.")
}
