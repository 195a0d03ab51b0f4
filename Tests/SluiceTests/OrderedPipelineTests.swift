import Synchronization
import Testing

@testable import sluice

struct OrderedPipelineTests {
    @Test("results come in the order of the input, whatever takes longest")
    func keepsOrder() async throws {
        var next = 0
        var results: [Int] = []
        try await OrderedPipeline(window: 4).run(
            next: { () -> Int? in
                defer { next += 1 }
                return next < 200 ? next : nil
            },
            work: { number -> Int in
                var sum = number
                for step in 0..<(number % 7 == 0 ? 20_000 : 10) { sum = sum &* 31 &+ step }
                return sum == .min ? -1 : number
            },
            emit: { results.append($0) })
        #expect(results == Array(0..<200))
    }

    @Test("no more than the window is under way")
    func isBounded() async throws {
        var taken = 0
        var emitted = 0
        var most = 0
        try await OrderedPipeline(window: 3).run(
            next: { () -> Int? in
                guard taken < 50 else { return nil }
                taken += 1
                most = max(most, taken - emitted)
                return taken
            }, work: { $0 }, emit: { _ in emitted += 1 })
        #expect(emitted == 50 && most <= 3)
    }

    @Test("a fault of the output ends the run")
    func stops() async {
        struct Full: Error {}
        var taken = 0
        await #expect(throws: Full.self) {
            try await OrderedPipeline(window: 2).run(
                next: { () -> Int? in
                    taken += 1
                    return taken
                }, work: { $0 }, emit: { _ in throw Full() })
        }
        #expect(taken <= 3)
    }
}
