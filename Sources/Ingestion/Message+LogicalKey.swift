import MailFormat

extension Message {
    /// The name under which the store keeps this message, by whatever way it comes.
    public var logicalKey: String { MailHashes.logicalKey(self) }
}
