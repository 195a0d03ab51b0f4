import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Store

/// What surrounds every handler: the request is read whole and within its bounds; faults become answers; each answer has
/// its security header fields, a line in the log and a place in the metrics.
struct Answering: MiddlewareProtocol {
    typealias Input = Request
    typealias Output = Response
    typealias Context = WebContext

    let server: WebServer
    private let budget = BodyBudget()

    init(server: WebServer) {
        self.server = server
    }

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        var response: Response
        do {
            response = try await next(request, context)
        } catch {
            response = fault(error, path: request.uri.path, context)
        }
        let spent = ContinuousClock.now - start
        let seconds = Double(spent.components.seconds) + Double(spent.components.attoseconds) / 1e18
        let route = context.endpointPath ?? "none"
        server.metrics.observe(
            route: route, method: request.method.rawValue, status: response.status.code, seconds: seconds)
        // The path may hold a token, the query somebody's words: the log has the route only.
        context.logger.info(
            "request",
            metadata: [
                "method": "\(request.method.rawValue)", "route": "\(route)",
                "status": "\(response.status.code)", "ms": "\(String(format: "%.1f", seconds * 1_000))",
            ])
        SecurityFields.add(to: &response, isSecure: server.settings.isSecure)
        response.headers[.requestID] = context.id
        return response
    }

    func handle(_ route: Route, _ request: Request, _ context: WebContext) async throws -> Response {
        let client = ClientAddress.of(
            peer: context.peer, forwarded: request.headers[values: .forwardedFor],
            trusted: server.settings.trustedProxies)
        var web = WebRequest(
            method: request.method, path: request.uri.path,
            query: FormFields.decode((request.uri.query ?? "").utf8),
            headers: request.headers, authority: request.head.authority, body: [],
            parameters: Dictionary(
                context.parameters.map { (String($0.key), String($0.value).removingPercentEncoding ?? "") }
            ) { first, _ in first },
            client: client, id: context.id, now: server.parts.clock(), parts: server.parts,
            settings: server.settings)
        do {
            let length = try Self.length(request, limit: route.bodyLimit)
            if length > 0 { web.caller = try await route.admit(web) }
            let isLarge = length > BodyBudget.small
            if isLarge { try budget.take(length) }
            defer { if isLarge { budget.give(length) } }
            do {
                web.body = length > 0 ? try await Self.read(request, limit: route.bodyLimit) : []
            } catch {
                throw UnreadBody(error)
            }
            return try await route.handler(web)
        } catch let unread as UnreadBody {
            if let known = WebFault(unread.cause), let answer = route.unread(known, web.parameters) {
                return answer
            }
            return fault(unread.cause, path: route.path, context)
        } catch {
            return fault(error, path: route.path, context)
        }
    }

    private struct UnreadBody: Error {
        let cause: any Error

        init(_ cause: any Error) { self.cause = cause }
    }

    /// As told; a body that does not say how long it is may be as long as it may. Throws when it is too long.
    private static func length(_ request: Request, limit: Int) throws -> Int {
        if let text = request.headers[.contentLength] {
            guard let length = Int(text), length >= 0 else {
                throw WebFault(.badRequest, "bad_length", "Content-Length is no number.")
            }
            guard length <= limit else { throw UnreadBody(NIOTooManyBytesError(maxBytes: limit)) }
            return length
        }
        return request.headers[.transferEncoding] == nil ? 0 : limit
    }

    private func fault(_ error: any Error, path: String, _ context: WebContext) -> Response {
        let known = WebFault(error)
        if known == nil || known?.status == .serviceUnavailable {
            context.logger.error("fault", metadata: ["error": "\(Self.words(error))"])
        }
        let fault =
            known ?? WebFault(.internalServerError, "internal", "Something is wrong here; it was logged.")
        if Route.isForPrograms(path) { return .problem(fault, id: context.id) }
        return FaultPage(fault: fault, id: context.id).response
    }

    /// Errors of ours hold no words of mail; of others only the type is known to hold none.
    private static func words(_ error: any Error) -> String {
        switch error {
        case let stored as StoreError: stored.description
        default: "\(type(of: error))"
        }
    }

    /// Throws when the body is too long, or does not end in time.
    private static func read(_ request: Request, limit: Int) async throws -> [UInt8] {
        let buffer = try await withThrowingTaskGroup(of: ByteBuffer?.self) { group in
            group.addTask { try await request.body.collect(upTo: limit) }
            group.addTask {
                try await Task.sleep(for: .seconds(WebSettings.Limit.bodySeconds))
                return nil
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
        guard let buffer else {
            throw WebFault(.requestTimeout, "timeout", "The request did not arrive in time.")
        }
        return Array(buffer.readableBytesView)
    }
}

extension HTTPField.Name {
    static let requestID = Self("X-Request-Id")!  // a token of RFC 9110 §5.6.2
    static let forwardedFor = Self("X-Forwarded-For")!  // likewise
    static let contentTypeOptions = Self("X-Content-Type-Options")!  // likewise
    static let referrerPolicy = Self("Referrer-Policy")!  // likewise
    static let permissionsPolicy = Self("Permissions-Policy")!  // likewise
    static let openerPolicy = Self("Cross-Origin-Opener-Policy")!  // likewise
    static let resourcePolicy = Self("Cross-Origin-Resource-Policy")!  // likewise
    static let fetchSite = Self("Sec-Fetch-Site")!  // likewise
}

enum SecurityFields {
    /// Pages of ours need nothing but their own files.
    static let policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "form-action 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'"

    static func add(to response: inout Response, isSecure: Bool) {
        func set(_ name: HTTPField.Name, _ value: String) {
            if response.headers[name] == nil { response.headers[name] = value }
        }
        set(.contentSecurityPolicy, policy)
        set(.contentTypeOptions, "nosniff")
        set(.referrerPolicy, "same-origin")
        set(.permissionsPolicy, "camera=(), geolocation=(), microphone=()")
        set(.openerPolicy, "same-origin")
        set(.resourcePolicy, "same-origin")
        set(.cacheControl, "no-store")
        if isSecure { set(.strictTransportSecurity, "max-age=31536000") }
    }
}
