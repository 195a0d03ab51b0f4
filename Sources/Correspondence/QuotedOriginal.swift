import CalendarTime

/// The message answered below the answer, as mail programs write and recognise it.
struct QuotedOriginal {
    static let maximumLines = 400
    /// UTF-8 bytes.
    static let maximumLength = 64 << 10

    let lines: [String]

    init(_ original: AnsweredMessage, zone: ZoneTable) {
        var lines = [Self.attribution(original, zone)]
        var left = Self.maximumLength
        let quoted = TextBody.lines(original.text)
        for line in quoted.prefix(Self.maximumLines) {
            left -= line.utf8.count
            guard left >= 0 else { break }
            lines.append(line.isEmpty || line.hasPrefix(">") ? ">" + line : "> " + line)
        }
        // The attribution is one more.
        if lines.count - 1 < quoted.count { lines.append("> […]") }
        self.lines = lines
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

/// Text of a message answered, made fit for one line.
enum SafeText {
    static func name(_ text: String) -> String {
        let words = text.unicodeScalars.split { scalar in
            scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
        }
        let line = words.map { String($0) }.joined(separator: " ")
        return String(String.UnicodeScalarView(line.unicodeScalars.prefix(ReplyDraft.maximumFieldLength)))
    }
}
