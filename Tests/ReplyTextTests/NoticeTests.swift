import Testing

@testable import ReplyText

/// Texts that begin as a disclaimer or a server's warning does, and are somebody's own.
private let own: [String] = [
    "Questa email è spam, cancellatemi.",
    "Deze e-mail is ongewenst, haal me van de lijst.",
    "This message and any others like it are unwanted. Remove me.",
    "Ai sensi dell'art. 17 del Regolamento (UE) 2016/679 chiedo la cancellazione dei miei dati.",
    "Buongiorno,\n\nai sensi dell'art. 17 del Regolamento (UE) 2016/679 chiedo la cancellazione.",
    "Acest mesaj este generat automat. Sunt în concediu până pe 20 septembrie.",
    "Dobrý den,\n\ntato zpráva byla vygenerována automaticky. Jsem na dovolené.",
    "このメールアドレスは送信専用です。",
    "이 메일은 발신전용입니다.",
    "We are closed.\n\nThis message was made by a machine and answers are not read.",
    "Attenzione: questa casella non viene letta da nessuno.",
    "Let op: ons nieuwe adres is info@shop.example.\nGroeten gaan daarheen.",
    "Caution: I only buy in May.\n\nWrite to me then.",
    "External email campaigns are not for us.",
    "Confidential: our price is 12.",
]

@Test("a notice never begins the text, and a warning says what it warns of", arguments: own)
func keepsOwnText(_ body: String) {
    #expect(
        ReplySamples.plain(body).visibleReply
            == body.split(separator: "\n").joined(separator: "\n"))
}

/// What stands below `Sounds fine.`, and goes.
private let notices: [(language: String, lines: String)] = [
    ("en", "This e-mail may be read by the addressee alone; it is confidential."),
    ("it", "Questo messaggio è riservato ai soli destinatari.\nChi lo riceve per errore lo distrugga."),
    ("nl", "Dit bericht is vertrouwelijk en uitsluitend bestemd voor de geadresseerde."),
    ("es", "Este mensaje es confidencial y va dirigido exclusivamente a su destinatario."),
    ("ro", "Acest mesaj este confidențial și destinat exclusiv destinatarului."),
    ("cs", "Tato zpráva je důvěrná a určená jen adresátovi."),
    ("sv", "Detta mejl är konfidentiellt och avsett för mottagaren."),
    ("ja", "本メールには機密情報が含まれている場合があります。"),
    ("zh", "本邮件及附件含有保密信息，仅供收件人使用。"),
    ("ko", "이 메일은 지정된 수신인만을 위한 기밀 정보를 담고 있습니다."),
]

@Test("notices go", arguments: notices)
func cutsNotice(_ language: String, _ lines: String) {
    #expect(ReplySamples.plain("Sounds fine.\n\n\(lines)\n").visibleReply == "Sounds fine.")
}

private let warnings: [(language: String, line: String)] = [
    ("en", "Warning: this mail was sent from outside the firm."),
    ("it", "Attenzione: messaggio da un mittente esterno all'organizzazione."),
    ("nl", "Let op: dit bericht komt van buiten de organisatie."),
    ("pl", "Uwaga: wiadomość spoza firmy."),
    ("ko", "[외부메일] 링크를 누르지 마세요."),
]

@Test("the warning of a server goes", arguments: warnings)
func cutsWarning(_ language: String, _ line: String) {
    #expect(ReplySamples.plain("\(line)\n\nSounds fine.\n").visibleReply == "Sounds fine.")
}
