import DeliveryReports
import MailFormat
import ReplyText

/// The Message-IDs of sent mail that a message names, the surest place first.
struct SentReferences: Sendable {
    let ids: [String]
    /// The best of them that we may have sent.
    let sentID: String?
    /// One of them, or a recipient of the returned message, belongs to a domain of ours.
    let namesOwnMail: Bool
    let hasHeader: Bool

    /// References looked at; the newest count.
    static let maximumReferences = 50

    init(_ heading: MessageHeading, report: DeliveryReport?, reading: ReplyReading, ownDomains: [String]) {
        var found: [String] = []
        func add(_ id: String) {
            if !id.isEmpty, id.utf8.contains(0x40), !found.contains(id) { found.append(id) }
        }
        let inReplyTo = heading.inReplyTo
        let references = heading.references.suffix(Self.maximumReferences).reversed()
        hasHeader = !inReplyTo.isEmpty || !references.isEmpty
        let returned = report?.originalMessageIDs ?? []
        found.reserveCapacity(inReplyTo.count + references.count + returned.count)
        // A machine's own threading may be odd; what it returns is what it is about.
        returned.forEach(add)
        inReplyTo.forEach(add)
        references.forEach(add)
        if found.count < Self.maximumReferences {
            for id in Self.idsInText(reading.utf8) { add(id) }
        }
        let own = found.filter { id in DomainName.isOwn(address: id, ownDomains) }
        ids =
            own.isEmpty || own.count == found.count ? found : own + found.filter { !own.contains($0) }
        sentID = ownDomains.isEmpty ? found.first : own.first
        namesOwnMail =
            !own.isEmpty
            || (report?.returnedSenders ?? []).contains { DomainName.isOwn(address: $0, ownDomains) }
    }

    /// Bytes of text searched for Message-IDs.
    static let maximumTextBytes = 32_768

    /// `Message-ID: <...>` written out in the text, as in a quoted header block.
    private static func idsInText(_ text: [UInt8]) -> [String] {
        let bytes = text.prefix(maximumTextBytes)
        var found: [String] = []
        var index = 0
        while found.count < 5, let start = place(of: label, in: bytes[index...]) {
            var open = start + label.count
            let limit = min(bytes.count, open + 40)
            while open < limit, bytes[open] != 0x3C, bytes[open] != 0x0A { open += 1 }
            index = min(open + 1, bytes.count)
            guard open < limit, bytes[open] == 0x3C else { continue }
            let end = bytes[open...].prefix(300).firstIndex { $0 == 0x3E || $0 == 0x20 || $0 == 0x0A }
            if let end, bytes[end] == 0x3E {
                found.append(String(decoding: bytes[(open + 1)..<end], as: UTF8.self))
            }
        }
        return found
    }

    private static let label = Array("message-id".utf8)

    /// Looks at the hyphens, which are rare, for the rest of the label.
    private static func place(of label: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        let before = 7
        return bytes.withUnsafeBufferPointer { text -> Int? in
            var hyphen = before
            // One byte has to follow the label.
            while hyphen + label.count - before < text.count {
                if text[hyphen] == 0x2D, matches(text, hyphen - before, label) { return hyphen - before }
                hyphen += 1
            }
            return nil
        }.map { $0 + bytes.startIndex }
    }

    private static func matches(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ label: [UInt8]) -> Bool {
        for (offset, byte) in label.enumerated() {
            let seen = bytes[start + offset]
            if (byte == 0x2D ? seen : seen | 0x20) != byte { return false }
        }
        return true
    }
}
