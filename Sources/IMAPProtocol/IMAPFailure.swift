/// Why a mailbox could not be read, as its owner can act on it.
public struct IMAPFailure: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
        case passwordRefused = "password_refused"
        case appPasswordNeeded = "app_password_needed"
        /// The server says so little that it may be either.
        case passwordRefusedOrSwitchedOff = "password_refused_or_imap_switched_off"
        case passwordsSwitchedOff = "passwords_switched_off"
        case imapSwitchedOff = "imap_switched_off"
        case tokenExpired = "token_expired"
        case signInNeeded = "sign_in_needed"
        case accountBlocked = "account_blocked"
        case encryptionNeeded = "encryption_needed"
        case tooManyConnections = "too_many_connections"
        case throttled
        case overQuota = "over_quota"
        case unavailable
        /// Exchange: `User is authenticated but not connected`.
        case notConnected = "not_connected"
        case folderRefused = "folder_refused"
        case commandRefused = "command_refused"
        case identificationNeeded = "identification_needed"
        case goodbye
        case connectionLost = "connection_lost"
        case timedOut = "timed_out"
        case unreadableResponse = "unreadable_response"
    }

    public enum Remedy: Sendable, Hashable {
        /// It may pass by itself.
        case tryLater
        /// Refresh the access token once; if that does not help, the owner signs in again.
        case refreshToken
        /// The owner has to do something first; trying goes on asking for trouble.
        case ownerActs
    }

    public let kind: Kind
    /// The wait that the server asked for; nil where it named none.
    public let retryAfterMilliseconds: Int?
    /// The server's own words for the page of this mailbox, at most 300 characters. It may name the account: never logged.
    public let serverText: String

    public init(_ kind: Kind, retryAfterMilliseconds: Int? = nil, serverText: String = "") {
        self.kind = kind
        self.retryAfterMilliseconds = retryAfterMilliseconds
        self.serverText = String(
            String.UnicodeScalarView(
                serverText.unicodeScalars.filter { $0.value >= 32 && $0.value != 127 }.prefix(300)))
    }

    public var remedy: Remedy {
        switch kind {
        case .tokenExpired: .refreshToken
        case .passwordRefused, .appPasswordNeeded, .passwordRefusedOrSwitchedOff, .passwordsSwitchedOff,
            .imapSwitchedOff, .signInNeeded, .accountBlocked, .encryptionNeeded:
            .ownerActs
        case .tooManyConnections, .throttled, .overQuota, .unavailable, .notConnected, .folderRefused,
            .commandRefused, .identificationNeeded, .goodbye, .connectionLost, .timedOut, .unreadableResponse:
            .tryLater
        }
    }

    /// What is wrong and what to do. Nothing of the server's text is in it.
    public var description: String {
        switch kind {
        case .passwordRefused: "password refused; enter it again"
        case .appPasswordNeeded:
            "app password needed; make one on the provider's security page and enter it here"
        case .passwordRefusedOrSwitchedOff:
            "password refused, or IMAP switched off; check both in the provider's settings"
        case .passwordsSwitchedOff: "this provider takes no passwords for IMAP any more; sign in with OAuth"
        case .imapSwitchedOff: "IMAP switched off; switch it on in the provider's settings"
        case .tokenExpired: "token expired; sign in again"
        case .signInNeeded: "the provider wants you to sign in with a browser first"
        case .accountBlocked: "the account is blocked; ask the provider"
        case .encryptionNeeded: "the server takes no login without TLS; use port 993 or STARTTLS"
        case .tooManyConnections: "too many connections; close other mail programs, or poll less often"
        case .throttled: "the server asks us to slow down"
        case .overQuota: "the account is over a limit of its provider"
        case .unavailable: "the server cannot serve the mailbox at present"
        case .notConnected:
            "logged in, but the server cannot open the mailbox; check its licence and that IMAP is allowed"
        case .folderRefused: "the server does not open the folder"
        case .commandRefused: "the server does not understand a command it should know"
        case .identificationNeeded:
            "the server takes this program for unsafe; confirm it in the provider's settings"
        case .goodbye: "the server said goodbye"
        case .connectionLost: "the connection broke"
        case .timedOut: "the server did not answer in time"
        case .unreadableResponse: "the server's response cannot be read"
        }
    }
}
