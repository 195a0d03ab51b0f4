import DeliveryReports
import MailFormat
import ReplyText

/// What code, not rules, can say about a message: its header fields, its structure, whom it comes from, what it answers.
struct MessageFacts: Sendable {
    struct Header: Sendable {
        let name: String
        let value: String
    }

    let reading: ReplyReading
    let report: DeliveryReport?
    /// The decoded Subject and where it begins after `Re:` and its like.
    let subject: String
    let subjectStart: Int
    let senderName: String
    let senderAddress: String
    let visibleReply: String
    /// Message-IDs that the message may be about, the best first.
    let referredIDs: [String]
    let sentID: String?
    private(set) var structures: UInt64 = 0
    private let headers: [FieldName: [Header]]

    /// Values of one header field name that are looked at, and bytes of each.
    static let maximumHeaderValues = 16
    static let maximumHeaderBytes = 2_048

    init(_ message: Message, settings: ClassifierSettings) {
        reading = ReplyReader().read(message)
        report = ReportReader.read(message)
        visibleReply = reading.visibleReply
        subject = message.subject ?? ""
        subjectStart = SubjectPrefix.length(in: subject)
        let from = message.from.first ?? message.sender.first
        senderName = from?.name ?? ""
        senderAddress = (from?.address ?? "").lowercased()
        headers = Self.headers(of: message)
        let references = SentReferences(
            message, report: report, reading: reading, ownDomains: settings.ownDomains)
        referredIDs = references.ids
        sentID = references.sentID
        structures =
            StructureReader(
                message: message, reading: reading, report: report, subject: subject,
                subjectStart: subjectStart, sender: senderAddress, senderName: senderName,
                visibleReply: visibleReply,
                references: references, settings: settings
            ).mask
    }

    private static func headers(of message: Message) -> [FieldName: [Header]] {
        var found: [FieldName: [Header]] = [:]
        guard let root = message.parts.first else { return found }
        for field in message.fields[root.fieldRange] {
            let name = message.name(of: field)
            let key = field.name == .other ? FieldName(name) : field.name
            guard found[key, default: []].count < maximumHeaderValues else { continue }
            found[key, default: []].append(
                Header(name: name, value: String(message.unfolded(field).prefix(maximumHeaderBytes))))
        }
        return found
    }

    func has(_ structure: Structure) -> Bool { structures & structure.bit != 0 }

    func header(_ name: FieldName, _ test: HeaderTest) -> [Finding]? {
        guard let values = headers[name] else { return nil }
        for header in values {
            switch test {
            case .exists: return [.header(name: header.name, value: header.value)]
            case .compares(let comparison, let texts):
                let value = NormalizedText(header.value).bytes
                if texts.contains(where: { ByteComparison.holds(comparison, value, $0) }) {
                    return [.header(name: header.name, value: header.value)]
                }
            }
        }
        return nil
    }

    func findings(of mask: UInt64) -> [Finding] {
        Structure.allCases.filter { structures & mask & $0.bit != 0 }.prefix(1).map { .structure($0) }
    }

    /// The texts that rules read, the author's own first.
    var textParts: [TextPart] {
        let bytes = Array(reading.text.utf8)
        let subjectBytes = Array(subject.utf8)
        var parts: [TextPart] = []
        // After "Re:" stands our own subject, unless there is no text and the subject is all that was written.
        if subjectStart == 0 || !has(.subjectReply) || visibleReply.isEmpty {
            parts.append(TextPart(.subject, subjectBytes, [subjectStart..<subjectBytes.count]))
        }
        parts.append(TextPart(.reply, bytes, reading.own))
        if let report, !report.explanation.isEmpty {
            parts.append(TextPart(.report, report.explanation))
        }
        parts.append(TextPart(.from, "\(senderName)\n\(senderAddress)"))
        parts.append(TextPart(.quoted, bytes, reading.quoted))
        parts.append(TextPart(.signature, bytes, reading.signature))
        return parts
    }
}

/// Compares folded bytes.
enum ByteComparison {
    static func holds(_ comparison: TextComparison, _ value: [UInt8], _ text: [UInt8]) -> Bool {
        let value = trimmed(value)
        let text = trimmed(text)
        guard value.count >= text.count else { return false }
        switch comparison {
        case .equals: return value.elementsEqual(text)
        case .startsWith: return value.starts(with: text)
        case .endsWith: return value.suffix(text.count).elementsEqual(text)
        case .contains: return contains(value, text)
        }
    }

    /// The text is a rule's and short; the value is bounded.
    private static func contains(_ value: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> Bool {
        guard let first = text.first else { return true }
        var index = value.startIndex
        while index + text.count <= value.endIndex {
            if value[index] == first, value[index..<index + text.count].elementsEqual(text) {
                return true
            }
            index += 1
        }
        return false
    }

    private static func trimmed(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        var slice = bytes[...]
        while let first = slice.first, first == 0x20 || first == 0x0A { slice = slice.dropFirst() }
        while let last = slice.last, last == 0x20 || last == 0x0A { slice = slice.dropLast() }
        return slice
    }
}
