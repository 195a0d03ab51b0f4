/// One field of a header-like block, such as the body of `message/delivery-status` (RFC 3464 §2.1).
public struct TextField: Sendable, Hashable {
    /// The name in lower case, without the white space before the colon.
    public let key: String
    /// Unfolded and trimmed; bytes that are not UTF-8 are read as windows-1252.
    public let value: String
    /// Bytes from the start of the block to the start of the name.
    public let offset: Int
    /// Bytes from the name to before the line end of the last line of the value.
    public let length: Int
}

/// Header-like blocks: groups of `Name: value` lines with empty lines between the groups.
public enum TextFields {
    /// The groups in order, none of them empty.
    ///
    /// Lenient: a line that is no field is skipped, with what is folded to it.
    public static func groups(in bytes: ArraySlice<UInt8>) -> [[TextField]] {
        var reader = TextFieldReader(bytes: bytes)
        return reader.read()
    }

    /// The fields of the first group that bear one of these names, given in lower case. The others cost no text.
    public static func firstGroup(in bytes: ArraySlice<UInt8>, keys: [[UInt8]]) -> [TextField] {
        var reader = TextFieldReader(bytes: bytes, keys: keys)
        return reader.read().first ?? []
    }
}

private struct TextFieldReader {
    private let bytes: ArraySlice<UInt8>
    /// Where they are given, fields of other names are left out, and reading ends with the first group.
    private let keys: [[UInt8]]?
    private var groups: [[TextField]] = []
    private var group: [TextField] = []
    private var hasFields = false
    /// Offsets from the start of the block.
    private var open: (name: Range<Int>, value: Range<Int>)?

    init(bytes: ArraySlice<UInt8>, keys: [[UInt8]]? = nil) {
        self.bytes = bytes
        self.keys = keys
    }

    mutating func read() -> [[TextField]] {
        let block = bytes
        let bytes = block.span
        let all = 0..<bytes.count
        let hasLineFeed = Bytes.first(ASCII.lineFeed, in: bytes, all) != nil
        let newline = hasLineFeed ? ASCII.lineFeed : ASCII.carriageReturn
        var start = 0
        while start < bytes.count, keys == nil || groups.isEmpty {
            let newlineAt = Bytes.first(newline, in: bytes, start..<bytes.count)
            take(line: start..<(newlineAt ?? bytes.count), of: bytes)
            start = newlineAt.map { $0 + 1 } ?? bytes.count
        }
        closeGroup()
        return groups
    }

    private mutating func take(line: Range<Int>, of bytes: Span<UInt8>) {
        var end = line.upperBound
        while end > line.lowerBound, bytes[end - 1] == ASCII.carriageReturn { end -= 1 }
        var start = line.lowerBound
        while start < end, ASCII.isWhite(bytes[start]) { start += 1 }
        guard start < end else { return closeGroup() }
        let first = bytes[line.lowerBound]
        if first == ASCII.space || first == ASCII.tab {
            if let field = open { open = (field.name, field.value.lowerBound..<end) }
            return
        }
        closeField()
        let name = line.lowerBound..<Bytes.endOfFieldName(in: bytes, line.lowerBound..<end)
        var colon = name.upperBound
        while colon < end, bytes[colon] == ASCII.space || bytes[colon] == ASCII.tab { colon += 1 }
        guard !name.isEmpty, colon < end, bytes[colon] == ASCII.colon else { return }
        hasFields = true
        if isWanted(bytes.extracting(name)) { open = (name, (colon + 1)..<end) }
    }

    private func isWanted(_ name: Span<UInt8>) -> Bool {
        guard let keys else { return true }
        for key in keys where key.count == name.count {
            var place = 0
            while place < key.count, ASCII.lower(name[place]) == key[place] { place += 1 }
            if place == key.count { return true }
        }
        return false
    }

    private mutating func closeField() {
        guard let field = open else { return }
        open = nil
        let start = bytes.startIndex
        let raw = bytes[(start + field.value.lowerBound)..<(start + field.value.upperBound)]
        let isFolded = Bytes.contains(ASCII.lineFeed, raw) || Bytes.contains(ASCII.carriageReturn, raw)
        let value = isFolded ? Bytes.unfolded(raw)[...] : raw
        group.append(
            TextField(
                key: ASCII.lowerText(
                    bytes[(start + field.name.lowerBound)..<(start + field.name.upperBound)]),
                value: TextDecoding.text(ASCII.trimmed(value), declared: nil, fallback: .windows1252),
                offset: field.name.lowerBound, length: field.value.upperBound - field.name.lowerBound))
    }

    private mutating func closeGroup() {
        closeField()
        if hasFields { groups.append(group) }
        group = []
        hasFields = false
    }
}
