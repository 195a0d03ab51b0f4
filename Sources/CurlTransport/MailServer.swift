/// Where a mail server is and how to get in: what `CurlClient.connect` needs.
public struct MailServer: Sendable {
    public enum Service: String, Sendable {
        case imap
        /// Submission (RFC 6409) or relay.
        case smtp
    }

    public enum Security: Sendable {
        /// TLS from the first byte (ports 993, 465).
        case tls
        /// Plain greeting, then TLS is required (ports 143, 587); a server without it is refused.
        case startTLS
        /// No TLS: everybody on the way reads the password.
        case plaintext
    }

    public let service: Service
    /// A name, an IPv4 address, or an IPv6 address without brackets.
    public let host: String
    public let port: Int
    public let security: Security
    /// Nil logs in nowhere (SMTP relays).
    public let login: Login?
    public let proxy: Proxy?

    public init(
        service: Service, host: String, port: Int, security: Security, login: Login?, proxy: Proxy? = nil
    ) {
        self.service = service
        self.host = host
        self.port = port
        self.security = security
        self.login = login
        self.proxy = proxy
    }

    /// For errors: `host:port`.
    var place: String { "\(host):\(port)" }
}

/// A user name and its proof. Says nothing of itself, neither printed nor reflected.
public struct Login: Sendable, CustomStringConvertible, CustomReflectable {
    public enum Proof: Sendable {
        /// The strongest way the server offers, or `mechanism`.
        case password(String, mechanism: PasswordMechanism = .automatic)
        /// An OAuth access token, in Google's and Microsoft's form.
        case xoauth2(token: String)
        /// An OAuth access token, RFC 7628.
        case oauthBearer(token: String)
    }

    public enum PasswordMechanism: Sendable {
        case automatic
        /// SASL PLAIN, RFC 4616.
        case plain
        /// SASL LOGIN.
        case login
    }

    let user: String
    let proof: Proof

    public init(user: String, proof: Proof) {
        self.user = user
        self.proof = proof
    }

    public var description: String { "login" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// A proxy that every byte goes through; the name of the server is resolved there.
public struct Proxy: Sendable, CustomStringConvertible, CustomReflectable {
    public enum Kind: Sendable {
        /// HTTP CONNECT.
        case http
        /// SOCKS 5, with the name resolved by the proxy.
        case socks5
    }

    let kind: Kind
    let host: String
    let port: Int
    let user: String?
    let password: String?

    public init(kind: Kind, host: String, port: Int, user: String? = nil, password: String? = nil) {
        self.kind = kind
        self.host = host
        self.port = port
        self.user = user
        self.password = password
    }

    public var description: String { "proxy \(host):\(port)" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// How long each phase of coming in may take.
public struct ConnectDeadlines: Sendable {
    /// Name, TCP and proxy.
    public let reach: Duration
    /// All of it: also TLS, greeting and login.
    public let ready: Duration

    public init(reach: Duration = .seconds(15), ready: Duration = .seconds(45)) {
        self.reach = reach
        self.ready = ready
    }
}
