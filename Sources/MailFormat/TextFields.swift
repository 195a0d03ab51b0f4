/// One field of a header-like block, such as the body of `message/delivery-status` (RFC 3464 §2.1).
public struct TextField: Sendable, Hashable {
    /// As written, without the white space before the colon.
    public let name: String
    /// Unfolded and trimmed; bytes that are not UTF-8 are read as windows-1252.
    public let value: String
    /// Bytes from the start of the block to the start of the name.
    public let offset: Int
    /// Bytes from the name to before the line end of the last line of the value.
    public let length: Int

    /// `name` is given in lower case.
    public func isNamed(_ lowerCase: String) -> Bool {
        FieldName.matches(Array(name.utf8)[...], lowerCase: Array(lowerCase.utf8))
    }
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
}

private struct TextFieldReader {
    let bytes: ArraySlice<UInt8>
    var groups: [[TextField]] = []
    var group: [TextField] = []
    var open: (name: ArraySlice<UInt8>, valueStart: Int, end: Int)?

    init(bytes: ArraySlice<UInt8>) { self.bytes = bytes }

    mutating func read() -> [[TextField]] {
        let newline = bytes.contains(ASCII.lineFeed) ? ASCII.lineFeed : ASCII.carriageReturn
        var start = bytes.startIndex
        while start < bytes.endIndex {
            let newlineAt = bytes[start...].firstIndex(of: newline)
            let lineEnd = newlineAt ?? bytes.endIndex
            take(line: bytes[start..<lineEnd])
            start = newlineAt.map { $0 + 1 } ?? bytes.endIndex
        }
        closeGroup()
        return groups
    }

    private mutating func take(line: ArraySlice<UInt8>) {
        var line = line
        while line.last == ASCII.carriageReturn { line = line.dropLast() }
        guard let first = line.first, !line.allSatisfy(ASCII.isWhite) else { return closeGroup() }
        if first == ASCII.space || first == ASCII.tab {
            if let field = open { open = (field.name, field.valueStart, line.endIndex) }
            return
        }
        closeField()
        let name = line.prefix { $0 > 32 && $0 < 127 && $0 != ASCII.colon }
        let rest = line[name.endIndex...].drop { $0 == ASCII.space || $0 == ASCII.tab }
        guard !name.isEmpty, rest.first == ASCII.colon else { return }
        open = (name, rest.startIndex + 1, line.endIndex)
    }

    private mutating func closeField() {
        guard let field = open else { return }
        open = nil
        let value = Bytes.unfolded(bytes[field.valueStart..<field.end])
        group.append(
            TextField(
                name: String(decoding: field.name, as: UTF8.self),
                value: TextDecoding.text(
                    Array(ASCII.trimmed(value[...])), declared: nil, fallback: .windows1252),
                offset: field.name.startIndex - bytes.startIndex, length: field.end - field.name.startIndex))
    }

    private mutating func closeGroup() {
        closeField()
        if !group.isEmpty { groups.append(group) }
        group = []
    }
}
