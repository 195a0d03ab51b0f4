/// A password, token or key. It shows itself nowhere: not printed, not reflected, not in a crash of a precondition.
///
/// Empty text and text with CR, LF or NUL is none: such a password would add a command to the conversation that it is
/// sent in.
public struct Secret: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// The secret itself, for the one who proves something with it.
    public let revealed: String

    /// `field` names it in the error: `password`, `refresh token`.
    public init(_ text: String, field: String = "secret") throws(CredentialsError) {
        guard !text.isEmpty else { throw .empty(field: field) }
        guard !text.utf8.contains(where: { $0 == 0 || $0 == 10 || $0 == 13 }) else {
            throw .lineEnd(field: field)
        }
        revealed = text
    }

    public var description: String { "secret" }
    public var debugDescription: String { "secret" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Why a credential cannot be used. Holds neither secrets nor keys.
public enum CredentialsError: Error, Hashable, Sendable, CustomStringConvertible {
    case empty(field: String)
    case lineEnd(field: String)
    /// No sealing key was given; the name of the variable that holds them.
    case noKey(variable: String)
    /// The number of the key in its list, from 1.
    case badKey(number: Int)
    case unreadableKeyFile(path: String)
    /// The id of the key that a sealed text names.
    case unknownKey(id: String)
    /// Not of our form, cut off, changed, or sealed for another place.
    case damaged(place: String)

    public var description: String {
        switch self {
        case .empty(let field): "the \(field) is empty; give one"
        case .lineEnd(let field): "the \(field) holds a line end or NUL; enter it again without"
        case .noKey(let variable):
            "there is no sealing key; put one (32 bytes as base64: openssl rand -base64 32) into \(variable), or into a "
                + "file and its path into \(variable)_FILE"
        case .badKey(let number):
            "sealing key \(number) is not 32 bytes as base64; make one with openssl rand -base64 32"
        case .unreadableKeyFile(let path):
            "\(path): the sealing keys cannot be read; check path and permissions"
        case .unknownKey(let id):
            "the sealing key \(id) is not among those given; add it behind the current one"
        case .damaged(let place): "\(place): the sealed credential is damaged; enter it again"
        }
    }
}
