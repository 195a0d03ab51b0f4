/// One mailbox of an address field: a display name and an addr-spec (RFC 5322 §3.4).
public struct Mailbox: Hashable, Sendable {
    /// Decoded; empty when there is none.
    public let name: String
    /// `local@domain` as written, without comments and folding; empty when the field gives only a name, or `<>`.
    public let address: String

    public init(name: String, address: String) {
        self.name = name
        self.address = address
    }
}

extension Mailbox {
    /// Reads an address list (RFC 5322 §3.4): groups are flattened, encoded words decoded.
    public static func parseList(_ text: String) -> [Mailbox] {
        var reader = AddressListReader(
            Bytes.unfolded(Array(text.utf8)[...]), fallback: .windows1252, limits: .standard)
        return reader.read()
    }
}
