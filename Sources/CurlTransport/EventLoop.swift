import CCurl
import Foundation

/// What a loop looks after: a connection or a request, known by its id.
protocol LoopEntry: AnyObject {
    /// The next time that something must have happened by.
    var deadline: Instant? { get }
    func expire(at now: Instant)
    /// A task no longer waits; ignored when the wait is not (or no longer) of this entry.
    func cancel(_ wait: ObjectIdentifier)
    /// The descriptor that it had armed is ready.
    func ready()
    /// Ends every wait with `fault`, closes what is open and leaves the loop.
    func end(_ fault: TransportError.Fault)
}

/// One thread around epoll and `curl_multi_socket_action`. It lives on its thread only: whoever wants something of
/// it posts a job to its inbox.
final class EventLoop {
    private enum Owner {
        case multi(MultiHandle)
        case entry(UInt64)
    }

    private struct Slot {
        let entry: any LoopEntry
        /// The earliest place of the entry in the queue: a later one is not worth another.
        var scheduled: Instant?
    }

    let configuration: ClientConfiguration
    /// The time when this round of the loop began.
    private(set) var now = Instant.now
    /// Bytes are received here, then copied out at their true length.
    let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
    private let inbox: LoopInbox
    private let epoll: Int32
    private var isStopping = false
    private var entries: [UInt64: Slot] = [:]
    private var owners: [Int32: Owner] = [:]
    private var queue = DeadlineQueue()
    private var events = [epoll_event](repeating: epoll_event(), count: EventLoop.eventsPerRound)
    private var multis: [MultiHandle] = []
    private var streamShards: [MultiHandle] = []
    private var requestHandles: [RequestPool: MultiHandle] = [:]
    private var sessions = SessionShares()

    /// Connections that were taken over by one multi handle: up to 7.88 each `recv` walks through all of them.
    private static let streamsPerShard = 128
    private static let eventsPerRound = 256

    /// `epoll` is closed by the loop.
    init(inbox: LoopInbox, epoll: Int32, configuration: ClientConfiguration) {
        self.inbox = inbox
        self.epoll = epoll
        self.configuration = configuration
        _ = sluice_epoll_watch(epoll, inbox.wakeDescriptor, sluice_epoll_in)
    }

    func run() {
        while !isStopping {
            waitForEvents()
            inbox.take().forEach { $0(self) }
            expireEntries()
            multis.forEach { $0.tick(at: now) }
        }
        tearDown()
    }

    func stop() { isStopping = true }

    // MARK: entries

    func add(_ entry: any LoopEntry, id: UInt64) {
        entries[id] = Slot(entry: entry)
        inbox.load.add(1, ordering: .relaxed)
        schedule(id, at: entry.deadline)
    }

    /// Called by the entry when it ends.
    func remove(_ id: UInt64) {
        guard entries.removeValue(forKey: id) != nil else { return }
        inbox.load.subtract(1, ordering: .relaxed)
    }

    func entry(_ id: UInt64) -> (any LoopEntry)? { entries[id]?.entry }

    /// The entry's deadline has come nearer.
    func schedule(_ id: UInt64, at time: Instant?) {
        guard let time, let slot = entries[id] else { return }
        if let scheduled = slot.scheduled, scheduled <= time { return }
        entries[id]?.scheduled = time
        queue.insert(id, at: time)
    }

    private func expireEntries() {
        while let id = queue.take(by: now) {
            // It may be the place of a deadline that was met, or of an entry that has ended.
            guard let slot = entries[id], let scheduled = slot.scheduled, scheduled <= now else { continue }
            entries[id]?.scheduled = nil
            if let deadline = slot.entry.deadline, deadline <= now { slot.entry.expire(at: now) }
            schedule(id, at: slot.entry.deadline)
        }
    }

    // MARK: descriptors

