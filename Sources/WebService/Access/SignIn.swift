import CalendarTime
import Hummingbird
import Store

/// How people come in: a login and a password for a cookie that leads to a session.
struct SignIn: Sendable {
    let parts: ServiceParts
    let settings: WebSettings

    static let sessionSeconds: Int64 = 14 * 86_400
    static let longestWaitSeconds: Int64 = 900
    /// Tries older than this are forgotten.
    static let memorySeconds: Int64 = 86_400
    /// Characters of a login; nobody has a longer one.
    static let maximumLogin = 200

    /// `__Host-` binds the cookie to this host and to TLS.
    static func cookieName(_ settings: WebSettings) -> String {
        settings.isSecure ? "__Host-sluice" : "sluice-session"
    }

    enum Outcome {
        /// The value of `Set-Cookie`.
        case done(cookie: String)
        case refused
        case wait(seconds: Int64)
    }

    func signIn(login: String, password: String, from client: String) async throws -> Outcome {
        let now = parts.clock()
        let subjects = Self.subjects(login: login, client: client)
        let start = now.adding(seconds: -Self.memorySeconds)
        // Counted before the work is done: a burst of tries at the same time counts too.
        let wait = try await parts.store.countSignInTry(of: subjects.map(\.name), since: start, at: now) {
            counts in
            subjects.compactMap { subject in
                counts[subject.name].flatMap { Self.wait($0.count - subject.free, $0.last, now) }
            }.max()
        }
        if let wait { return .wait(seconds: wait) }
        let isPossible = login.count <= Self.maximumLogin && password.utf8.count <= PasswordHash.maximumLength
        let found = isPossible ? try await parts.store.user(login: login) : nil
        let kept = found?.password ?? ""
        // The same work for a login that nobody has: the time tells nothing.
        guard try await PasswordQueue.run({ PasswordHash.matches(password, kept) }), let found else {
            return .refused
        }
        let token = SecretBytes.token()
        let end = now.adding(seconds: Self.sessionSeconds)
        try await parts.store.write(in: found.user.workspace, at: now) {
            try $0.beginSession(
                of: found.user.id, tokenHash: SecretBytes.hash(token), csrf: SecretBytes.token(), until: end,
                forgetting: subjects.map(\.name))
        }
        return .done(cookie: cookie(token, seconds: Self.sessionSeconds))
    }

    /// What tries are counted by, and how many are free. A login from one place has few; a login from anywhere has many, so
    /// that a stranger's wrong tries do not lock a person out.
    private static func subjects(login: String, client: String) -> [(name: String, free: Int)] {
        let place = network(of: client)
        guard login.count <= maximumLogin else { return [("from:\(place)", 20)] }
        let name = UserAccount.login(login)
        return [("pair:\(name) \(place)", 5), ("from:\(place)", 20), ("login:\(name)", 200)]
    }

    /// Of an IPv6 address the first 64 bits: whoever has one has all behind it.
    private static func network(of client: String) -> String {
        guard client.contains(":"), !client.contains(".") else { return client }
        let halves = client.split(separator: ":", omittingEmptySubsequences: false)
        return halves.prefix { !$0.isEmpty }.prefix(4).joined(separator: ":")
    }

    /// Each try beyond the free ones doubles the wait.
    private static func wait(_ beyond: Int, _ last: Instant, _ now: Instant) -> Int64? {
        guard beyond >= 0 else { return nil }
        let end = last.adding(seconds: min(longestWaitSeconds, Int64(1) << min(beyond, 20)))
        return end > now ? max(1, (end.microseconds - now.microseconds) / 1_000_000) : nil
    }

    /// The value of `Set-Cookie` that forgets the session.
    var goodbye: String { cookie("", seconds: 0) }

    private func cookie(_ value: String, seconds: Int64) -> String {
        "\(Self.cookieName(settings))=\(value); Path=/; HttpOnly; SameSite=Lax; Max-Age=\(seconds)"
            + (settings.isSecure ? "; Secure" : "")
    }
}
