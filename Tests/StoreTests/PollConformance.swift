import CalendarTime
import Store
import Testing

@Suite("store conformance: schedule of polls")
struct PollConformance {
    private func scheduled(_ engine: StoreEngine, _ count: Int) async throws -> (
        StoreFixture, [RowID<MailboxAccount>]
    ) {
        let fixture = try await StoreFixture(engine)
        let ids = try await fixture.write { transaction in
            try (0..<count).map { number in
                let id = try transaction.createMailbox("box\(number)@ours.example").id
                try transaction.schedulePoll(of: id, host: "imap.example", login: "box\(number)")
                return id
            }
        }
        return (fixture, ids)
    }

    @Test("a mailbox is polled by one at a time, and when it is due", arguments: StoreEngine.all)
    func leases(_ engine: StoreEngine) async throws {
        let (fixture, ids) = try await scheduled(engine, 1)
        let id = ids[0]
        func claim(_ owner: String, at seconds: Int64) async throws -> MailboxPollLease? {
            try await fixture.write(at: fixture.now.adding(seconds: seconds)) { transaction in
                try transaction.claimPolls(
                    [id], owner: owner, until: transaction.now.adding(seconds: 60)
                ).first
            }
        }
        #expect(try await fixture.read { try $0.duePolls(limit: 9) }.map(\.mailbox) == [id])
        #expect(try await fixture.read { try $0.nextPoll() } == fixture.now)
        let first = try #require(try await claim("a", at: 0))
        #expect(try await fixture.read { try $0.duePolls(limit: 9) } == [])
        #expect(try await claim("b", at: 59) == nil)
        try await fixture.write(at: fixture.now.adding(seconds: 50)) {
            try $0.renewPolls(of: "a", until: $0.now.adding(seconds: 60))
        }
        #expect(try await claim("b", at: 60) == nil)
        // The lease ran out: whoever had it stores nothing more, and ends nothing.
        let second = try #require(try await claim("b", at: 110))
        #expect(second.fence > first.fence)
        await #expect(throws: StoreError.leaseLost(name: "poll of mailbox \(id)")) {
            try await fixture.write { transaction in
                try transaction.setCursor(of: "late", to: "1")
                try transaction.checkPoll(first, bringsMail: true)
            }
        }
        #expect(try await fixture.read { try $0.cursor(of: "late") } == nil)
        let late = MailboxPollEnd(.succeeded, next: fixture.now.adding(seconds: 9_999))
        #expect(try await fixture.write { try $0.endPoll(first, late) } == false)
        let next = fixture.now.adding(seconds: 710)
        try await fixture.write(at: fixture.now.adding(seconds: 111)) { transaction in
            try transaction.checkPoll(second, bringsMail: true)
            let ended = try transaction.endPoll(
                second, MailboxPollEnd(.succeeded, next: next, learned: "{\"a\":1}"))
            #expect(ended)
        }
        let poll = try #require(try await fixture.read { try $0.mailboxPoll(id) })
        #expect(poll.next == next && poll.heldUntil <= fixture.now && poll.learned == "{\"a\":1}")
        #expect(poll.received == fixture.now.adding(seconds: 111) && poll.succeeded == poll.received)
        #expect(try await fixture.write(at: next.adding(seconds: -1)) { try $0.duePolls(limit: 9) } == [])
        #expect(try await fixture.write(at: next) { try $0.duePolls(limit: 9) }.count == 1)
        #expect(try await fixture.read { try $0.nextPoll() } == next)
    }

    @Test("faults are counted in a row, and an interruption is none", arguments: StoreEngine.all)
    func faults(_ engine: StoreEngine) async throws {
        let (fixture, ids) = try await scheduled(engine, 1)
        let id = ids[0]
        func poll(_ result: MailboxPollEnd.Result) async throws -> MailboxPoll? {
            try await fixture.write { transaction in
                let lease = try transaction.claimPolls(
                    [id], owner: "a", until: transaction.now.adding(seconds: 9))
                try transaction.endPoll(
                    try #require(lease.first), MailboxPollEnd(result, next: transaction.now))
                return try transaction.mailboxPoll(id)
            }
        }
        #expect(try await poll(.failed(fault: "timed_out", text: "t"))?.failures == 1)
        let twice = try await poll(.failed(fault: "throttled", text: "slow down"))
        #expect(twice?.failures == 2 && twice?.fault == "throttled" && twice?.faultText == "slow down")
        #expect(try await poll(.interrupted)?.failures == 2)
        let good = try await poll(.succeeded)
        #expect(good?.failures == 0 && good?.fault == nil && good?.faultText == nil)
        _ = try await poll(.failed(fault: "password_refused", text: "p"))
        try await fixture.write { try $0.schedulePoll(of: id, host: "other.example", login: "x") }
        let again = try await fixture.read { try $0.mailboxPoll(id) }
        #expect(again?.failures == 0 && again?.host == "other.example")
    }

    @Test(
        "the longest due come first, many claim without overlap, the dead lose theirs",
        arguments: StoreEngine.all)
    func manyClaim(_ engine: StoreEngine) async throws {
        let (fixture, ids) = try await scheduled(engine, 40)
        // The later half has waited longer.
        try await fixture.write { transaction in
            for (number, id) in ids.enumerated() {
                let lease = try transaction.claimPolls([id], owner: "x", until: transaction.now)
                let next = transaction.now.adding(seconds: number < 20 ? -1 : -100)
                try transaction.endPoll(try #require(lease.first), MailboxPollEnd(.succeeded, next: next))
            }
        }
        let due = try await fixture.read { try $0.duePolls(limit: 25) }.map(\.mailbox)
        #expect(due == Array(ids[20...] + ids[..<5]))
        let claims = try await withThrowingTaskGroup(of: [MailboxPollLease].self) { group in
            for worker in 0..<4 {
                group.addTask {
                    try await fixture.write {
                        try $0.claimPolls(ids, owner: "w\(worker)", until: $0.now.adding(seconds: 60))
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(claims.count == 40 && Set(claims.map(\.mailbox)).count == 40)
        let owners = try await fixture.read { try $0.leaseOwnersOfPolls() }
        #expect(owners.count == 1)
        try await fixture.write { try $0.endPollLeases(of: owners[0]) }
        #expect(try await fixture.read { try $0.duePolls(limit: 99) }.count == 40)
        try await fixture.write { try $0.removeMailbox(ids[0]) }
        #expect(try await fixture.read { try $0.pollTargets() }.count == 39)
    }
}
