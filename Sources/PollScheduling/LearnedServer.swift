import CurlTransport
import IMAPProtocol

/// What polls found out about a server, for the next one.
struct LearnedServer: Codable {
    var traits: IMAPServerTraits
    /// As LIST named it, octets as numbers.
    var junkName: [UInt8]?
    var capabilities: [String]?

    enum CodingKeys: String, CodingKey {
        case traits, capabilities
        case junkName = "junk_name"
    }

    init(_ settings: IMAPPollSettings) {
        traits = settings.traits
        junkName = settings.junkName
        capabilities = settings.capabilities
    }

    func apply(to settings: inout IMAPPollSettings) {
        settings.traits = traits
        settings.junkName = junkName
        settings.capabilities = capabilities
    }
}

extension MailboxConnection.Security {
    var transport: MailServer.Security {
        switch self {
        case .tls: .tls
        case .startTLS: .startTLS
        case .plaintext: .plaintext
        }
    }
}
