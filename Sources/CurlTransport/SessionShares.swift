import CCurl

/// TLS sessions for resumption, by host: libcurl's cache holds eight of them, so each host has its own.
///
/// One thread uses it, so libcurl needs no locks. STARTTLS never resumes (seen in 7.88 and 8.23).
struct SessionShares {
    /// Hosts of one loop; those beyond have no resumption.
    private static let maximumHosts = 1_024

    private struct Host: Hashable {
        let name: String
        let port: Int
    }

    private var shares: [Host: UnsafeMutableRawPointer] = [:]

    mutating func share(host: String, port: Int) -> UnsafeMutableRawPointer? {
        let key = Host(name: host, port: port)
        if let known = shares[key] { return known }
        guard shares.count < Self.maximumHosts, let new = curl_share_init() else { return nil }
        sluice_curl_share_set_long(new, CURLSHOPT_SHARE, Int(CURL_LOCK_DATA_SSL_SESSION.rawValue))
        shares[key] = new
        return new
    }

    /// No handle may use one any more.
    mutating func end() {
        for share in shares.values { curl_share_cleanup(share) }
        shares = [:]
    }
}
