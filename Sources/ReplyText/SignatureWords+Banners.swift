extension SignatureWords {
    /// What says of itself that it is a warning about mail from outside.
    static let banners = PhraseTable([
        "external email", "external e-mail", "external mail", "external sender", "external message",
        "warning: external", "this email originated", "this message originated",
        "this e-mail originated", "this email came from outside", "this message came from outside",
        "attention: external", "you don't often get email from",
        "some people who received this message", "[external", "be careful with this message",
        "achtung: externe", "achtung! externe", "externe e-mail", "vorsicht: externe",
        "sie erhalten nicht oft", "sie erhalten nicht häufig", "courriel externe", "e-mail externe",
        "vous n'obtenez pas souvent", "vous ne recevez pas souvent", "correo externo",
        "no suele recibir correo", "e-mail externo", "email esterna", "non si ricevono spesso",
        "externe mail", "u ontvangt niet vaak", "varning: extern", "advarsel: ekstern",
        "du får ikke ofte", "nie otrzymujesz często", "внимание: внешн", "внимание! внешн", "外部メール",
        "【外部", "外部邮件", "外部郵件", "mittente esterno", "messaggio esterno", "non si riceve spesso",
        "mensagem externa", "remetente externo", "não costuma receber", "você não costuma receber",
        "nem sempre recebe", "externe afzender", "dit bericht komt van buiten",
        "deze e-mail komt van buiten", "je ontvangt niet vaak", "correu extern", "missatge extern",
        "remitent extern", "no acostumeu a rebre", "no sol rebre correu", "wiadomość zewnętrzna",
        "wiadomość spoza organizacji", "externí e-mail", "pozor: externí",
        "tento e-mail pochází z externí", "externý e-mail", "pozor: externý", "e-mail extern",
        "mesaj extern", "nu primiți des e-mailuri", "vanjski pošiljatelj", "vanjska pošta",
        "spoljni pošiljalac", "spoljna pošta", "zunanji pošiljatelj", "zunanja pošta",
        "външен подател", "външна поща", "figyelem: külső", "figyelem! külső", "külső feladó",
        "külső e-mail", "nem gyakran kap e-mailt", "ne dobivate često", "ne dobijate često",
        "ne prejemate pogosto", "не получавате често", "varning! extern", "externt mejl",
        "externt e-post", "obs! externt", "obs: externt", "du får inte ofta e-post",
        "du får inte ofta mejl", "advarsel! ekstern", "ekstern e-post", "ekstern epost",
        "ekstern mail", "ekstern afsender", "ekstern avsender", "vær opmærksom: ekstern",
        "du får ikke ofte e-post", "du modtager ikke ofte", "varoitus: ulkoinen", "huom! ulkoinen",
        "ulkoinen viesti", "ulkoinen lähettäjä", "ulkopuolinen viesti", "et saa usein sähköpostia",
        "hoiatus: väline", "väline kiri", "välissaatja", "uzmanību! ārējs", "ārējs e-pasts",
        "ārējs sūtītājs", "brīdinājums: ārējs", "dėmesio! išorinis", "dėmesio: išorinis",
        "išorinis laiškas", "išorinis siuntėjas", "email từ bên ngoài", "bạn không thường nhận",
        "email eksternal", "anda tidak sering menerima", "e-mel luaran", "anda tidak kerap",
        "อีเมลภายนอก", "อีเมลจากภายนอก", "بريد خارجي", "رسالة خارجية", "لا تتلقى بريدا", "מייל חיצוני",
        "הודעה חיצונית", "אינך מקבל לעתים", "ایمیل خارجی", "बाहरी ईमेल", "외부]", "외부메일]", "외부 메일",
        "외부에서 발송", "주의: 외부", "【社外", "社外メール", "社外]", "外部]", "external]", "注意: 外部", "【外部邮件", "外部邮件]",
        "【外來", "外來郵件",
    ])

    /// Words before any warning: they count only where the paragraph says as well that the mail came from outside.
    static let warnings = PhraseTable([
        "caution:", "caution -", "caution!", "warning:", "attention:", "attention :",
        "exercise caution", "external:", "achtung:", "achtung!", "vorsicht:", "vorsicht!",
        "précaution", "prudence", "precaución:", "atención:", "atenção:", "cuidado:", "attenzione:",
        "attenzione!", "let op:", "let op!", "atenció:", "precaució:", "uwaga:", "uwaga!",
        "upozornění:", "upozornenie:", "pozor:", "pozor!", "atenție:", "oprez:", "oprez -",
        "upozorenje:", "упозорење:", "опрез:", "opozorilo:", "внимание:", "внимание!", "увага:",
        "figyelem:", "figyelem!", "varning:", "obs:", "obs!", "advarsel:", "vær forsiktig",
        "vær opmærksom", "varoitus:", "huom:", "hoiatus:", "uzmanību:", "uzmanību!", "brīdinājums:",
        "dėmesio:", "dėmesio!", "cảnh báo:", "peringatan:", "hati-hati:", "amaran:", "คำเตือน:",
        "تنبيه:", "تحذير:", "זהירות:", "هشدار:", "चेतावनी:", "dikkat:", "uyarı:", "προσοχή:", "注意:",
        "警告:", "주의:", "경고:",
    ])

    /// Words for mail from outside.
    static let outside = PhraseTable([
        "outside", "external", "originated", "extern", "außerhalb", "de fora", "fora da", "fuera de",
        "ajen", "ajeno", "estern", "esterno", "externe", "van buiten", "buiten de", "zewn", "spoza",
        "externí", "vanjsk", "spoljn", "izvan", "van organizacije", "спољн", "вањск", "zunanj",
        "zunaj", "външ", "извън", "внешн", "извне", "зовнішн", "külső", "kívülről", "utanför",
        "utenfor", "udenfor", "udefra", "utifrån", "ekstern", "ulko", "väljast", "väline", "ārēj",
        "ārpus", "išorin", "bên ngoài", "eksternal", "dari luar", "ภายนอก", "خارج", "חיצוני", "מחוץ",
        "بیرون", "बाहर", "dışından", "harici", "εξωτερικ", "社外", "外部", "外來", "외부", "extérieur",
        "mittente", "remetente", "afzender", "absender", "expéditeur", "afara", "exteriorul",
    ])
}
