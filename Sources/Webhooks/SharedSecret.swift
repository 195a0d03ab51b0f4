import DataFormats
import Foundation

/// Secrets that are sent along: Basic authentication and a header field of the operator's choice.
enum SharedSecret {
    static func isSet(_ settings: WebhookSettings) -> Bool {
        !(settings.password ?? "").isEmpty || !(settings.headerValue ?? "").isEmpty
    }

    /// Nil where the request carries all that the settings ask for.
    static func refusal(_ request: WebhookRequest, _ settings: WebhookSettings) -> WebhookRefusal? {
        if let password = settings.password, !password.isEmpty {
            guard let given = credentials(request) else { return .wrongCredentials }
            // Both are compared, whether the first fits or not.
            let isUser = ConstantTime.areEqual(given.user, settings.user ?? "")
            let isPassword = ConstantTime.areEqual(given.password, password)
            guard isUser, isPassword else { return .wrongCredentials }
        }
        if let value = settings.headerValue, !value.isEmpty {
            guard let name = settings.headerName, !name.isEmpty else { return .notConfigured("header_name") }
            guard ConstantTime.areEqual(request.header(name) ?? "", value) else { return .wrongCredentials }
        }
        return nil
    }

    /// `Basic base64(user:password)` (RFC 7617 §2).
    private static func credentials(_ request: WebhookRequest) -> (user: String, password: String)? {
        guard let field = request.header("Authorization"), field.lowercased().hasPrefix("basic "),
            let bytes = Data(base64Encoded: field.dropFirst(6).trimmingBlanks())
        else { return nil }
        let text = String(decoding: bytes, as: UTF8.self)
        guard let colon = text.firstIndex(of: ":") else { return nil }
        return (String(text[..<colon]), String(text[text.index(after: colon)...]))
    }
}
