import ArgumentParser
import Foundation
import Store
import WebService

struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "People who may sign in to the pages.",
        subcommands: [UserAddCommand.self, UserListCommand.self, UserChangeCommand.self])
}

extension UserAccount.Role: ExpressibleByArgument {}

struct UserAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Adds a person.",
        discussion: "The password is read from SLUICE_PASSWORD, or is the first line of standard input.")

    @Argument(help: "What the person signs in with; as a rule an address.") var login: String
    @Option(help: "The person's name (default: the login).") var name: String?
    @Option(
        help: "viewer looks; member also acts; admin also undoes opt-outs, and looks after people and keys.")
    var role = UserAccount.Role.member
    @OptionGroup var session: SessionOptions

    func run() async throws {
        let session = try await Session.open(session)
        let hash = try PasswordHash.make(PasswordInput.read())
        let (login, name, role) = (UserAccount.login(login), name ?? login, role)
        guard !login.isEmpty else { throw CommandFailure("the login is empty; give an address") }
        _ = try await session.write { try $0.addUser(login: login, name: name, role: role, password: hash) }
        try await session.store.close()
        try Terminal.write("\(PlainText.line(login)): \(role.rawValue), may sign in now\n")
    }
}

struct UserListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists the people.")

    @OptionGroup var session: SessionOptions

    func run() async throws {
        let users = try await Session.open(session).read { try $0.users() }
        var table = TextTable("Login~", "Name~", "Role", "Since", "State")
        for user in users {
            table.add(
                user.login, user.name, user.role.rawValue, LocalText.minute(user.createdAt),
                user.disabledAt == nil ? "" : "disabled")
        }
        try Terminal.write(table)
    }
}

struct UserChangeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "change", abstract: "Changes a person's role, password or access.",
        discussion: "A new password is read as 'add' reads it. It ends the person's sessions.")

    @Argument(help: "The login.") var login: String
    @Option(help: "viewer, member or admin.") var role: UserAccount.Role?
    @Flag(help: "Read a new password.") var password = false
    @Flag(help: "No longer let the person in.") var disable = false
    @Flag(help: "Let the person in again.") var enable = false
    @OptionGroup var session: SessionOptions

    func validate() throws {
        guard role != nil || password || disable != enable else {
            throw ValidationError("give one of --role, --password, --disable, --enable.")
        }
    }

    func run() async throws {
        let session = try await Session.open(session)
        let hash = password ? try PasswordHash.make(PasswordInput.read()) : nil
        let (login, role, isDisabled) = (login, role, disable == enable ? nil : disable)
        try await session.write { transaction in
            guard let user = try transaction.user(login: login) else {
                throw CommandFailure("no user '\(login)'; 'sluice admin user list' shows all")
            }
            if let hash { try transaction.setPassword(hash, of: user.id) }
            if let role { try transaction.setRole(role, of: user.id) }
            if let isDisabled { try transaction.setDisabled(isDisabled, user.id) }
        }
        try await session.store.close()
        try Terminal.write("\(PlainText.line(login)): changed\n")
    }
}

/// A password from outside: never from the command line, which others can read.
enum PasswordInput {
    static func read() throws -> String {
        let given = ProcessInfo.processInfo.environment["SLUICE_PASSWORD"]
        guard let text = given ?? readLine(strippingNewline: true), !text.isEmpty else {
            throw CommandFailure("no password; put it into SLUICE_PASSWORD, or write it to standard input")
        }
        guard text.count >= PasswordHash.minimumLength, text.utf8.count <= PasswordHash.maximumLength else {
            throw CommandFailure(
                "the password is too short or too long; take \(PasswordHash.minimumLength) characters or more"
            )
        }
        return text
    }
}
