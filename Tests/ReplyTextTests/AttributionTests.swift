import Testing

@testable import ReplyText

private let attributions: [(language: String, lines: String)] = [
    ("en", "On Mon, 2 Mar 2026 at 10:12, Mia Larsen <mia@out.example> wrote:"),
    ("en wrapped", "On Mon, 2 Mar 2026 at 10:12, Mia Larsen\n<mia@out.example> wrote:"),
    ("en wrapped twice", "On Mon, 2 Mar 2026\nat 10:12, Mia Larsen\n<mia@out.example> wrote:"),
    ("en Apple", "On Mar 2, 2026, at 10:12 AM, Mia Larsen <mia@out.example> wrote:"),
    ("en Thunderbird", "On 02/03/2026 10:12, Mia Larsen wrote:"),
    ("de", "Am Mo., 2. März 2026 um 10:12 Uhr schrieb Mia Larsen <mia@out.example>:"),
    ("de Thunderbird", "Am 02.03.26 um 10:12 schrieb Mia Larsen:"),
    ("de name first", "Mia Larsen <mia@out.example> schrieb am Mo., 2.\nMärz 2026 um 10:12 Uhr:"),
    ("fr", "Le lun. 2 mars 2026 à 10:12, Mia Larsen <mia@out.example> a écrit :"),
    ("fr no-break space", "Le 2 mars 2026 à 10:12, Mia Larsen <mia@out.example> a écrit\u{A0}:"),
    ("es", "El lun, 2 mar 2026 a las 10:12, Mia Larsen (<mia@out.example>) escribió:"),
    ("pt", "Em seg., 2 de mar. de 2026 às 10:12, Mia Larsen <mia@out.example> escreveu:"),
    ("it", "Il giorno lun 2 mar 2026 alle ore 10:12 Mia Larsen <mia@out.example> ha scritto:"),
    ("nl", "Op ma 2 mrt 2026 om 10:12 schreef Mia Larsen <mia@out.example>:"),
    ("da", "Den man. 2. mar. 2026 kl. 10.12 skrev Mia Larsen <mia@out.example>:"),
    ("sv", "Den mån 2 mars 2026 kl 10:12 skrev Mia Larsen <mia@out.example>:"),
    ("nb", "man. 2. mar. 2026 kl. 10:12 skrev Mia Larsen <mia@out.example>:"),
    ("fi", "ma 2. maalisk. 2026 klo 10.12 Mia Larsen (mia@out.example) kirjoitti:"),
    ("pl", "pon., 2 mar 2026 o 10:12 Mia Larsen <mia@out.example> napisał(a):"),
    ("cs", "po 2. 3. 2026 v 10:12 odesílatel Mia Larsen <mia@out.example> napsal:"),
    ("hu", "Mia Larsen <mia@out.example> ezt írta (időpont: 2026. márc. 2., H, 10:12):"),
    ("ru", "пн, 2 мар. 2026 г. в 10:12, Mia Larsen <mia@out.example>:"),
    ("uk", "пн, 2 бер. 2026 р. о 10:12 Mia Larsen <mia@out.example> пише:"),
    ("ro", "În lun., 2 mar. 2026 la 10:12, Mia Larsen <mia@out.example> a scris:"),
    ("el", "Στις Δευ 2 Μαρ 2026 στις 10:12 π.μ., ο/η Mia Larsen <mia@out.example> έγραψε:"),
    ("tr", "Mia Larsen <mia@out.example>, 2 Mar 2026 Pzt, 10:12 tarihinde şunu yazdı:"),
    ("ja", "2026年3月2日(月) 10:12 Mia Larsen <mia@out.example>:"),
    ("zh", "Mia Larsen <mia@out.example> 于2026年3月2日周一 10:12写道："),
    ("ko", "2026년 3월 2일 (월) 오전 10:12, Mia Larsen <mia@out.example>님이 작성:"),
    ("he", "בתאריך יום ב׳, 2 במרץ 2026 ב-10:12 מאת Mia Larsen <\u{200E}mia@out.example\u{200F}>:\u{200F}"),
    ("ar", "في الاثنين، ٢ مارس ٢٠٢٦ في ١٠:١٢ ص تمت كتابة ما يلي بواسطة Mia Larsen <mia@out.example>:"),
    ("vi", "Vào Th 2, 2 thg 3, 2026 vào lúc 10:12 Mia Larsen <mia@out.example> đã viết:"),
    ("sr wrapped", "pet, 2. mar 2026. u 10:12 Mia Larsen <mia@out.example> je\nnapisao/la:"),
    ("sr Cyrillic wrapped", "пет, 2. мар 2026. у 10:12 Mia Larsen <mia@out.example> је\nнаписао/ла:"),
    ("bg wrapped", "На пн, 2.03.2026 г. в 10:12 ч. Mia Larsen <mia@out.example>\nнаписа:"),
    ("et wrapped", "Kuupäev E, 2. märts 2026 kell 10:12 kirjutas Mia Larsen\n(<mia@out.example>):"),
    (
        "lv wrapped",
        "pirmd., 2026. g. 2. marts, plkst. 10:12 — lietotājs Mia Larsen\n(<mia@out.example>) rakstīja:"
    ),
    ("nb wrapped", "man. 2. mars 2026 kl. 10:12 skrev Mia Larsen\n<mia@out.example>:"),
    ("ca", "Missatge de Mia Larsen <mia@out.example> del dia dl., 2 de març 2026 a les 10:12:"),
    ("tr wrapped", "Mia Larsen <mia@out.example>, 2 Mar 2026 Pzt, 10:12 tarihinde\nşunu yazdı:"),
    ("ru mail.ru", "Понедельник, 2 марта 2026, 10:12 +03:00 от Mia Larsen <mia@out.example>:"),
]

