import Hummingbird
import Store
import WebhookDelivery

extension OutgoingWebhooks {
    static func add(_ request: PageRequest) async throws -> Response {
        do {
            let (url, topics) = try target(request)
            let (endpoint, secret) = try await endpoints(request).add(url, topics: topics)
            return try await WebhookPages.list(request, .made(name: endpoint.url, secret))
        } catch {
            return try await WebhookPages.list(request, .outgoingFault(try shown(error)))
        }
    }

    /// What the buttons beside an endpoint do.
    static func act(_ request: PageRequest) async throws -> Response {
        let id: RowID<WebhookEndpoint> = try request.web.id()
        let words: String
        switch request.field("action") {
        case "change": return try await change(id, request)
        case "rotate": return try await rotate(id, request)
        case "remove":
            try await request.write { try $0.removeWebhookEndpoint(id) }
            words = "Endpoint removed."
        case "disable":
            let reason = "by \(request.user.login)"
            try await request.write { try $0.disableWebhookEndpoint(id, reason: reason) }
            words = "Endpoint disabled; what is due waits."
        case "enable":
            try await request.write { try $0.enableWebhookEndpoint(id) }
            words = "Endpoint enabled; what waited goes out now."
        default: throw WebFault.invalid("action", "Choose what is to be done.")
        }
        return request.done(WebhookPages.path, words)
    }

    private static func change(
        _ id: RowID<WebhookEndpoint>, _ request: PageRequest
    ) async throws -> Response {
        do {
            let (url, topics) = try target(request)
            try await endpoints(request).change(id, url: url, topics: topics)
        } catch {
            return try await WebhookPages.list(request, .changeFault(id, try shown(error)))
        }
        return request.done(WebhookPages.path, "Endpoint changed; its secret is the same.")
    }

    private static func rotate(
        _ id: RowID<WebhookEndpoint>, _ request: PageRequest
    ) async throws -> Response {
        let secret = try await endpoints(request).rotateSecret(of: id)
        guard let endpoint = try await request.read({ try $0.webhookEndpoint(id) }) else {
            throw WebFault.notFound
        }
        return try await WebhookPages.list(request, .made(name: endpoint.url, secret, isRotated: true))
    }

    private static func endpoints(_ request: PageRequest) throws -> WebhookEndpoints {
        guard let endpoints = request.parts.webhookEndpoints(request.workspace) else {
            throw WebhookPages.noKeys
        }
        return endpoints
    }

    private static func target(_ request: PageRequest) throws -> (url: String, topics: WebhookTopics) {
        (
            try request.require("url", "Give an https address."),
            try WebhookTopics(request.fields("event"))
        )
    }

    /// Of a fault of the form; throws any other.
    private static func shown(_ error: any Error) throws -> WebFault {
        switch error {
        case StoreError.refused, is WebFault:
            guard let fault = WebFault(error) else { throw error }
            return fault
        default: throw error
        }
    }
}
