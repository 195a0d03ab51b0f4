import HTTPTypes

/// The description of the interface (OpenAPI 3.1), made from the same operations that answer.
struct OpenAPIDocument {
    let operations: [APIOperation]
    let version: String

    var json: JSON {
        [
            "openapi": "3.1.0",
            "info": [
                "title": "Sluice", "version": .text(version),
                "description":
                    "What comes back to the mailboxes of a campaign, and what it does to its leads. Every write takes an Idempotency-Key.",
            ],
            "security": [["key": []]],
            "paths": paths,
            "components": [
                "securitySchemes": ["key": ["type": "http", "scheme": "bearer"]],
                "schemas": .object(
                    Schemas.all.sorted { $0.key < $1.key }.map {
                        .init(key: $0.key, value: $0.value.document)
                    }
                ),
                "responses": [
                    "fault": [
                        "description": "Why it is not done (RFC 9457).",
                        "content": [
                            "application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]
                        ],
                    ]
                ],
            ],
        ]
    }

    private var paths: JSON {
        var order: [String] = []
        var found: [String: [JSON.Member]] = [:]
        for operation in operations {
            if found[operation.path] == nil { order.append(operation.path) }
            found[operation.path, default: []].append(
                .init(key: operation.method.rawValue.lowercased(), value: operation.document))
        }
        return .object(order.map { .init(key: "/v1" + $0, value: .object(found[$0] ?? [])) })
    }
}

extension APIOperation {
    fileprivate var document: JSON {
        var members: [JSON.Member] = [
            .init(key: "operationId", value: .text(name)), .init(key: "summary", value: .text(about)),
            .init(key: "description", value: .text("Scope: `\(scope.rawValue)`.")),
            .init(key: "parameters", value: .list(parameters)),
            .init(key: "responses", value: responses),
        ]
        if let body { members.append(.init(key: "requestBody", value: body.document)) }
        return .object(members)
    }

    private var parameters: [JSON] {
        var found: [JSON] = pathParameters.map {
            ["name": .text($0), "in": "path", "required": true, "schema": Schema.id.document]
        }
        found += query.map { item in
            [
                "name": .text(item.name), "in": "query", "required": .flag(item.isRequired),
                "description": .text(item.about), "schema": item.schema.document,
            ]
        }
        if isWrite {
            found.append([
                "name": "Idempotency-Key", "in": "header", "required": false,
                "description":
                    "Under one key the same request is done once, and answered the same for a day.",
                "schema": Schema.text(1...200).document,
            ])
        }
        return found
    }

    private var responses: JSON {
        var members: [JSON.Member] = []
        var content: [JSON.Member] = [.init(key: "description", value: "Done.")]
        if let schema = success.schema {
            content.append(
                .init(key: "content", value: ["application/json": ["schema": schema.document]]))
        }
        members.append(.init(key: String(success.status.code), value: .object(content)))
        var statuses = Set([401, 403] + faults.map(\.code))
        if !query.isEmpty { statuses.insert(400) }
        if !pathParameters.isEmpty { statuses.insert(404) }
        if isWrite { statuses.formUnion([400, 409, 422]) }
        if body != nil { statuses.formUnion([413, 415]) }
        for status in statuses.sorted() {
            members.append(
                .init(key: String(status), value: ["$ref": "#/components/responses/fault"]))
        }
        return .object(members)
    }
}

extension APIOperation.Body {
    fileprivate var document: JSON {
        switch self {
        case .json(let schema):
            ["required": true, "content": ["application/json": ["schema": schema.document]]]
        case .octets(let type):
            ["required": true, "content": .object([.init(key: type, value: [:])])]
        }
    }
}
