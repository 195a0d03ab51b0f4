import Credentials
import CurlTransport
import IMAPProtocol
import MailSources
import MailboxPolling
import ProviderMail
import Store

/// Why a mailbox could not be polled, as the schedule and its owner need it.
public struct PollFault: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Remedy: Hashable, Sendable {
        case tryLater
        /// Trying goes on asking for trouble until the owner has done something.
        case ownerActs
    }

    /// Stable; for programs.
    public let code: String
    /// What is wrong and what to do. No credential, no words of the server.
    public let text: String
    /// Seconds that the server wants to be left alone.
    public let retryAfter: Int64?

    public init(code: String, text: String, retryAfter: Int64? = nil) {
        self.code = code
        self.text = text
        self.retryAfter = retryAfter
    }

    public var remedy: Remedy { Self.isForOwner(code) ? .ownerActs : .tryLater }

    /// Whether the owner of the mailbox has to do something about a fault of this code.
    static func isForOwner(_ code: String) -> Bool {
        if let kind = IMAPFailure.Kind(rawValue: code) { return IMAPFailure(kind).remedy != .tryLater }
        return ["credential", "client_refused", "not_permitted", "wrong_kind"].contains(code)
    }

    public var description: String { text }

    init(_ error: any Error) {
        switch error {
        case let fault as PollFault: self = fault
        case let error as MailboxPollError: self.init(error)
        case let fault as ProviderFault: self.init(fault)
        case let error as TransportError:
            self.init(code: "connection", text: error.description)
        case let fault as SourceFault: self.init(fault)
        case let error as CredentialsError:
            self.init(code: "credential", text: error.description)
        case let error as StoreError:
            self.init(code: "store", text: error.description)
        default: self.init(code: "unknown", text: "the poll failed; it is tried again")
        }
    }

    private init(_ error: MailboxPollError) {
        switch error {
        case .connection(let transport): self.init(transport)
        case .store(let inner): self.init(inner)
        case .mailbox(let failure, _):
            self.init(
                code: failure.kind.rawValue, text: failure.description,
                retryAfter: failure.retryAfterMilliseconds.map { Int64(($0 + 999) / 1_000) })
        case .cancelled, .busy:
            self.init(code: "interrupted", text: error.description)
        }
    }

    private init(_ fault: SourceFault) {
        let code =
            switch fault.reason {
            case .missing, .noMaildir: "missing"
            case .notPermitted: "not_permitted"
            case .noRegularFile, .noMbox: "wrong_kind"
            case .changed: "changed"
            case .tooLarge, .unreadable: "unreadable"
            }
        self.init(code: code, text: fault.description)
    }

    private init(_ fault: ProviderFault) {
        let text = fault.description
        switch fault.reason {
        case .signInAgain: self.init(code: "token_expired", text: text)
        case .clientRefused: self.init(code: "client_refused", text: text)
        case .notPermitted: self.init(code: "not_permitted", text: text)
        case .throttled(let wait):
            self.init(
                code: "throttled", text: text, retryAfter: wait?.components.seconds)
        case .unavailable: self.init(code: "unavailable", text: text)
        case .status, .damaged, .foreignLink:
            self.init(code: "unreadable_response", text: text)
        case .transport: self.init(code: "connection", text: text)
        }
    }
}
