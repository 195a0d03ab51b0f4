import Hummingbird
import LeadStages
import Store

/// Why a request is not done, as a program (RFC 9457) and a person can read it.
struct WebFault: Error, Sendable {
    let status: HTTPResponse.Status
    /// Stable; programs decide by it.
    let code: String
    let text: String
    /// The field of the request that is at fault, as a JSON pointer or a name.
    var field: String?
    var headers = HTTPFields()

    init(_ status: HTTPResponse.Status, _ code: String, _ text: String, field: String? = nil) {
        self.status = status
        self.code = code
        self.text = text
        self.field = field
    }

    static let notFound = WebFault(.notFound, "not_found", "There is no such thing.")
    static let forbidden = WebFault(.forbidden, "forbidden", "Your role or key does not allow this.")

    static func invalid(_ field: String, _ text: String) -> WebFault {
        WebFault(.unprocessableContent, "invalid", text, field: field)
    }
}

extension WebFault {
    /// Nil for what is no fault of the request: then the answer says nothing of it, and the log does.
    init?(_ error: any Error) {
        switch error {
        case let fault as WebFault: self = fault
        case let refusal as Refusal: self.init(refusal)
        case let stored as StoreError:
            guard let fault = Self.of(stored) else { return nil }
            self = fault
        case let http as any HTTPResponseError:
            self.init(http.status, Self.code(http.status), Self.words(http.status))
        default: return nil
        }
    }

    init(_ refusal: Refusal) {
        let status: HTTPResponse.Status =
            switch refusal.code {
            case .forbidden: .forbidden
            case .notFound: .notFound
            case .gone: .gone
            case .dateInPast, .reasonRequired, .consentRequired: .unprocessableContent
            default: .conflict
            }
        self.init(status, refusal.code.rawValue, refusal.message)
    }

    private static func of(_ error: StoreError) -> WebFault? {
        switch error {
        case .notFound: .notFound
        case .alreadyExists(let what): WebFault(.conflict, "already_exists", "\(what) exists already.")
        case .refused(let code, let text): WebFault(.unprocessableContent, code, text)
        case .diskFull, .locked, .readOnly, .leaseLost, .inputOutput, .cannotOpen:
            WebFault(.serviceUnavailable, "store_unavailable", "The store cannot be written now; try again.")
        default: nil
        }
    }

    private static func code(_ status: HTTPResponse.Status) -> String {
        switch status {
        case .notFound: "not_found"
        case .methodNotAllowed: "method_not_allowed"
        case .contentTooLarge: "too_large"
        default: "bad_request"
        }
    }

    private static func words(_ status: HTTPResponse.Status) -> String {
        switch status {
        case .notFound: "There is no such page."
        case .methodNotAllowed: "This address does not take that method."
        case .contentTooLarge: "The request is larger than this address takes."
        default: "The request cannot be read."
        }
    }
}
