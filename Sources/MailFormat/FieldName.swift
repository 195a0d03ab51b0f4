/// The name of a header field, compared without regard to case (RFC 5322 §1.2.2).
///
/// A name the pipeline reads is an index into `wellKnown`; any other is its text in lower case. A header field with
/// such a name carries `.other`, which equals no name made from text.
public struct FieldName: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    let index: UInt8
    private let text: String

    public init(_ name: String) {
        let bytes = Array(name.utf8)
        if let known = Self.wellKnown(bytes[...]) {
            self = known
        } else {
            index = 0
            text = name.lowercased()
        }
    }

    public init(stringLiteral name: String) { self.init(name) }

    init(index: UInt8) {
        self.index = index
        text = ""
    }

    /// A field whose name is none of the well-known ones.
    public static let other = FieldName(index: 0)

    /// In lower case; empty for `.other`.
    public var description: String { index == 0 ? text : Self.names[Int(index)] }

    var isWellKnown: Bool { index != 0 }

    /// The name in lower case, as bytes.
    var bytes: [UInt8] { Array(description.utf8) }

    /// The well-known name that `bytes` spell, in whatever case.
    static func wellKnown(_ bytes: ArraySlice<UInt8>) -> FieldName? {
        let span = bytes.span
        guard Bytes.endOfFieldName(in: span, 0..<span.count) == span.count else { return nil }
        let index = span.withUnsafeBufferPointer { wellKnownIndex($0) }
        return index == 0 ? nil : FieldName(index: index)
    }

    /// Index of the well-known name that `bytes` spell in whatever case; 0 for any other.
    ///
    /// `bytes` are octets that stand in field names (RFC 5322 §3.6.8): among those, setting the bit of lower case
    /// makes letters, digits and hyphens of nothing else.
    static func wellKnownIndex(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt8 {
        guard bytes.count > 1, bytes.count <= longestName else { return 0 }
        let table = table
        var slot = hash(bytes)
        while true {
            let index = table.slots[slot]
            if index == 0 || table.matches(bytes, index) { return index }
            slot = (slot + 1) & 255
        }
    }

    /// Of names of two letters and more. `| 32` makes letters lower case; the rest only has to be the same each time.
    private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        let first = Int(bytes[0] | 32), last = Int(bytes[bytes.count - 1] | 32)
        let middle = Int(bytes[bytes.count / 2] | 32)
        return (bytes.count &* 7 &+ first &* 31 &+ last &* 5 &+ middle &* 113) & 255
    }

    /// The well-known names laid out for the look-up.
    private final class Table: Sendable {
        /// An open hash table of indices into `names`; 0 is an empty slot.
        let slots: [UInt8]
        /// All names behind each other; name `i` stands at `starts[i]..<starts[i + 1]`.
        let letters: [UInt8]
        let starts: [Int]

        init() {
            var slots = [UInt8](repeating: 0, count: 256)
            for (index, name) in names.enumerated() where !name.isEmpty {
                var slot = Array(name.utf8).withUnsafeBufferPointer { hash($0) }
                while slots[slot] != 0 { slot = (slot + 1) & 255 }
                slots[slot] = UInt8(truncatingIfNeeded: index)
            }
            self.slots = slots
            letters = names.flatMap { Array($0.utf8) }
            starts = names.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.utf8.count) }
        }

        func matches(_ bytes: UnsafeBufferPointer<UInt8>, _ index: UInt8) -> Bool {
            let start = starts[Int(index)]
            guard starts[Int(index) + 1] - start == bytes.count else { return false }
            return letters.withUnsafeBytes { letters in
                let written = UnsafeRawBufferPointer(bytes)
                var place = 0
                while place + 8 <= bytes.count {
                    let word = written.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                    let name = letters.loadUnaligned(fromByteOffset: start + place, as: UInt64.self)
                    guard word | OctetWord.lowerCase == name else { return false }
                    place += 8
                }
                while place < bytes.count {
                    guard written[place] | 0x20 == letters[start + place] else { return false }
                    place += 1
                }
                return true
            }
        }
    }

    private static let table = Table()
    private static let longestName = names.reduce(0) { max($0, $1.utf8.count) }

    static func matches(_ bytes: ArraySlice<UInt8>, lowerCase name: [UInt8]) -> Bool {
        guard bytes.count == name.count else { return false }
        var place = bytes.startIndex
        for byte in name {
            if ASCII.lower(bytes[place]) != byte { return false }
            place += 1
        }
        return true
    }

    private static func known(_ name: String) -> FieldName {
        // A name that is missing in `names` is simply not well known: it is still compared by its text.
        FieldName(name)
    }

    /// Places in `names` that every header is searched for; constants cost no look at whether they are made yet.
    static let contentTypeIndex: UInt8 = 14
    static let transferEncodingIndex: UInt8 = 15
    static let dispositionIndex: UInt8 = 16

    /// Index 0 is `.other`.
    private static let names: [String] = [
        "", "from", "sender", "reply-to", "to", "cc", "bcc", "subject", "date", "message-id", "in-reply-to",
        "references", "received", "return-path", "content-type", "content-transfer-encoding",
        "content-disposition", "content-id", "content-description", "content-language", "mime-version",
        "auto-submitted", "precedence", "authentication-results", "delivered-to", "x-original-to",
        "x-failed-recipients", "x-auto-response-suppress", "x-autoreply", "x-autorespond", "list-id",
        "list-unsubscribe", "list-unsubscribe-post", "resent-from", "resent-to", "resent-message-id",
        "thread-topic", "thread-index", "return-receipt-to", "disposition-notification-to", "feedback-id",
        "x-mailer", "user-agent", "dkim-signature", "arc-authentication-results", "received-spf",
        "x-ms-exchange-inbox-rules-loop", "x-loop", "keywords", "comments",
    ]

    public static let from = known("from")
    public static let sender = known("sender")
    public static let replyTo = known("reply-to")
    public static let to = known("to")
    public static let cc = known("cc")
    public static let bcc = known("bcc")
    public static let subject = known("subject")
    public static let date = known("date")
    public static let messageID = known("message-id")
    public static let inReplyTo = known("in-reply-to")
    public static let references = known("references")
    public static let received = known("received")
    public static let returnPath = known("return-path")
    public static let contentType = known("content-type")
    public static let contentTransferEncoding = known("content-transfer-encoding")
    public static let contentDisposition = known("content-disposition")
    public static let contentID = known("content-id")
    public static let contentDescription = known("content-description")
    public static let contentLanguage = known("content-language")
    public static let mimeVersion = known("mime-version")
    public static let autoSubmitted = known("auto-submitted")
    public static let precedence = known("precedence")
    public static let authenticationResults = known("authentication-results")
    public static let deliveredTo = known("delivered-to")
    public static let originalTo = known("x-original-to")
    public static let failedRecipients = known("x-failed-recipients")
    public static let autoResponseSuppress = known("x-auto-response-suppress")
    public static let listID = known("list-id")
    public static let listUnsubscribe = known("list-unsubscribe")
    public static let listUnsubscribePost = known("list-unsubscribe-post")
    public static let resentFrom = known("resent-from")
    public static let resentTo = known("resent-to")
    public static let feedbackID = known("feedback-id")
}
