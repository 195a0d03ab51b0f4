import MailFormat

/// The answer to an invitation: a `text/calendar` part with `METHOD:REPLY` (RFC 6047, RFC 5546 §3.2.3).
enum CalendarReply {
    /// Bytes of a calendar part that are read.
    static let maximumCalendarBytes = 256 * 1024

    /// `parts`: those with a calendar.
    static func read(
        _ message: Message, parts: [Int]
    ) -> (answer: DeliveryReport.CalendarAnswer, evidence: ReportEvidence)? {
        for index in parts {
            let declared = message.parts[index].mediaType.parameter("method").map(ASCIIText.lowercased)
            if let declared, declared != "reply" { continue }
            if let found = read(
                Array(
                    message.text(of: index, first: ReportLimits.maximumTextBytes).utf8.prefix(
                        maximumCalendarBytes)),
                declared: declared != nil)
            {
                return found
            }
        }
        return nil
    }

    private static func read(
        _ bytes: [UInt8], declared: Bool
    ) -> (answer: DeliveryReport.CalendarAnswer, evidence: ReportEvidence)? {
        var isReply = declared
        var answer: (DeliveryReport.CalendarAnswer, ReportEvidence)?
        var lineStart = 0
        while lineStart < bytes.count {
            var end = lineStart
            // Folded lines go on with a blank (RFC 5545 §3.1); the fold is taken out.
            var line: [UInt8] = []
            while true {
                while end < bytes.count, bytes[end] != ASCII.newline { end += 1 }
                line += bytes[lineStart..<end]
                if line.last == UInt8(ascii: "\r") { line.removeLast() }
                guard end + 1 < bytes.count, ASCII.isBlank(bytes[end + 1]), !line.isEmpty else { break }
                lineStart = end + 2
                end = lineStart
            }
            let text = String(decoding: line.map(ASCII.lowercased), as: UTF8.self)
            if text == "method:reply" { isReply = true }
            if answer == nil, text.hasPrefix("attendee"), let found = participation(text) {
                let shown = String(decoding: line, as: UTF8.self)
                answer = (
                    found,
                    ReportEvidence(
                        what: "report.calendar-answer", field: "report", start: max(0, end - line.count),
                        length: line.count, text: shown)
                )
            }
            lineStart = end + 1
        }
        guard isReply, let answer else { return nil }
        return (answer: answer.0, evidence: answer.1)
    }

    private static func participation(_ line: String) -> DeliveryReport.CalendarAnswer? {
        for parameter in line.split(separator: ";") {
            guard parameter.hasPrefix("partstat=") else { continue }
            let word = parameter.dropFirst("partstat=".count).prefix { $0.isLetter }
            return DeliveryReport.CalendarAnswer(rawValue: String(word))
        }
        return nil
    }
}
