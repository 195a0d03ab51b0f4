/// Lines that say: from here on it is another message.
enum Separators {
    enum Kind { case original, forward }

    static func kind(_ folded: ArraySlice<UInt8>) -> Kind? {
        // Yahoo puts the header on the same line.
        let head = folded.prefix(200)
        let plain = head.drop { $0 == UInt8(ascii: "*") || $0 == 0x20 }
        let words = bare(head)
        guard !words.isEmpty else { return nil }
        if let first = plain.first, plain.prefix(2).elementsEqual([first, first]), dashes.contains(first) {
            if forwards.beginsText(words) { return .forward }
            if originals.beginsText(words) { return .original }
            // `---- On Mon, 3 Mar 2025 10:12 Ann wrote ----` (Zoho, Android)
            let isClosed = plain.hasSuffix("--") || plain.hasSuffix("--*")
            return isClosed && AttributionWords.hasVerb(words) && words.count <= 160 ? .original : nil
        }
        // Tobit, in German mail as well.
        if folded.hasSuffix("processed by david®") { return .original }
        // Apple Mail and others: a sentence with a colon and no dashes.
        if folded.count <= 120, folded.last == UInt8(ascii: ":"), begins.beginsText(words) {
            return .forward
        }
        return nil
    }

    /// `________________________________`, which Outlook draws above the header.
    static func isRule(_ folded: ArraySlice<UInt8>) -> Bool {
        guard folded.count >= 5, let first = folded.first else { return false }
        guard rules.contains(first) else { return isDrawn(folded) }
        return folded.allSatisfy { $0 == first || $0 == 0x20 }
    }

    /// A rule of other marks, as drawn around Japanese signatures: `━━━━`, `＝＝＝＝`, `□■□■`, `☆★☆★`.
    static func isDrawn(_ folded: ArraySlice<UInt8>) -> Bool {
        guard folded.count >= 12, let first = folded.first, first == 0xE2 || first == 0xEF else {
            return false
        }
        var index = folded.startIndex
        while index + 2 < folded.endIndex {
            let second = folded[index + 1]
            switch folded[index] {
            case 0xE2 where (0x94...0x99).contains(second): break  // U+2500…U+267F
            case 0xEF where second == 0xBC || second == 0xBD: break  // full-width forms
            default: return false
            }
            if folded[index] == 0xEF, !(0x8B...0x9F).contains(folded[index + 2]), folded[index + 2] != 0x8A {
                return false
            }
            index += 3
        }
        return index == folded.endIndex
    }

    private static func bare(_ folded: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var text = folded.drop { marks.contains($0) }
        while let last = text.last, marks.contains(last) || last == UInt8(ascii: ":") {
            text = text.dropLast()
        }
        return text
    }

    private static let dashes = ByteSet("-_=")
    private static let rules = ByteSet("-_=*")
    private static let marks = ByteSet("-_=* ><|")

    private static let originals = PhraseTable([
        "original message", "original appointment", "originalmessage", "original e-mail", "original mail",
        "reply message",
        "ursprüngliche nachricht", "ursprüngliche mail", "ursprüngliche e-mail", "originalnachricht",
        "original-nachricht",
        "urspr. nachricht", "antwort nachricht", "original-mail",
        "message d'origine", "message original", "message initial", "courriel original", "mail original",
        "mensaje original", "mensagem original", "missatge original", "mensaxe orixinal",
        "messaggio originale", "messaggio originario",
        "oorspronkelijk bericht", "oorspronkelijke bericht", "origineel bericht", "oorspronklike boodskap",
        "oprindelig meddelelse", "oprindelig besked", "original meddelelse", "opprinnelig melding",
        "original melding",
        "originalmeddelande", "ursprungligt meddelande", "ursprungligt meddelande", "alkuperäinen viesti",
        "alkuperäinen sanoma",
        "wiadomość oryginalna", "oryginalna wiadomość", "treść oryginalnej wiadomości", "původní zpráva",
        "původní e-mail",
        "pôvodná správa", "pôvodný e-mail", "eredeti üzenet", "исходное сообщение",
        "первоначальное сообщение",
        "оригинальное сообщение", "пересылаемое сообщение", "оригінальне повідомлення",
        "вихідне повідомлення",
        "початкове повідомлення", "оригинално съобщение", "izvorna poruka", "originalna poruka",
        "izvorno sporočilo",
        "оригинална порука", "mesaj original", "mesajul original", "αρχικό μήνυμα", "orijinal mesaj",
        "özgün ileti", "asıl ileti",
        "pradinis laiškas", "originalus laiškas", "sākotnējais ziņojums", "algne kiri", "algsõnum",
        "pesan asli",
        "thư gốc", "tin nhắn gốc", "原始邮件", "原始郵件", "原邮件", "原始信件", "元のメッセージ", "元のメール", "オリジナルメッセージ",
        "원본 메시지", "원본 메일", "원본메시지", "הודעה מקורית", "الرسالة الأصلية", "رسالة أصلية", "پیام اصلی",
        "ข้อความต้นฉบับ",
        "mesej asal", "jatorrizko mezua", "upprunaleg skilaboð",
        "missatge originari", "mensagem de origem", "oorspronkelijke e-mail", "oorspronkelijke mail",
        "messaggio di origine", "e-mail originale", "оригинално писмо", "първоначално съобщение",
        "изворна порука", "originalno sporočilo", "prvotno sporočilo", "eredeti levél",
        "eredeti e-mail", "ursprungligt mejl", "ursprungligt mail", "opprinneleg melding",
        "alkuperäinen sähköposti", "algne sõnum", "algteade", "originaalkiri", "algne e-kiri",
        "oriģinālais ziņojums", "sākotnējā ziņa", "oriģinālā vēstule", "sākotnējā vēstule",
        "pirminis laiškas", "pradinis pranešimas", "originalus pranešimas", "pradinė žinutė",
        "email asli", "e-mel asal", "emel asal", "thư ban đầu", "email gốc", "ข้อความเดิม",
        "อีเมลต้นฉบับ", "النص الأصلي", "ההודעה המקורית", "پیغام اصلی", "ایمیل اصلی", "मूल संदेश",
        "मूल ईमेल", "मूल मैसेज", "回复的原邮件", "回覆的原郵件", "原始訊息", "原始讯息", "原邮件信息", "邮件原文", "原始電郵", "回复的邮件",
        "원본 이메일", "원본이메일", "원본 편지", "원문 메일", "원래 메시지", "원본 내용", "元の電子メール", "引用元メール", "受信メッセージ",
        "返信元メッセージ",
    ])

