import Hummingbird
import Store

/// Keys of programs for `/v1`.
enum KeyPages {
    static let path = "/settings/keys"

    static let routes: [Route] = [
        .page(.get, path, .administer) { try await list($0) },
        .page(.post, path, .administer) { try await make($0) },
        .page(.post, "\(path)/{id}/revoke", .administer) { request in
            let id: RowID<AccessKey> = try request.web.id()
            try await request.write { try $0.revokeAccessKey(id) }
            return request.done(path, "Key revoked. What it did stays.")
        },
    ]

    /// Characters.
    private static let maximumName = 100

    /// `made` is shown this once.
    private static func list(
        _ request: PageRequest, made: (name: String, key: NewAccessKey)? = nil, fault: WebFault? = nil
    ) async throws -> Response {
        let keys = try await request.read { try $0.accessKeys() }.filter { $0.revokedAt == nil }
        let chosen = fault == nil ? ["read"] : request.fields("scope")
        let text = request.text()
        return try await request.page(
            "keys", title: "API keys",
            [
                "settingsTabs": SettingsPages.tabViews(current: path),
                "newKey": .view(made.map { ["keyName": .text($0.name), "secret": .text($0.key.text)] }),
                "hasKeys": .flag(!keys.isEmpty), "caption": .text(PageText.count(keys.count, "key")),
                "keys": .list(
                    keys.map { key in
                        [
                            "id": .id(key.id), "name": .text(key.name), "prefix": .text(key.hint),
                            "scopes": .text(key.scopes.map(\.rawValue).sorted().joined(separator: ", ")),
                            "made": .text("\(text.distance(key.createdAt)), by \(key.createdBy)"),
                            "lastUsed": .text(key.lastUsedAt.map { text.distance($0) } ?? "never"),
                        ]
                    }),
                "scopeOptions": .list(
                    AccessKey.Scope.allCases.map {
                        [
                            "value": .text($0.rawValue), "label": .text($0.rawValue), "help": .text($0.help),
                            "selected": .flag(chosen.contains($0.rawValue)),
                        ]
                    }),
                "addError": .text(fault?.text),
            ], status: fault?.status ?? .ok)
    }

    private static func make(_ request: PageRequest) async throws -> Response {
        let scopes = Set(request.fields("scope").compactMap { AccessKey.Scope(rawValue: $0) })
        guard let name = request.field("name"), name.count <= maximumName else {
            return try await list(request, fault: .invalid("name", "Give the key a name."))
        }
        guard !scopes.isEmpty else {
            return try await list(request, fault: .invalid("scope", "Choose at least one scope."))
        }
        let key = NewAccessKey()
        let actor = request.user.login
        try await request.write {
            try $0.addAccessKey(name: name, hash: key.hash, hint: key.hint, scopes: scopes, by: actor)
        }
        return try await list(request, made: (name, key))
    }
}

extension AccessKey.Scope {
    fileprivate var help: String {
        switch self {
        case .read: "see leads, stages, messages and reasons"
        case .write: "change leads and conversations"
        case .ingest: "hand in mail"
        case .erase: "delete leads for ever"
        }
    }
}
