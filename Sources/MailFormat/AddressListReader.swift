/// Reads an address list (RFC 5322 §3.4 and §4.4, RFC 6854, RFC 6532) into mailboxes, in one pass.
struct AddressListReader {
    private struct Word {
        /// Of a quoted word: without the quotes, quoted pairs resolved.
        let bytes: ArraySlice<UInt8>
        let isQuoted: Bool
        let followsSpace: Bool
    }

    private var cursor: FieldCursor
    private let fallback: Charset
    private let limits: MailLimits
    private var search: EncodedWordSearch
    private var mailboxes: [Mailbox] = []
    // The mailbox that is being read:
    private var words: [Word] = []
    private var comment: [UInt8]?
    private var angle: ArraySlice<UInt8>?
    private var followsSpace = false

    /// `value` is unfolded.
    init(_ value: [UInt8], fallback: Charset, limits: MailLimits) {
        cursor = FieldCursor(value[...])
        search = EncodedWordSearch(value[...])
        self.fallback = fallback
        self.limits = limits
    }

    mutating func read() -> [Mailbox] {
        while let byte = cursor.current, mailboxes.count < limits.maximumAddresses { step(byte) }
        if mailboxes.count < limits.maximumAddresses { finish() }
        return mailboxes
    }

    private mutating func step(_ byte: UInt8) {
        switch byte {
        case ASCII.space, ASCII.tab, ASCII.carriageReturn, ASCII.lineFeed:
            cursor.skip()
            followsSpace = true
        case ASCII.openParenthesis:
            let text = cursor.readComment(maximumDepth: limits.maximumCommentDepth)
            if comment == nil || comment?.isEmpty == true { comment = text }
            followsSpace = true
        case ASCII.quote:
            // Lenient: a quote that nothing closes is passed over.
            if let (range, isPlain) = cursor.readQuotedRange() {
                let text = cursor.bytes[range]
                append(isPlain ? text : FieldCursor.unquoted(text)[...], isQuoted: true)
            }
        case ASCII.less: readAngle()
        case ASCII.comma, ASCII.semicolon:
            // Lenient: semicolons between addresses (Outlook); the same one ends a group.
            cursor.skip()
            finish()
        case ASCII.colon:
            // The name of a group, or `mailto`. Groups inside groups are no depth to us, their names are dropped.
            cursor.skip()
            if angle == nil { startOver() }
        case ASCII.greater: cursor.skip()
        default: readAtom()
        }
    }

    private mutating func append(_ bytes: ArraySlice<UInt8>, isQuoted: Bool) {
        words.append(Word(bytes: bytes, isQuoted: isQuoted, followsSpace: followsSpace))
        followsSpace = false
    }

    private mutating func readAtom() {
        let bytes = cursor.bytes
        let start = cursor.position
        // Lenient: encoded words with commas, quotes or angle brackets in their text (many programs).
        if bytes[start] == ASCII.equals, start + 1 < bytes.endIndex, bytes[start + 1] == ASCII.question,
            let word = search.word(at: start), !word.text.contains(where: ASCII.isWhite)
        {
            cursor.position = word.end
            return append(bytes[start..<word.end], isQuoted: false)
        }
        var place = start + 1
        var inLiteral = bytes[start] == ASCII.openBracket
        scan: while place < bytes.endIndex {
            switch bytes[place] {
            case ASCII.openBracket where bytes[place - 1] == ASCII.at: inLiteral = true
            case ASCII.closeBracket: inLiteral = false
            case ASCII.colon where inLiteral: break
            case ASCII.equals where place + 1 < bytes.endIndex && bytes[place + 1] == ASCII.question:
                break scan
            case ASCII.space, ASCII.tab, ASCII.carriageReturn, ASCII.lineFeed, ASCII.openParenthesis,
                ASCII.quote,
                ASCII.less, ASCII.greater, ASCII.comma, ASCII.semicolon, ASCII.colon:
                break scan
            default: break
            }
            place += 1
        }
        cursor.position = place
        append(bytes[start..<place], isQuoted: false)
    }

    /// `<` [route] addr-spec `>`: white space and comments are dropped, quoted strings kept.
    ///
    /// Lenient: without `>` it ends at the next comma or at the end; a second `<` begins again (`<<a@b>>`).
    private mutating func readAngle() {
        cursor.skip()
        if let plain = cursor.readPlainAngle() { return finishAngle(plain) }
        var address: [UInt8] = []
        while let byte = cursor.current {
            switch byte {
            case ASCII.greater:
                cursor.skip()
                return finishAngle(address[...])
            case ASCII.less:
                cursor.skip()
                address = []
            case ASCII.comma where !Self.isRoute(address[...]): return finishAngle(address[...])
            case ASCII.openParenthesis: _ = cursor.readComment(maximumDepth: limits.maximumCommentDepth)
            case ASCII.quote:
                if let text = cursor.readQuotedString() { address += Self.localPart(text[...]) }
            default:
                cursor.skip()
                if !ASCII.isWhite(byte) { address.append(byte) }
            }
        }
        finishAngle(address[...])
    }

