/// Lines that mail programs and companies add to what a person wrote.
enum SignatureWords {
    /// `Sent from my iPhone` and its relatives.
    static func isSentFrom(_ folded: ArraySlice<UInt8>) -> Bool {
        guard folded.count <= 140 else { return false }
        return sentFrom.beginsText(folded, after: marks)
    }

    /// Marks that programs put around such lines.
    private static let marks = ByteSet("-*_<[(~#=!|> ⚠\u{FE0F}")

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
        "gesendet von ", "von meinem ", "diese nachricht wurde von meinem", "von unterwegs gesendet",
        "gesendet mit ", "gesendet aus ",
        "holen sie sich outlook", "outlook für ios", "outlook für android", "outlook for ios",
        "outlook for android",
        "envoyé de mon ", "envoyé depuis ", "envoyé à partir de ", "envoyé avec ", "envoyé par ",
        "obtenez outlook", "télécharger outlook",
        "enviado desde ", "enviado do meu ", "enviado de mi ", "enviado a partir do ", "obtener outlook",
        "obtenha o outlook",
        "inviato da ", "inviato dal ", "inviato con ", "ottieni outlook", "verzonden vanaf ",
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
    ])

    /// What a server puts above mail that comes from outside.
    static func isBanner(_ folded: ArraySlice<UInt8>) -> Bool {
        banners.beginsText(folded, after: marks)
    }

    private static let banners = PhraseTable([
        "caution:", "caution -", "caution! ", "external email", "external e-mail", "external mail",
        "external sender", "external:", "external message",
        "warning: this email", "warning: this e-mail", "warning: this message", "warning: external",
        "this email originated", "this message originated",
        "this e-mail originated", "this email came from outside", "this message came from outside",
        "attention: this email", "attention: external",
        "you don't often get email from", "some people who received this message", "[external",
        "exercise caution", "be careful with this message",
        "achtung: externe", "achtung! externe", "externe e-mail", "achtung: diese e-mail",
        "vorsicht: externe", "vorsicht:", "sie erhalten nicht oft",
        "sie erhalten nicht häufig", "attention : ce", "attention: ce", "courriel externe", "e-mail externe",
        "vous n'obtenez pas souvent",
        "vous ne recevez pas souvent", "precaución:", "correo externo", "no suele recibir correo", "atenção:",
        "e-mail externo", "attenzione:",
        "email esterna", "non si ricevono spesso", "let op:", "externe mail", "u ontvangt niet vaak",
        "varning: extern", "advarsel: ekstern", "du får ikke ofte",
        "uwaga: wiadomość", "nie otrzymujesz często", "внимание: внешн", "внимание! внешн", "外部メール", "【外部",
        "外部邮件", "外部郵件",
    ])

    /// The first line of a disclaimer or of what a mailing list adds; it goes to the end.
    static func beginsNotice(_ folded: ArraySlice<UInt8>) -> Bool {
        notices.beginsText(folded, after: marks) || (folded.count > 40 && anywhere.occurs(in: folded))
    }

    private static let notices = PhraseTable([
        "confidentiality notice", "confidentiality note", "confidentiality:", "confidential:",
        "confidential notice", "disclaimer", "legal notice",
        "legal disclaimer", "privileged and confidential", "privileged & confidential", "important notice:",
        "notice:", "privacy notice",
        "this e-mail and any", "this email and any", "this message and any", "this e-mail, including",
        "this email, including",
        "this e-mail is intended", "this email is intended", "this message is intended",
        "this e-mail message", "this email message",
        "this e-mail contains", "this email contains", "this message contains", "this communication is",
        "this communication contains",
        "this transmission", "the information contained in", "the information in this",
        "the contents of this", "the content of this",
        "this e-mail (including", "this email (including", "this e-mail may contain",
        "this email may contain", "this message may contain",
        "this e-mail is confidential", "this email is confidential", "this is a confidential",
        "if you are not the intended",
        "if you have received this", "please consider the environment", "please think before you print",
        "think before you print",
        "save a tree", "before printing", "virus-free", "this email has been checked",
        "this email has been scanned", "avast logo",
        "this message was sent by", "this email was sent from", "any views or opinions",
        "internet email confidentiality",
        "diese e-mail enthält", "diese e-mail ist vertraulich", "diese e-mail kann",
        "diese nachricht enthält", "diese nachricht ist",
        "der inhalt dieser e-mail", "vertraulichkeitshinweis", "rechtlicher hinweis", "hinweis:",
        "haftungsausschluss",
        "bitte denken sie an die umwelt", "bitte prüfen sie, ob", "virenfrei", "diese e-mail wurde von avast",
        "wenn sie nicht der richtige",
        "ce message et toutes", "ce message est confidentiel", "ce message et ses pièces", "ce courriel",
        "cet e-mail", "ce message électronique",
        "avis de confidentialité", "pensez à l'environnement", "merci de penser à l'environnement",
        "sans virus", "ce message contient",
        "este mensaje", "este correo", "aviso de confidencialidad", "aviso legal", "la información contenida",
        "antes de imprimir",
        "libre de virus", "esta mensagem", "este e-mail", "aviso de confidencialidade",
        "as informações contidas", "livre de vírus",
        "questo messaggio", "questa e-mail", "questa email", "le informazioni contenute",
        "avviso di riservatezza", "ai sensi del", "privo di virus",
        "dit bericht", "deze e-mail", "dit e-mailbericht", "de informatie in dit", "de inhoud van dit",
        "denne e-mail", "denne e-post", "denne epost",
        "denne mail", "detta meddelande", "detta e-post", "tämä viesti", "tämä sähköposti", "ta wiadomość",
        "niniejsza wiadomość",
        "treść tej wiadomości", "informacja zawarta", "tato zpráva", "tento e-mail", "táto správa",
        "ez az üzenet", "ez az e-mail",
        "настоящее сообщение", "данное сообщение", "это сообщение", "это электронное письмо",
        "це повідомлення", "acest mesaj", "bu e-posta",
        "bu mesaj", "本邮件", "本郵件", "本メール", "このメール", "이 메일",
        "you received this message because", "you are receiving this because",
        "you are receiving this email because",
        "to unsubscribe from this", "to unsubscribe send", "to unsubscribe, e-mail", "to unsubscribe, send",
        "to unsubscribe e-mail", "reply to this email directly",
        "to view this discussion on", "to post to this group", "for additional commands",
        "mailing list to unsubscribe",
        "do you yahoo!?", "get your free", "get your private, free email", "find out more about",
        "join the world's largest",
        "amtsgericht", "sitz der gesellschaft", "registered office", "registered in england",
        "geschäftsführer:", "handelsregister",
    ])

    private static let anywhere = PhraseTable([
        "intended only for the use of the", "intended solely for the", "intended recipient",
        "unauthorized review, use",
        "nur für den adressaten", "nur für den empfänger", "unbefugt", "exclusivement destiné",
        "usage exclusif du destinataire",
    ])

    /// Something by which a person can be reached: it stands in signatures oftener than in answers.
    static func isContact(_ folded: ArraySlice<UInt8>) -> Bool {
        var digits = 0
        var others = 0
        var previous: UInt8 = 0
        var hasAt = false
        for byte in folded {
            if byte &- UInt8(ascii: "0") < 10 {
                digits += 1
            } else if byte == UInt8(ascii: "@"), previous > 0x20 {
                hasAt = true
            } else if byte > 0x40 {
                others += 1
            }
            previous = byte
        }
        if hasAt, FoldedWords.count(folded) <= 4 { return true }
        if schemes.beginsText(folded) || hosts.occurs(in: folded) { return FoldedWords.count(folded) <= 5 }
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
    ])
}
