import Foundation
import Hummingbird
import Store

/// People who may sign in.
enum UserPages {
    static let path = "/settings/users"

    static let routes: [Route] = [
        .page(.get, path, .administer) { try await list($0) },
        .page(.post, path, .administer) { try await add($0) },
        .page(.post, "\(path)/{id}", .administer) { try await setRole($0) },
        .page(.post, "\(path)/{id}/access", .administer) { try await setAccess($0) },
    ]

    /// Characters.
    private static let maximumName = 200

    private static func list(_ request: PageRequest, fault: WebFault? = nil) async throws -> Response {
        let users = try await request.read { try $0.users() }
        let text = request.text()
        let chosen = request.field("role").flatMap { UserAccount.Role(rawValue: $0) } ?? .member
        return try await request.page(
            "users", title: "Users",
            [
                "settingsTabs": SettingsPages.tabViews(current: path),
                "caption": .text(PageText.count(users.count, "user")),
                "users": .list(
                    users.map { user in
                        [
                            "id": .id(user.id), "name": .text(PageText.person(user.name, user.login)),
                            "login": .text(user.login), "isSelf": .flag(user.id == request.user.id),
                            "roles": roles(user.role), "isDisabled": .flag(user.disabledAt != nil),
                            "state": .text(
                                user.disabledAt.map { "disabled \(text.day($0))" }
                                    ?? "since \(text.day(user.createdAt))"),
                        ]
                    }),
                "roleOptions": roles(chosen), "minimumLength": .number(PasswordHash.minimumLength),
                "newLogin": .text(request.field("login")), "newName": .text(request.field("name")),
                "addError": .text(fault?.field == "login" ? fault?.text : nil),
                "passwordError": .text(fault?.field == "password" ? fault?.text : nil),
            ], status: fault?.status ?? .ok)
    }

    private static func roles(_ chosen: UserAccount.Role) -> ViewValue {
        .list(
            UserAccount.Role.allCases.map {
                [
                    "value": .text($0.rawValue), "label": .text($0.rawValue.capitalized),
                    "selected": .flag($0 == chosen),
                ]
            })
    }

    private static func add(_ request: PageRequest) async throws -> Response {
        do {
            let login = UserAccount.login(try request.require("login", "Give what the person signs in with."))
            let name = request.field("name") ?? login
            guard login.count <= maximumName, name.count <= maximumName else {
                throw WebFault.invalid("login", "Login and name have at most \(maximumName) characters.")
            }
            guard let role = request.field("role").flatMap({ UserAccount.Role(rawValue: $0) }) else {
                throw WebFault.invalid("login", "Choose a role.")
            }
            let hash = try await NewPassword.hash(request.fields("password").first ?? "", field: "password")
            try await request.write {
                try $0.addUser(login: login, name: name, role: role, password: hash)
            }
            return request.done(path, "\(name) may sign in as \(login).")
        } catch StoreError.alreadyExists {
            return try await list(request, fault: .invalid("login", "This login is taken."))
        } catch let fault as WebFault {
            return try await list(request, fault: fault)
        }
    }

    private static func setRole(_ request: PageRequest) async throws -> Response {
        guard let role = request.field("role").flatMap({ UserAccount.Role(rawValue: $0) }) else {
            return request.done(path, "Choose a role.", isError: true)
        }
        return try await change(request) { user, transaction in
            guard user.role != role else { return }
            if role != .admin { try keepAnAdmin(besides: user, transaction) }
            try transaction.setRole(role, of: user.id)
        }
    }

    private static func setAccess(_ request: PageRequest) async throws -> Response {
        let isDisabled = request.field("access") == "disable"
        return try await change(request) { user, transaction in
            guard (user.disabledAt != nil) != isDisabled else { return }
            if isDisabled { try keepAnAdmin(besides: user, transaction) }
            try transaction.setDisabled(isDisabled, user.id)
        }
    }

    private static func change(
        _ request: PageRequest,
        _ body: @escaping @Sendable (UserAccount, StoreTransaction) throws -> Void
    ) async throws -> Response {
        let id: RowID<UserAccount> = try request.web.id()
        do {
            let user = try await request.write { transaction -> UserAccount in
                guard let user = try transaction.user(id) else { throw WebFault.notFound }
                try body(user, transaction)
                return user
            }
            // Who takes the right from themselves sees what is left to them.
            let isAdmin = id != request.user.id || request.field("role").map { $0 == "admin" } ?? true
            return request.done(
                isAdmin ? path : "/account", "\(PageText.person(user.name, user.login)): changed.")
        } catch let fault as WebFault where fault.code == lastAdmin.code {
            return request.done(path, fault.text, isError: true)
        }
    }

    private static let lastAdmin = WebFault(
        .conflict, "last_admin", "This is the last admin who can sign in. Make somebody else admin first.")

    /// Without an admin, nobody could put anything right. In the transaction of the change.
    private static func keepAnAdmin(besides user: UserAccount, _ transaction: StoreTransaction) throws {
        guard user.role == .admin, user.disabledAt == nil else { return }
        guard try transaction.activeAdminCount() > 1 else { throw lastAdmin }
    }
}
