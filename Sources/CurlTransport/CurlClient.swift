import CCurl
import Foundation
import Synchronization

/// What holds for everything that a client does.
public struct ClientConfiguration: Sendable {
    /// Threads; each carries thousands of connections.
    public var threads = 2
    /// PEM file of the authorities that are trusted; nil takes the one libcurl was built for.
    public var certificateFile: String? = CurlLibrary.current.certificateFile
    /// Our name for EHLO; nil takes the machine's.
    public var smtpName: String?
    /// Connections kept for the next request, for each thread.
    public var idleConnections = 64
    /// At once to one host, for each thread; further requests wait for one of them.
    public var requestConnectionsPerHost = 16

    public init() {}
}

/// Which idle connections may be used again: one that was made without a look at the address is of no use to a
/// request that asks for public addresses only.
enum RequestPool: Hashable {
    case anywhere
    case publicOnly
}

/// The network: a fixed number of threads around libcurl, `async` outside.
///
/// Make one for the process; `shutDown()` ends it. It raises the process's soft limit of open files to the hard one.
public final class CurlClient: Sendable {
    private let inboxes: [LoopInbox]
    private let configuration: ClientConfiguration
    private static let nextID = Atomic<UInt64>(1)

    /// Throws `CurlLibraryFault` when the libcurl found is unfit, `TransportError` when threads or descriptors are out.
    public init(_ configuration: ClientConfiguration = ClientConfiguration()) throws {
        if let fault = CurlLibrary.current.faults.first { throw fault }
        self.configuration = configuration
        Self.raiseFileLimit()
        var inboxes: [LoopInbox] = []
        for number in 1...max(1, configuration.threads) {
            let epoll = epoll_create1(sluice_epoll_cloexec)
            guard epoll >= 0, let inbox = LoopInbox() else {
                if epoll >= 0 { Foundation.close(epoll) }
                inboxes.forEach { $0.post { $0.stop() } }
                throw TransportError(place: "libcurl", fault: .exhausted("descriptor"))
            }
            inboxes.append(inbox)
            let thread = Thread {
                Self.blockBrokenPipe()
                EventLoop(inbox: inbox, epoll: epoll, configuration: configuration).run()
            }
            thread.name = "sluice-net-\(number)"
            thread.stackSize = 1 << 20
            thread.start()
        }
        self.inboxes = inboxes
    }

    deinit { shutDown() }

    /// Everything open is closed, and whoever waits gets `closed`. Returns before that is done.
    public func shutDown() {
        inboxes.forEach { $0.post { $0.stop() } }
    }

    /// A connection that has been greeted, secured and logged in as `server` says.
    ///
    /// The error's dialogue holds what the server said to a login that failed. Cancelling the task ends it at once.
    public func connect(
        to server: MailServer, deadlines: ConnectDeadlines = ConnectDeadlines()
    ) async throws(TransportError) -> ByteStream {
        let validation = Validation(place: server.place)
        try validation.host(server.host)
        try validation.port(server.port)
        if let name = configuration.smtpName { try validation.host(name, field: "name for EHLO") }
        if let login = server.login { try validation.login(login) }
        if let proxy = server.proxy { try validation.proxy(proxy) }
        let (id, inbox) = assign()
        let dialogue = try await inbox.perform(place: server.place) { loop, wait in
            StreamEntry.start(id, server, deadlines, in: loop, wait)
        } cancel: { loop, wait in
            loop.entry(id)?.cancel(wait)
        }.get()
        return ByteStream(id: id, inbox: inbox, place: server.place, dialogue: dialogue)
    }

    /// An id for something new, and the loop with the least to do.
    func assign() -> (UInt64, LoopInbox) {
        let id = Self.nextID.wrappingAdd(1, ordering: .relaxed).oldValue
        // In turn, unless the next one is busier than another.
        var best = inboxes[Int(id % UInt64(inboxes.count))]
        for inbox in inboxes
        where inbox.load.load(ordering: .relaxed) < best.load.load(ordering: .relaxed) { best = inbox }
        return (id, best)
    }

    private static func raiseFileLimit() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }

    /// For this thread: writing to a connection that the other side closed is an error, not the end of the process.
    private static func blockBrokenPipe() {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }
}
