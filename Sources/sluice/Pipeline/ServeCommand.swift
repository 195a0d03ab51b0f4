import ArgumentParser
import CalendarTime
import Dispatch
import Foundation
import Ingestion
import PollScheduling
import Store

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Does everything that runs on a schedule, until it is told to stop (SIGTERM or SIGINT).",
        discussion: """
            Roles: poll reads every mailbox at its interval and works on what came; work does what the clock brings, \
            as 'sluice work' does once. Several processes may serve one database: each mailbox is polled by one of them.
            """)

    enum Role: String, CaseIterable, ExpressibleByArgument { case poll, work }

    @Option(
        help: ArgumentHelp("What this process does, apart by commas (default: all).", valueName: "roles"),
        transform: Self.roles)
    var roles: Set<Role> = Set(Role.allCases)

    @OptionGroup var network: NetworkOptions
    @OptionGroup var classifierOptions: ClassifierOptions
    @OptionGroup var session: SessionOptions

    /// Between two ticks of the clock of stages.
    private static let tick = Duration.seconds(60)

    private static func roles(_ text: String) throws -> Set<Role> {
        try Set(
            text.split(separator: ",").map { word in
                guard let role = Role(rawValue: word.trimmingCharacters(in: .whitespaces)) else {
                    let known = Role.allCases.map(\.rawValue).joined(separator: ", ")
                    throw ValidationError("no role '\(word)' in this version; the roles are \(known).")
                }
                return role
            })
    }

    func run() async throws {
        let session = try await Session.open(session, flags: classifierOptions.flags)
        let ingest = try session.ingest()
        let log = ServeLog(addresses: try await session.read { try $0.mailboxes() })
        let worker = DeliveryWorker(ingest, observe: log.worked, report: log.fault)
        let scheduler =
            try roles.contains(.poll)
            ? PollScheduler(
                MailboxReader(try session.access(network), ingest: ingest, hasMail: worker.call),
                limits: network.limits(), observe: log.polled, report: log.fault) : nil
        let roles = roles
        let serving = Task {
            await withDiscardingTaskGroup { group in
                group.addTask { await worker.run() }
                if let scheduler { group.addTask { await scheduler.run() } }
                if roles.contains(.work) { group.addTask { await Self.work(session.stageClock(), log) } }
            }
        }
        let signals = StopSignals { serving.cancel() }
        log.note("serving \(roles.map(\.rawValue).sorted().joined(separator: ", "))")
        await serving.value
        signals.end()
        try await session.store.close()
        log.note("stopped")
    }

    private static func work(_ clock: StageClock, _ log: ServeLog) async {
        while !Task.isCancelled {
            do {
                log.ticked(try await clock.tick(now: SystemClock.now()))
            } catch is CancellationError {
                return
            } catch {
                log.fault(error)
            }
            try? await Task.sleep(for: tick)
        }
    }
}

/// Calls once when the process is asked to stop.
private final class StopSignals {
    private let sources: [any DispatchSourceSignal]

    init(_ stop: @escaping @Sendable () -> Void) {
        sources = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler(handler: stop)
            source.activate()
            return source
        }
    }

    func end() { sources.forEach { $0.cancel() } }
}
