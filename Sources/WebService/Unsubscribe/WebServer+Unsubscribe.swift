import DataFormats
import Hummingbird
import Ingestion

/// `/u/{token}`: what `List-Unsubscribe` of our mail names (RFC 8058), and the link in its text.
extension WebServer {
    var unsubscribeRoutes: [Route] {
        [
            // Looking changes nothing: scanners follow links.
            Route(.get, "/u/{token}") { web in
                .html(try Templates.render("unsubscribe", Self.unsubscribeView(web, title: "Unsubscribe")))
            },
            // No cookie, no login, no token of ours against forgery: mail programs send this (RFC 8058 §3.1). The answer
            // is the same for a link that we never wrote.
            Route(.post, "/u/{token}") { web in
                let tokens = UnsubscribeToken(keys: try await web.parts.store.unsubscribeKeys())
                if let target = tokens.target(web.parameter("token")) {
                    let isOneClick = Self.isOneClick(web)
                    try await OneClick(store: web.parts.store).apply(
                        target, way: isOneClick ? .oneClick : .link,
                        evidence: isOneClick ? "one-click request" : "button of the unsubscribe page",
                        at: web.now)
                }
                return .html(
                    try Templates.render("unsubscribe_done", Self.unsubscribeView(web, title: "Unsubscribed"))
                )
            },
        ]
    }

    /// `List-Unsubscribe=One-Click`, as a form of either kind.
    private static func isOneClick(_ web: WebRequest) -> Bool {
        let fields = (try? FormBody.read(web).fields) ?? []
        return fields.contains {
            $0.name.lowercased() == "list-unsubscribe" && $0.value.lowercased() == "one-click"
        }
    }

    /// Says nothing of whose link it is: mail is forwarded, and links that we never wrote look the same.
    private static func unsubscribeView(_ web: WebRequest, title: String) -> View {
        [
            "action": .text("/u/" + FormEncoding.encode(web.parameter("token"))),
            "page": .view(["title": .text(title), "version": .text(web.parts.version)]),
        ]
    }
}
