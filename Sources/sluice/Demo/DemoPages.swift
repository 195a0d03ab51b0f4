import CalendarTime
import Ingestion
import Store
import WebService

/// The pages with the story in them, on this machine only, until the process is told to stop.
struct DemoPages {
    private let parts: ServiceParts
    private let workspace: RowID<Workspace>
    private let settings: WebSettings

    private static let login = "demo"
    private static let password = "sluice-demo"

    /// Time goes on from the end of the story.
    init(_ run: DemoRun, configuration: Configuration, port: Int) throws {
        let end = run.clock.now
        let start = SystemClock.now()
        workspace = run.workspace
        parts = ServiceParts(
            store: run.store, classifier: run.classifier, intake: run.intake,
            client: try NetworkOptions.parse([]).client(), keys: nil, version: VersionText.program,
            clock: {
                end.adding(microseconds: SystemClock.now().microseconds - start.microseconds)
            })
        settings = WebSettings(port: port)
    }

    func serve() async throws {
        let hash = try PasswordHash.make(Self.password)
        try await parts.store.write(in: workspace, at: parts.clock()) {
            _ = try $0.addUser(login: Self.login, name: "Demo", role: .admin, password: hash)
        }
        let web = WebServer(parts, settings: settings, log: ServiceLog.logger(.warning))
        let serving = Task {
            try await web.run { port in
                try? Terminal.write(
                    """
                    The pages are at http://127.0.0.1:\(port)/ (name: \(Self.login), password: \(Self.password)).
                    Stop them with Ctrl-C.

                    """)
            }
        }
        let signals = StopSignals { serving.cancel() }
        let result = await serving.result
        signals.end()
        try await parts.store.close()
        try result.get()
    }
}
