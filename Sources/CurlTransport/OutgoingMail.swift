/// One message to hand to an SMTP server, with its envelope (RFC 5321 §3.3).
public struct OutgoingMail: Sendable {
    /// The return path without angle brackets; empty for a report, which gets no report itself.
    public let sender: String
    /// Without angle brackets; at least one.
    public let recipients: [String]
    /// A whole message, RFC 5322. Bare CR and LF become CRLF on the way; nothing else changes.
    public let message: [UInt8]

    public init(sender: String, recipients: [String], message: [UInt8]) {
        self.sender = sender
        self.recipients = recipients
        self.message = message
    }
}

/// An answer of an SMTP server (RFC 5321 §4.2): its code and its words, which may name an address.
public struct SMTPReply: Hashable, Sendable, CustomStringConvertible {
    /// 200...599.
    public let code: Int
    /// Without code and separator, in order.
    public let lines: [String]

    /// 2xx.
    public var isPositive: Bool { (200..<300).contains(code) }
    /// 4xx: the same may be accepted later.
    public var isTransient: Bool { (400..<500).contains(code) }
    public var text: String { lines.joined(separator: "\n") }
    /// The code only.
    public var description: String { "SMTP \(code)" }
}

/// What became of a message.
public struct SMTPOutcome: Sendable {
    public enum Message: Sendable {
        /// The server has taken charge of it, for the recipients whose reply is positive.
        case accepted(SMTPReply)
        case refused(SMTPReply)
        /// No recipient was accepted, so it was not offered.
        case notOffered
        /// The connection was lost between the last byte and the answer. The server may have it: sending again may
        /// send it twice.
        case unknown(TransportError)
    }

    /// The answer to each recipient of the envelope, in its order.
    public let recipients: [SMTPReply]
    public let message: Message
}

/// The bytes of a message as DATA wants them.
enum DataStuffing {
    /// Line ends as CRLF, a dot before each line that begins with one, and the line with a dot that ends it
    /// (RFC 5321 §4.5.2). A bare LF let through would let a message end where a reader of it does not see it.
    static func stuffed(_ message: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(message.count + message.count / 32 + 8)
        var isLineStart = true
        var index = 0
        while index < message.count {
            let byte = message[index]
            index += 1
            switch byte {
            case 13, 10:
                if byte == 13, index < message.count, message[index] == 10 { index += 1 }
                out += [13, 10]
                isLineStart = true
            default:
                if isLineStart, byte == UInt8(ascii: ".") { out.append(byte) }
                out.append(byte)
                isLineStart = false
            }
        }
        if !isLineStart { out += [13, 10] }
        return out + [UInt8(ascii: "."), 13, 10]
    }
}