    /// `@a,@b:c@d` (RFC 5322 §4.4).
    private static func isRoute(_ address: ArraySlice<UInt8>) -> Bool { address.first == ASCII.at }

    private mutating func finishAngle(_ address: ArraySlice<UInt8>) {
        var address = address
        if Self.isRoute(address), let colon = address.lastIndex(of: ASCII.colon) {
            address = address[(colon + 1)...]
        }
        // Lenient: `<mailto:a@b>` (addresses copied from pages).
        let scheme = Self.mailto
        if address.count > scheme.count, FieldName.matches(address.prefix(scheme.count), lowerCase: scheme) {
            address = address.dropFirst(scheme.count)
        }
        if angle == nil || angle?.isEmpty == true { angle = address }
        followsSpace = true
    }

    private static let mailto = Array("mailto:".utf8)

    private mutating func startOver() {
        words.removeAll(keepingCapacity: true)
        comment = nil
        angle = nil
        followsSpace = false
    }

    private mutating func finish() {
        defer { startOver() }
        if let angle { return add(name: phrase(words[...]), address: angle) }
        guard let range = addressRange() else {
            // Lenient: a name without an address is kept as a name.
            let name = phrase(words[...])
            if !name.isEmpty || comment?.isEmpty == false { add(name: name, address: []) }
            return
        }
        var address: [UInt8] = []
        for word in words[range] { address += word.isQuoted ? Self.localPart(word.bytes)[...] : word.bytes }
        words.removeSubrange(range)
        add(name: phrase(words[...]), address: address[...])
    }

    /// The words of an addr-spec without angle brackets; dots and the `@` may stand apart (RFC 5322 §4.4).
    private mutating func addressRange() -> Range<Int>? {
        guard let at = words.firstIndex(where: { !$0.isQuoted && $0.bytes.contains(ASCII.at) }) else {
            return nil
        }
        var start = at
        while start > 0, Self.joins(words[start - 1], words[start]) { start -= 1 }
        var end = at + 1
        while end < words.count, Self.joins(words[end - 1], words[end]) { end += 1 }
        return start..<end
    }

    private static func joins(_ left: Word, _ right: Word) -> Bool {
        if !right.followsSpace { return true }
        func isJoint(_ byte: UInt8?) -> Bool { byte == ASCII.dot || byte == ASCII.at }
        return (!left.isQuoted && isJoint(left.bytes.last)) || (!right.isQuoted && isJoint(right.bytes.first))
    }

    private mutating func add(name: String, address: ArraySlice<UInt8>) {
        let name = name.isEmpty ? decodedComment() : name
        let text = TextDecoding.text(address, declared: nil, fallback: fallback)
        mailboxes.append(Mailbox(name: name, address: text))
    }

    private mutating func decodedComment() -> String {
        guard let comment else { return "" }
        return decoded(comment[...])
    }

    private mutating func phrase(_ words: ArraySlice<Word>) -> String {
        guard let first = words.first else { return "" }
        if words.count == 1 { return decoded(first.bytes) }
        var bytes: [UInt8] = []
        for word in words {
            if word.followsSpace, !bytes.isEmpty { bytes.append(ASCII.space) }
            bytes += word.bytes
        }
        return decoded(bytes[...])
    }

    private mutating func decoded(_ bytes: ArraySlice<UInt8>) -> String {
        EncodedWords.decode(bytes, fallback: fallback, limits: limits).trimmingWhite
    }

    private static let specials = Array("()<>[]:;@\\,\" \t".utf8)

    /// A quoted local part, without its quotes where it is a dot-atom.
    private static func localPart(_ text: ArraySlice<UInt8>) -> [UInt8] {
        let isAtom =
            !text.isEmpty && text.first != ASCII.dot && text.last != ASCII.dot
            && !text.contains(where: { specials.contains($0) })
        if isAtom { return Array(text) }
        var quoted: [UInt8] = [ASCII.quote]
        for byte in text {
            if byte == ASCII.quote || byte == ASCII.backslash { quoted.append(ASCII.backslash) }
            quoted.append(byte)
        }
        quoted.append(ASCII.quote)
        return quoted
    }
}
