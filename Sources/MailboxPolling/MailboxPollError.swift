import CurlTransport
import IMAPProtocol

/// Why a poll ended before the mailbox was drained. What was stored until then stays stored and counted.
public enum MailboxPollError: Error, Sendable, CustomStringConvertible {
    /// No connection, or no trust in it.
    case connection(TransportError)
    /// The server refused the login, or something after it; `remedy` says whether trying again helps.
    case mailbox(IMAPFailure, place: String)
    /// The sink threw: the batch counts as not stored and comes again.
    case store(any Error)
    case cancelled
    /// Another task is polling this mailbox.
    case busy

    /// Place, fault, next step. Holds no text of a server or a message, and no credential.
    public var description: String {
        switch self {
        case .connection(let error): "\(error)"
        case .mailbox(let failure, let place): "\(place): \(failure)"
        case .store(let error): "the mail could not be stored (\(error)); it comes again with the next poll"
        case .cancelled: "the poll was cancelled"
        case .busy: "this mailbox is being polled already; wait for that poll"
        }
    }

    /// How a refused connection is told: by what the server said, where it said something.
    static func connecting(_ error: TransportError, to server: MailServer, usesToken: Bool)
        -> MailboxPollError
    {
        switch error.fault {
        case .cancelled: return .cancelled
        case .loginRefused, .unexpectedReply, .closedByPeer:
            let failure = IMAPFailure.login(
                error.dialogue.lines, host: server.host.lowercased(), usesToken: usesToken)
            if failure.kind != .connectionLost { return .mailbox(failure, place: error.place) }
            if error.fault == .loginRefused {
                return .mailbox(IMAPFailure(usesToken ? .tokenExpired : .passwordRefused), place: error.place)
            }
            return .connection(error)
        default: return .connection(error)
        }
    }
}
