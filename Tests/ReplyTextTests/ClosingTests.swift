import Testing

@testable import ReplyText

/// What ends `Tuesday suits me.`, and goes.
private let closings: [(name: String, lines: String)] = [
    ("two languages", "Z poważaniem / Best regards\nAnn Reed"),
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
]

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
