import CalendarTime
import Hummingbird
import Store

/// How people come in: a login and a password for a cookie that leads to a session.
struct SignIn: Sendable {
    let parts: ServiceParts
    let settings: WebSettings

    static let sessionSeconds: Int64 = 14 * 86_400
    /// Failures of one login, or from one address, before the next try has to wait.
    static let freeFailures = 5
    static let longestWaitSeconds: Int64 = 900
    /// Failures older than this are forgotten.
    static let memorySeconds: Int64 = 86_400

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
        let subjects = ["login:" + UserAccount.login(login), "from:" + client]
        let start = now.adding(seconds: -Self.memorySeconds)
        let failures = try await parts.store.signInFailures(of: subjects, since: start)
        if let wait = failures.values.compactMap({ Self.wait($0.count, $0.last, now) }).max() {
            return .wait(seconds: wait)
        }
        let found =
            password.utf8.count > PasswordHash.maximumLength
            ? nil : try await parts.store.user(login: login)
        // The same work for a login that nobody has: the time tells nothing.
        guard await Self.matches(password, found?.password ?? ""), let found else {
            try await parts.store.recordSignInFailure(of: subjects, since: start, at: now)
            return .refused
        }
        let token = SecretBytes.token()
        let end = now.adding(seconds: Self.sessionSeconds)
        try await parts.store.write(in: found.user.workspace, at: now) {
            try $0.beginSession(
                of: found.user.id, tokenHash: SecretBytes.hash(token), csrf: SecretBytes.token(), until: end,
                subject: subjects[0])
        }
        return .done(cookie: cookie(token, seconds: Self.sessionSeconds))
    }

    /// Each failure beyond the free ones doubles the wait.
    private static func wait(_ failures: Int, _ last: Instant, _ now: Instant) -> Int64? {
        guard failures >= freeFailures else { return nil }
        let seconds = min(longestWaitSeconds, Int64(1) << min(failures - freeFailures, 20))
        let end = last.adding(seconds: seconds)
        return end > now ? max(1, (end.microseconds - now.microseconds) / 1_000_000) : nil
    }

    /// On a thread of its own: it takes a tenth of a second.
    @concurrent private static func matches(_ password: String, _ kept: String) async -> Bool {
        PasswordHash.matches(password, kept)
    }

    /// The value of `Set-Cookie` that forgets the session.
    var goodbye: String { cookie("", seconds: 0) }

    private func cookie(_ value: String, seconds: Int64) -> String {
        "\(Self.cookieName(settings))=\(value); Path=/; HttpOnly; SameSite=Lax; Max-Age=\(seconds)"
            + (settings.isSecure ? "; Secure" : "")
    }
}
