import Hummingbird
import Store

/// One address of the service, and what answers there.
struct Route: Sendable {
    typealias Handler = @Sendable (WebRequest) async throws -> Response

    let method: HTTPRequest.Method
    /// `/campaigns/{id}`
    let path: String
    /// Bytes.
    let bodyLimit: Int
    let handler: Handler
    /// Asked before the body is read: throws for whoever may not send one here. Who it is, the handler need not look up
    /// again; nil where that says nothing.
    var admit: @Sendable (WebRequest) async throws -> Caller? = { _ in nil }
    /// The answer where the body could not be read, from the fault and the parameters; nil for the usual one.
    var unread: @Sendable (WebFault, [String: String]) -> Response? = { _, _ in nil }

    init(
        _ method: HTTPRequest.Method, _ path: String, bodyLimit: Int = WebSettings.Limit.form,
        handler: @escaping Handler
    ) {
        self.method = method
        self.path = path
        self.bodyLimit = bodyLimit
        self.handler = handler
    }

    /// Faults are answered as problem details (RFC 9457), not as pages.
    static func isForPrograms(_ path: String) -> Bool {
        ["/v1", "/hooks", "/healthz", "/readyz", "/metrics", "/live"].contains { path.hasPrefix($0) }
    }
}

/// Who a request was admitted as.
enum Caller: Sendable {
    case program(AccessKey)
    case person(WebSession)
}
