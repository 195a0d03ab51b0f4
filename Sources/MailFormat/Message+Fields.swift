extension Message {
    /// The first field of that name in the header of `part`.
    public func field(_ name: FieldName, of part: Int = 0) -> HeaderField? { fields(name, of: part).first }

    /// All fields of that name in the header of `part`, top first.
    public func fields(_ name: FieldName, of part: Int = 0) -> [HeaderField] { [] }

    /// The name as written.
    public func name(of field: HeaderField) -> String { "" }

    /// The value as it stands in the message: folded, not decoded, outer white space included.
    public func rawValue(_ field: HeaderField) -> ArraySlice<UInt8> {
        buffers[parts[field.part].buffer][field.valueRange]
    }

    /// The value unfolded and trimmed; raw 8-bit text is decoded, encoded words are not.
    public func unfolded(_ field: HeaderField) -> String { "" }

    /// The value unfolded and trimmed, with encoded words decoded.
    public func unstructured(_ field: HeaderField) -> String { "" }

    /// The mailboxes of an address list (RFC 5322 §3.4, RFC 6854); members of groups stand in the list.
    public func mailboxes(_ field: HeaderField) -> [Mailbox] { [] }

    /// The message identifiers in order, without angle brackets.
    public func messageIDs(_ field: HeaderField) -> [String] { [] }

    /// The date; of a `Received` field, the one after its last semicolon.
    public func date(_ field: HeaderField) -> MailDate? { nil }
}
