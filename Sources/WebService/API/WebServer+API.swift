import Hummingbird

extension WebServer {
    /// All operations for programs, in the order of the document.
    static let operations: [APIOperation] =
        APIOperation.campaigns + APIOperation.steps + APIOperation.enrollments + APIOperation.leadActions
        + APIOperation.leads + APIOperation.messages + APIOperation.verdicts + APIOperation.sends
        + APIOperation.opportunities + APIOperation.suppressions + APIOperation.reviews
        + APIOperation.accounts + APIOperation.answers + APIOperation.receivers

    var apiRoutes: [Route] {
        Self.operations.map(\.route) + Self.otherMethods + [
            // Without a key: it says what there is, and nothing of anybody.
            Route(.get, "/v1/openapi.json") { web in
                .text(
                    OpenAPIDocument(operations: Self.operations, version: web.parts.version).json.serialized,
                    "application/json")
            }
        ]
    }

    private static let methods: [HTTPRequest.Method] =
        [.get, .post, .put, .patch, .delete, .options, .trace] + [.init(rawValue: "QUERY")].compactMap(\.self)

    /// A known path names the methods that it takes to one that it does not take (RFC 9110 §15.5.6).
    private static var otherMethods: [Route] {
        let known = Dictionary(grouping: operations, by: \.path).mapValues { $0.map(\.method) }
        return known.sorted { $0.key < $1.key }.flatMap { path, taken in
            let allowed = (taken.contains(.get) ? taken + [.head] : taken).map(\.rawValue).sorted()
            return methods.filter { !taken.contains($0) }.map { method in
                Route(method, "/v1" + path) { _ in
                    var fault = WebFault(
                        .methodNotAllowed, "method_not_allowed",
                        "This address takes \(allowed.joined(separator: ", ")).")
                    fault.headers[.allow] = allowed.joined(separator: ", ")
                    throw fault
                }
            }
        }
    }
}
