import CalendarTime
import Ingestion
import Store

/// Polls every mailbox at its interval: the longest due first, within the limits of connections, each by one process
/// at a time.
///
/// A mailbox is taken under a lease in the database. What a poll stores checks the fence of its lease, so that a
/// process that was thought dead stores nothing late.
public actor PollScheduler {
    private let reader: MailboxReader
    private let access: MailboxAccess
    private let owner = LeaseOwner.current
    private let observe: @Sendable (PolledMailbox) -> Void
    private let report: @Sendable (any Error) -> Void
    private var open: OpenConnections
    private let rest = CalledSleep()

    /// Seconds that a process may be silent before another one takes its mailboxes.
    static let leaseSeconds: Int64 = 120
    static let renewal = Duration.seconds(30)
    /// Between two looks at what is due: until the next mailbox is, unless that is sooner or later. Another process may
    /// have made one due meanwhile.
    static let pauses = Duration.milliseconds(500)...Duration.seconds(5)
    static let pauseAfterFault = Duration.seconds(5)
    /// Due mailboxes that one look considers; more than a few hosts at their limit can hide.
    static let lookahead = 2_000

    /// - Parameters:
    ///   - observe: told of every poll that ended.
    ///   - report: told of faults of the store, which no mailbox is to blame for.
    public init(
        _ reader: MailboxReader, limits: ConnectionLimits = ConnectionLimits(),
        observe: @escaping @Sendable (PolledMailbox) -> Void = { _ in },
        report: @escaping @Sendable (any Error) -> Void = { _ in }
    ) {
        self.reader = reader
        access = reader.access
        self.observe = observe
        self.report = report
        open = OpenConnections(limits)
    }

    /// A mailbox was made due.
    public nonisolated func call() { rest.call() }

    /// Until the task is cancelled; then open polls end, what they stored is counted, and their mailboxes are free.
    public func run() async {
        do { try await takeOverFromTheDead() } catch { report(error) }
        await withDiscardingTaskGroup { group in
            group.addTask { await self.renewLeases() }
            while !Task.isCancelled {
                do {
                    for (due, lease) in try await claim() {
                        group.addTask { await self.poll(due, lease) }
                    }
                    try await rest.sleep(for: untilNext())
                } catch is CancellationError {
                    break
                } catch {
                    report(error)
                    try? await Task.sleep(for: Self.pauseAfterFault)
                }
            }
        }
    }

    /// Polls these mailboxes once, now, due or not. Those that another process polls have a fault that says so.
    public func pollOnce(_ mailboxes: [RowID<MailboxAccount>]) async throws -> [PolledMailbox] {
        try await takeOverFromTheDead()
        let renewing = Task { await renewLeases() }
        defer { renewing.cancel() }
        var waiting = try await scheduled(mailboxes)
        return try await withThrowingTaskGroup(of: PolledMailbox.self) { group in
            var ended: [PolledMailbox] = []
            while !waiting.isEmpty || !group.isEmpty {
                let chosen = open.take(waiting)
                let names = Set(chosen.map(\.mailbox))
                waiting.removeAll { names.contains($0.mailbox) }
                for due in chosen {
                    group.addTask {
                        guard let lease = try await self.claim([due]).first else {
                            await self.end(due)
                            return .beingPolled(due.mailbox)
                        }
                        return await self.poll(due, lease.lease, once: true)
                    }
                }
                if let result = try await group.next() { ended.append(result) }
            }
            return ended.sorted { $0.mailbox < $1.mailbox }
        }
    }

    private func scheduled(_ mailboxes: [RowID<MailboxAccount>]) async throws -> [DuePoll] {
        let wanted = Set(mailboxes)
        return try await access.read { transaction in
            try transaction.pollTargets().filter { wanted.contains($0.mailbox) }
        }
    }

    private func untilNext() async throws -> Duration {
        let (shortest, longest) = (Self.pauses.lowerBound, Self.pauses.upperBound)
        guard !open.isFull, let next = try await access.read({ try $0.nextPoll() }) else { return longest }
        let wait = Duration.microseconds(next.microseconds - access.clock().microseconds)
        return min(max(wait, shortest), longest)
    }

    private func claim() async throws -> [(due: DuePoll, lease: MailboxPollLease)] {
        guard !open.isFull else { return [] }
        let due = try await access.read {
            try $0.duePolls(limit: Self.lookahead)
        }
        let chosen = open.take(due)
        do {
            let claimed = try await claim(chosen)
            let held = Set(claimed.map(\.due.mailbox))
            for poll in chosen where !held.contains(poll.mailbox) { open.end(poll) }
            return claimed
        } catch {
            for poll in chosen { open.end(poll) }
            throw error
        }
    }

    private func claim(_ chosen: [DuePoll]) async throws -> [(due: DuePoll, lease: MailboxPollLease)] {
        guard !chosen.isEmpty else { return [] }
        let now = access.clock()
        let owner = owner.text
        let leases = try await access.store.write(in: access.workspace, at: now) {
            try $0.claimPolls(
                chosen.map(\.mailbox), owner: owner, until: now.adding(seconds: Self.leaseSeconds))
        }
        let byMailbox = Dictionary(leases.map { ($0.mailbox, $0) }) { first, _ in first }
        return chosen.compactMap { due in byMailbox[due.mailbox].map { (due, $0) } }
    }

    @discardableResult
    private func poll(_ due: DuePoll, _ lease: MailboxPollLease, once: Bool = false) async -> PolledMailbox {
        defer { end(due) }
        let lateness = Double(access.clock().microseconds - due.next.microseconds) / 1e6
        var result = PolledMailbox(mailbox: due.mailbox)
        do {
            let (account, state) = try await access.read {
                (try $0.mailbox(due.mailbox), try $0.mailboxPoll(due.mailbox))
            }
            guard let account, let connection = try MailboxConnection(account) else { return result }
            let job = MailboxReader.Job(
                mailbox: due.mailbox, connection: connection, lease: lease, learned: state?.learned ?? "{}")
            result = await reader.read(job, staysIdle: !once)
            try await finish(lease, result, connection, failures: state?.failures ?? 0)
            // Its connection is made again at once.
            if connection.isIdle { rest.call() }
        } catch {
            result.fault = result.fault ?? PollFault(error)
            report(error)
        }
        if !once { result.lateness = lateness }
        observe(result)
        return result
    }

    private func end(_ due: DuePoll) {
        if open.isFull { rest.call() }
        open.end(due)
    }

    /// Outside of the task, which may be cancelled: the mailbox is to be free for the next process at once.
    private func finish(
        _ lease: MailboxPollLease, _ result: PolledMailbox, _ connection: MailboxConnection, failures: Int
    ) async throws {
        let now = access.clock()
        let chance = Double.random(in: 0..<1)
        let end: MailboxPollEnd
        if let fault = result.fault, Task.isCancelled || fault.code == "interrupted" {
            end = MailboxPollEnd(.interrupted, next: now)
        } else if let fault = result.fault {
            let next =
                fault.code == PollFault.messagesRefused
                ? PollTiming.next(after: now, interval: connection.interval, chance: chance)
                : PollTiming.next(after: now, fault, failures: failures + 1, chance: chance)
            end = MailboxPollEnd(
                .failed(fault: fault.code, text: fault.text), next: next, learned: result.learned)
        } else {
            // An idle connection that ended is made again at once.
            let interval = connection.isIdle ? 1 : connection.interval
            let next = PollTiming.next(after: now, interval: interval, chance: chance)
            end = MailboxPollEnd(.succeeded, next: next, learned: result.learned)
        }
        let (store, workspace) = (access.store, access.workspace)
        _ = try await Task { try await store.write(in: workspace, at: now) { try $0.endPoll(lease, end) } }
            .value
    }

    private func renewLeases() async {
        while !Task.isCancelled {
            guard (try? await Task.sleep(for: Self.renewal)) != nil else { return }
            let now = access.clock()
            let owner = owner.text
            do {
                try await access.store.write(in: access.workspace, at: now) {
                    try $0.renewPolls(of: owner, until: now.adding(seconds: Self.leaseSeconds))
                }
            } catch {
                report(error)
            }
        }
    }

    private func takeOverFromTheDead() async throws {
        let owners = try await access.read {
            try $0.leaseOwnersOfPolls()
        }
        for owner in LeaseOwner.gone(among: owners) {
            try await access.write {
                try $0.endPollLeases(of: owner.text)
            }
        }
    }
}

extension PolledMailbox {
    static func beingPolled(_ mailbox: RowID<MailboxAccount>) -> PolledMailbox {
        var result = PolledMailbox(mailbox: mailbox)
        result.fault = PollFault(
            code: "busy", text: "another process polls this mailbox at the moment; its mail comes in there")
        return result
    }
}
