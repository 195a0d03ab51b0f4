/// How the service is reached.
public struct WebSettings: Sendable {
    /// A name or an address of this machine.
    public var host: String
    /// 0 takes a free one.
    public var port: Int
    /// What stands before the path in links that leave the service, without a slash at its end.
    public var publicURL: String?
    /// Peers whose `X-Forwarded-For` is believed.
    public var trustedProxies: [AddressRange]
    /// Opens `/metrics` to whoever has it as a bearer token; without it only this machine may read them.
    public var metricsToken: String?

    public init(
        host: String = "127.0.0.1", port: Int = 8025, publicURL: String? = nil,
        trustedProxies: [AddressRange] = [], metricsToken: String? = nil
    ) {
        self.host = host
        self.port = port
        self.publicURL = publicURL
        self.trustedProxies = trustedProxies
        self.metricsToken = metricsToken
    }

    /// Cookies travel by TLS only.
    var isSecure: Bool { publicURL?.hasPrefix("https://") ?? false }

    /// Bounds of what is read from outside, in bytes and seconds.
    enum Limit {
        static let form = 256 << 10
        static let json = 1 << 20
        /// A raw message, a list of leads, a notification with a message in it.
        static let upload = 40 << 20
        /// From the first byte of a body to its last.
        static let bodySeconds: Int64 = 30
        static let idleSeconds: Int64 = 75
        static let headerBytes = 32 << 10
        static let connections = 10_000
    }
}