    private static let forwards = PhraseTable([
        "forwarded message", "forwarded by", "forwarded mail", "forwarded e-mail", "forwarded email",
        "begin forwarded",
        "forward message", "forwarded from", "original forwarded", "start of forwarded", "begin forward",
        "weitergeleitete nachricht", "weitergeleitete mail", "weitergeleitet von", "weitergeleitete e-mail",
        "message transféré", "message transmis", "message réexpédié", "courriel transféré", "transféré par",
        "mail transféré",
        "mensaje reenviado", "mensagem encaminhada", "mensagem reencaminhada", "missatge reenviat",
        "mensaxe reenviada",
        "reenviado por", "encaminhado por", "messaggio inoltrato", "inoltrato da", "messaggio inoltrato da",
        "doorgestuurd bericht", "doorgestuurd door", "videresendt meddelelse", "videresendt besked",
        "videresendt melding",
        "videresendt af", "videresendt av", "vidarebefordrat meddelande", "vidarebefordrat mail",
        "vidarebefordrad",
        "välitetty viesti", "edelleenlähetetty viesti", "välittänyt", "wiadomość przekazana",
        "przekazana wiadomość",
        "treść przekazanej wiadomości", "przekazana przez", "přeposlaná zpráva", "přeposlaný e-mail",
        "přeposlal",
        "preposlaná správa", "preposlal", "továbbított üzenet", "továbbított levél", "továbbította",
        "пересылаемое сообщение", "пересланное сообщение", "пересланное письмо",
        "начало пересылаемого сообщения",
        "переслане повідомлення", "пересланий лист", "препратено съобщение", "proslijeđena poruka",
        "prosleđena poruka",
        "posredovano sporočilo", "прослеђена порука", "mesaj redirecționat", "mesaj redirectionat",
        "mesaj transmis",
        "mesajul redirecționat", "προωθημένο μήνυμα", "yönlendirilmiş mesaj", "yönlendirilen mesaj",
        "iletilen mesaj",
        "iletilmiş mesaj", "persiųstas laiškas", "pārsūtīts ziņojums", "pārsūtītais ziņojums",
        "edastatud kiri",
        "edastatud sõnum", "pesan yang diteruskan", "pesan terusan", "pesan diteruskan",
        "thư được chuyển tiếp",
        "tin nhắn đã chuyển tiếp", "转发邮件", "转发的邮件", "轉寄郵件", "轉寄的郵件", "轉寄訊息", "已轉寄的郵件", "转发信息", "转发邮件信息",
        "転送メッセージ", "転送されたメッセージ", "転送メール", "전달된 메시지", "전달된 메일", "전달 메시지", "הודעה שהועברה", "הודעה מועברת",
        "رسالة معاد توجيهها", "الرسالة المعاد توجيهها", "رسالة محولة", "پیام ارسالشده", "ข้อความที่ส่งต่อ",
        "mesej dimajukan",
        "birtilgitako mezua", "framsent skilaboð", "メッセージを転送", "wiadomość przesłana dalej",
        "przesłana wiadomość",
        "перенаправленное сообщение", "перенаправлене повідомлення", "iletilen ileti", "iletilmiş ileti",
        "переадресованное сообщение", "videresend", "message transmis",
        "missatge reexpedit", "reenviat per", "doorgestuurde e-mail", "doorgezonden bericht",
        "messaggio girato", "e-mail inoltrata", "e-mail encaminhado", "mensagem reenviada",
        "препратено писмо", "препратен имейл", "továbbított e-mail", "posredovano e-sporočilo",
        "proslijeđeni e-mail", "prosleđeni mejl", "vidarebefordrat mejl", "videresendt mail",
        "videresendt e-mail", "videresendt e-post", "edelleen lähetetty viesti", "edasi saadetud kiri",
        "pārsūtītā ziņa", "pārsūtīta vēstule", "pārsūtītā vēstule", "persiųstas pranešimas",
        "persiųsta žinutė", "persiųstas el. laiškas", "email terusan", "mesej yang dimajukan",
        "emel dimajukan", "thư đã chuyển tiếp", "email chuyển tiếp", "tin nhắn được chuyển tiếp",
        "อีเมลที่ส่งต่อ", "ส่งต่อโดย", "رسالة معاد إرسالها", "رسالة تمت إعادة توجيهها",
        "پیام هدایتشده", "پیام فوروارد شده", "پیام بازارسال شده", "अग्रेषित संदेश", "अग्रेषित ईमेल",
        "फॉरवर्ड किया गया संदेश", "फ़ॉरवर्ड किया गया संदेश",
    ])

