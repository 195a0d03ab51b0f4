import Store
import WebhookDelivery

extension APIOperation {
    static let receivers: [APIOperation] = [
        APIOperation(
            method: .get, path: "/webhook-endpoints", name: "listWebhookEndpoints",
            about: "Receivers of outgoing webhooks.", scope: .read,
            success: (.ok, .page(.named("WebhookEndpoint")))
        ) { request in
            let found = try await request.read { try $0.webhookEndpoints() }
            return APIAnswer(.page(found.map { .endpoint($0) }, next: nil))
        },
        APIOperation(
            method: .post, path: "/webhook-endpoints/{endpoint}/replay", name: "replayWebhooks",
            about: """
                Sends again one `event` by its id, or what happened `from` one time `to` before another and is \
                of the endpoint's topics, in order and under the same ids.
                """,
            scope: .write,
            body: .json(
                .object([
                    .optional("event", .text(1...300)), .optional("from", .instant),
                    .optional("to", .instant),
                ])), success: (.ok, .object([.required("events", Schemas.count)]))
        ) { request in
            APIAnswer(["events": .number(try await request.replay())])
        },
        APIOperation(
            method: .post, path: "/webhook-endpoints/{endpoint}/rotate-secret", name: "rotateWebhookSecret",
            about: """
                Gives the endpoint a new secret; the one before signs beside it for `overlap_seconds`, a day \
                if not given. It is told once: the same request again, under its Idempotency-Key, answers null.
                """,
            scope: .write,
            body: .json(
                .object([.optional("overlap_seconds", .integer(0...WebhookEndpoints.maximumOverlap))])),
            success: (.ok, .object([.required("secret", .nullable(.text(1...200)))])),
            faults: [.serviceUnavailable]
        ) { request in
            let secret = try await request.rotateSecret()
            return APIAnswer(["secret": .text(secret.text)], repeated: ["secret": .null])
        },
    ]
}

extension Schemas {
    static let receivers: [String: Schema] = [
        "WebhookEndpoint": .object(
            [.required("id", .id)] + texts("url")
                + [
                    .required("topics", .list(anyText)),
                    .required("state", .word(WebhookEndpoint.State.allCases.map(\.rawValue))),
                ] + nullable("reason") + [.required("created_at", .instant)])
    ]
}

extension JSON {
    fileprivate static func endpoint(_ endpoint: WebhookEndpoint) -> JSON {
        [
            "id": .id(endpoint.id), "url": .text(endpoint.url), "topics": .texts(endpoint.topics.patterns),
            "state": .text(endpoint.state.rawValue), "reason": .text(endpoint.reason),
            "created_at": .instant(endpoint.createdAt),
        ]
    }
}

extension APIRequest {
    fileprivate func replay() async throws -> Int {
        let endpoint: RowID<WebhookEndpoint> = try web.id("endpoint")
        switch (text("event"), instant("from"), instant("to")) {
        case (let event?, nil, nil):
            guard try await write({ try $0.replayWebhook(event: event, to: endpoint) }) else {
                throw WebFault.notFound
            }
            return 1
        case (nil, let start?, let end?):
            guard start < end else { throw WebFault.unfit("/to", "lies before from") }
            return try await write { try $0.replayWebhooks(from: start, to: end, to: endpoint) }
        default: throw WebFault.unfit("/event", "give event, or from and to")
        }
    }

    fileprivate func rotateSecret() async throws -> WebhookSecret {
        guard let endpoints = parts.webhookEndpoints(workspace) else {
            throw WebFault(
                .serviceUnavailable, "no_sealing_key", "Without a sealing key no secret can be kept.")
        }
        return try await endpoints.rotateSecret(
            of: try web.id("endpoint"),
            overlap: integer("overlap_seconds") ?? WebhookEndpoints.standardOverlap)
    }
}
