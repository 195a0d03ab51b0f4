import IMAPProtocol

/// A mailbox polled again and again from a fake server, with what was stored.
struct Conversation {
    var server = FakeServer()
    var settings = IMAPPollSettings()
    /// Octets that the client is given at a time.
    var pieceBytes: Int?
    /// The connection breaks after so many octets of the server.
    var breaksAfter: Int?
    /// What the server does when the client waits in IDLE; each once.
    var whileIdle: [(inout FakeServer) -> String] = []

    private(set) var batches: [IMAPBatch] = []
    private(set) var failure: IMAPFailure?
    private(set) var refused: [IMAPFolderRole: [IMAPMessageName]] = [:]
    private(set) var pauses: [Int] = []
    /// Times that the client waited for octets with nothing on their way.
    private(set) var roundTrips = 0
    private(set) var octetsReceived = 0
    private(set) var didClose = false
    private var clock = 0
    private var nonce: UInt64 = 1

    init(inbox: [String] = [], junk: [String] = []) {
        for text in inbox { server.folders["INBOX"]?.add(text) }
        for text in junk { server.folders["Junk"]?.add(text) }
    }

    /// One connection from login to end. What it learned is there for the next.
    mutating func poll() {
        nonce += 1
        var state = IMAPClientState(settings, nonce: nonce &* 0x9E37_79B9_7F4A_7C15)
        run(&state, .connected(at: clock))
    }

    mutating func run(_ state: inout IMAPClientState, _ start: IMAPEvent) {
        var event = start
        var pending: [UInt8] = []
        var sentSinceWait = false
        (roundTrips, octetsReceived, didClose) = (0, 0, false)
        var steps = 0
        while let action = state.next(after: event) {
            steps += 1
            precondition(steps < 2_000_000, "the conversation does not end")
            clock += 10
            switch action {
            case .send(let octets):
                pending += Array(server.respond(to: octets).utf8)
                sentSinceWait = true
                event = .sent(at: clock)
            case .receive(let milliseconds):
                if sentSinceWait { roundTrips += 1 }
                sentSinceWait = false
                if pending.isEmpty, server.isIdling, !whileIdle.isEmpty {
                    pending = Array(whileIdle.removeFirst()(&server).utf8)
                }
                event = receive(&pending, milliseconds)
            case .store(let batch):
                batches.append(batch)
                settings.cursors[batch.role] = batch.cursor
                event = .stored
            case .pause(let milliseconds):
                pauses.append(milliseconds)
                event = .paused(at: clock)
            case .close:
                didClose = true
                event = .closed
            }
        }
        failure = state.failure
        refused = state.refused
        settings.traits = state.traits
        settings.junkName = state.junkName
    }

    private mutating func receive(_ pending: inout [UInt8], _ milliseconds: Int) -> IMAPEvent {
        if let breaksAfter, octetsReceived >= breaksAfter { return .closed }
        guard !pending.isEmpty else {
            clock += milliseconds
            return .timedOut(at: clock)
        }
        var count = min(pending.count, pieceBytes ?? pending.count)
        if let breaksAfter { count = min(count, breaksAfter - octetsReceived) }
        octetsReceived += count
        defer { pending.removeFirst(count) }
        return .received(Array(pending.prefix(count)), at: clock)
    }

    mutating func forgetBatches() { batches = [] }

    /// Texts handed out of a folder, in order.
    func texts(_ role: IMAPFolderRole = .inbox) -> [String] {
        batches.filter { $0.role == role }.flatMap(\.messages).map {
            String(decoding: $0.bytes, as: UTF8.self)
        }
    }

    func cursor(_ role: IMAPFolderRole = .inbox) -> String? { settings.cursors[role]?.description }
}

/// `count` mails of about `size` octets that differ.
func mails(_ count: Int, size: Int = 40) -> [String] {
    (1...max(1, count)).prefix(count).map { number in
        let head = "Subject: \(number)\r\n\r\n"
        return head + String(repeating: "x", count: max(0, size - head.utf8.count))
    }
}
