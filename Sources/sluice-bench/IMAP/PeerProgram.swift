import Foundation

/// What Debian has that reads mail over IMAP, beside Sluice.
enum PeerProgram: String, CaseIterable {
    case imaplib
    case mbsync
    case fetchmail

    private var executable: String { self == .imaplib ? "python3" : rawValue }

    private var package: String {
        switch self {
        case .imaplib: "python3"
        case .mbsync: "isync"
        case .fetchmail: "fetchmail"
        }
    }

    /// Those that are here; of the others it is said how they come here.
    static func installed() -> Set<PeerProgram> {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
        return Set(
            allCases.filter { peer in
                let isHere = folders.contains {
                    FileManager.default.isExecutableFile(atPath: "\($0)/\(peer.executable)")
                }
                if !isHere { print("without \(peer): not installed; 'apt-get install \(peer.package)'") }
                return isHere
            })
    }
}
