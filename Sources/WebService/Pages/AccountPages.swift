import Hummingbird
import Store

/// What everybody may change about themselves.
enum AccountPages {
    private static let path = "/account"

    static let routes: [Route] = [
        .page(.get, path) { try await show($0) },
        .page(.post, path) { try await setPassword($0) },
        .page(.post, "\(path)/sign-out-others") { request in
            let (user, token) = (request.user.id, request.web.sessionHash)
            let count = try await request.write { try $0.endSessions(of: user, but: token) }
            return request.done(
                path, count == 0 ? "You were signed in nowhere else." : "Signed out everywhere else.")
        },
    ]

    private static func show(_ request: PageRequest, fault: WebFault? = nil) async throws -> Response {
        let (user, token) = (request.user.id, request.web.sessionHash)
        let sessions = try await request.read { try $0.sessions(of: user, this: token) }
        let text = request.text()
        return try await request.page(
            "account", title: "Your account",
            [
                "oldError": .text(fault?.field == "old" ? fault?.text : nil),
                "newError": .text(fault?.field == "new" ? fault?.text : nil),
                "minimumLength": .number(PasswordHash.minimumLength),
                "sessions": .list(
                    sessions.map { ["since": .text(text.time($0.since)), "isThis": .flag($0.isThis)] }),
            ], status: fault?.status ?? .ok)
    }

    /// The old one is asked for: a session that was left open is not enough. Wrong ones count as failed sign-ins, and
    /// the new one ends all sessions.
    private static func setPassword(_ request: PageRequest) async throws -> Response {
        let (old, new) = (request.fields("old").first ?? "", request.fields("new").first ?? "")
        let user = request.user
        let hash: String
        do {
            hash = try await NewPassword.hash(new, field: "new")
        } catch let fault as WebFault {
            return try await show(request, fault: fault)
        }
        let door = SignIn(parts: request.parts, settings: request.web.settings)
        switch try await door.signIn(login: user.login, password: old, from: request.web.client) {
        case .refused:
            return try await show(request, fault: .invalid("old", "That is not your present password."))
        case .wait(let seconds):
            let words = "Too many tries. Try again in \(PageText.count(Int(seconds), "second"))."
            return try await show(request, fault: .invalid("old", words))
        case .done: break
        }
        try await request.write { try $0.setPassword(hash, of: user.id) }
        guard
            case .done(let cookie) = try await door.signIn(
                login: user.login, password: new, from: request.web.client)
        else { return .see("/sign-in") }
        var response = request.done(path, "Password changed. You are signed out everywhere else.")
        response.headers.append(.init(name: .setCookie, value: cookie))
        return response
    }
}
