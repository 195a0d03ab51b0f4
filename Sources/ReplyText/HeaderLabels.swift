/// The labels of the header that mail programs put above a quoted or forwarded message.
enum HeaderLabels {
    enum Label: Int { case from, date, to, copy, subject, other }

    static func label(_ folded: ArraySlice<UInt8>) -> Label? {
        table.value(of: folded).flatMap { Label(rawValue: Int($0)) }
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
            ]
        ),
    ]
}
