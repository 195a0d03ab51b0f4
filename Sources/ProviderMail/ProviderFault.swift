import CurlTransport

/// Why a provider's interface gave no mail: where, what, and what to do next. No token and no text of a message.
public struct ProviderFault: Error, Sendable, CustomStringConvertible {
    public enum Reason: Sendable {
        /// The grant has ended or was taken back: only a person can sign in again.
        case signInAgain
        /// Our own registration with the provider is wrong; the OAuth error code.
        case clientRefused(String)
        /// The account may not do this: a scope, a licence or a switch is missing.
        case notPermitted
        /// Too much was asked; how long the provider wants us to wait, where it told.
        case throttled(Duration?)
        /// The provider has trouble of its own: an HTTP status from 500.
        case unavailable(Int)
        /// Any other HTTP status.
        case status(Int)
        /// A response that is not what the interface promises; what was being read.
        case damaged(String)
        /// A link in a response that leads to another host.
        case foreignLink
        case transport(TransportError)
    }

    /// Such as `Gmail` or `Microsoft Graph`.
    public let place: String
    public let reason: Reason

    public init(place: String, _ reason: Reason) {
        self.place = place
        self.reason = reason
    }

    /// The next message may be given all the same.
    var concernsOneMessage: Bool {
        switch reason {
        case .unavailable, .status, .damaged: true
        case .signInAgain, .clientRefused, .notPermitted, .throttled, .foreignLink, .transport: false
        }
    }

    public var description: String {
        switch reason {
        case .signInAgain: "\(place): the sign-in has expired or was withdrawn; sign in again"
        case .clientRefused(let code):
            "\(place): our client was refused (\(code)); check client id, secret and redirect address"
        case .notPermitted:
            "\(place): reading mail is not permitted; grant the mail scope and check that the mailbox is enabled"
        case .throttled(let wait):
            "\(place): too many requests; next try \(wait.map { "in \($0)" } ?? "later")"
        case .unavailable(let status): "\(place): not available at the moment (\(status)); it is tried again"
        case .status(let status): "\(place): an unexpected answer (\(status)); it is tried again"
        case .damaged(let what): "\(place): \(what) could not be read; it is tried again"
        case .foreignLink: "\(place): a link in an answer leads to another host; it was not followed"
        case .transport(let error): "\(place): \(error)"
        }
    }
}
