/// A request for `CurlClient.send`. Redirects are not followed unless allowed, and HTTP/1.1 is spoken.
public struct HTTPRequest: Sendable {
    public enum Method: String, Sendable {
        case get = "GET"
        case head = "HEAD"
        case post = "POST"
        case put = "PUT"
        case patch = "PATCH"
        case delete = "DELETE"
    }

    /// Where the name of the host may lead. It is looked at when the connection is made, after the name server has
    /// answered: a name that leads elsewhere the second time it is asked for gains nothing.
    public enum Addresses: Sendable {
        case any
        /// Neither this machine nor a private network nor any other special purpose. For every URL that somebody
        /// else gives. Goes with no proxy, which would do the asking.
        case publicOnly
    }

    public var method: Method
    /// Absolute, `http` or `https`, without user name and password.
    public var url: String
    public var fields: [HTTPField]
    public var body: [UInt8]?
    /// Bytes of the response's body; a longer one is the fault `tooLong`.
    public var maximumResponseBytes = 4 << 20
    /// For name, TCP, proxy and TLS.
    public var reachWithin: Duration = .seconds(15)
    /// For all of it; waiting for a free connection included.
    public var within: Duration = .seconds(60)
    /// Redirects that are followed, to `https` only. Fields named Authorization and Cookie do not go to another host.
    public var maximumRedirects = 0
    public var addresses = Addresses.any
    public var proxy: Proxy?

    public init(
        _ method: Method = .get, _ url: String, fields: [HTTPField] = [], body: [UInt8]? = nil
    ) {
        self.method = method
        self.url = url
        self.fields = fields
        self.body = body
    }
}

/// A header field of a request or a response.
public struct HTTPField: Hashable, Sendable {
    public let name: String
    public let value: String

    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// A complete response, whatever its status.
public struct HTTPResponse: Sendable {
    public let status: Int
    /// In the order they came in, those of the last response only.
    public let fields: [HTTPField]
    public let body: [UInt8]

    public init(status: Int, fields: [HTTPField] = [], body: [UInt8] = []) {
        self.status = status
        self.fields = fields
        self.body = body
    }

    /// The value of the first field of this name; names do not know case.
    public func value(of name: String) -> String? {
        let wanted = name.lowercased()
        return fields.first { $0.name.lowercased() == wanted }?.value
    }
}

/// Sends a request and waits for its whole response: `CurlClient.send`, or what a test puts in its place.
public typealias HTTPSender = @Sendable (HTTPRequest) async throws(TransportError) -> HTTPResponse

extension CurlClient {
    /// Sends a request and waits for its whole response. Idle connections are used again.
    ///
    /// Throws `invalid` before anything is sent; also when the response did not come, was cut off, or is too long.
    public func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let target = try HTTPTarget(request.url)
        let validation = Validation(place: target.place)
        for field in request.fields { try validation.field(field) }
        if let proxy = request.proxy {
            try validation.proxy(proxy)
            if case .publicOnly = request.addresses {
                throw validation.invalid("proxy", "cannot be used for public addresses only")
            }
        }
        let (id, inbox) = assign()
        return try await inbox.perform(place: target.place) { loop, wait in
            RequestEntry.start(id, request, target, in: loop, wait)
        } cancel: { loop, wait in
            loop.entry(id)?.cancel(wait)
        }.get()
    }
}
