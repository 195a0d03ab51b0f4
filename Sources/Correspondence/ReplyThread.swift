/// In-Reply-To and References of an answer, or of a forward, which answers nothing (RFC 5322 §3.6.4); ids without angle
/// brackets.
struct ReplyThread: Hashable {
    let inReplyTo: String?
    let references: [String]

    /// Ids kept: the first, which names the conversation, and the newest.
    static let maximumReferences = 30
    /// Bytes of an id that fits into a line of 998 with its brackets (RFC 5322 §2.1.1).
    static let maximumIDLength = 900

    init(answering parent: AnsweredMessage) {
        self.init(after: parent, answers: true)
    }

    init(forwarding original: AnsweredMessage) {
        self.init(after: original, answers: false)
    }

    private init(after parent: AnsweredMessage, answers: Bool) {
        let id = parent.messageID.flatMap { Self.isID($0) ? $0 : nil }
        var known = parent.references
        // Without References, In-Reply-To stands for them when it names one message.
        if known.isEmpty, parent.inReplyTo.count == 1 { known = parent.inReplyTo }
        var seen: Set<String> = []
        var chain = known.filter { Self.isID($0) && $0 != id && seen.insert($0).inserted }
        if let id { chain.append(id) }
        if chain.count > Self.maximumReferences {
            chain = chain.prefix(1) + chain.suffix(Self.maximumReferences - 1)
        }
        inReplyTo = answers ? id : nil
        references = chain
    }

    /// What may stand between angle brackets without ending them or the line.
    private static func isID(_ text: String) -> Bool {
        (1...maximumIDLength).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">")
            }
    }
}
