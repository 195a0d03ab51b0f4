import DeliveryReports
import MailFormat
import ReplyText

/// What code, not rules, can say about a message: its header fields, its structure, whom it comes from, what it answers.
///
/// A class because it is large and many hold it.
final class MessageFacts: Sendable {
    let heading: MessageHeading
    let reading: ReplyReading
    let report: DeliveryReport?
    /// The decoded Subject and where it begins after `Re:` and its like.
    let subject: String
    let subjectStart: Int
    let senderName: String
    let senderAddress: String
    let visibleReply: String
    /// The same in UTF-8.
    let visibleUTF8: [UInt8]
    /// Message-IDs that the message may be about, the best first.
    let referredIDs: [String]
    let sentID: String?
    let structures: UInt64
    private let message: Message
    /// By number of the name in `CompiledRules.headers`.
    private let headers: [[HeaderField]]

    /// Values of one header field name that are looked at, and characters of each.
    static let maximumHeaderValues = 16
    static let maximumHeaderCharacters = 2_048

    init(_ message: Message, rules: CompiledRules, settings: ClassifierSettings) {
        self.message = message
        heading = MessageHeading(message)
        subject = heading.subject ?? ""
        let prefixes = SubjectPrefix.read(subject)
        subjectStart = prefixes.length
        reading = ReplyReader().read(message, subject: subject, sender: heading.from.first)
        report = ReportReader.read(message, from: heading.from, subject: subject)
        visibleUTF8 = reading.visibleUTF8
        visibleReply = String(decoding: visibleUTF8, as: UTF8.self)
        let from = heading.from.first ?? message.sender.first
        senderName = from?.name ?? ""
        senderAddress = (from?.address ?? "").lowercased()
        headers = Self.headers(of: message, rules.headers)
        let references = SentReferences(
            heading, report: report, reading: reading, ownDomains: settings.ownDomains)
        referredIDs = references.ids
        sentID = references.sentID
        structures =
            StructureReader(
                message: message, reading: reading, report: report, prefixes: prefixes.sorts,
                sender: senderAddress, visibleUTF8: visibleUTF8, references: references, settings: settings,
                asked: rules.structures
            ).mask
    }

    /// Names, and the letters of addresses before the `@`, of those whom the message is from and to, in UTF-8.
    var personNames: [UInt8] {
        var names: [UInt8] = []
        names.reserveCapacity(128)
        for mailbox in (heading.from + message.to).prefix(Self.maximumPersons) {
            names += mailbox.name.utf8
            names.append(0x20)
            for byte in mailbox.address.utf8.prefix(while: { $0 != 0x40 }) {
                names.append(WordBytes.isWord(byte) && !WordBytes.isDigit(byte) ? byte : 0x20)
            }
            names.append(0x20)
        }
        return names
    }

    /// People whose names are looked at.
    private static let maximumPersons = 8

    private static func headers(of message: Message, _ names: HeaderNames) -> [[HeaderField]] {
        var found = [[HeaderField]](repeating: [], count: names.count)
        guard let root = message.parts.first else { return found }
        let bytes = message.bytes
        for field in message.fields[root.fieldRange] {
            guard let number = names.number(of: bytes[field.nameRange]),
                found[number].count < maximumHeaderValues
            else { continue }
            found[number].append(field)
        }
        return found
    }

    func has(_ structure: Structure) -> Bool { structures & structure.bit != 0 }

    func hasHeader(_ number: Int) -> Bool { !headers[number].isEmpty }

    func header(_ number: Int, _ test: HeaderTest) -> Finding? {
        for field in headers[number] {
            let value = value(of: field)
            switch test {
            case .exists: return .header(name: message.name(of: field), value: value)
            case .compares(let comparison, let texts):
                let folded = NormalizedText(value).bytes
                if texts.contains(where: { ByteComparison.holds(comparison, folded, $0) }) {
                    return .header(name: message.name(of: field), value: value)
                }
            }
        }
        return nil
    }

    private func value(of field: HeaderField) -> String {
        let value = message.unfolded(field)
        return value.utf8.count > Self.maximumHeaderCharacters
            ? String(value.prefix(Self.maximumHeaderCharacters)) : value
    }

    /// The first of the structural facts in a mask that hold.
    func finding(of mask: UInt64) -> Finding? {
        Structure.first(in: structures & mask).map { .structure($0) }
    }

    /// The texts that rules read, the author's own first.
    var textParts: [TextPart] {
        let bytes = reading.utf8
        let subjectBytes = Array(subject.utf8)
        var parts: [TextPart] = []
        parts.reserveCapacity(Zone.allCases.count)
        // After "Re:" stands our own subject, unless there is no text and the subject is all that was written.
        if subjectStart == 0 || !has(.subjectReply) || visibleReply.isEmpty {
            parts.append(TextPart(.subject, subjectBytes, [subjectStart..<subjectBytes.count]))
        }
        parts.append(TextPart(.reply, bytes, reading.own))
        if let report, !report.explanation.isEmpty {
            parts.append(TextPart(.report, report.explanation))
        }
        parts.append(TextPart(.from, "\(senderName)\n\(senderAddress)"))
        parts.append(TextPart(.signature, bytes, reading.signature))
        parts.append(TextPart(.quoted, bytes, reading.quoted))
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
        case .contains: return ByteSearch.contains(Array(text), in: value)
        }
    }

    private static func trimmed(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        var slice = bytes[...]
        while let first = slice.first, first == 0x20 || first == 0x0A { slice = slice.dropFirst() }
        while let last = slice.last, last == 0x20 || last == 0x0A { slice = slice.dropLast() }
        return slice
    }
}