@Test("attribution above a marked quote", arguments: attributions)
func cutsAtAttribution(_ language: String, _ lines: String) {
    let reading = ReplySamples.plain("Sounds fine.\n\n\(lines)\n\n> Quick question\n> for you?\n")
    #expect(reading.visibleReply == "Sounds fine.")
    #expect(!reading.isForward)
}

@Test("attribution above a quote without marks", arguments: attributions)
func cutsUnmarkedQuote(_ language: String, _ lines: String) {
    let reading = ReplySamples.plain("Sounds fine.\n\n\(lines)\n\nQuick question\nfor you?\n")
    #expect(reading.visibleReply == "Sounds fine.")
}

@Test("an attribution in a language we do not know is told by its form")
func cutsUnknownLanguage() {
    let reading = ReplySamples.plain(
        "Sounds fine.\n\nZqx 2 vvv 2026 10:12 Mia Larsen <mia@out.example> grumbl:\n> Quick question\n")
    #expect(reading.visibleReply.hasPrefix("Sounds fine."))
    #expect(!reading.visibleReply.contains("Quick question"))
}

/// Sentences that look like an attribution and are none.
private let prose: [String] = [
    "As our director wrote: please take us off your list.",
    "On Monday we wrote to you about this:\nno answer so far.",
    "He said the following:\n\nthe price is too high.",
    "I will be back on 12 May 2026 at 10:30, so call me then.",
    "Send it to: ann@shop.example and to my boss.",
]

@Test("prose stays", arguments: prose)
func keepsProse(_ body: String) {
    let reading = ReplySamples.plain(body + "\n")
    let words = body.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(reading.visibleReply.split(whereSeparator: \.isWhitespace).joined(separator: " ") == words)
}

@Test("an attribution whose last word slipped behind the mark")
func cutsBrokenAttribution() {
    let body =
        "Fine.\n\nOn Mon, 2 Mar 2026 at 10:12 AM, Mia Larsen <mia@out.example\n> wrote:\n\n> Quick question\n"
    #expect(ReplySamples.plain(body).visibleReply == "Fine.")
}

private let collapsed: [(body: String, reply: String)] = [
    (
        "Fine, call me. On Mon, 2 Mar 2026 at 10:12 Mia Larsen <mia@out.example> wrote: > Quick question > stop",
        "Fine, call me."
    ),
    ("On it! On Mon, 2 Mar 2026 at 10:12 Mia Larsen <mia@out.example> wrote: Quick question", "On it!"),
    (
        "Fine. From: Mia Larsen <mia@out.example> Sent: Monday To: Ann Subject: Question unsubscribe here",
        "Fine."
    ),
    (
        "Fine, thanks for asking. ________________________________ From: Mia Sent: Monday Subject: x",
        "Fine, thanks for asking."
    ),
]

@Test("line ends that a gateway took away", arguments: collapsed)
func cutsCollapsedText(_ body: String, _ reply: String) {
    #expect(ReplySamples.plain(body).visibleReply == reply)
}