    /// What libcurl asks for through its socket callback.
    func watch(_ descriptor: Int32, _ what: Int32, for multi: MultiHandle) {
        if what == CURL_POLL_REMOVE {
            // It may already belong to the connection that was taken over.
            if case .multi(let owner) = owners[descriptor], owner === multi { forget(descriptor) }
            return
        }
        var events: UInt32 = 0
        if what & CURL_POLL_IN != 0 { events |= sluice_epoll_in }
        if what & CURL_POLL_OUT != 0 { events |= sluice_epoll_out }
        owners[descriptor] = .multi(multi)
        _ = sluice_epoll_watch(epoll, descriptor, events)
    }

    /// Once, for reading or writing; false when the system refuses.
    func arm(_ descriptor: Int32, for id: UInt64, reading: Bool, writing: Bool) -> Bool {
        var events = sluice_epoll_once
        if reading { events |= sluice_epoll_in }
        if writing { events |= sluice_epoll_out }
        owners[descriptor] = .entry(id)
        return sluice_epoll_watch(epoll, descriptor, events) == 0
    }

    func forget(_ descriptor: Int32) {
        owners[descriptor] = nil
        sluice_epoll_forget(epoll, descriptor)
    }

    private func waitForEvents() {
        let count = epoll_wait(epoll, &events, Int32(events.count), millisecondsToWait())
        now = .now
        guard count > 0 else { return }
        for event in events.prefix(Int(count)) {
            let descriptor = event.data.fd
            switch owners[descriptor] {
            case .multi(let multi): multi.act(on: descriptor, events: Self.selection(of: event.events))
            case .entry(let id): entries[id]?.entry.ready()
            case nil: if descriptor == inbox.wakeDescriptor { clearWake() }
            }
        }
    }

    private func millisecondsToWait() -> Int32 {
        var first = queue.first
        for multi in multis {
            if let timer = multi.timer { first = min(first ?? timer, timer) }
        }
        guard let first else { return -1 }
        let wait = first - .now
        guard wait > .zero else { return 0 }
        // Up, so that the time has come when the wait is over.
        let parts = wait.components
        let milliseconds = parts.seconds * 1_000 + parts.attoseconds / 1_000_000_000_000_000 + 1
        return Int32(min(milliseconds, 60_000))
    }

    private static func selection(of events: UInt32) -> Int32 {
        var selection: Int32 = 0
        if events & sluice_epoll_in != 0 { selection |= CURL_CSELECT_IN }
        if events & sluice_epoll_out != 0 { selection |= CURL_CSELECT_OUT }
        if events & sluice_epoll_error != 0 { selection |= CURL_CSELECT_ERR }
        return selection
    }

    private func clearWake() {
        var count: UInt64 = 0
        _ = read(inbox.wakeDescriptor, &count, 8)
    }
}

extension EventLoop {
    // MARK: handles

    /// A multi handle with room for one more stream.
    func streamShard() -> MultiHandle? {
        if let free = streamShards.first(where: { $0.count < Self.streamsPerShard }) { return free }
        guard let new = MultiHandle(loop: self, keepsConnections: 2 * Self.streamsPerShard) else {
            return nil
        }
        streamShards.append(new)
        multis.append(new)
        return new
    }

    /// The multi handle whose idle connections a request may use.
    func requestHandle(for pool: RequestPool) -> MultiHandle? {
        if let known = requestHandles[pool] { return known }
        guard
            let new = MultiHandle(loop: self, keepsConnections: configuration.idleConnections)
        else { return nil }
        new.limit(perHost: configuration.requestConnectionsPerHost)
        requestHandles[pool] = new
        multis.append(new)
        return new
    }

    /// Where TLS sessions of this host are kept; nil when there are too many hosts.
    func sessionShare(host: String, port: Int) -> UnsafeMutableRawPointer? {
        sessions.share(host: host, port: port)
    }

    private func tearDown() {
        let late = inbox.close()
        late.forEach { $0(self) }
        for id in entries.keys.sorted() { entries[id]?.entry.end(.closed) }
        multis.forEach { $0.end() }
        sessions.end()
        close(inbox.wakeDescriptor)
        close(epoll)
        scratch.deallocate()
    }
}
