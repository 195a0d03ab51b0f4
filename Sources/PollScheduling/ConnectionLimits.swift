import Store

/// How many mailboxes are polled at the same time, and where.
public struct ConnectionLimits: Hashable, Sendable {
    public var total: Int
    /// To one server: providers refuse an address that asks for more.
    public var perHost: Int
    /// For one account.
    public var perLogin: Int

    public init(total: Int = 200, perHost: Int = 50, perLogin: Int = 1) {
        self.total = max(1, total)
        self.perHost = max(1, perHost)
        self.perLogin = max(1, perLogin)
    }
}

/// What is open at the moment.
struct OpenConnections {
    private let limits: ConnectionLimits
    private(set) var count = 0
    private var byHost: [String: Int] = [:]
    private var byLogin: [String: Int] = [:]

    init(_ limits: ConnectionLimits) { self.limits = limits }

    var isFull: Bool { count >= limits.total }

    /// Those that may be polled now, in their order; they count as open from now on.
    mutating func take(_ due: [DuePoll]) -> [DuePoll] {
        due.filter { poll in
            guard !isFull, byHost[poll.host, default: 0] < limits.perHost,
                byLogin[poll.login, default: 0] < limits.perLogin
            else { return false }
            count += 1
            byHost[poll.host, default: 0] += 1
            byLogin[poll.login, default: 0] += 1
            return true
        }
    }

    mutating func end(_ poll: DuePoll) {
        count -= 1
        Self.lower(&byHost, poll.host)
        Self.lower(&byLogin, poll.login)
    }

    private static func lower(_ counts: inout [String: Int], _ key: String) {
        counts[key] = counts[key].flatMap { $0 > 1 ? $0 - 1 : nil }
    }
}
