import Foundation

/// Names this process in leases, so that a later one on the same machine sees that it is gone.
public struct LeaseOwner: Hashable, Sendable {
    let host: String
    let process: Int32
    /// Tells this process from an earlier one that had the same number.
    let nonce: String

    public static let current = LeaseOwner(
        host: ProcessInfo.processInfo.hostName, process: ProcessInfo.processInfo.processIdentifier,
        nonce: String(UInt32.random(in: 0...UInt32.max), radix: 16))

    public var text: String { "\(host)/\(process)/\(nonce)" }

    init(host: String, process: Int32, nonce: String) {
        self.host = host
        self.process = process
        self.nonce = nonce
    }

    public init?(_ text: String) {
        let parts = text.split(separator: "/")
        guard parts.count == 3, let process = Int32(parts[1]), process > 0 else { return nil }
        self.init(host: String(parts[0]), process: process, nonce: String(parts[2]))
    }

    /// A process of this machine that has ended. Its late writes, should there be any, are stopped by the fence.
    public var isGone: Bool {
        let mine = Self.current
        guard host == mine.host else { return false }
        if process == mine.process { return nonce != mine.nonce }
        return kill(process, 0) != 0 && errno == ESRCH
    }

    /// Those of the owners that leases name which have ended.
    public static func gone(among owners: [String]) -> [LeaseOwner] {
        owners.compactMap { LeaseOwner($0) }.filter(\.isGone)
    }
}
