import CalendarTime
import CurlTransport
import Webhooks

/// Certificates of Amazon and keys of Google, fetched when a signature needs them and kept.
actor SignerKeys {
    private struct Entry {
        let bytes: [UInt8]?
        let at: Instant
    }

    private let ask: HTTPSender
    private var entries: [String: Entry] = [:]

    /// Seconds that a fetched one is used, and that a failed fetch is not repeated: a storm of forged requests must not
    /// become a storm of ours.
    private static let keepSeconds: Int64 = 6 * 3_600
    private static let pauseSeconds: Int64 = 60
    /// Certificates in use are few; more addresses than these are somebody's game.
    private static let maximumEntries = 64
    private static let maximumBytes = 256 << 10

    init(ask: @escaping HTTPSender) {
        self.ask = ask
    }

    func bytes(_ need: WebhookNeed, at now: Instant) async -> [UInt8]? {
        let url =
            switch need {
            case .certificate(let url), .keySet(let url): url
            }
        if let entry = entries[url] {
            let limit = entry.bytes == nil ? Self.pauseSeconds : Self.keepSeconds
            if now.seconds(since: entry.at) < limit { return entry.bytes }
        }
        if entries.count >= Self.maximumEntries { entries.removeAll() }
        // Told before the answer is there: others that wait for the same one do not ask too.
        entries[url] = Entry(bytes: entries[url]?.bytes, at: now)
        var request = HTTPRequest(.get, url)
        request.maximumResponseBytes = Self.maximumBytes
        request.addresses = .publicOnly
        request.within = .seconds(8)
        let answer = try? await ask(request)
        let bytes = answer?.status == 200 ? answer?.body : nil
        entries[url] = Entry(bytes: bytes, at: now)
        return bytes
    }

    /// Once a fetched set lacks a key that is in use, a newer one is fetched, though not more often than this.
    func forget(_ need: WebhookNeed, at now: Instant) {
        guard case .keySet(let url) = need, let entry = entries[url],
            now.seconds(since: entry.at) >= Self.pauseSeconds
        else { return }
        entries[url] = nil
    }
}
