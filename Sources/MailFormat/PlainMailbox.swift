/// Address fields as nearly all are: one mailbox, and nothing in it that `AddressListReader` would look at twice. What is
/// read here, the reader of lists reads alike; all else is left to it.
enum PlainMailbox {
    /// Bytes of a field that are looked at; longer ones are lists.
    private static let maximumBytes = 512

    /// `Name <a@b>`, `"Name" <a@b>`, `<a@b>` or `a@b`; nil for any other value.
    static func read(_ value: ArraySlice<UInt8>) -> Mailbox? {
        guard value.count <= maximumBytes else { return nil }
        let value = ASCII.trimmed(value)
        let bytes = value.span
        guard bytes.count >= 3, bytes[bytes.count - 1] == ASCII.greater else {
            guard isAddress(bytes), Bytes.contains(ASCII.at, value) else { return nil }
            return Mailbox(name: "", address: String(decoding: value, as: UTF8.self))
        }
        guard let open = Bytes.first(ASCII.less, in: bytes, 0..<bytes.count) else { return nil }
        let address = (open + 1)..<(bytes.count - 1)
        guard !address.isEmpty, isAddress(bytes.extracting(address)),
            let name = name(bytes.extracting(first: open))
        else { return nil }
        let start = value.startIndex
        return Mailbox(
            name: String(
                decoding: value[(start + name.lowerBound)..<(start + name.upperBound)], as: UTF8.self),
            address: String(
                decoding: value[(start + address.lowerBound)..<(start + address.upperBound)], as: UTF8.self))
    }

    /// The address of `<a@b>`, empty of `<>`; nil for any other value. Return-Path is hardly ever anything else.
    static func path(_ value: ArraySlice<UInt8>) -> String? {
        let path = ASCII.trimmed(value.prefix(maximumBytes + 1))
        guard (2...maximumBytes).contains(path.count), path.first == ASCII.less, path.last == ASCII.greater
        else { return nil }
        let address = path.dropFirst().dropLast()
        return isAddress(address.span) ? String(decoding: address, as: UTF8.self) : nil
    }

    /// Where the name stands in what is before the `<`: words with one space between them, or one quoted string.
    private static func name(_ bytes: Span<UInt8>) -> Range<Int>? {
        var range = trimmed(0..<bytes.count, of: bytes)
        let isQuoted = range.count >= 2 && bytes[range.lowerBound] == ASCII.quote
        if isQuoted {
            guard bytes[range.upperBound - 1] == ASCII.quote else { return nil }
            range = trimmed((range.lowerBound + 1)..<(range.upperBound - 1), of: bytes)
        }
        for place in range {
            let isWord =
                isPlain(bytes[place]) || bytes[place] == UInt8(ascii: "'")
                || bytes[place] == UInt8(ascii: "&")
            // The first byte is no space.
            let isSpace = bytes[place] == ASCII.space && (isQuoted || bytes[place - 1] != ASCII.space)
            guard isWord || isSpace else { return nil }
        }
        return range
    }

    private static func trimmed(_ range: Range<Int>, of bytes: Span<UInt8>) -> Range<Int> {
        var start = range.lowerBound
        var end = range.upperBound
        while start < end, ASCII.isWhite(bytes[start]) { start += 1 }
        while end > start, ASCII.isWhite(bytes[end - 1]) { end -= 1 }
        return start..<end
    }

    private static func isAddress(_ bytes: Span<UInt8>) -> Bool {
        for place in bytes.indices {
            guard isPlain(bytes[place]) || bytes[place] == ASCII.at || bytes[place] == ASCII.equals else {
                return false
            }
        }
        return true
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte == ASCII.dot || byte == ASCII.hyphen
            || byte == ASCII.underscore || byte == UInt8(ascii: "+")
    }
}
