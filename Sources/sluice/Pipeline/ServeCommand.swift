import ArgumentParser
import CalendarTime
import Dispatch
import Foundation
import Ingestion
import Logging
import PollScheduling
import Store
import WebService

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract:
            "Does everything that runs on a schedule or answers a request, until it is told to stop (SIGTERM or SIGINT).",
        discussion: """
            Roles: web answers the pages, the interface for programs and providers' webhooks; poll reads every mailbox at \
            its interval and works on what came; work does what the clock brings, as 'sluice work' does once, and tells the \
            outside. Several processes may serve one database: each mailbox is polled by one of them.
            """)

    enum Role: String, CaseIterable, ExpressibleByArgument { case web, poll, work }

    @Option(
        help: ArgumentHelp("What this process does, apart by commas (default: all).", valueName: "roles"),
        transform: Self.roles)
    var roles: Set<Role>?

    @Option(
        help: ArgumentHelp(
            "Where the web service takes connections (127.0.0.1:8025).", valueName: "host:port"))
    var listen: String?

    @Flag(help: "Print every setting with its value, unit and source, and do nothing.") var printConfig =
        false
    @OptionGroup var network: NetworkOptions
    @OptionGroup var classifierOptions: ClassifierOptions
    @OptionGroup var session: SessionOptions

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

    private var flags: [ConfigurationKey: [String]] {
        classifierOptions.flags.merging([.listen: listen.map { [$0] } ?? []]) { $1 }
    }

    func run() async throws {
        if printConfig { return try SettingsText.write(try session.configuration(flags), json: false) }
        let session = try await Session.open(session, flags: flags)
        let service = try Service(session, network: network, roles: roles)
        let serving = Task { try await service.run() }
        let signals = StopSignals { serving.cancel() }
        let result = await serving.result
        signals.end()
        try await session.store.close()
        service.logger.info("stopped")
        try result.get()
    }
}

/// Calls once when the process is asked to stop.
final class StopSignals {
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
