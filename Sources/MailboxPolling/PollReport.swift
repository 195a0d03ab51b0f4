import IMAPProtocol

/// What a poll brought.
public struct PollReport: Sendable, Hashable {
    public internal(set) var messages = 0
    /// Octets of the messages.
    public internal(set) var bytes = 0
    /// Messages that the server lists and does not give.
    public internal(set) var unreadable = 0

    public init() {}

    mutating func count(_ batch: IMAPBatch) {
        messages += batch.messages.count
        bytes += batch.messages.reduce(0) { $0 + $1.bytes.count }
        unreadable += batch.unreadable.count
    }
}
