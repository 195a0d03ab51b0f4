import Foundation
import TestServers

/// Several sides that do the same work in turns, so that what else the machine does meets them all alike.
struct Contest: Sendable {
    struct Side: Sendable {
        let name: String
        /// Before each run, not measured.
        var prepare: @Sendable () async throws -> Void = {}
        /// Answers how many pieces of work it did.
        let run: @Sendable () async throws -> Int
    }

    /// What a piece of work is called.
    let piece: String
    /// The first one is ours: what the others are compared with.
    let sides: [Side]
    let bench: ImapBench

    private struct Run {
        let pieces: Int
        let wall: Double
        let cpu: Double
        let trips: Int?
    }

    func run(rounds: Int) async throws {
        var runs = [[Run]](repeating: [], count: sides.count)
        for _ in 0..<rounds {
            for (number, side) in sides.enumerated() {
                try await side.prepare()
                runs[number].append(try await run(side))
            }
        }
        let ours = runs.first.map(Self.secondsEach) ?? 0
        for (side, runs) in zip(sides, runs) { print(line(side.name, runs, ours: ours)) }
    }

    private func run(_ side: Side) async throws -> Run {
        let before = try await bench.roundTrips()
        var pieces = 0
        let time = try await ImapBench.seconds { pieces = try await side.run() }
        let after = try await bench.roundTrips()
        return Run(
            pieces: pieces, wall: time.wall, cpu: time.cpu,
            trips: after.flatMap { after in before.map { after - $0 } })
    }

    private static func secondsEach(_ runs: [Run]) -> Double {
        runs.map { $0.wall / Double(max(1, $0.pieces)) }.median
    }

    /// Medians of the runs.
    private func line(_ name: String, _ runs: [Run], ours: Double) -> String {
        let pieces = runs.map(\.pieces).median
        let each = Self.secondsEach(runs)
        let cpu = runs.map { $0.cpu / Double(max(1, $0.pieces)) }.median
        var words = [
            name.padding(toLength: max(name.count, 34), withPad: " ", startingAt: 0),
            String(format: "%6d \(piece)s in %7.2f s", pieces, runs.map(\.wall).median),
            String(format: "%8.0f/s", 1 / max(each, 1e-9)), String(format: "CPU %8.3f ms each", cpu * 1e3),
        ]
        let trips = runs.compactMap(\.trips)
        if !trips.isEmpty {
            words.append("\(trips.median) round trips")
        }
        words.append(String(format: "%.2f times ours", each / max(ours, 1e-9)))
        return words.joined(separator: "  ")
    }
}
