import Foundation

/// Where a poll of Gmail goes on, as text: `history:ID`, or `listing:ID:PAGE` inside of the first listing.
enum GmailCursor: Equatable, LosslessStringConvertible {
    case history(String)
    /// The place in the history where the listing began, and the page that comes next (empty: the first).
    case listing(history: String, page: String)

    init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false).map(
            String.init)
        guard parts.count >= 2, !parts[1].isEmpty, parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        switch (parts[0], parts.count) {
        case ("history", 2): self = .history(parts[1])
        case ("listing", 3) where !parts[2].isEmpty: self = .listing(history: parts[1], page: parts[2])
        default: return nil
        }
    }

    var description: String {
        switch self {
        case .history(let id): "history:\(id)"
        case .listing(let history, let page): "listing:\(history):\(page)"
        }
    }
}

struct GmailProfile: Decodable {
    let historyId: String
}

struct GmailHistory: Decodable {
    struct Record: Decodable {
        struct Added: Decodable {
            let message: GmailReference
        }
        let messagesAdded: [Added]?
    }
    let history: [Record]?
    let nextPageToken: String?
    let historyId: String?
}

struct GmailListing: Decodable {
    let messages: [GmailReference]?
    let nextPageToken: String?
}

struct GmailReference: Decodable {
    let id: String
    let labelIds: [String]?
}

struct GmailMessage: Decodable {
    let id: String
    let labelIds: [String]?
    /// Milliseconds, as text.
    let internalDate: String?
    /// base64url.
    let raw: String?
}

struct GmailFault: Decodable {
    struct Fault: Decodable {
        struct Cause: Decodable {
            let reason: String?
        }
        let errors: [Cause]?
    }
    let error: Fault
}
