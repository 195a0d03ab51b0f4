import CalendarTime

/// A request as it came: signatures are over the bytes that were sent, so nothing of it is written anew.
public struct WebhookRequest: Sendable {
    public var method: String
    public var headers: [(name: String, value: String)]
    /// Percent-decoded.
    public var query: [String: String]
    /// The public URL as it is configured at the provider, with query and user: part of Mandrill's signature.
    public var url: String
    public var body: [UInt8]
    public var receivedAt: Instant

    public init(
        method: String = "POST", headers: [(name: String, value: String)] = [],
        query: [String: String] = [:], url: String = "", body: [UInt8], receivedAt: Instant
    ) {
        self.method = method
        self.headers = headers
        self.query = query
        self.url = url
        self.body = body
        self.receivedAt = receivedAt
    }

    /// The first header field of that name, in any case.
    public func header(_ name: String) -> String? {
        let name = name.lowercased()
        return headers.first { $0.name.lowercased() == name }?.value
    }
}
