import CalendarTime

public enum IMAPFolderRole: String, Sendable, Hashable, CaseIterable, Codable {
    case inbox
    case junk
}

/// What names a message for good: `UIDVALIDITY:UID`, in its folder.
public struct IMAPMessageName: Sendable, Hashable, LosslessStringConvertible {
    public let uidValidity: UInt32
    public let uid: UInt32

    public init(uidValidity: UInt32, uid: UInt32) {
        self.uidValidity = uidValidity
        self.uid = uid
    }

    public init?(_ description: String) {
        let numbers = description.split(separator: ":", omittingEmptySubsequences: false).map { UInt32($0) }
        guard numbers.count == 2, let uidValidity = numbers[0], let uid = numbers[1] else { return nil }
        self.init(uidValidity: uidValidity, uid: uid)
    }

    public var description: String { "\(uidValidity):\(uid)" }
}

/// One whole message as the server holds it.
public struct IMAPMessage: Sendable, Hashable {
    public let uid: UInt32
    /// As the server writes them: `\Seen`, `$Junk`.
    public let flags: [String]
    /// INTERNALDATE: when the mail system stored it; nil where it cannot be read.
    public let received: Instant?
    /// X-GM-MSGID or EMAILID, the same in every folder; nil where the server has none.
    public let emailID: String?
    public internal(set) var bytes: [UInt8]
    /// The message is longer than `maximumMessageBytes`; `bytes` are its beginning.
    public internal(set) var isTruncated = false
}

/// Messages of one folder and the cursor that counts them as read. There may be no message: then the cursor moved.
public struct IMAPBatch: Sendable, Hashable {
    public let role: IMAPFolderRole
    /// As the server writes it; `ModifiedUTF7.decoded` shows it.
    public let folder: [UInt8]
    public let uidValidity: UInt32
    public let messages: [IMAPMessage]
    public let cursor: IMAPCursor
    /// The UIDVALIDITY changed: these messages may be known under other UIDs, so identity goes by content.
    public let isRescan: Bool
    /// Messages that the server lists and does not give. They are not asked for again.
    public let unreadable: [UInt32]
}
