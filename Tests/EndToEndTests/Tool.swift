import Foundation

/// Programs of the system that a test needs; without them the test is skipped and shown as such.
enum Tool {
    case strace
    case unshare
    case sqlite

    var path: String {
        switch self {
        case .strace: "/usr/bin/strace"
        case .unshare: "/usr/bin/unshare"
        case .sqlite: "/usr/bin/sqlite3"
        }
    }

    var exists: Bool { FileManager.default.isExecutableFile(atPath: path) }

    static let canMount = unshare.exists && geteuid() == 0
}
