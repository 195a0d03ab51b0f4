/// The labels of the header that mail programs put above a quoted or forwarded message.
enum HeaderLabels {
    enum Label: Int { case from, date, to, copy, subject, other }

    /// Which of them a header has.
    struct Labels: Equatable, ExpressibleByArrayLiteral {
        private var bits: UInt8 = 0

        init(arrayLiteral labels: Label...) {
            for label in labels { insert(label) }
        }

        var count: Int { bits.nonzeroBitCount }
        func contains(_ label: Label) -> Bool { bits >> label.rawValue & 1 != 0 }
        mutating func insert(_ label: Label) { bits |= 1 << label.rawValue }
        mutating func remove(_ label: Label) { bits &= ~(1 << label.rawValue) }
    }

    static func label(_ folded: ArraySlice<UInt8>) -> Label? {
        table.value(of: folded).flatMap { Label(rawValue: Int($0)) }
    }

    /// The same of a text that is not folded yet.
    static func label(folding text: ArraySlice<UInt8>) -> Label? {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: text.count * Folding.maximumGrowth) {
            folded in
            let count = text.withUnsafeBufferPointer { Folding.fold($0, into: folded) }
            return table.search(UnsafeBufferPointer(rebasing: folded[..<count]))
                .flatMap { Label(rawValue: Int($0)) }
        }
    }

    private static let table = ByteStrings(
        lists.flatMap { label, words in words.map { ($0, UInt32(label.rawValue)) } })

    private static let lists: [(Label, [String])] = [
        (
            .from,
            [
                "from", "von", "de", "van", "da", "od", "fra", "från", "lähettäjä", "feladó", "от", "от кого",
                "від",
                "kimden", "gönderen", "发件人", "寄件者", "寄件人", "差出人", "送信者", "보낸 사람", "보낸사람", "מאת", "من",
                "από", "de la", "dari", "từ", "จาก", "nuo", "no", "saatja", "kellelt", "expéditeur",
                "remitente",
                "mittente", "afzender", "odesílatel", "odosielateľ", "avsändare", "avsender", "afsender",
                "pošiljatelj",
                "absender", "frá", "nga", "nork", "oddawca", "nadawca", "sender", "de:", "від кого", "ад",
                "o",
                "expeditor", "pošiljalac", "şuradan", "dal", "от:", "mitt.", "送信元", "寄信人",
                "од", "küldő", "пошиљалац", "подател", "изпратено от", "prejeto od", "verzender",
                "remetent", "remetente", "sūtītājs", "siuntėjas", "frå", "daripada", "pengirim",
                "người gửi", "ผู้ส่ง", "المرسل", "שולח", "از", "فرستنده", "ارسال کننده", "से",
                "प्रेषक", "द्वारा", "发信人", "發信人", "自", "보낸이", "보낸 이", "발신", "발신자", "발신인", "발송인",
                "보내는 사람", "発信者", "発信元", "送信者名", "αποστολέας",
            ]
        ),
        (
            .date,
            [
                "sent", "date", "gesendet", "datum", "envoyé", "enviado", "enviada", "enviado el",
                "enviado em",
                "enviada em", "data", "fecha", "inviato", "verzonden", "sendt", "skickat", "lähetetty",
                "päivämäärä",
                "päiväys", "wysłano", "data wysłania", "odesláno", "odoslané", "odoslaná", "dátum",
                "elküldve",
                "küldve", "отправлено", "дата", "надіслано", "дата отправки", "tarih", "gönderildi",
                "gönderilme tarihi",
                "gönderim tarihi", "发送时间", "发送日期", "日期", "寄件日期", "傳送日期", "送信日時", "日時", "日付", "보낸 날짜",
                "날짜", "보낸날짜", "נשלח", "תאריך", "تاريخ الإرسال", "تم الإرسال", "إرسال", "التاريخ", "تاريخ",
                "ημερομηνία", "στάλθηκε", "αποστολή", "trimis", "poslano", "poslato", "poslané", "dikirim",
                "terkirim",
                "tanggal", "đã gửi", "ngày", "gửi", "ส่ง", "วันที่", "dato", "išsiųsta", "nosūtīts", "datums",
                "saadetud",
                "saatmisaeg", "kuupäev", "изпратено", "изпратена", "време", "sent at", "sent on", "received",
                "date/time",
                "enviat", "enviat el", "data:", "bidalia", "datë", "dagsetning", "sent date", "envoyé le",
                "inviata",
                "date d'envoi", "gesendet am", "sendt dato", "data invio", "dagsetning:", "送信日",
                "послато", "датум", "изпратено на", "дата на изпращане", "küldés dátuma", "időpont",
                "elküldés ideje", "poslano dana", "vrijeme", "vreme", "inviato il", "inviata il",
                "data e ora", "ricevuto", "verstuurd", "verzonden op", "datum/tijd", "enviadas",
                "enviada às", "recebido", "recebida", "enviat a", "tramès", "data d'enviament",
                "sūtīts", "išsiuntimo data", "nosūtīšanas datums", "dihantar", "tarikh",
                "dihantar pada", "ngày gửi", "gửi lúc", "thời gian", "vào lúc", "ส่งเมื่อ",
                "วันที่ส่ง", "أرسلت", "أُرسلت", "נשלח ב", "נשלחה", "ارسال شده", "ارسالشده",
                "ارسالشده", "فرستاده شده", "فرستادهشده", "فرستادهشده", "تاریخ", "تاریخ ارسال",
                "भेजा गया", "भेजा", "दिनांक", "तारीख", "तारीख़", "प्रेषित", "时间", "時間", "日期时间", "寄件時間",
                "寄送時間", "发件时间", "发送于", "傳送時間", "送信日付", "受信日時", "送信時刻", "보낸 시간", "보낸시간", "보낸 일시",
                "보낸일시", "발신일", "발송일", "발신일시", "작성일", "일시", "받은 날짜", "отправлен", "дата и время",
                "відправлено", "gönderme tarihi", "gönderilme zamanı", "εστάλη", "ημ/νία",
            ]
        ),
        (
            .to,
            [
                "to", "an", "à", "a", "para", "aan", "do", "till", "til", "vastaanottaja", "címzett", "komu",
                "кому",
                "kime", "alıcı", "收件人", "收件者", "宛先", "받는 사람", "받는사람", "אל", "إلى", "الى", "προς", "către",
                "catre", "za", "prima", "kepada", "đến", "tới", "ถึง", "kam", "kellele", "saaja",
                "destinataire",
                "destinatario", "destinatário", "naar", "prejemnik", "primatelj", "per a", "до", "на", "каму",
                "kad",
                "empfänger", "mottaker", "modtager", "mottagare", "adresat", "кому:", "primalac", "við",
                "nori", "për",
                "til:", "untuk", "gavėjas", "k", "odbiorca", "à:", "príjemca", "příjemce", "за", "wohin",
                "прима", "прималац", "коме", "címzettek", "primatelji", "prejemniki", "primaoci",
                "получател", "получатели", "per", "destinatari", "geadresseerde", "ontvanger",
                "adressaat", "saajat", "saņēmējs", "adresāts", "gavėjai", "saņēmēji", "mottakere",
                "modtagere", "ke", "penerima", "người nhận", "gửi đến", "kính gửi", "ผู้รับ",
                "المستلم", "المرسل إليه", "לכבוד", "נמען", "به", "گیرنده", "को", "प्रति",
                "प्राप्तकर्ता", "सेवा में", "发送给", "收信人", "送信先", "受信者", "받는이", "받는 이", "수신", "수신자",
                "수신인", "παραλήπτης",
            ]
        ),
        (
            .copy,
            [
                "cc", "kopie", "copie", "copia", "kopia", "kopi", "копия", "копія", "抄送", "副本", "ccn", "cc:",
                "másolat",
                "másolatot kap", "kopie (cc)", "cópia", "참조", "bilgi", "dw", "do wiadomości", "kópia",
                "kópie", "bcc",
                "c.c.", "cci", "kópija", "عوתק", "עותק", "نسخة", "κοιν.", "κοινοποίηση", "kopio", "cc/",
                "копие", "másolat:",
                "reply-to", "reply to", "antwort an", "répondre à", "responder a", "rispondi a",
                "responder para",
                "organization", "organisation",
                "kp", "kopija", "копија", "копие до", "másolatot kapnak", "koopia", "svar till",
                "svar til", "vastausosoite", "vastus aadressile", "tembusan", "salinan",
                "salinan kepada", "sk", "đồng gửi", "bản sao", "สำเนา", "สำเนาถึง", "สำเนาเรียน",
                "نسخة إلى", "نسخة كربونية", "העתק", "העתקים", "לידיעה", "رونوشت", "کپی", "प्रतिलिपि",
                "सीसी", "抄送人", "密送", "密件副本", "密件抄送", "숨은 참조", "숨은참조", "写し", "ccの宛先", "скрытая копия",
                "bilgi (cc)", "κοιν",
            ]
        ),
        (
            .subject,
            [
                "subject", "betreff", "objet", "asunto", "assunto", "oggetto", "onderwerp", "temat", "emne",
                "ämne",
                "aihe", "tárgy", "předmět", "predmet", "тема", "konu", "主题", "主旨", "主題", "件名", "제목", "נושא",
                "הנדון",
                "الموضوع", "موضوع", "θέμα", "subiect", "subjek", "perihal", "subyek", "chủ đề", "tiêu đề",
                "เรื่อง",
                "หัวข้อ", "tema", "pavadinimas", "teema", "sujet", "zadeva", "naslov", "относно", "предмет",
                "наслов",
                "assumpte", "gaia", "efni", "titel", "re", "betr.", "betr", "sak", "asia", "vec", "věc",
                "subject line",
                "tēma", "temats", "tittel", "hal", "judul", "perkara", "tajuk", "v/v", "หัวเรื่อง",
                "العنوان", "عنوان", "विषय", "betreft", "标题", "標題", "主题行", "題名", "표제", "тема письма",
            ]
        ),
        (
            .other,
            [
                "importance", "priority", "wichtigkeit", "attachments", "anlagen", "anhang", "attachment",
                "priorität",
                "importancia", "pièces jointes", "datos adjuntos", "anexos", "allegati", "bijlagen",
                "załączniki",
                "message-id", "in-reply-to", "references", "sensitivity", "categories", "size", "thema",
                "bijlage",
                "vedhæftede filer", "bilagor", "вложения", "附件", "添付ファイル", "ekler", "priorité", "prioriteit",
                "adjunts", "fitxers adjunts", "importància", "belang", "importância", "anexo",
                "allegato", "priorità", "importanza", "prioritet", "bifogade filer", "vedlegg",
                "vedhæftet", "vedhæftninger", "liitteet", "tärkeys", "manused", "tähtsus", "pielikumi",
                "svarīgums", "priedai", "svarba", "viktighet", "vigtighed", "첨부", "첨부파일", "添付", "重要度",
                "중요도", "优先级",
            ]
        ),
    ]
}
