import MailFormat

/// Writes header fields, folded (RFC 5322 §2.2.3). What it is given holds no control character; should there be one,
/// it becomes part of an encoded word and ends no line.
struct HeaderWriter {
    private(set) var text = ""
    private var column = 0
    private var isFirst = true

    /// Characters of a line that holds an encoded word (RFC 2047 §2); good for all of them.
    private static let lineLength = 76

    /// `tokens`: printable ASCII, each in one piece.
    mutating func write(_ name: String, _ tokens: [String]) {
        begin(name)
        for token in tokens { add(token) }
        end()
    }

    /// Unstructured text; runs of blanks become one.
    mutating func write(_ name: String, unstructured value: String) {
        begin(name)
        let words = value.split(separator: " ").map(String.init)
        if words.allSatisfy({ Self.isPlain($0) && $0.utf8.count < 60 }) {
            for word in words { add(word) }
        } else {
            for word in EncodedWordWriter.words(words.joined(separator: " "), firstRoom: room) { add(word) }
        }
        end()
    }

    mutating func write(_ name: String, _ mailboxes: [Mailbox]) {
        begin(name)
        for (index, mailbox) in mailboxes.enumerated() {
            let comma = index + 1 < mailboxes.count ? "," : ""
            if mailbox.name.isEmpty {
                add(mailbox.address + comma)
            } else {
                for word in phrase(mailbox.name) { add(word) }
                add("<\(mailbox.address)>\(comma)")
            }
        }
        end()
    }

    /// A display name (RFC 5322 §3.2.5): atoms, a quoted string, or encoded words.
    private func phrase(_ name: String) -> [String] {
        let words = name.split(separator: " ").map(String.init)
        guard words.allSatisfy(Self.isPlain), name.utf8.count < 60 else {
            return EncodedWordWriter.words(words.joined(separator: " "), firstRoom: room)
        }
        if words.allSatisfy({ $0.utf8.allSatisfy(Self.isAtomText) }) { return words }
        let escaped = words.joined(separator: " ").reduce(into: "") { text, character in
            if character == "\"" || character == "\\" { text.append("\\") }
            text.append(character)
        }
        return ["\"\(escaped)\""]
    }

    /// Printable ASCII that nobody takes for an encoded word.
    private static func isPlain(_ word: String) -> Bool {
        word.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } && !word.contains("=?")
    }

    /// RFC 5322 §3.2.3.
    static func isAtomText(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
        }
    }

    // MARK: Lines

    /// Characters for an encoded word that goes on in this line, or for one in the next.
    private var room: Int {
        let left = Self.lineLength - column - 1
        return left < 40 ? EncodedWordWriter.maximumLength : min(left, EncodedWordWriter.maximumLength)
    }

    private mutating func begin(_ name: String) {
        text += name + ":"
        column = name.utf8.count + 1
        isFirst = true
    }

    /// The first token stands in the line of the name, however long: some programs read nothing behind an empty line.
    private mutating func add(_ token: String) {
        if !isFirst, column + 1 + token.utf8.count > Self.lineLength {
            text += "\r\n"
            column = 0
        }
        text += " " + token
        column += 1 + token.utf8.count
        isFirst = false
    }

    private mutating func end() { text += "\r\n" }
}
