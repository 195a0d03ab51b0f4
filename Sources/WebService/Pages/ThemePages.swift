import Foundation
import Hummingbird

/// Light or dark, as each browser wants it.
enum Theme: String, CaseIterable, Sendable {
    /// As the operating system has it.
    case system
    case light, dark

    static let cookieName = "sluice-theme"

    static func of(_ web: WebRequest) -> Theme {
        web.cookie(cookieName).flatMap { Theme(rawValue: $0) } ?? .system
    }

    /// The value of `Set-Cookie`; it lives for a year. Not HttpOnly: the script of the page sets it too.
    func cookie(_ settings: WebSettings) -> String {
        "\(Self.cookieName)=\(rawValue); Path=/; SameSite=Lax; Max-Age=31536000"
            + (settings.isSecure ? "; Secure" : "")
    }
}

/// Where the choice of the theme goes when the browser runs no script.
enum ThemePages {
    static let routes: [Route] = [
        .page(.post, "/theme") { request in
            let theme = Theme(rawValue: request.field("theme") ?? "") ?? .system
            var response = Response.see(place(request.web.header("referer")))
            response.headers[.setCookie] = theme.cookie(request.web.settings)
            return response
        }
    ]

    /// Path and query of the page that the form stood on; of another site's address they are a path of ours too.
    static func place(_ referer: String?) -> String {
        guard let parts = referer.flatMap({ URLComponents(string: $0) }) else { return "/" }
        let path = parts.percentEncodedPath
        guard path.hasPrefix("/"), !path.hasPrefix("//"), !path.contains("\\") else { return "/" }
        return path + (parts.percentEncodedQuery.map { "?" + $0 } ?? "")
    }
}
