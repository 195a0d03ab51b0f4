/// A command of ours that is to be sent, or whose tagged answer is awaited.
struct IMAPCommand: Hashable {
    enum Kind: Hashable {
        case capability
        case identification
        case list
        case examine(IMAPFolderRole)
        case status(IMAPFolderRole)
        case search(IMAPFolderRole)
        /// Which UIDs there are from this one on.
        case listUIDs(IMAPFolderRole, from: UInt32)
        case fetch(IMAPFolderRole, UIDWindow)
        /// The rest of a long message, from the octet that is wanted next.
        case slice(IMAPFolderRole, uid: UInt32, from: Int)
        case idle
        case logout
    }

    let kind: Kind
    var tag = ""
    /// Milliseconds by the caller's clock.
    var sentAt = 0
    /// Its folder turned out to be another one than the one it was meant for; what comes is thrown away.
    var isVoid = false
    /// A message of it has come.
    var isAnswered = false

    init(_ kind: Kind) { self.kind = kind }

    var folder: IMAPFolderRole? {
        switch kind {
        case .examine(let role), .status(let role), .search(let role), .listUIDs(let role, _),
            .fetch(let role, _),
            .slice(let role, _, _):
            role
        case .capability, .identification, .list, .idle, .logout: nil
        }
    }

    /// Whether the messages of a FETCH response with this UID are what was asked for.
    func asks(for uid: UInt32) -> Bool {
        switch kind {
        case .fetch(_, let window): window.range.contains(uid)
        case .slice(_, let wanted, _): wanted == uid
        default: false
        }
    }

    var fetchesBodies: Bool {
        switch kind {
        case .fetch, .slice: !isVoid
        default: false
        }
    }

    /// Whether a quoted string can hold the name: no CR, LF or NUL (RFC 9051 §9), and commands stay below 8 KB.
    static func canName(_ folder: [UInt8]) -> Bool {
        !folder.isEmpty && folder.count <= 1_000 && !folder.contains { $0 == 0 || $0 == 10 || $0 == 13 }
    }

    /// `name` in quotes; octets above 127 as they stand, for servers that list such names take them.
    static func quoted(_ name: [UInt8]) -> [UInt8] {
        var text = [ASCII.quote]
        for byte in name {
            if byte == ASCII.quote || byte == ASCII.backslash { text.append(ASCII.backslash) }
            text.append(byte)
        }
        return text + [ASCII.quote]
    }
}

/// UIDs that one FETCH asks for. Always a range, never a list: a command stays short (RFC 9051 leaves the length open;
/// Exchange and Gmail refuse more than about 8 KB).
struct UIDWindow: Hashable {
    let range: ClosedRange<UInt32>
    /// Asked for before it was known up to where there are messages.
    let isSpeculative: Bool
    /// Up to the highest UID there can be. Not `n:*`, which gives the last message again where nothing is new. A body
    /// that such a server sent unasked would be taken for one that was asked for.
    var isOpen: Bool { range.upperBound == .max }
}
