import CalendarTime
import IMAPProtocol
import Testing

@testable import PollScheduling
@testable import Store

struct TimingTests {
    private static let now = Instant(seconds: 1_800_000_000)

    @Test("after a success: the interval, spread by a tenth", arguments: [0.0, 0.25, 0.5, 0.999])
    func spreads(_ chance: Double) {
        let wait = PollTiming.next(after: Self.now, interval: 600, chance: chance).seconds(since: Self.now)
        #expect((540...660).contains(wait))
        #expect(chance != 0.5 || wait == 600)
    }

    @Test(
        "after failures: twice as long each time, up to a bound, and never sooner than the server wants",
        arguments: [
            ("timed_out", 1, nil, 30), ("timed_out", 2, nil, 60), ("timed_out", 5, nil, 480),
            ("timed_out", 30, nil, 3_600), ("throttled", 1, 300, 300), ("throttled", 1, 10, 30),
            ("throttled", 1, 900_000, 86_400), ("password_refused", 1, nil, 900),
            ("password_refused", 2, nil, 1_800), ("password_refused", 9, nil, 43_200),
            ("credential", 1, nil, 900),
        ] as [(String, Int, Int64?, Int64)])
    func backsOff(_ code: String, _ failures: Int, _ wish: Int64?, _ seconds: Int64) {
        let fault = PollFault(code: code, text: "", retryAfter: wish)
        let next = PollTiming.next(after: Self.now, fault, failures: failures, chance: 0.5)
        #expect(next.seconds(since: Self.now) == seconds)
    }

    @Test("every fault of a server has a remedy here that is its own there")
    func remediesAgree() {
        for kind in IMAPFailure.Kind.allCases {
            let fault = PollFault(code: kind.rawValue, text: "")
            #expect((fault.remedy == .tryLater) == (IMAPFailure(kind).remedy == .tryLater), "\(kind)")
        }
    }

    @Test("limits: in order, so many in all, at one host, for one account; what ends makes room")
    func limits() {
        var open = OpenConnections(ConnectionLimits(total: 5, perHost: 2, perLogin: 1))
        let due = (0..<9).map { number in
            DuePoll(
                mailbox: RowID(Int64(number)), host: "h\(number / 3)", login: number == 4 ? "3" : "\(number)",
                next: Self.now)
        }
        let first = open.take(due)
        #expect(first.map(\.mailbox.rawValue) == [0, 1, 3, 5, 6])
        #expect(open.isFull && open.take(due).isEmpty)
        open.end(due[0])
        #expect(open.take([due[4], due[2], due[7]]).map(\.mailbox.rawValue) == [2])
        for poll in [1, 2, 3, 5, 6] { open.end(due[poll]) }
        #expect(open.count == 0)
        #expect(open.take(due).count == 5)
    }
}
