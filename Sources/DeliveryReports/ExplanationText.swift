import MailFormat

/// The words of a report for people, as lines, and where the returned message begins in them.
struct ExplanationText {
    let bytes: [UInt8]
    let lines: [Range<Int>]
    /// Index of the line at which a copy of the message begins; `lines.count` where there is none.
    let copyStart: Int
    let part: Int?
    /// The text before the copy.
    let explanation: String

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
        if chosen.html || ExplanationText.saysHTML(text) {
            text = PlainHTML.text(text)
        }
        self.init(text: text, part: chosen.index)
    }

    private static func saysHTML(_ text: String) -> Bool {
        htmlMark.stands(in: text.utf8.span.extracting(first: 512))
    }

    private static let htmlMark = PhraseSet<Bool>(["<html"])

    init(text: String, part: Int?) {
        let isBounded = text.utf8.count <= ReportLimits.maximumExplanationBytes
        // A prefix is copied byte by byte.
        let bytes =
            isBounded ? Array(text.utf8) : Array(text.utf8.prefix(ReportLimits.maximumExplanationBytes))
        let lines = ExplanationText.lines(of: bytes.span)
        let copyStart = ExplanationText.copyStart(bytes.span, lines) ?? lines.count
        let isWhole = copyStart == lines.count && isBounded
        let end = copyStart < lines.count ? lines[copyStart].lowerBound : bytes.count
        self.bytes = bytes
        self.lines = lines
        self.copyStart = copyStart
        self.part = part
        explanation = isWhole ? text : String(decoding: bytes[..<end], as: UTF8.self)
    }

    private static func lines(of bytes: Span<UInt8>) -> [Range<Int>] {
        var lines: [Range<Int>] = []
        lines.reserveCapacity(bytes.count / 32)
        var start = 0
        for index in 0..<bytes.count where bytes[index] == ASCII.newline {
            let end = index > start && bytes[index - 1] == UInt8(ascii: "\r") ? index - 1 : index
            lines.append(start..<end)
            start = index + 1
        }
        if start < bytes.count { lines.append(start..<bytes.count) }
        return lines
    }

    /// What the copy of the message says; nil where there is none.
    var returned: ReturnedMessage? {
        guard copyStart < lines.count else { return nil }
        let last = min(lines.count, copyStart + ExplanationText.maximumHeaderLines)
        let header = lines[copyStart..<last].prefix { !ExplanationText.unquoted($0, bytes.span).isEmpty }
        return ReturnedMessage(header: copy(of: header))
    }

    /// Lines of another mail stand in it as people quote them.
    var quotes: Bool {
        lines.prefix(copyStart).contains { !$0.isEmpty && bytes[$0.lowerBound] == ASCII.greater }
    }

    /// The copy of the message, as far as the text was read.
    var copy: [UInt8]? { copyStart < lines.count ? copy(of: lines[copyStart...]) : nil }

    private func copy(of lines: ArraySlice<Range<Int>>) -> [UInt8] {
        var copy: [UInt8] = []
        for line in lines {
            copy += bytes[ExplanationText.unquoted(line, bytes.span)]
            copy.append(ASCII.newline)
        }
        return copy
    }

    /// Lines of the header of a copy that are read.
    private static let maximumHeaderLines = 200

    /// Where a header block begins in the text: four fields that follow each other, one of which only a message has. No
    /// word of any language is needed, and the summary `To / Subject / Sent` that Exchange writes is none.
    private static func copyStart(_ bytes: Span<UInt8>, _ lines: [Range<Int>]) -> Int? {
        var first = 0
        var count = 0
        var marks = 0
        for index in lines.indices {
            let line = unquoted(lines[index], bytes)
            if let name = fieldName(bytes, line) {
                if count == 0 { (first, marks) = (index, 0) }
                count += 1
                if messageFields.contains(bytes.extracting(name)) { marks += 1 }
                if count >= 3, marks >= 1, hasPlainFields(bytes, lines, first...index) { return first }
            } else if count > 0 {
                let isFolded = !line.isEmpty && ASCII.isBlank(bytes[line.lowerBound])
                if !isFolded { count = 0 }
            }
        }
        return nil
    }

    private static func hasPlainFields(
        _ bytes: Span<UInt8>, _ lines: [Range<Int>], _ range: ClosedRange<Int>
    ) -> Bool {
        var known = 0
        for index in range {
            guard let name = fieldName(bytes, unquoted(lines[index], bytes)) else { continue }
            let word = bytes.extracting(name)
            if messageFields.contains(word) || plainFields.contains(word) { known += 1 }
        }
        return known >= 3
    }

    private static let messageFields = WordTable([
        "received", "return-path", "message-id", "mime-version", "content-type", "content-transfer-encoding",
        "dkim-signature", "x-mailer",
    ])
    private static let plainFields = WordTable([
        "from", "to", "subject", "date", "cc", "sender", "reply-to",
    ])

    /// Without `> ` or indentation in front, which some systems put before each line of the copy.
    private static func unquoted(_ range: Range<Int>, _ bytes: Span<UInt8>) -> Range<Int> {
        var start = range.lowerBound
        while start < range.upperBound, bytes[start] == ASCII.greater || bytes[start] == UInt8(ascii: "|") {
            start += 1
            if start < range.upperBound, bytes[start] == ASCII.space { start += 1 }
        }
        return start..<range.upperBound
    }

    /// Where the name stands when the line begins with `Name:` (RFC 5322 §3.6.8); nil for any other line.
    private static func fieldName(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Range<Int>? {
        var index = line.lowerBound
        let end = min(line.upperBound, line.lowerBound + maximumNameBytes + 1)
        while index < end {
            let byte = bytes[index]
            if byte == ASCII.colon { return index > line.lowerBound ? line.lowerBound..<index : nil }
            guard ASCII.isLetter(byte) || byte == ASCII.hyphen || ASCII.isDigit(byte) else { return nil }
            index += 1
        }
        return nil
    }

    private static let maximumNameBytes = 64
}
