import Hummingbird
import Store

/// Where the settings begin.
enum SettingsPages {
    static let routes: [Route] =
        [
            .page(.get, "/settings") { request in
                .see(request.user.role == .admin ? tabs[0].href : "/account")
            }
        ] + UserPages.routes + KeyPages.routes + WebhookPages.routes + AccountPages.routes

    private static let tabs = [
        (label: "Users", href: UserPages.path), (label: "API keys", href: KeyPages.path),
        (label: "Webhooks", href: WebhookPages.path),
    ]

    /// For `_settings_tabs`.
    static func tabViews(current: String) -> ViewValue {
        .list(
            tabs.map {
                ["label": .text($0.label), "href": .text($0.href), "current": .flag($0.href == current)]
            })
    }
}

/// A password that somebody chose for the pages.
enum NewPassword {
    /// Throws with words for `field`.
    static func hash(_ password: String, field: String) async throws -> String {
        guard password.count >= PasswordHash.minimumLength else {
            throw WebFault.invalid(
                field, "The password is too short: take \(PasswordHash.minimumLength) characters or more.")
        }
        guard password.utf8.count <= PasswordHash.maximumLength else {
            throw WebFault.invalid(field, "The password is too long.")
        }
        return try await PasswordQueue.run { try PasswordHash.make(password) }
    }
}
