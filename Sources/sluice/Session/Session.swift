import CalendarTime
import Foundation
import Ingestion
import Store
import StoreSQLite

/// An open database, the workspace in it, and the time the command acts at.
struct Session: Sendable {
    let store: MailStore
    let workspace: RowID<Workspace>
    let configuration: Configuration
    let location: DatabaseLocation
    let now: Instant
    /// The time was given and stands still.
    let hasFixedTime: Bool
    let actor: String

    /// Where nobody says anything else.
    static let workspaceName = "default"

    static func open(
        _ options: SessionOptions, flags: [ConfigurationKey: [String]] = [:]
    ) async throws -> Session {
        let configuration = try options.configuration(flags)
        return try await open(configuration, at: options.at)
    }

    /// `time` nil is the clock of the machine.
    static func open(_ configuration: Configuration, at time: Instant?) async throws -> Session {
        let location = try configuration.database
        let now = time ?? SystemClock.now()
        let store = try await openStore(location, at: now)
        let name = configuration.values(.workspace).first ?? workspaceName
        let workspace = try await workspace(name, in: store, at: now)
        return Session(
            store: store, workspace: workspace.id, configuration: configuration, location: location, now: now,
            hasFixedTime: time != nil, actor: "cli:" + NSUserName())
    }

    /// The default one is made when it is missing; a name that nobody was given is a mistake.
    private static func workspace(_ name: String, in store: MailStore, at now: Instant) async throws
        -> Workspace
    {
        if name == workspaceName { return try await store.createWorkspace(name, at: now) }
        guard let found = try await store.workspace(named: name) else {
            throw CommandFailure(
                "no workspace '\(name)'; 'sluice admin workspace list' shows all, 'sluice admin workspace add' makes one"
            )
        }
        return found
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (StoreTransaction) throws -> T) async throws -> T {
        try await store.write(in: workspace, at: now, body)
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (StoreTransaction) throws -> T) async throws -> T {
        try await store.read(in: workspace, at: now, body)
    }

    static func makeFolder(of location: DatabaseLocation) throws(CommandFailure) {
        let folder = URL(filePath: location.path).deletingLastPathComponent()
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw CommandFailure(
                "\(location.path): cannot make the folder \(folder.path); choose another place with --database"
            )
        }
    }
}
