import Store

/// A mailbox that is in use, with its settings and how it does.
public struct MailboxState: Sendable {
    public let account: MailboxAccount
    public let connection: MailboxConnection?
    public let poll: MailboxPoll?
    public let health: MailboxHealth
}

extension StoreTransaction {
    /// All of them, in the order in which they were added.
    public func mailboxStates() throws -> [MailboxState] {
        let polls = Dictionary(try mailboxPolls().map { ($0.mailbox, $0) }) { first, _ in first }
        let refused = try refusedItemCounts()
        return try mailboxes().filter { $0.removedAt == nil }.map { account in
            try state(account, polls[account.id], refused)
        }
    }

    public func mailboxState(_ account: MailboxAccount) throws -> MailboxState {
        try state(account, try mailboxPoll(account.id), try refusedItemCounts())
    }

    private func state(
        _ account: MailboxAccount, _ poll: MailboxPoll?, _ refused: [String: RefusedItems]
    ) throws -> MailboxState {
        let connection = try MailboxConnection(account)
        let setAside = MailboxReader.cursorNames(account.id).compactMap { refused[$0] }
        let sum = setAside.first.map { first in
            RefusedItems(count: setAside.reduce(0) { $0 + $1.count }, fault: first.fault)
        }
        return MailboxState(
            account: account, connection: connection, poll: poll,
            health: MailboxHealth(poll, connection, setAside: sum, now: now))
    }
}
