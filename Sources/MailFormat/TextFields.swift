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
    public func isNamed(_ lowerCase: String) -> Bool { name.lowercased() == lowerCase }
}

/// Header-like blocks: groups of `Name: value` lines with empty lines between the groups.
public enum TextFields {
    /// The groups in order, none of them empty. A line that is no field is skipped.
    public static func groups(in bytes: ArraySlice<UInt8>) -> [[TextField]] { [] }
}
