/// A connection to a mail server, logged in, as bytes in both directions.
///
/// Shape: `read()` gives the next bytes, as many as there are; `write(_:)` returns when the system has taken all of
/// them; `close()` closes at once. One task may read while another one writes; two at the same end get `busy`.
///
/// - Nothing is read from the network while nobody asks (back-pressure reaches the server by TCP).
/// - `[]` from `read()` is the end: the other side will send no more, whether it said goodbye or not. One may still
///   write then. An end inside of what was expected is the caller's to see.
/// - A `read()` that ran out of time has lost nothing: call it again, or write. A `write(_:)` that did closes.
/// - When the task is cancelled, its wait ends at once with `cancelled`, and the connection is closed.
/// - A connection that nobody holds any more is closed.
/// - What the server sent together with its last answer to the login may be lost, possibly up to the middle of a
///   line. So skip everything before the first line that begins with `* ` or your own tag, and rely on nothing
///   that came unasked. libcurl's tags are `A001`…: use another prefix.
/// - Closing says nothing to the server: send LOGOUT, and wait for its tagged OK, if you can wait.
public final class ByteStream: Sendable {
    /// What the server said until the end of the login: its greeting, its capabilities, the answers to the login.
    public let dialogue: ServerDialogue
    /// `host:port`.
    public let place: String
    private let id: UInt64
    private let inbox: LoopInbox

    /// Bytes that one `read()` gives at most, unless told otherwise.
    public static let readLimit = 256 << 10

    init(id: UInt64, inbox: LoopInbox, place: String, dialogue: ServerDialogue) {
        self.id = id
        self.inbox = inbox
        self.place = place
        self.dialogue = dialogue
    }

    deinit { close() }

    /// The next 1...`limit` bytes; none at the end.
    public func read(
        upTo limit: Int = readLimit, within allowed: Duration = .seconds(60)
    ) async throws(TransportError) -> [UInt8] {
        let id = id
        let place = place
        return try await inbox.perform(place: place) { loop, wait in
            guard let entry = loop.entry(id) as? StreamEntry else {
                return wait.resume(.failure(TransportError(place: place, fault: .closed)))
            }
            entry.read(wait, upTo: max(1, limit), within: allowed)
        } cancel: { loop, wait in
            loop.entry(id)?.cancel(wait)
        }.get()
    }

    /// Hands all of `bytes` to the system, in order.
    public func write(
        _ bytes: [UInt8], within allowed: Duration = .seconds(60)
    ) async throws(TransportError) {
        let id = id
        let place = place
        try await inbox.perform(place: place) { (loop, wait: Wait<Void>) in
            guard let entry = loop.entry(id) as? StreamEntry else {
                return wait.resume(.failure(TransportError(place: place, fault: .closed)))
            }
            entry.write(wait, bytes, within: allowed)
        } cancel: { loop, wait in
            loop.entry(id)?.cancel(wait)
        }.get()
    }

    /// Hands over `bytes` and gives what comes next, with one change of threads in place of two: for a short command
    /// and its answer. When time runs out while writing, the stream is closed, and while reading it is not.
    /// An answer may come before all bytes are out; until they are, the next write is `busy`.
    public func exchange(
        _ bytes: [UInt8], within allowed: Duration = .seconds(60)
    ) async throws(TransportError) -> [UInt8] {
        let id = id
        let place = place
        return try await inbox.perform(place: place) { loop, wait in
            guard let entry = loop.entry(id) as? StreamEntry else {
                return wait.resume(.failure(TransportError(place: place, fault: .closed)))
            }
            entry.exchange(wait, bytes, upTo: Self.readLimit, within: allowed)
        } cancel: { loop, wait in
            loop.entry(id)?.cancel(wait)
        }.get()
    }

    /// Closes at once; whoever waits gets `closed`. Does nothing the second time.
    public func close() {
        let id = id
        inbox.post { loop in loop.entry(id)?.end(.closed) }
    }
}
