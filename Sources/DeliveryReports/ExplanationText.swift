import MailFormat

/// The words of a report for people, as lines, and where the returned message begins in them.
struct ExplanationText {
    let bytes: [UInt8]
    let lines: [Range<Int>]
    /// Index of the line at which a copy of the message begins; `lines.count` where there is none.
    let copyStart: Int
    let returned: ReturnedMessage?
    let part: Int?

    init(_ message: Message) {
        var chosen: (index: Int, html: Bool)?
        for index in message.parts.indices {
            let part = message.parts[index]
            guard part.mediaType.type == "text", !part.isInNestedMessage, !part.isAttachment else { continue }
            if part.mediaType.subtype == "html" {
                if chosen == nil { chosen = (index, true) }
            } else if part.mediaType.subtype == "plain", chosen?.html ?? true {
                if message.rawBody(of: index).contains(where: { $0 > ASCII.space }) {
                    chosen = (index, false)
                }
            }
        }
        guard let chosen else {
            let whole = message.undividedMultiparts.first
            self.init(
                text: whole.map { message.text(of: $0, first: ReportLimits.maximumTextBytes) } ?? "",
                part: whole)
            return
        }
        var text = message.text(of: chosen.index, first: ReportLimits.maximumTextBytes)
        // Lenient: old gateways send HTML as text/plain.
        if chosen.html || ExplanationText.htmlMark.stands(in: Array(text.utf8.prefix(512))) {
            text = PlainHTML.text(text)
        }
        self.init(text: text, part: chosen.index)
    }

    private static let htmlMark = PhraseSet<Bool>(["<html"])

    init(text: String, part: Int?) {
        let bytes = Array(text.utf8.prefix(ReportLimits.maximumExplanationBytes))
        var lines: [Range<Int>] = []
        var start = 0
        for index in bytes.indices where bytes[index] == ASCII.newline {
            let end = index > start && bytes[index - 1] == UInt8(ascii: "\r") ? index - 1 : index
            lines.append(start..<end)
            start = index + 1
        }
        if start < bytes.count { lines.append(start..<bytes.count) }
        self.bytes = bytes
        self.lines = lines
        self.part = part
        let copy = ExplanationText.findCopy(bytes, lines)
        copyStart = copy?.start ?? lines.count
        returned = copy.map { ReturnedMessage(fields: $0.fields) }
    }

    /// The text before the copy.
    var explanation: String {
        let end = copyStart < lines.count ? lines[copyStart].lowerBound : bytes.count
        return String(decoding: bytes[..<end], as: UTF8.self)
    }

    /// A header block in the text: four fields that follow each other, one of which only a message has. No word of
    /// any language is needed, and the summary `To / Subject / Sent` that Exchange writes is none.
    private static func findCopy(_ bytes: [UInt8], _ lines: [Range<Int>]) -> (
        start: Int, fields: [TextField]
    )? {
        var first = 0
        var count = 0
        var marks = 0
        var gap = 0
        for index in lines.indices {
            let line = bytes[unquoted(lines[index], bytes)]
            if let name = fieldName(line) {
                if count == 0 { (first, marks, gap) = (index, 0, 0) }
                count += 1
                if messageFields.contains(name) { marks += 1 }
                if count >= 3, marks >= 1, hasTwoPlainFields(bytes, lines, first...index) {
                    return (first, fields(bytes, lines, from: first))
                }
            } else if count > 0 {
                let isFolded = line.first.map(ASCII.isBlank) ?? false
                if line.isEmpty {
                    gap += 1
                    if gap > 0 { count = 0 }
                } else if !isFolded {
                    count = 0
                }
            }
        }
        return nil
    }

    private static func hasTwoPlainFields(
        _ bytes: [UInt8], _ lines: [Range<Int>], _ range: ClosedRange<Int>
    ) -> Bool {
        var known = 0
        for index in range {
            if let name = fieldName(bytes[unquoted(lines[index], bytes)]),
                messageFields.contains(name) || plainFields.contains(name)
            {
                known += 1
            }
        }
        return known >= 3
    }

    private static let messageFields: Set<String> = [
        "received", "return-path", "message-id", "mime-version", "content-type", "content-transfer-encoding",
        "dkim-signature", "x-mailer",
    ]
    private static let plainFields: Set<String> = [
        "from", "to", "subject", "date", "cc", "sender", "reply-to",
    ]

    /// Without `> ` or indentation in front, which some systems put before each line of the copy.
    private static func unquoted(_ range: Range<Int>, _ bytes: [UInt8]) -> Range<Int> {
        var start = range.lowerBound
        while start < range.upperBound, bytes[start] == ASCII.greater || bytes[start] == UInt8(ascii: "|") {
            start += 1
            if start < range.upperBound, bytes[start] == ASCII.space { start += 1 }
        }
        return start..<range.upperBound
    }

    /// The name in lower case when the line begins with `Name:` (RFC 5322 §3.6.8); nil for any other line.
    private static func fieldName(_ line: ArraySlice<UInt8>) -> String? {
        var name: [UInt8] = []
        var index = line.startIndex
        while index < line.endIndex, name.count <= 64 {
            let byte = line[index]
            if byte == ASCII.colon {
                guard !name.isEmpty else { return nil }
                return String(decoding: name, as: UTF8.self)
            }
            guard ASCII.isLetter(byte) || byte == ASCII.hyphen || ASCII.isDigit(byte) else { return nil }
            name.append(ASCII.lowercased(byte))
            index += 1
        }
        return nil
    }

    private static func fields(_ bytes: [UInt8], _ lines: [Range<Int>], from first: Int) -> [TextField] {
        var block: [UInt8] = []
        for index in first..<min(lines.count, first + 200) {
            let line = bytes[unquoted(lines[index], bytes)]
            if line.isEmpty { break }
            block += line
            block.append(ASCII.newline)
        }
        return TextFields.groups(in: block[...]).first ?? []
    }
}