    private static let begins = PhraseTable([
        "begin forwarded message", "forwarded message", "start of forwarded message",
        "anfang der weitergeleiteten",
        "anfang der weitergeleiteten e-mail", "weitergeleitete nachricht", "début du message transféré",
        "début du message réexpédié", "message transféré", "inicio del mensaje reenviado",
        "inicio del mensaje remitido",
        "início da mensagem encaminhada", "início da mensagem reencaminhada", "inizio messaggio inoltrato",
        "inizia il messaggio inoltrato", "begin doorgestuurd bericht", "start på videresendt",
        "start på videresendte",
        "starten på den videresendte", "begynnelsen på videresendt", "videresendt melding",
        "påbörjar vidarebefordrat",
        "vidarebefordrat brev", "välitetty viesti alkaa", "välitetty viesti",
        "początek wiadomości przekazanej",
        "początek przekazywanej wiadomości", "początek przekazanej wiadomości", "začátek přeposlané zprávy",
        "přeposlaná zpráva", "začiatok preposlanej správy", "továbbított levél kezdete", "továbbított üzenet",
        "начало переадресованного", "начало пересылаемого сообщения", "початок листа, що пересилається",
        "початок перенаправленого", "početak proslijeđene poruke", "započeto prosljeđivanje poruke",
        "započni proslijeđenu poruku",
        "mesaj redirecționat", "începutul mesajului redirecționat", "începe mesajul redirecționat",
        "έναρξη προωθημένου μηνύματος", "iletilen ileti başlangıcı", "iletilmiş mesaj",
        "baştan iletilen mesaj",
        "以下是转发的邮件", "以下為轉寄的郵件", "开始转发的邮件", "下面是被转发的邮件", "以下は転送されたメールです", "転送されたメッセージ",
        "전달된 메시지", "다음은 전달된 메시지", "תחילת ההודעה שהועברה", "بداية الرسالة المعاد توجيهها",
        "بدء الرسالة المعاد توجيهها",
        "bắt đầu thư được chuyển tiếp", "bắt đầu chuyển tiếp thư", "awal pesan terusan",
        "mulai pesan terusan", "inici del missatge reenviat",
        "begin van doorgestuurd bericht", "comença el missatge reenviat",
        "começo da mensagem encaminhada", "начало на препратеното съобщение",
        "почетак прослеђене поруке", "početak prosleđene poruke", "začetek posredovanega sporočila",
        "a továbbított üzenet kezdete", "vidarebefordrat mejl", "början på vidarebefordrat",
        "videresendt besked begynder", "begynnelse på videresendt", "edelleenlähetetty viesti alkaa",
        "edastatud kirja algus", "edastatud sõnumi algus", "pārsūtītā ziņojuma sākums",
        "persiunčiamo laiško pradžia", "persiųsto pranešimo pradžia", "mula mesej dimajukan",
        "permulaan mesej yang dimajukan", "เริ่มข้อความที่ส่งต่อ", "רשומה של הודעה שהועברה",
        "שורת פתיחה של הודעה מועברת", "شروع پیام هدایتشده", "آغاز پیام ارسالشده",
        "अग्रेषित संदेश प्रारंभ", "अग्रेषित संदेश आरंभ करें",
    ])
}
