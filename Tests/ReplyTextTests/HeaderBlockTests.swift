import Testing

@testable import ReplyText

private let headers: [(language: String, block: String)] = [
    ("en", "From: Mia <mia@out.example>\nSent: Monday, March 2, 2026 10:12 AM\nTo: Ann\nSubject: Question"),
    ("en bold", "*From:* Mia <mia@out.example>\n*Sent:* Monday\n*To:* Ann\n*Subject:* Question"),
    ("en spaced", "From: Mia\n\nSent: Monday\n\nTo: Ann\n\nSubject: Question"),
    ("de", "Von: Mia <mia@out.example>\nGesendet: Montag, 2. März 2026 10:12\nAn: Ann\nBetreff: Frage"),
    ("fr", "De : Mia <mia@out.example>\nEnvoyé : lundi 2 mars 2026 10:12\nÀ : Ann\nObjet : Question"),
    ("es", "De: Mia <mia@out.example>\nEnviado: lunes, 2 de marzo de 2026\nPara: Ann\nAsunto: Pregunta"),
    ("pt", "De: Mia\nEnviada em: segunda-feira\nPara: Ann\nAssunto: Pergunta"),
    ("it", "Da: Mia\nInviato: lunedì\nA: Ann\nOggetto: Domanda"),
    ("nl", "Van: Mia\nVerzonden: maandag\nAan: Ann\nOnderwerp: Vraag"),
    ("sv", "Från: Mia\nSkickat: den 2 mars\nTill: Ann\nÄmne: Fråga"),
    ("da", "Fra: Mia\nSendt: 2. marts\nTil: Ann\nEmne: Spørgsmål"),
    ("fi", "Lähettäjä: Mia\nLähetetty: maanantai\nVastaanottaja: Ann\nAihe: Kysymys"),
    ("pl", "Od: Mia\nWysłano: poniedziałek\nDo: Ann\nTemat: Pytanie"),
    ("cs", "Od: Mia\nOdesláno: pondělí\nKomu: Ann\nPředmět: Dotaz"),
    ("hu", "Feladó: Mia\nElküldve: hétfő\nCímzett: Ann\nTárgy: Kérdés"),
    ("ru", "От: Mia\nОтправлено: понедельник\nКому: Ann\nТема: Вопрос"),
    ("tr", "Kimden: Mia\nGönderildi: Pazartesi\nKime: Ann\nKonu: Soru"),
    ("zh", "发件人: Mia\n发送时间: 2026年3月2日\n收件人: Ann\n主题: 问题"),
    ("zh wide", "发件人：Mia\n发送时间：2026年3月2日\n收件人：Ann\n主题：问题"),
    ("ja", "差出人: Mia\n送信日時: 2026年3月2日\n宛先: Ann\n件名: 質問"),
    ("ko", "보낸 사람: Mia\n보낸 날짜: 2026년\n받는 사람: Ann\n제목: 질문"),
    ("sr Cyrillic", "Од: Mia\nПослато: понедељак, 2. март 2026. 10:12\nПрима: Ann\nПредмет: Питање"),
    ("et", "Saatja: Mia\nSaadetud: esmaspäev, 2. märts 2026\nAdressaat: Ann\nTeema: Küsimus"),
    ("fa", "از: Mia\nارسال‌شده: دوشنبه\nبه: Ann\nموضوع: پرسش"),
    ("zh table", "| 发件人 | Mia |\n| 日期 | 2026年3月2日 |\n| 收件人 | Ann |\n| 主题 | 问题 |"),
    ("Notes", "Mia Larsen\n03/02/2026 10:12 AM\nTo: Ann\ncc:\nSubject: Question"),
    ("long To", "From: Mia\nTo: a@x.example,\n b@x.example,\n c@x.example,\n d@x.example\nSubject: Question"),
]

@Test("header above the quoted message", arguments: headers)
func cutsAtHeader(_ language: String, _ block: String) {
    #expect(
        ReplySamples.plain("Sounds fine.\n\n\(block)\n\nQuick question\nfor you?\n").visibleReply
            == "Sounds fine.")
}

@Test("the rule above the header goes too")
func cutsRule() {
    let body =
        "Sounds fine.\n\n________________________________\nFrom: Mia\nSent: Monday\nTo: Ann\nSubject: x\n\nHi\n"
    #expect(ReplySamples.plain(body).visibleReply == "Sounds fine.")
}

private let separators: [(line: String, isForward: Bool)] = [
    ("-----Original Message-----", false), ("----- Ursprüngliche Nachricht -----", false),
    ("-------- Message d'origine --------", false), ("-----Mensaje original-----", false),
    ("*-------- Original Message --------*", false), ("-----Исходное сообщение-----", false),
    ("---- On Mon, 02 Mar 2026 10:12:00 +0000 Mia Larsen wrote ----", false),
    ("---------- Forwarded message ---------", true), ("-------- Weitergeleitete Nachricht --------", true),
    ("---------- Mensaje reenviado ----------", true), ("Begin forwarded message:", true),
    ("Anfang der weitergeleiteten Nachricht:", true),
]

@Test("separators", arguments: separators)
func cutsAtSeparator(_ line: String, _ isForward: Bool) {
    let reading = ReplySamples.plain("Sounds fine.\n\n\(line)\n\nSomething else.\n")
    #expect(reading.visibleReply == "Sounds fine.")
    #expect(reading.isForward == isForward)
}

@Test("a bare forward has nothing of its own")
func leavesForwardEmpty() {
    let body = """
        ---------- Forwarded message ---------
        From: Bob <bob@third.example>
        Date: Mon, 2 Mar 2026 at 10:12
        Subject: Offer
        To: Ann Reed

        Have a look at this.
        """
    let reading = ReplySamples.plain(body, subject: "Fwd: Offer")
    #expect(reading.visibleReply == "")
    #expect(reading.isForward)
    #expect(!reading.quoted.isEmpty)
}

private let prose: [String] = [
    "To: be honest, we are not sure.\nSubject: closed.",
    "Price: 100\nDate: open\nColour: red",
    "Here is the list:\nFrom: Berlin\nStop: Hanover",
    "This one:\nFrom: Hull\nTo: Gdynia\nDate: every other Friday\nLoad: reels, nine",  // no day
]

@Test("lists with colons stay", arguments: prose)
func keepsLists(_ body: String) {
    #expect(ReplySamples.plain(body).visibleReply == body)
}
