import Foundation

/// Where the database is, from `sqlite:PATH`.
struct DatabaseLocation: Equatable, Sendable {
    /// Absolute, or relative to the working folder.
    let path: String

    init(path: String) { self.path = path }

    init(_ url: String) throws(CommandFailure) {
        let scheme = url.prefix { $0 != ":" }.lowercased()
        guard url.contains(":"), !scheme.contains("/") else {
            throw CommandFailure("database '\(url)': no scheme; write sqlite:PATH, such as sqlite:\(url)")
        }
        switch scheme {
        case "sqlite": break
        case "postgres", "postgresql":
            // The URL may hold a password, so it is not repeated.
            throw CommandFailure("database: this version has no PostgreSQL driver; use sqlite:PATH")
        default:
            throw CommandFailure("database: no scheme '\(scheme)'; write sqlite:PATH")
        }
        var path = String(url.dropFirst("sqlite:".count))
        // sqlite:///var/lib/x and sqlite:/var/lib/x mean the same file.
        while path.hasPrefix("//") { path.removeFirst() }
        if path == "~" || path.hasPrefix("~/") {
            path = UserFolder.home(ProcessInfo.processInfo.environment) + path.dropFirst()
        }
        guard !path.isEmpty else {
            throw CommandFailure(
                "database '\(url)': no path; write sqlite:PATH, such as sqlite:sluice.sqlite")
        }
        guard !path.hasSuffix("/") else {
            throw CommandFailure(
                "database '\(url)': that is a folder; name a file in it, such as \(url)sluice.sqlite")
        }
        self.path = path
    }

    /// `sluice/sluice.sqlite` in the data folder of the user (XDG Base Directory Specification).
    static func standard(environment: [String: String]) -> DatabaseLocation {
        DatabaseLocation(path: UserFolder.data(environment) + "/sluice/sluice.sqlite")
    }

    var url: String { "sqlite:" + path }
}
