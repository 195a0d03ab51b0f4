/// What a message is. Every message gets exactly one kind.
public enum Kind: String, Sendable, CaseIterable, Hashable {
    case bounce
    case delay
    case delivered
    case complaint
    case outOfOffice = "out_of_office"
    case autoReply = "auto_reply"
    case unsubscribe
    case reply
    case receipt
    case other

    /// Kinds that only machines write about mail we sent; they show no visible reply.
    public var isReport: Bool {
        switch self {
        case .bounce, .delay, .delivered, .complaint, .receipt: true
        case .outOfOffice, .autoReply, .unsubscribe, .reply, .other: false
        }
    }
}

/// What sort of automatic answer an `auto_reply` is.
public enum Subkind: String, Sendable, CaseIterable, Hashable {
    case ack  // a ticket number, "we got your mail", held for moderation
    case unmonitored  // nobody reads this mailbox
    case leftCompany = "left_company"
    case addressChange = "address_change"
    case challenge  // the sender must prove to be human
}

/// What the writer of a `reply` wants.
public enum Intent: String, Sendable, CaseIterable, Hashable {
    case interested
    case meeting
    case question
    case notNow = "not_now"
    case notInterested = "not_interested"
    case referral
    case other
}
