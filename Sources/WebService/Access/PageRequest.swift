import CalendarTime
import DataFormats
import Hummingbird
import Ingestion
import LeadStages
import Store

/// A request of somebody who is signed in.
struct PageRequest: Sendable {
    let web: WebRequest
    let session: WebSession
    /// Of the form, the token against forgery checked and left in.
    let form: [(name: String, value: String)]
    /// Files of a multipart form.
    let files: [String: FormFile]

    var user: UserAccount { session.user }
    var workspace: RowID<Workspace> { session.user.workspace }
    var parts: ServiceParts { web.parts }

    /// The first field of that name, without blanks around it; nil when it is missing or empty.
    func field(_ name: String) -> String? {
        let text = form.first { $0.name == name }?.value.trimmingCharacters(in: .whitespacesAndNewlines)
        return text.flatMap { $0.isEmpty ? nil : $0 }
    }

    func fields(_ name: String) -> [String] { form.filter { $0.name == name }.map(\.value) }

    /// Throws with words for the person when the field is missing.
    func require(_ name: String, _ words: String) throws -> String {
        guard let text = field(name) else { throw WebFault.invalid(name, words) }
        return text
    }

    var role: Role { user.role.leadRole }

    var actor: LeadActions.Actor {
        LeadActions.Actor(name: user.login, role: role, reason: field("reason"))
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (StoreTransaction) throws -> T) async throws -> T {
        try await parts.store.read(in: workspace, at: web.now, body)
    }

    @discardableResult
    func write<T: Sendable>(_ body: @escaping @Sendable (StoreTransaction) throws -> T) async throws -> T {
        try await parts.store.write(in: workspace, at: web.now, body)
    }
}

extension UserAccount.Role {
    var leadRole: Role {
        switch self {
        case .viewer: .viewer
        case .member: .member
        case .admin: .admin
        }
    }

    /// Everything else than looking.
    var mayChange: Bool { self != .viewer }
}

extension Route {
    enum Right: Sendable {
        case see, change, administer

        func allows(_ role: UserAccount.Role) -> Bool {
            switch self {
            case .see: true
            case .change: role.mayChange
            case .administer: role == .admin
            }
        }

        func refusal(of role: UserAccount.Role) -> WebFault {
            let least: UserAccount.Role = self == .administer ? .admin : .member
            return WebFault(
                .forbidden, "forbidden",
                "This takes the role \(least.rawValue); yours is \(role.rawValue). An admin can change it.")
        }
    }

    /// A page, or a form of one: only for who is signed in and has the right. Forms prove that they are ours.
    static func page(
        _ method: HTTPRequest.Method, _ path: String, _ right: Right = .see,
        bodyLimit: Int = WebSettings.Limit.form,
        _ handler: @escaping @Sendable (PageRequest) async throws -> Response
    ) -> Route {
        var route = Route(method, path, bodyLimit: bodyLimit) { web in
            guard let session = try await web.session() else {
                let back = web.method == .get ? web.path : "/"
                return .see("/sign-in?next=" + FormEncoding.encode(back))
            }
            let (form, files) = try FormBody.read(web)
            let request = PageRequest(web: web, session: session, form: form, files: files)
            if method == .post {
                let given = form.first { $0.name == "csrf" }?.value ?? ""
                guard !web.isFromElsewhere,
                    ConstantTime.areEqual(given, session.csrf)
                else {
                    throw WebFault(
                        .forbidden, "stale_form",
                        "This form is too old. Go back, load the page again, and repeat.")
                }
            }
            do {
                guard right.allows(session.user.role) else { throw right.refusal(of: session.user.role) }
                return try await handler(request)
            } catch {
                guard let page = try? await request.page(of: error) else { throw error }
                return page
            }
        }
        if bodyLimit > WebSettings.Limit.form {
            route.admit = { web in
                guard let session = try await web.session() else {
                    throw WebFault(.unauthorized, "signed_out", "Sign in first.")
                }
                return .person(session)
            }
        }
        return route
    }
}

extension WebRequest {
    /// Of the cookie's token; without a cookie, of no session.
    var sessionHash: [UInt8] { SecretBytes.hash(cookie(SignIn.cookieName(settings)) ?? "") }

    /// Nil for who is not signed in.
    func session() async throws -> WebSession? {
        if case .person(let session) = caller { return session }
        return try await parts.store.session(tokenHash: sessionHash, at: now)
    }

    /// A browser says that another site made it send this (Fetch Metadata; the Origin of RFC 6454).
    var isFromElsewhere: Bool {
        if let site = headers[.fetchSite] { return site != "same-origin" && site != "none" }
        guard let origin = headers[.origin], origin != "null" else { return false }
        return origin != self.origin && origin != "https://" + (authority ?? "")
    }
}
