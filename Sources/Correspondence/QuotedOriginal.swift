import CalendarTime
import MailFormat

/// The message answered, or forwarded, below what a person wrote, as mail programs write and recognise it.
struct QuotedOriginal {
    static let maximumLines = 400
    /// UTF-8 bytes.
    static let maximumLength = 64 << 10

    let lines: [String]

    init(_ original: AnsweredMessage, zone: ZoneTable) {
        lines = [Self.attribution(original, zone)] + Self.quote(original.text)
    }

    init(forwarded original: AnsweredMessage, zone: ZoneTable) {
        var lines = ["---------- Forwarded message ----------"]
        if !original.from.isEmpty { lines.append("From: \(Self.list(original.from))") }
        if let date = original.date { lines.append("Date: \(FieldDate.text(date, zone))") }
        let subject = SafeText.name(original.subject)
        if !subject.isEmpty { lines.append("Subject: \(subject)") }
        if !original.to.isEmpty { lines.append("To: \(Self.list(original.to))") }
        self.lines = lines + [""] + Self.quote(original.text)
    }

    private static func quote(_ text: String) -> [String] {
        var lines: [String] = []
        var left = maximumLength
        let quoted = TextBody.lines(text)
        for line in quoted.prefix(maximumLines) {
            left -= line.utf8.count
            guard left >= 0 else { break }
            lines.append(line.isEmpty || line.hasPrefix(">") ? ">" + line : "> " + line)
        }
        if lines.count < quoted.count { lines.append("> […]") }
        return lines
    }

    /// Mailboxes named in one header line of a forward.
    static let maximumListed = 20

    private static func list(_ mailboxes: [Mailbox]) -> String {
        let named = mailboxes.prefix(maximumListed).map { mailbox in
            let (name, address) = (SafeText.name(mailbox.name), SafeText.name(mailbox.address))
            return name.isEmpty ? address : "\(name) <\(address)>"
        }
        return (named + (mailboxes.count > maximumListed ? ["…"] : [])).joined(separator: ", ")
    }

    private static func attribution(_ original: AnsweredMessage, _ zone: ZoneTable) -> String {
        let sender = original.from.first
        let name = sender.map { SafeText.name($0.name) } ?? ""
        let address = sender?.address ?? ""
        let who = name.isEmpty ? (address.isEmpty ? "somebody" : address) : name
        guard let date = original.date else { return "\(who) wrote:" }
        let local = zone.local(at: date)
        return "On \(FieldDate.day(local.date)) at \(local.clock.prefix(5)), \(who) wrote:"
    }
}

/// Text of another's message, made fit for one line.
enum SafeText {
    static func name(_ text: String) -> String {
        let words = text.unicodeScalars.split { scalar in
            scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
        }
        let line = words.map { String($0) }.joined(separator: " ")
        return String(String.UnicodeScalarView(line.unicodeScalars.prefix(ReplyDraft.maximumFieldLength)))
    }
}
