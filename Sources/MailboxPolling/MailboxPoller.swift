import CurlTransport
import IMAPProtocol

/// Reads one mailbox over IMAP: the inbox and the junk folder, from where it was last.
///
/// It owns the connection and decides nothing; `IMAPClientState` does. The sink is handed whole messages with the cursor
/// that counts them, one batch at a time, and stores both together before it returns: nothing more is read from the
/// server meanwhile, and a batch whose sink throws comes again. Cancelling the task closes the connection.
public actor MailboxPoller {
    public typealias Sink = @Sendable (IMAPBatch) async throws -> Void

    private struct Connection {
        let stream: ByteStream
        var state: IMAPClientState
    }

    private let client: CurlClient
    private let server: MailServer
    private let usesToken: Bool
    private let deadlines: ConnectDeadlines
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant
    private var kept: Connection?
    private var isPolling = false

    /// Cursors and what was learned of the server move with each poll; to be stored, and given to the next poller.
    public private(set) var settings: IMAPPollSettings

    /// Messages that the last poll was refused, where it was refused all.
    public private(set) var refused: [IMAPFolderRole: [IMAPMessageName]] = [:]

    /// - Parameter usesToken: the login of `server` is an access token, for words about a refusal.
    public init(
        client: CurlClient, server: MailServer, usesToken: Bool = false, settings: IMAPPollSettings,
        deadlines: ConnectDeadlines = ConnectDeadlines()
    ) {
        self.client = client
        self.server = server
        self.usesToken = usesToken
        self.settings = settings
        self.deadlines = deadlines
        start = clock.now
    }

    /// Reads what is new. With `idleMilliseconds` it goes on until the connection ends or the task is cancelled.
    @discardableResult
    public func poll(into sink: Sink) async throws(MailboxPollError) -> PollReport {
        guard !isPolling else { throw .busy }
        isPolling = true
        defer { isPolling = false }
        var report = PollReport()
        if var connection = kept {
            kept = nil
            try await drain(&connection, after: .pollDue(at: now), into: sink, &report)
            switch connection.state.failure?.kind {
            // Servers hang up on those who are silent; that is no failure of this poll.
            case .connectionLost?, .goodbye?, .timedOut?: break
            default: return try finish(connection, report)
            }
        }
        var connection = try await connect()
        try await drain(&connection, after: .connected(at: now), into: sink, &report)
        return try finish(connection, report)
    }

    /// Ends a connection that was kept; the server hears nothing of it.
    public func close() {
        kept?.stream.close()
        kept = nil
    }

    private var now: Int {
        let (seconds, attoseconds) = start.duration(to: clock.now).components
        return Int(seconds) * 1_000 + Int(attoseconds / 1_000_000_000_000_000)
    }

    private func connect() async throws(MailboxPollError) -> Connection {
        do throws(TransportError) {
            let stream = try await client.connect(to: server, deadlines: deadlines)
            settings.capabilities = LoginDialogue.capabilities(stream.dialogue.lines)
            return Connection(
                stream: stream,
                state: IMAPClientState(settings, nonce: UInt64.random(in: UInt64.min...UInt64.max)))
        } catch {
            throw MailboxPollError.connecting(error, to: server, usesToken: usesToken)
        }
    }

    private func drain(
        _ connection: inout Connection, after start: IMAPEvent, into sink: Sink, _ report: inout PollReport
    ) async throws(MailboxPollError) {
        var event = start
        while let action = connection.state.next(after: event) {
            guard !Task.isCancelled else {
                connection.stream.close()
                throw .cancelled
            }
            event = try await perform(action, on: connection.stream, sink)
            if case .store(let batch) = action {
                report.count(batch)
                settings.cursors[batch.role] = batch.cursor
            }
        }
        refused = connection.state.refused
        settings.traits = connection.state.traits
        settings.junkName = connection.state.junkName
    }

    private func finish(
        _ connection: Connection, _ report: PollReport
    ) throws(MailboxPollError) -> PollReport {
        if let failure = connection.state.failure {
            connection.stream.close()
            throw .mailbox(failure, place: connection.stream.place)
        }
        if settings.keepsConnection { kept = connection } else { connection.stream.close() }
        return report
    }

    private func perform(
        _ action: IMAPAction, on stream: ByteStream, _ sink: Sink
    ) async throws(MailboxPollError) -> IMAPEvent {
        switch action {
        case .send(let octets):
            do throws(TransportError) {
                try await stream.write(octets)
                return .sent(at: now)
            } catch {
                return try ended(error)
            }
        case .receive(let milliseconds): return try await receive(stream, milliseconds)
        case .store(let batch):
            do {
                try await sink(batch)
                return .stored
            } catch {
                stream.close()
                throw .store(error)
            }
        case .pause(let milliseconds):
            // Cancelled, it returns early; the next turn of the loop sees that.
            try? await Task.sleep(for: .milliseconds(milliseconds))
            return .paused(at: now)
        case .close:
            stream.close()
            return .closed
        }
    }

    private func receive(
        _ stream: ByteStream, _ milliseconds: Int
    ) async throws(MailboxPollError) -> IMAPEvent {
        do throws(TransportError) {
            let octets = try await stream.read(within: .milliseconds(milliseconds))
            return octets.isEmpty ? .closed : .received(octets, at: now)
        } catch {
            return try ended(error)
        }
    }

    private func ended(_ error: TransportError) throws(MailboxPollError) -> IMAPEvent {
        switch error.fault {
        case .cancelled: throw .cancelled
        case .deadline(.reading, _): .timedOut(at: now)
        default: .closed
        }
    }
}
