import Testing

@testable import PollScheduling

struct CalledSleepTests {
    private let clock = ContinuousClock()

    @Test("a call ends the sleep, also one that came before it; only once")
    func wakes() async throws {
        let sleep = CalledSleep()
        let start = clock.now
        sleep.call()
        try await sleep.sleep(for: .seconds(600))
        async let sleeping: Void = sleep.sleep(for: .seconds(600))
        try await Task.sleep(for: .milliseconds(50))
        sleep.call()
        try await sleeping
        #expect(start.duration(to: clock.now) < .seconds(300))
        let short = Duration.milliseconds(80)
        let time = try await clock.measure { try await sleep.sleep(for: short) }
        #expect(time >= short)
    }

    @Test("a task that is cancelled does not sleep on")
    func endsWithTask() async {
        let task = Task { try await CalledSleep().sleep(for: .seconds(600)) }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
