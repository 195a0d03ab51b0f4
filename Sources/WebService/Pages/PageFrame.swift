import DataFormats
import Hummingbird
import Store

/// What every page has around it: who is signed in, where one can go, what just happened.
extension PageRequest {
    /// Renders `template` with `view` and the frame.
    func page(
        _ template: String, title: String, _ view: View, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let counts = try await read { transaction in
            try (
                unread: transaction.unreadOpportunityCount(), reviews: transaction.openReviewCount(),
                workspace: transaction.workspaceName()
            )
        }
        let (flash, theme) = (Flash.read(web), Theme.of(web))
        let frame: View = [
            "title": .text(title), "workspace": .text(counts.workspace), "csrf": .text(session.csrf),
            "version": .text(parts.version), "path": .text(web.path),
            "user": .view([
                "name": .text(user.name), "login": .text(user.login), "role": .text(user.role.rawValue),
                "isAdmin": .flag(user.role == .admin), "isMember": .flag(user.role.mayChange),
            ]),
            "theme": .text(theme == .system ? nil : theme.rawValue),
            "nav": .list(
                Self.places.filter { $0.href != "/settings" || user.role == .admin }.map { place in
                    [
                        "label": .text(place.label), "href": .text(place.href), "icon": .text(place.icon),
                        "current": .flag(web.path == place.href || web.path.hasPrefix(place.href + "/")),
                        "count": .text(Self.count(of: place.href, counts.unread, counts.reviews)),
                        "live": .text(Self.live[place.href]),
                    ]
                }),
            "flash": .view(flash),
        ]
        let whole = (["page": .view(frame)] as View).merging(view)
        var response = Response.html(try Templates.render(template, whole), status: status)
        if flash != nil { response.headers[.setCookie] = Flash.gone }
        return response
    }

    /// What the page asks for again and again.
    private static let live = ["/opportunities": "unread", "/review": "review"]

    private static func count(of href: String, _ unread: Int, _ reviews: Int) -> String? {
        switch href {
        case "/opportunities": unread > 0 ? String(unread) : nil
        case "/review": reviews > 0 ? String(reviews) : nil
        default: nil
        }
    }

    private static let places: [(label: String, href: String, icon: String)] = [
        ("Opportunities", "/opportunities", "inbox"), ("Needs review", "/review", "review"),
        ("Campaigns", "/campaigns", "campaigns"), ("Do Not Contact", "/do-not-contact", "shield"),
        ("Mailboxes", "/mailboxes", "mailbox"), ("Rules", "/rules", "rules"),
        ("Reports", "/reports", "chart"),
        ("Settings", "/settings", "settings"),
    ]

    /// Back to a page of ours, with a word of what happened.
    func done(_ place: String, _ text: String, isError: Bool = false) -> Response {
        var response = Response.see(place)
        response.headers[.setCookie] = Flash.cookie(String(text.prefix(300)), isError: isError)
        return response
    }
}

/// A word that the next page shows once. It is the browser's own: nobody else reads it, and it is escaped like all text.
enum Flash {
    private static let name = "sluice-flash"

    static func cookie(_ text: String, isError: Bool) -> String {
        "\(name)=\(isError ? "e" : "i")\(FormEncoding.encode(text)); Path=/; HttpOnly; SameSite=Lax; Max-Age=20"
    }

    /// The value of `Set-Cookie` that forgets it.
    static let gone = "\(name)=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"

    static func read(_ web: WebRequest) -> View? {
        guard let text = web.cookie(name), let first = text.first else { return nil }
        let words = FormFields.decode(("x=" + text.dropFirst()).utf8).first?.value ?? ""
        return ["isError": .flag(first == "e"), "text": .text(words)]
    }
}
