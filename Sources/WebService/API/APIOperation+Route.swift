import Crypto
import HTTPTypes
import Hummingbird
import Store

extension APIOperation {
    /// Who asks, whether it may, whether what it says fits; then what was done before is told again, or it is done.
    var route: Route {
        var route = Route(method, "/v1" + path, bodyLimit: bodyLimit) { web in
            let key = try await Self.key(web)
            guard key.scopes.contains(scope) else {
                throw WebFault(
                    .forbidden, "scope_missing", "This key lacks the scope '\(scope.rawValue)'.")
            }
            for name in pathParameters {
                guard (RowID<APIOperation>(web.parameter(name))) != nil else { throw WebFault.notFound }
            }
            try checkQuery(web)
            let request = APIRequest(web: web, key: key, body: try json(web))
            guard isWrite else { return Self.response(try await handler(request)) }
            return try await once(request)
        }
        route.admit = { .program(try await Self.key($0)) }
        return route
    }

    private static func key(_ web: WebRequest) async throws -> AccessKey {
        if case .program(let key) = web.caller { return key }
        let words = (web.header("authorization") ?? "").split(separator: " ", maxSplits: 1)
        guard words.count == 2, words[0].lowercased() == "bearer",
            let key = try await web.parts.store.accessKey(hash: SecretBytes.hash(String(words[1])))
        else {
            var fault = WebFault(
                .unauthorized, "unauthorized",
                "Give a key of this workspace as 'Authorization: Bearer slk_…'.")
            fault.headers[.wwwAuthenticate] = "Bearer"
            throw fault
        }
        if (key.lastUsedAt ?? .init(microseconds: 0)).adding(seconds: 60) < web.now {
            try await web.parts.store.write(in: key.workspace, at: web.now) { try $0.noteUse(of: key) }
        }
        return key
    }

    private func checkQuery(_ web: WebRequest) throws {
        for item in query {
            guard web.query.count(where: { $0.name == item.name }) <= 1 else {
                throw WebFault(.badRequest, "bad_query_item", "is given twice", field: item.name)
            }
            guard let text = web.query(item.name) else {
                if item.isRequired {
                    throw WebFault(.badRequest, "missing_query_item", "is missing", field: item.name)
                }
                continue
            }
            let value: JSON
            switch item.schema {
            case .integer: value = Int64(text).map { .integer($0) } ?? .text(text)
            case .flag: value = text == "true" ? true : text == "false" ? false : .text(text)
            default: value = .text(text)
            }
            if let fault = item.schema.fault(in: value) {
                throw WebFault(.badRequest, "bad_query_item", fault.words, field: item.name)
            }
        }
    }

    /// Null for an operation without a JSON body.
    private func json(_ web: WebRequest) throws -> JSON {
        switch body {
        case nil: return .null
        case .octets(let type):
            guard (web.header("content-type") ?? "").lowercased().hasPrefix(type) else {
                throw WebFault(.unsupportedMediaType, "wrong_media_type", "Send \(type).")
            }
            return .null
        case .json(let schema):
            guard (web.header("content-type") ?? "").lowercased().hasPrefix("application/json") else {
                throw WebFault(.unsupportedMediaType, "wrong_media_type", "Send application/json.")
            }
            guard let text = String(validating: web.body, as: UTF8.self), let value = JSON(parsing: text)
            else {
                throw WebFault(.badRequest, "bad_json", "The body is no JSON.")
            }
            if let fault = schema.fault(in: value) {
                throw WebFault(
                    .unprocessableContent, "invalid", fault.words,
                    field: fault.place.isEmpty ? "/" : fault.place)
            }
            return value
        }
    }

    /// Under one idempotency key the same request is done once; another request under it is refused.
    private func once(_ request: APIRequest) async throws -> Response {
        guard let name = request.web.header("idempotency-key") else {
            return Self.response(try await handler(request))
        }
        guard (1...200).contains(name.utf8.count) else {
            throw WebFault(
                .badRequest, "bad_idempotency_key", "Give 1 to 200 characters.", field: "Idempotency-Key")
        }
        let hash = Self.hash(request.web)
        let caller = "key:\(request.key.id)"
        let claim = try await request.write {
            try $0.claimIdempotencyKey(name, of: caller, requestHash: hash)
        }
        switch claim {
        case .known(let answer):
            var response = Self.response(
                APIAnswer(
                    answer.body.isEmpty ? nil : JSON(parsing: answer.body),
                    status: .init(code: answer.status)))
            response.headers[.idempotencyReplayed] = "true"
            return response
        case .otherRequest:
            throw WebFault(
                .unprocessableContent, "idempotency_key_reused",
                "This Idempotency-Key was used with another request; take a new one.")
        case .underWay:
            throw WebFault(
                .conflict, "idempotency_key_in_use", "The same request is being worked on; ask again later.")
        case .free: break
        }
        let answer: APIAnswer
        do {
            answer = try await handler(request)
        } catch {
            try await request.write { try $0.releaseIdempotencyKey(name, of: caller) }
            throw error
        }
        // It is done: whatever happens now, the key is not free for doing it again.
        try await request.write {
            try $0.finishIdempotencyKey(
                name, of: caller, status: answer.status.code, body: answer.repeated?.serialized ?? "")
        }
        return Self.response(answer)
    }

    private static func hash(_ web: WebRequest) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: Array("\(web.method.rawValue) \(web.path)?\(FormFields.query(web.query))\n".utf8))
        hash.update(data: web.body)
        return Array(hash.finalize())
    }

    private static func response(_ answer: APIAnswer) -> Response {
        guard let body = answer.body else { return Response(status: answer.status) }
        return .text(body.serialized, "application/json", status: answer.status)
    }
}

extension HTTPField.Name {
    static let idempotencyReplayed = Self("Idempotency-Replayed")!  // a token of RFC 9110 §5.6.2
}
