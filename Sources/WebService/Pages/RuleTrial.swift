import CalendarTime
import Classification
import Ingestion
import MailFormat

/// What the rules make of a message that is stored nowhere.
struct RuleTrial: Sendable {
    let verdict: Verdict
    /// It came without header fields.
    let isBare: Bool

    /// 25 MB: what mail servers take.
    static let maximumBytes = 25_000_000

    /// On a thread of its own: a large message takes a while.
    @concurrent static func run(_ bytes: [UInt8], classifier: Classifier, now: Instant) async -> RuleTrial {
        let isBare = !beginsWithFields(bytes)
        let message = Message(isBare ? Array(head.utf8) + bytes : bytes)
        let isDated = message.receivedDate != nil || message.date != nil
        return RuleTrial(
            verdict: classifier.classify(message, receivedAt: isDated ? nil : now), isBare: isBare)
    }

    /// Before words alone: as a browser sends them.
    private static let head =
        "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"

    /// Lines that are looked at for header fields.
    private static let maximumLines = 200
    /// Bytes of a line that are looked at for a field name.
    private static let maximumName = 64

    /// One of these makes a header block of what might be words with colons.
    private static let telling: Set<String> = [
        "from", "to", "subject", "date", "received", "return-path", "delivered-to", "message-id",
        "in-reply-to",
        "content-type", "mime-version", "auto-submitted", "reply-to", "sender",
    ]

    /// Whether header fields (RFC 5322 §2.2) stand before the first empty line, one that tells among them. A line `From `
    /// of an mbox counts.
    static func beginsWithFields(_ bytes: [UInt8]) -> Bool {
        var isTelling = false
        var rest = bytes[...]
        if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
        for number in 0..<maximumLines {
            let line = rest.prefix { $0 != 0x0A && $0 != 0x0D }
            rest = rest[line.endIndex...]
            if rest.first == 0x0D { rest = rest.dropFirst() }
            if rest.first == 0x0A { rest = rest.dropFirst() }
            guard let first = line.first else { return isTelling }
            if number == 0, line.starts(with: "From ".utf8) { continue }
            let isFolded = number > 0 && (first == 0x20 || first == 0x09)
            if !isFolded {
                guard let name = name(of: line) else { return false }
                isTelling = isTelling || telling.contains(name)
            }
        }
        return isTelling
    }

    /// Lower case; nil for a line that is no field.
    private static func name(of line: ArraySlice<UInt8>) -> String? {
        let name = line.prefix(maximumName).prefix { $0 != UInt8(ascii: ":") }
        guard !name.isEmpty, name.endIndex < line.endIndex, line[name.endIndex] == UInt8(ascii: ":"),
            name.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return nil }
        return String(decoding: name, as: UTF8.self).lowercased()
    }

    // MARK: View

    var view: View {
        let detail = VerdictDetail(verdict)
        let shown = verdict.visibleReply ?? verdict.ownText
        let percent = Int((verdict.confidence * 100).rounded())
        return [
            "kindLabel": .text(VerdictText.kind(verdict.kind.rawValue)),
            "intentLabel": .text(VerdictText.words(verdict.subkind?.rawValue ?? verdict.intent?.rawValue)),
            "confidence": .text(PageText.percent(verdict.confidence)), "confidencePercent": .number(percent),
            "runnerUp": .text(
                verdict.runnerUp.map {
                    "\(VerdictText.kind($0.kind.rawValue).lowercased()), \(PageText.percent($0.confidence))"
                }),
            "runnerUpWhy": .text(verdict.runnerUp?.why), "facts": .list(VerdictText.facts(detail)),
            "evidence": .list(VerdictText.evidence(detail.evidence)),
            "textTitle": .text(shown.isEmpty ? "No text of its own" : "What the writer says"),
            "segments": .list(MarkedText.segments(shown, evidence: detail.evidence, field: "reply")),
            "note": .text(note),
        ]
    }

    private var note: String? {
        if isBare { return "There were no header fields; with them a message may be judged more surely." }
        return verdict.needsReview ? "The rules are not sure: in a mailbox, a person would be asked." : nil
    }
}
