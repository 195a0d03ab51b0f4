/// Reads replies of an SMTP server from bytes in any pieces.
struct SMTPReplyReader {
    /// Bytes of one reply with all its lines; RFC 5321 §4.5.3.1.5 allows 512 in a line.
    static let maximumReplyBytes = 64 << 10

    private var bytes: [UInt8] = []
    private var lines: [String] = []
    private var lineBytes = 0

    mutating func append(_ more: [UInt8]) { bytes += more }

    /// The next whole reply; nil when more bytes are needed. Throws at what is no reply.
    mutating func next() throws(SMTPReplyFault) -> SMTPReply? {
        while let end = bytes.firstIndex(of: 10) {
            let line = String(decoding: bytes[..<end].filter { $0 != 13 }, as: UTF8.self)
            bytes.removeFirst(end + 1)
            lineBytes += end + 1
            guard let code = Int(line.prefix(3)), (200..<600).contains(code), line.utf8.prefix(3).count == 3
            else {
                throw SMTPReplyFault()
            }
            let rest = line.dropFirst(3)
            guard rest.isEmpty || rest.hasPrefix(" ") || rest.hasPrefix("-") else { throw SMTPReplyFault() }
            lines.append(String(rest.dropFirst()))
            if rest.hasPrefix("-") { continue }
            defer {
                lines = []
                lineBytes = 0
            }
            return SMTPReply(code: code, lines: lines)
        }
        guard bytes.count + lineBytes <= Self.maximumReplyBytes else { throw SMTPReplyFault() }
        return nil
    }
}

struct SMTPReplyFault: Error {}

/// What the server said it can do, in its last answer to EHLO (RFC 5321 §4.1.1.1).
struct SMTPExtensions {
    private(set) var keywords: [String: String] = [:]

    /// What stood before the last 220 was said before TLS, by anybody.
    init(_ dialogue: ServerDialogue) {
        for line in dialogue.lines {
            if line.hasPrefix("220") { keywords = [:] }
            guard line.hasPrefix("250-") || line.hasPrefix("250 ") else { continue }
            let words = line.dropFirst(4).split(separator: " ", maxSplits: 1)
            guard let name = words.first else { continue }
            keywords[name.uppercased()] = words.count > 1 ? String(words[1]) : ""
        }
    }

    func has(_ name: String) -> Bool { keywords[name] != nil }

    /// Bytes that a message may have; nil when no limit was told.
    var maximumSize: Int? { keywords["SIZE"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil } }
}
