/// Every bound on what a server may make the reader of responses do, each with its unit.
///
/// Beyond a bound the conversation has failed: where the response ends can no longer be known.
public struct IMAPLimits: Sendable, Hashable {
    /// Octets of one response without message bodies and without literals that were left out. The longest in use is the
    /// answer to a search: 4 MiB are about 400,000 UIDs.
    public var maximumResponseBytes = 4 << 20
    /// Octets of a literal that is no message body and is kept; a longer one is passed over.
    public var maximumKeptLiteralBytes = 64 << 10
    /// Octets that any literal may announce.
    public var maximumLiteralBytes = 1 << 30
    /// Atoms, strings and parentheses of one response.
    public var maximumTokens = 100_000
    /// Parentheses inside each other.
    public var maximumDepth = 100

    public init() {}

    public static let standard = IMAPLimits()
}

/// Why the octets of a server cannot be read any further. Nothing after it can be trusted; the connection is closed.
public enum IMAPReadingFault: String, Error, Sendable, Hashable, CustomStringConvertible {
    /// `maximumResponseBytes`
    case responseTooLong = "response_too_long"
    /// `maximumLiteralBytes`
    case literalTooLong = "literal_too_long"
    /// `maximumTokens`
    case tooManyTokens = "too_many_tokens"
    /// `maximumDepth`
    case tooDeep = "too_deep"
    /// A line that is neither untagged, nor a request to go on, nor tagged by us: a literal was announced too short.
    case strayLine = "stray_line"
    /// A message body in a response that is no readable FETCH.
    case bodyOutOfPlace = "body_out_of_place"

    public var description: String {
        switch self {
        case .responseTooLong: "the server's response is longer than the limit; the connection was closed"
        case .literalTooLong: "the server announced more octets than the limit; the connection was closed"
        case .tooManyTokens: "the server's response has too many parts; the connection was closed"
        case .tooDeep: "the server's response has too many lists inside each other; the connection was closed"
        case .strayLine:
            "the server sent a line that belongs to nothing, perhaps the rest of a message whose length it gave "
                + "wrongly; the connection was closed"
        case .bodyOutOfPlace:
            "the server's response around a message cannot be read; the message was left on the server and the "
                + "connection was closed"
        }
    }
}
