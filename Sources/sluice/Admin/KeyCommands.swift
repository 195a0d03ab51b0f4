import ArgumentParser
import Store
import WebService

struct KeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Keys of programs for the interface /v1.",
        subcommands: [KeyAddCommand.self, KeyListCommand.self, KeyRevokeCommand.self])
}

extension AccessKey.Scope: ExpressibleByArgument {}

struct KeyAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Makes a key, and prints it: this once and never again.")

    @Argument(help: "What it is for.") var name: String
    @Option(help: "read, write, ingest, erase; may be repeated (default: read).") var scope:
        [AccessKey.Scope] = []
    @OptionGroup var session: SessionOptions

    func run() async throws {
        let session = try await Session.open(session)
        let key = NewAccessKey()
        let (name, scopes, actor) = (name, Set(scope.isEmpty ? [.read] : scope), session.actor)
        _ = try await session.write {
            try $0.addAccessKey(name: name, hash: key.hash, hint: key.hint, scopes: scopes, by: actor)
        }
        try await session.store.close()
        try Terminal.write("\(key.text)\n")
    }
}

struct KeyListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists the keys.")

    @OptionGroup var session: SessionOptions

    func run() async throws {
        let keys = try await Session.open(session).read { try $0.accessKeys() }
        var table = TextTable("Id>", "Name~", "Key", "Scopes", "Made", "Last used", "State")
        for key in keys {
            table.add(
                key.id.description, key.name, key.hint + "…",
                key.scopes.map(\.rawValue).sorted().joined(separator: " "), LocalText.minute(key.createdAt),
                key.lastUsedAt.map { LocalText.minute($0) } ?? "", key.revokedAt == nil ? "" : "revoked")
        }
        try Terminal.write(table)
    }
}

struct KeyRevokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Ends a key; nothing it did is undone.")

    @Argument(help: "Id of the key, as 'list' shows it.") var id: Int64
    @OptionGroup var session: SessionOptions

    func run() async throws {
        let session = try await Session.open(session)
        let id = RowID<AccessKey>(id)
        try await session.write { try $0.revokeAccessKey(id) }
        try await session.store.close()
        try Terminal.write("key \(id): revoked\n")
    }
}

struct WorkspaceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "workspace", abstract: "Customers whose data is kept apart.",
        subcommands: [WorkspaceAddCommand.self, WorkspaceListCommand.self])
}

struct WorkspaceAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "add", abstract: "Makes a workspace.")

    @Argument(help: "Its name.") var name: String
    @OptionGroup var session: SessionOptions

    func run() async throws {
        let session = try await Session.open(session)
        guard try await session.store.workspace(named: name) == nil else {
            throw CommandFailure("workspace '\(name)' exists already; choose another name")
        }
        let made = try await session.store.createWorkspace(name, at: session.now)
        try await session.store.close()
        try Terminal.write(
            "\(PlainText.line(made.name)): made; use it with --workspace or SLUICE_WORKSPACE\n")
    }
}

struct WorkspaceListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists the workspaces.")

    @OptionGroup var session: SessionOptions

    func run() async throws {
        let workspaces = try await Session.open(session).store.workspaces()
        var table = TextTable("Id>", "Name~", "Since")
        for found in workspaces {
            table.add(found.id.description, found.name, LocalText.minute(found.createdAt))
        }
        try Terminal.write(table)
    }
}
