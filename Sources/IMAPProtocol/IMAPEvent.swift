/// What happened, for `IMAPClientState.next(after:)`. `at` is the reading of a clock that never goes back, in
/// milliseconds; only differences count.
public enum IMAPEvent: Sendable, Hashable {
    /// Logged in; nothing has been sent since.
    case connected(at: Int)
    case sent(at: Int)
    /// At least one octet.
    case received([UInt8], at: Int)
    /// Nothing came within the time that the action gave.
    case timedOut(at: Int)
    /// The server closed, or the connection broke.
    case closed
    /// The batch and its cursor are stored durably.
    case stored
    case paused(at: Int)
    /// The next poll on a connection that was kept.
    case pollDue(at: Int)
}

/// What to do next; each gives one event.
public enum IMAPAction: Sendable, Hashable {
    /// Gives `.sent` or `.closed`.
    case send([UInt8])
    /// Gives `.received`, `.timedOut` or `.closed`.
    case receive(withinMilliseconds: Int)
    /// Gives `.stored` when both messages and cursor are; when that fails, the conversation is given up.
    case store(IMAPBatch)
    /// Gives `.paused`: the server asked for that time.
    case pause(milliseconds: Int)
    /// Close the connection; gives `.closed`.
    case close
}
