import DataFormats
import Hummingbird
import Store

/// One operation of the interface for programs: what the document says of it, and what is done.
struct APIOperation: Sendable {
    typealias Handler = @Sendable (APIRequest) async throws -> APIAnswer

    /// A query item.
    struct Item: Sendable {
        let name: String
        let schema: Schema
        let about: String
        var isRequired = false
    }

    enum Body: Sendable {
        case json(Schema)
        /// Octets of this media type.
        case octets(String)
    }

    let method: HTTPRequest.Method
    /// Below `/v1`.
    let path: String
    /// `operationId`
    let name: String
    let about: String
    let scope: AccessKey.Scope
    var query: [Item] = []
    var body: Body?
    var bodyLimit = WebSettings.Limit.json
    /// Status and content of what is answered when all is well.
    let success: (status: HTTPResponse.Status, schema: Schema?)
    /// Statuses of faults besides those that every operation may answer.
    var faults: [HTTPResponse.Status] = []
    let handler: Handler

    var isWrite: Bool { method != .get }

    /// The names in braces: all are ids.
    var pathParameters: [String] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
    }
}

struct APIAnswer: Sendable {
    var status: HTTPResponse.Status = .ok
    /// Nil for an answer without content.
    var body: JSON?
    /// What the same request is told again under its idempotency key: secrets are not kept for that.
    var repeated: JSON?

    init(_ body: JSON?, status: HTTPResponse.Status = .ok, repeated: JSON? = nil) {
        self.body = body
        self.status = status
        self.repeated = repeated ?? body
    }
}

/// A checked request of a program.
struct APIRequest: Sendable {
    let web: WebRequest
    let key: AccessKey
    /// Fits the schema of the operation.
    let body: JSON

    var workspace: RowID<Workspace> { key.workspace }
    var parts: ServiceParts { web.parts }
    var actor: String { "key:\(key.name)" }

    func read<T: Sendable>(_ body: @escaping @Sendable (StoreTransaction) throws -> T) async throws -> T {
        try await parts.store.read(in: workspace, at: web.now, body)
    }

    @discardableResult
    func write<T: Sendable>(_ body: @escaping @Sendable (StoreTransaction) throws -> T) async throws -> T {
        try await parts.store.write(in: workspace, at: web.now, body)
    }

    /// A text member of the body; nil when it is missing or null.
    func text(_ name: String) -> String? { body[name]?.text }
    func integer(_ name: String) -> Int64? { body[name]?.integer }
    func flag(_ name: String) -> Bool? { body[name]?.flag }

    /// The bound of a list: `limit` of the query.
    var limit: Int { web.query("limit").flatMap { Int($0) } ?? 50 }

    /// Where the page before ended; throws when the cursor is not one of ours.
    func cursor() throws -> APICursor? {
        guard let text = web.query("cursor") else { return nil }
        guard let cursor = APICursor(text) else {
            throw WebFault(
                .badRequest, "bad_cursor", "Give the cursor that the page before ended with.", field: "cursor"
            )
        }
        return cursor
    }
}

/// The end of a page of a list: opaque outside.
struct APICursor: Hashable, Sendable {
    let numbers: [Int64]

    init(_ numbers: [Int64]) { self.numbers = numbers }

    init?(_ text: String) {
        guard text.utf8.count <= 200, let bytes = Base64URL.decode(text) else { return nil }
        let numbers = String(decoding: bytes, as: UTF8.self).split(separator: ".").map { Int64($0) }
        guard !numbers.isEmpty, numbers.count <= 3, !numbers.contains(nil) else { return nil }
        self.numbers = numbers.compactMap(\.self)
    }

    var text: String {
        Base64URL.encode(Array(numbers.map(String.init).joined(separator: ".").utf8))
    }
}

extension APIOperation.Item {
    static let limit = APIOperation.Item(
        name: "limit", schema: .integer(1...200), about: "At most this many; 50 if not given.")
    static let cursor = APIOperation.Item(
        name: "cursor", schema: .text(1...200), about: "`next` of the page before.")
}

extension Schema {
    /// A page of a list: `items`, and `next` where there may be more.
    static func page(_ element: Schema) -> Schema {
        .object([
            .required("items", .list(element)), .required("next", .nullable(.text(0...200))),
        ])
    }
}

extension JSON {
    static func page(_ items: [JSON], next: APICursor?) -> JSON {
        ["items": .list(items), "next": .text(next?.text)]
    }
}
