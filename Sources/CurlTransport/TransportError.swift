/// Why something asked of the network came to nothing: where, what, and what to do next.
///
/// Neither the text nor the fields hold a credential, an address of a person or the text of a message.
public struct TransportError: Error, Sendable, CustomStringConvertible {
    /// `host:port`, or the scheme and host of a URL.
    public let place: String
    public let fault: Fault
    /// What the server said until then, for those who tell "password refused" from "too many connections".
    public let dialogue: ServerDialogue

    /// What was going on.
    public enum Phase: String, Hashable, Sendable {
        case resolving = "finding the address"
        case connecting = "connecting"
        case securing = "setting up TLS"
        case login = "greeting and login"
        case reading = "reading"
        case writing = "writing"
        case requesting = "waiting for the response"
    }

    public enum Fault: Hashable, Sendable {
        /// Refused before anything was sent: the field and what is wrong with it, without its value.
        case invalid(field: String, why: String)
        /// The name has no address.
        case hostNotFound
        /// No TCP connection; in the system's own words where there are some.
        case unreachable(String)
        case proxy(String)
        /// The certificate was not issued by an authority we trust, or is for another name or time.
        case untrusted(String)
        /// STARTTLS is required and the server does not offer it.
        case noTLS
        case tls(String)
        case loginRefused
        /// An answer that the protocol does not allow here, such as BYE for a greeting.
        case unexpectedReply
        case closedByPeer
        case deadline(Phase, Duration)
        /// The task that asked was cancelled; the connection is closed.
        case cancelled
        /// We closed the connection, or the client was shut down.
        case closed
        /// Another task is at the same end of this stream.
        case busy
        /// The name leads to an address that is not public, and the request allows public ones only.
        case notPublic
        /// The response is longer than its limit in bytes.
        case tooLong(Int)
        /// The server takes messages up to so many bytes.
        case messageTooLarge(Int)
        /// No file descriptor, memory or thread was to be had.
        case exhausted(String)
        /// Any other result of libcurl: its number and constant text.
        case library(Int32, String)
    }

    public init(place: String, fault: Fault, dialogue: ServerDialogue = .empty) {
        self.place = place
        self.fault = fault
        self.dialogue = dialogue
    }

    public var description: String { "\(place): \(fault.words)" }
}

extension TransportError.Fault {
    /// Fault and next step.
    fileprivate var words: String {
        switch self {
        case .invalid(let field, let why): "the \(field) \(why); correct it"
        case .hostNotFound: "no address was found for this name; check the name and the name server"
        case .unreachable(let why): "no connection (\(why)); check host, port and firewall"
        case .proxy(let why): "the proxy did not connect (\(why)); check the proxy's address and credentials"
        case .untrusted(let why):
            "the certificate is not trusted (\(why)); check the host name, or trust its authority"
        case .noTLS: "the server does not offer STARTTLS; use its TLS port"
        case .tls(let why): "TLS could not be set up (\(why)); check port and security"
        case .loginRefused: "the login was refused; check user name, password and what the provider asks for"
        case .unexpectedReply: "the server gave an answer that makes no sense here; check port and service"
        case .closedByPeer: "the other side closed the connection; try again"
        case .deadline(let phase, let limit): "\(phase.rawValue) took longer than \(limit); try again later"
        case .cancelled: "cancelled"
        case .closed: "the connection is closed; open a new one"
        case .busy: "another task is reading or writing this stream; use it from one task"
        case .notPublic: "the name leads to a private address, which is refused; use a public host"
        case .tooLong(let limit):
            "the response is longer than \(limit) bytes; raise the limit or ask for less"
        case .messageTooLarge(let limit): "the server takes at most \(limit) bytes; send a smaller message"
        case .exhausted(let what): "no \(what) left; close connections or raise the limit (ulimit -n)"
        case .library(let code, let text): "libcurl gave up (\(code): \(text)); try again"
        }
    }
}
