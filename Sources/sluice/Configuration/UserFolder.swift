import Foundation

/// Folders of the user (XDG Base Directory Specification).
enum UserFolder {
    static func home(_ environment: [String: String]) -> String {
        absolute(environment["HOME"]) ?? FileManager.default.homeDirectoryForCurrentUser.path
    }

    static func data(_ environment: [String: String]) -> String {
        absolute(environment["XDG_DATA_HOME"]) ?? home(environment) + "/.local/share"
    }

    static func configuration(_ environment: [String: String]) -> String {
        absolute(environment["XDG_CONFIG_HOME"]) ?? home(environment) + "/.config"
    }

    static func cache(_ environment: [String: String]) -> String {
        absolute(environment["XDG_CACHE_HOME"]) ?? home(environment) + "/.cache"
    }

    /// The specification has relative paths ignored.
    private static func absolute(_ path: String?) -> String? {
        path.flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
}
