import LeadStages

/// The codes in what a server answered, as far as providers quote it: `smtp;550 5.1.1 no such user`.
struct SMTPWords {
    /// `550`
    let reply: Int?
    /// `5.1.1`
    let status: String?

    /// Bytes that are looked at.
    private static let maximumLength = 4_096

    init(_ texts: String?...) {
        let text = texts.compactMap { $0 }.joined(separator: " ")
        var reply: Int?
        var status: String?
        // Numbers with dots, at the start of a word; an IPv4 address has too many and is neither.
        let words = text.utf8.prefix(Self.maximumLength).split { byte in
            !((48...57).contains(byte) || byte == UInt8(ascii: ".") || (65...90).contains(byte)
                || (97...122).contains(byte))
        }
        for word in words {
            let word = String(decoding: word, as: UTF8.self)
            let number = word.hasSuffix(".") ? String(word.dropLast()) : word
            if status == nil, Self.isStatus(number) { status = number }
            if reply == nil, number.utf8.count == 3, let code = Int(number), (400...599).contains(code) {
                reply = code
            }
        }
        self.reply = reply
        self.status = status
    }

    /// `class.subject.detail` (RFC 3463 §2) of a failure.
    static func isStatus(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 3 && (parts[0] == "4" || parts[0] == "5")
            && parts.allSatisfy {
                (1...3).contains($0.utf8.count) && $0.utf8.allSatisfy { (48...57).contains($0) }
            }
    }

    /// 4 or 5: what the codes say together, the enhanced one first.
    var failureClass: Int? {
        if let status { return status.hasPrefix("5") ? 5 : 4 }
        return reply.map { $0 / 100 }
    }

    /// Refused for our reputation or by a policy (RFC 3463 §3.8), not for the address.
    var isPolicy: Bool { status.map { $0.hasPrefix("5.7.") || $0.hasPrefix("4.7.") } ?? false }

    /// The domain does not exist or takes no mail (RFC 3463 §3.5, RFC 7505).
    var isUnroutable: Bool { status == "5.4.4" || status == "5.1.2" || status == "5.1.10" }
}

extension SMTPWords {
    /// The enhanced code, or the class alone where the server gave only a reply code (`550` as `5.0.0`).
    var statusOrClass: String? { status ?? failureClass.map { "\($0).0.0" } }

    /// What a failure is that the provider calls permanent: the server's own words are surer than its name for them.
    var asPermanent: Signal {
        if isPolicy { return .blocked }
        return failureClass == 4 ? .softBounce : .hardBounce
    }

    /// What a failure is that the provider calls temporary, and has given up on.
    var asTemporary: Signal { isPolicy ? .blocked : .softBounce }
}
