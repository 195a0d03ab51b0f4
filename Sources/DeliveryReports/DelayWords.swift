/// How mail systems say, in words alone, that a message is late and not lost. Read only in mail of a mail system that
/// has no machine-readable action; lower case, from the manuals and catalogues of the systems.
enum DelayWords {
    /// True when the text announces further attempts and does not announce the end of them.
    static func sayDelay(subject: String, text: String) -> Bool {
        let head = folded(subject) + "\n" + folded(String(decoding: text.utf8.prefix(4_096), as: UTF8.self))
        let bytes = Array(head.utf8)
        return occurs(delays, in: bytes) && !occurs(ends, in: bytes)
    }

    /// One pass: at each place only the phrases that begin with its byte are tried.
    private static func occurs(_ phrases: [UInt8: [[UInt8]]], in bytes: [UInt8]) -> Bool {
        bytes.indices.contains { place in
            phrases[bytes[place]]?.contains { bytes[place...].starts(with: $0) } ?? false
        }
    }

    private static func byFirstByte(_ phrases: [String]) -> [UInt8: [[UInt8]]] {
        Dictionary(grouping: phrases.map { Array($0.utf8) }.filter { !$0.isEmpty }) { $0[0] }
    }

    private static func folded(_ text: String) -> String {
        text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static let delays = byFirstByte([
        "could not send message for past", "delivery status notification (delay)", "(delay)",
        "delivery delayed",
        "message delayed", "delayed mail", "mail delayed", "has not yet been delivered",
        "not been delivered yet",
        "not yet been possible", "could not be delivered yet", "will continue trying", "will keep trying",
        "will be retried", "will be tried again", "will retry", "will try again", "still trying",
        "still being retried",
        "still be retried", "do not need to resend", "not need to resend", "delivery attempts will continue",
        "delivery incomplete", "temporarily delayed", "is delayed", "been delayed",
        "warning: message still undelivered",
        // German
        "verzögert", "verspätet", "noch nicht zugestellt", "wird weiter versucht", "erneut versucht",
        // French
        "retardé", "n'a pas encore été", "n’a pas encore été", "nouvelles tentatives",
        // Spanish, Portuguese, Italian
        "retrasad", "se seguirá intentando", "entrega atrasada", "atraso na entrega", "continuará tentando",
        "consegna ritardata", "in ritardo", "non è stato ancora",
        // Dutch, Danish, Norwegian, Swedish, Finnish
        "vertraagd", "nog niet afgeleverd", "forsinket", "försenad", "fördröj", "viivästy",
        // Polish, Czech, Hungarian
        "opóźni", "jeszcze nie został", "zpožděn", "késleltet",
        // Russian, Ukrainian
        "доставка задерж", "задержан", "пока не доставлено", "еще не доставлено", "затриман",
        // Turkish
        "gecikti", "gecikmiş",
        // Japanese, Chinese, Korean
        "遅延", "遅れて", "まだ配信", "再送を試み", "延迟", "延遲", "尚未送达", "지연",
    ])

    private static let ends = byFirstByte([
        "giving up", "given up", "gave up", "permanent error", "permanent failure", "permanent fatal",
        "no further attempts", "retry timeout exceeded", "will not be retried", "won't be retried",
        "has been returned", "returning message to sender", "could not be delivered for",
        "undelivered mail returned",
    ])
}
