/// How mail systems say, in words alone, that a message is late and not lost. Read only in mail of a mail system that
/// has no machine-readable action; from the manuals and catalogues of the systems.
enum DelayWords {
    /// Bytes of the text in which a report says what it is about.
    static let maximumBytes = 4_096

    /// True when the text announces further attempts and does not announce the end of them.
    static func sayDelay(subject: String, text: String) -> Bool {
        let bytes = blanked(Array(subject.utf8) + [ASCII.space] + text.utf8.prefix(maximumBytes))
        if promises.stands(in: bytes) { return true }
        return delays.stands(in: bytes) && !ends.stands(in: bytes)
    }

    /// Every run of white space as one blank; letters as they are.
    private static func blanked(_ bytes: [UInt8]) -> [UInt8] {
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
    ])

    /// Only ASCII letters match in either case, so words of other scripts stand without their first letter.
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
        "zatiaľ", "késleltet", "késedelm", "késik", "kasni", "još nije",
        "zamuja", "še ni", "vėluoja", "atidėt", "aizkav", "hilineb",
        "viibib",
        // Russian, Ukrainian, Bulgarian, Greek
        "адержан", "адержив", "адержк", "пока не доставлено", "ще не доставлено",
        "родолжим попытки", "опытки доставки будут", "атриман", "атримк",
        "абавен", "абавя", "αθυστέρησ", "αθυστερ",
        // Turkish
        "gecikti", "gecikmiş", "gecikme", "henüz teslim",
        // Japanese, Chinese, Korean
        "遅延", "遅れて", "まだ配信", "まだ配送", "再送を試み", "再送します",
        "延迟", "延遲", "尚未送达", "尚未送達", "继续尝试", "繼續嘗試",
        "지연", "다시 시도",
        // Vietnamese, Indonesian, Thai, Arabic, Hebrew
        "bị trì hoãn", "tertunda", "ล่าช้า", "تأخر", "تأخير", "מתעכב",
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
