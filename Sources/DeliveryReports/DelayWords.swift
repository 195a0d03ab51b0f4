/// How mail systems say, in words alone, that a message is late and not lost. Read only in mail of a mail system that
/// has no machine-readable action; from the manuals and catalogues of the systems.
enum DelayWords {
    /// Bytes of the text in which a report says what it is about.
    static let maximumBytes = 4_096

    /// True when the text announces further attempts and does not announce the end of them.
    static func sayDelay(subject: String, text: String) -> Bool {
        let bytes = beginning(of: subject) + [ASCII.space] + beginning(of: text)
        if promises.stands(in: bytes) { return true }
        return delays.stands(in: bytes) && !ends.stands(in: bytes)
    }

    /// What a report is about stands in its first bytes: those in lower case, every run of white space as one blank,
    /// for texts are wrapped anywhere.
    static func beginning(of text: String) -> [UInt8] {
        let bytes = text.utf8.prefix(maximumBytes)
        // ASCII letters match in either case anyway.
        let isPlain = !bytes.contains { $0 >= 0x80 }
        return isPlain ? blanked(bytes) : blanked(String(decoding: bytes, as: UTF8.self).lowercased().utf8)
    }

    private static func blanked(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        for byte in bytes {
            if byte > ASCII.space {
                out.append(byte)
            } else if out.last != ASCII.space {
                out.append(ASCII.space)
            }
        }
        return out
    }

    /// No report of a failure says these, whatever else stands in it.
    private static let promises = PhraseSet<Bool>([
        "warning message only", "it will be retried until", "will be retried for",
        "do not need to resend", "need not resend", "no need to resend",
        "don't need to resend", "delivery status notification (delay)",
        "will be notified if the message is not delivered", "will be notified if delivery",
        "delivery attempts will continue", "will continue to be attempted",
        "this is only a warning", "this is a warning only", "only a warning message",
        "nicht erneut senden", "nicht noch einmal senden", "erneutes senden ist nicht",
        "nur eine warnung", "inutile de renvoyer", "pas besoin de renvoyer", "pas nécessaire de renvoyer",
        "simple avertissement", "no es necesario reenviar", "no es necesario volver a enviar",
        "no hace falta que lo reenv", "no necesita reenviar", "solo una advertencia", "sólo una advertencia",
        "no cal que el torn", "no cal tornar a enviar", "não é necessário reenviar", "não precisa reenviar",
        "não precisa de reenviar", "apenas um aviso", "non è necessario rispedire",
        "non è necessario reinviare", "non occorre rispedire", "solo un avviso",
        "nu este nevoie să retrimite",
        "nu este necesar să retrimite", "hoeft het bericht niet opnieuw", "niet opnieuw te verzenden",
        "niet opnieuw te sturen", "slechts een waarschuwing", "behöver inte skicka", "bara en varning",
        "behøver ikke sende", "behøver ikke at sende", "trenger ikke å sende", "trenger ikke sende",
        "bare en advarsel", "kun en advarsel", "ei tarvitse lähettää", "vain varoitus",
        "ei ole vaja uuesti saata", "nie trzeba wysyłać", "nie musisz wysyłać", "nie ma potrzeby ponown",
        "tylko ostrzeżenie", "není třeba posílat", "není nutné posílat", "nemusíte posílat",
        "není potřeba posílat", "pouze upozornění", "nie je potrebné posielať", "nemusíte posielať",
        "iba upozornenie", "len upozornenie", "nem kell újra", "nem szükséges újra", "csak figyelmeztet",
        "ni treba ponovno poš", "samo opozorilo", "nije potrebno ponovno", "nije potrebno ponovo",
        "samo upozorenje", "није потребно поново", "само упозорење", "не е необходимо да изпращате",
        "не е нужно да изпращате", "само предупреждение", "не нужно отправлять", "не требуется отправлять",
        "повторно отправлять не нужно", "лишь предупреждение", "только предупреждение",
        "не потрібно надсилати", "не треба надсилати", "лише попередження", "δεν χρειάζεται να το",
        "δεν χρειάζεται να στείλ", "δεν χρειάζεται να ξαναστείλ", "tekrar göndermenize gerek yok",
        "yeniden göndermenize gerek yok", "yalnızca bir uyarı", "sadece bir uyarı", "nereikia siųsti",
        "nav nepieciešams sūtīt", "nav jāsūta", "nereikia dar kartą siųsti", "siųsti iš naujo nereikia",
        "þarf ekki að senda aftur", "óþarfi að senda aftur", "не треба да ја праќате",
        "повторно надсилати не", "არ არის საჭირო ხელახლა", "قرار نیست دوباره", "لازم نیست دوباره",
        "再送する必要はありません", "再送の必要はありません", "再送いただく必要はありません",
        "警告のみ", "无需重新发送", "不需要重新发送", "無需重新傳送", "不需要重新傳送", "无需再次发送", "仅为警告",
        "다시 보내실 필요", "다시 보낼 필요", "재전송할 필요", "không cần gửi lại", "tidak perlu mengirim ulang",
        "tidak perlu dikirim ulang", "tidak perlu menghantar semula", "ไม่ต้องส่งซ้ำ", "ไม่จำเป็นต้องส่งใหม่",
        "huwag muna itong ipadala", "hindi na kailangang ipadala",
        "m'għandekx għalfejn terġa'", "biss twissija", "ní gá é a sheoladh", "nuk ka nevojë ta dërgoni",
        "hakuna haja ya kutuma",
        "ez da berriro bidali behar", "non é necesario reenviar", "yenidən göndərməyə ehtiyac",
        "կրկին ուղարկել պետք չէ",
        "دوبارہ بھیجنے کی ضرورت", "আবার পাঠানোর দরকার নেই", "மீண்டும் அனுப்ப வேண்டியதில்லை", "لا داعي لإعادة", "لا حاجة لإعادة",
        "אין צורך לשלוח", "نیازی به ارسال مجدد", "दोबारा भेजने की ज़रूरत नहीं",
    ])

