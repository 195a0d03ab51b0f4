import ArgumentParser
import Dispatch

/// A command whose work is asynchronous, in a program whose main is not: an asynchronous main gives the first thread
/// away, which valgrind does not bear, and other commands of this program run under it.
protocol BlockingCommand: ParsableCommand {
    func work() async throws
}

extension BlockingCommand {
    func run() throws {
        let outcome = Outcome(command: self)
        let done = DispatchSemaphore(value: 0)
        Task.detached {
            await outcome.work()
            done.signal()
        }
        done.wait()
        try outcome.result.get()
    }
}

/// The command and what came of it: one thread at a time has it, the other waits.
private final class Outcome<Command: BlockingCommand>: @unchecked Sendable {
    private let command: Command
    private(set) var result: Result<Void, any Error> = .success(())

    init(command: Command) { self.command = command }

    func work() async {
        do { try await command.work() } catch { result = .failure(error) }
    }
}
