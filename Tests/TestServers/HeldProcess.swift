import Foundation
import Synchronization

/// A server that a test started. It ends with this value, and at the latest with the test process, whose end of its
/// standard input closes then.
package final class HeldProcess: Sendable {
    private let input: Pipe
    private let process: Mutex<Process>
    private let lines: AsyncStream<String>
    private let last = Box()

    private final class Box: Sendable {
        let text = Mutex("")
    }

    package init(_ program: String, _ arguments: [String], output: Bool = true) throws {
        let started = Process()
        started.executableURL = URL(filePath: "/usr/bin/env")
        started.arguments = [program] + arguments
        input = Pipe()
        started.standardInput = input
        let pipe = Pipe()
        if output { started.standardOutput = pipe }
        let (lines, continuation) = AsyncStream<String>.makeStream()
        self.lines = lines
        try started.run()
        process = Mutex(started)
        if output { Self.forward(pipe, to: continuation, last) } else { continuation.finish() }
    }

    private static func forward(
        _ pipe: Pipe, to continuation: AsyncStream<String>.Continuation, _ last: Box
    ) {
        Thread {
            var rest = Data()
            while true {
                let piece = pipe.fileHandleForReading.availableData
                if piece.isEmpty { break }
                rest.append(piece)
                while let end = rest.firstIndex(of: 10) {
                    let line = String(decoding: rest[rest.startIndex..<end], as: UTF8.self)
                    last.text.withLock { $0 = line }
                    continuation.yield(line)
                    rest = Data(rest[(end + 1)...])
                }
            }
            continuation.finish()
        }.start()
    }

    deinit { try? input.fileHandleForWriting.close() }

    /// The next line it prints; nil at its end.
    package func nextLine() async -> String? {
        var iterator = lines.makeAsyncIterator()
        return await iterator.next()
    }

    /// The last line it printed until now.
    package var lastLine: String { last.text.withLock { $0 } }

    /// Asks it with an empty line.
    package func ask() async throws -> String? {
        try input.fileHandleForWriting.write(contentsOf: Data([10]))
        return await nextLine()
    }

    /// Runs to its end; throws unless that is a success.
    package static func run(
        _ program: String, _ arguments: [String], success: Set<Int32> = [0]
    ) async throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.standardError = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        let status = try await withCheckedThrowingContinuation { done in
            process.terminationHandler = { done.resume(returning: $0.terminationStatus) }
            do { try process.run() } catch { done.resume(throwing: error) }
        }
        guard success.contains(status) else { throw CocoaError(.executableLoad) }
    }
}

/// A Python server that prints its port first. With `tls` the last arguments are the paths of certificate and key.
package struct StubServer: Sendable {
    private let process: HeldProcess
    package let port: Int

    /// `script` is the name of a file in the folder `Servers` beside the test.
    package init(
        _ script: String, _ arguments: [String] = [], tls: Bool = false, beside test: StaticString = #filePath
    ) async throws {
        let certificate = try await TestCertificate.shared
        let path = URL(filePath: "\(test)").deletingLastPathComponent().appending(path: "Servers/\(script)")
            .path
        process = try HeldProcess(
            "python3",
            [path] + arguments + (tls ? [certificate.certificate, certificate.key] : []))
        let line = await process.nextLine()
        port = line.flatMap(Int.init) ?? 0
    }

    package func nextLine() async -> String? { await process.nextLine() }
    package func ask() async throws -> String? { try await process.ask() }
    package var lastLine: String { process.lastLine }
}
