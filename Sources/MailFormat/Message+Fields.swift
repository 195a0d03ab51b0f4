extension Message {
    /// The first field of that name in the header of `part`.
    public func field(_ name: FieldName, of part: Int = 0) -> HeaderField? {
        let range = parts[part].fieldRange
        if name.isWellKnown {
            let index = range.first { fields[$0].nameIndex == name.index }
            return index.map { fields[$0] }
        }
        let bytes = name.bytes
        return fields[range].first { isNamed($0, bytes) }
    }

    /// All fields of that name in the header of `part`, top first.
    public func fields(_ name: FieldName, of part: Int = 0) -> [HeaderField] {
        let range = parts[part].fieldRange
        if name.isWellKnown { return fields[range].filter { $0.nameIndex == name.index } }
        let bytes = name.bytes
        return fields[range].filter { isNamed($0, bytes) }
    }

    /// Of a name that is not well known, in lower case.
    private func isNamed(_ field: HeaderField, _ lowerCase: [UInt8]) -> Bool {
        field.nameIndex == FieldName.other.index
            && FieldName.matches(buffers[parts[field.part].buffer][field.nameRange], lowerCase: lowerCase)
    }

    /// The name as written.
    public func name(of field: HeaderField) -> String {
        String(decoding: buffers[parts[field.part].buffer][field.nameRange], as: UTF8.self)
    }

    /// The value as it stands in the message: folded, not decoded, outer white space included.
    public func rawValue(_ field: HeaderField) -> ArraySlice<UInt8> {
        buffers[parts[field.part].buffer][field.valueRange]
    }

    /// The value unfolded and trimmed; raw 8-bit text is decoded, encoded words are not.
    public func unfolded(_ field: HeaderField) -> String {
        TextDecoding.text(
            ASCII.trimmed(unfoldedBytes(field)[...]), declared: nil, fallback: parts[field.part].fallback)
    }

    /// The value unfolded and trimmed, with encoded words decoded.
    public func unstructured(_ field: HeaderField) -> String {
        EncodedWords.decode(
            ASCII.trimmed(unfoldedBytes(field)[...]), fallback: parts[field.part].fallback, limits: limits)
    }

    /// The mailboxes of an address list (RFC 5322 §3.4, RFC 6854); members of groups stand in the list.
    public func mailboxes(_ field: HeaderField) -> [Mailbox] {
        if let mailbox = PlainMailbox.read(rawValue(field)) { return [mailbox] }
        var reader = AddressListReader(
            unfoldedBytes(field), fallback: parts[field.part].fallback, limits: limits)
        return reader.read()
    }

    /// The message identifiers in order, without angle brackets.
    public func messageIDs(_ field: HeaderField) -> [String] {
        MessageIdentifiers.read(boundedValue(field), limits: limits)
    }

    /// The date; of a `Received` field, the one after its last semicolon.
    public func date(_ field: HeaderField) -> MailDate? {
        var value = boundedValue(field)
        if field.name == .received {
            guard let semicolon = value.lastIndex(of: ASCII.semicolon) else { return nil }
            value = value[(semicolon + 1)...]
        }
        return DateReader.read(Bytes.unfolded(value))
    }

    private func boundedValue(_ field: HeaderField) -> ArraySlice<UInt8> {
        rawValue(field).prefix(limits.maximumFieldBytes)
    }

    private func unfoldedBytes(_ field: HeaderField) -> [UInt8] { Bytes.unfolded(boundedValue(field)) }
}
