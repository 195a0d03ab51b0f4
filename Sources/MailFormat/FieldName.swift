/// The name of a header field, compared without regard to case (RFC 5322 §1.2.2).
///
/// A name the pipeline reads is an index into `wellKnown`; any other is its text in lower case. A header field with
/// such a name carries `.other`, which equals no name made from text.
public struct FieldName: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    private let index: UInt8
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

    private init(index: UInt8) {
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
        guard bytes.count < byLength.count else { return nil }
        for (name, index) in byLength[bytes.count] where matches(bytes, lowerCase: name) {
            return FieldName(index: index)
        }
        return nil
    }

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

    private static let byLength: [[(name: [UInt8], index: UInt8)]] = {
        var table: [[(name: [UInt8], index: UInt8)]] = []
        for (index, name) in names.enumerated() where !name.isEmpty {
            let bytes = Array(name.utf8)
            while table.count <= bytes.count { table.append([]) }
            table[bytes.count].append((bytes, UInt8(truncatingIfNeeded: index)))
        }
        return table
    }()

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