    private static let delays = PhraseSet<Bool>([
        "could not send message for past", "delivery status notification (delay)",
        "(delay)",
        "delivery delayed", "delayed delivery", "message delayed", "delayed mail",
        "mail delayed", "delivery is delayed", "delivery temporarily delayed",
        "has not yet been delivered", "not been delivered yet", "not yet been possible",
        "not yet delivered", "has not been delivered to all",
        "could not be delivered yet", "will continue trying", "will keep trying",
        "keep trying to deliver", "continue to try", "continue trying",
        "will be retried", "will be tried again", "will retry", "will try again",
        "be attempted again", "still trying", "still being retried",
        "still be retried",
        "not need to resend", "need not resend", "no need to resend",
        "don't need to resend", "delivery attempts will continue", "delivery incomplete",
        "temporarily delayed", "is delayed", "been delayed", "be delayed",
        "warning: message still undelivered", "this is a warning message only",
        "remains in the queue", "still in the queue", "still queued",
        // German
        "verzögert", "verzoegert", "verspätet", "noch nicht zugestellt",
        "konnte noch nicht", "wird weiter versucht", "weiterhin versucht",
        "erneut versucht", "weitere zustellversuche", "zustellversuche werden",
        // French
        "retardé", "différée", "n'a pas encore", "n’a pas encore",
        "pas encore été", "nouvelles tentatives", "tentatives de remise vont",
        "en retard",
        // Spanish, Catalan, Portuguese, Italian, Romanian
        "retrasad", "retraso en la entrega", "demorad", "se seguirá intentando",
        "seguirá intentando", "todavía no se ha", "aún no se ha", "encara no",
        "entrega atrasada", "atraso na entrega", "atrasad", "ainda não foi",
        "continuará tentando", "continuaremos", "novas tentativas",
        "consegna ritardata", "in ritardo", "ritardo nella", "non è stato ancora",
        "non è ancora", "ulteriori tentativi", "întârzi", "nu a fost încă",
        // Dutch, Danish, Norwegian, Swedish, Finnish
        "vertraagd", "vertraging", "nog niet afgeleverd", "nog niet bezorgd",
        "forsinket", "forsinkelse", "endnu ikke", "ennå ikke", "försenad",
        "fördröj", "ännu inte", "viivästy", "ei ole vielä",
        // Polish, Czech, Slovak, Hungarian, South Slavic, Baltic
        "opóźni", "jeszcze nie", "zpožděn", "dosud nebyla", "oneskoren",
        "zatiaľ", "zatím ne", "pokoušet dál", "zkoušet dál", "skúšať ďalej", "pokračovat v pokusech",
        "próbować dalej", "kolejne próby", "będzie ponawiana", "továbbra is próbál", "újra próbál",
        "încă nu a", "vom încerca în continuare", "pokušavati i dalje", "poskušali še", "bandysime toliau",
        "mēģinās vēl", "turpināsim mēģin", "turpinām mēģin", "kavējas", "kavēšan", "vēl mēģin",
        "bandysime dar",
        "toliau band", "uždels", "tafist", "tefst", "seinkar", "reynum áfram", "reynt verður áfram", "доцни",
        "ќе се обидеме повторно", "продолжуваме со обиди", "nastavit ćemo pokušavati",
        "nastavićemo da pokušavamo",
        "ponovno ćemo pokušati", "še naprej poskuša", "continuarem intentant", "seguirem intentant",
        "s'ha endarrerit", "am întârziat livrarea", "vom reîncerca", "reîncercăm", "ritenteremo",
        "riproveremo",
        "seguiremos intentando", "volveremos a intentar", "tentaremos novamente", "vamos tentar novamente",
        "nous réessayerons", "nous continuons d'essayer", "versuchen es weiter", "weitere versuche",
        "blijven proberen",
        "blijven het proberen", "proberen het opnieuw", "fortsätter att försöka", "försöker igen",
        "fortsætter med at",
        "prøver igen", "prøver igjen", "fortsetter å prøve", "yritämme uudelleen", "jatkamme yritt",
        "próbujemy dalej",
        "ponowimy prób", "zkoušíme dál", "pokusíme se znovu", "pokúsime sa znova", "skúšame ďalej",
        "tovább próbálkoz",
        "ismét megpróbál", "κάνουμε νέα προσπάθεια", "θα ξαναπροσπαθήσουμε", "tekrar deneyeceğiz",
        "yeniden denenecek",
        "tekrar denenecek", "დაგვიანდა", "აგვიანდება", "კვლავ ვცდით", "proovime edasi",
        "yrittämistä jatketaan", "késleltet", "késedelm",
        "késik", "kasni", "još nije",
        "zamuja", "še ni", "vėluoja", "atidėt", "aizkav", "hilineb",
        "viibib",
        // Russian, Ukrainian, Bulgarian, Greek
        "адержан", "адержив", "адержк", "пока не доставлено", "ще не доставлено",
        "родолжим попытки", "опытки доставки будут", "атриман", "атримк",
        "продолжим попытк", "попытки продолж", "ещё раз попыта", "продовжимо спроби", "спроби тривают",
        "ще продължим да опитваме", "ще опитаме отново", "абавен", "абавя", "αθυστέρησ", "αθυστερ",
        "θα συνεχίσουμε",
        // Turkish
        "gecikti", "gecikmiş", "gecikme", "henüz teslim",
        // Japanese, Chinese, Korean
        "遅延", "遅れて", "まだ配信", "まだ配送", "再送を試み", "再送します",
        "再度配信を試み", "引き続き配信を試み", "延迟", "延遲", "暂未送达", "將繼續嘗試", "将继续尝试", "계속 시도",
        "denemeye devam", "sẽ tiếp tục thử", "akan terus mencoba", "akan terus mencuba", "จะพยายามส่งต่อ",
        "ננסה שוב", "سنواصل المحاولة", "دوباره تلاش خواه", "尚未送达", "尚未送達", "继续尝试", "繼續嘗試",
        "지연", "다시 시도",
        // Vietnamese, Indonesian, Thai, Arabic, Hebrew
        "naantala", "susubukan pa", "hindi pa naihahatid", "għadu ma wasalx", "nkomplu nippruvaw",
        "moill ar", "leanfar ag iarraidh", "është vonuar", "do të provojmë përsëri", "imechelewa",
        "tutaendelea kujaribu",
        "atzeratu", "saiatzen jarraituko", "seguiremos tentando", "gecikir", "yenidən cəhd", "kechik",
        "кешігіп",
        "qayta urin", "затрымл", "ուշանում", "կշարունակենք փորձ", "تاخیر", "دوبارہ کوشش", "বিলম্ব", "আবার চেষ্টা",
        "தாமத", "மீண்டும் முயற்சி", "bị trì hoãn", "bị chậm", "sẽ thử lại", "tertunda", "akan dicoba lagi",
        "akan cuba lagi",
        "จะลองส่งอีก", "จะพยายามส่งอีก", "ยังไม่ถึง", "سنعاود المحاولة", "ستتم إعادة المحاولة", "تأخیر",
        "دوباره تلاش می",
        "देरी", "विलंब", "फिर से प्रयास", "फिर प्रयास", "ננסה למסור", "ננסה שנית", "ล่าช้า", "تأخر", "تأخير", "מתעכב",
        "עיכוב",
    ])

    private static let ends = PhraseSet<Bool>([
        "giving up", "given up", "gave up", "permanent error",
        "permanent failure", "permanent fatal", "no further attempts",
        "no more attempts", "retry timeout exceeded", "will not be retried",
        "won't be retried", "will not be attempted", "has been returned",
        "been returned to", "returning message to sender", "could not be delivered for",
        "undelivered mail returned", "not going to try again", "queue too long",
        "stopped trying", "could not be delivered within", "delivery expired",
        "message expired", "message will be deleted", "have now been abandoned",
        "attempts to deliver have failed", "failed permanently", "delivery failed",
        "delivery has failed", "(failure)", "aufgegeben", "endgültig",
        "abandonné", "définitivement", "définitif", "keine weiteren",
        "definitiv", "permanente", "aucune autre tentative",
        "no se realizarán más", "no se volverá a intentar", "não serão feitas",
        "non verranno effettuati", "geen verdere", "inga fler", "ikke flere",
        "nie będzie ponawia", "olše nebudou", "опытки прекращен",
        "опытки доставки прекращ", "вернуто отправит",
    ])
}
