/// Why a request is not taken.
public enum WebhookRefusal: Hashable, Sendable, CustomStringConvertible {
    /// The name of a setting, as in the JSON of `WebhookSettings`.
    case notConfigured(String)
    case wrongMethod
    /// A header field or a body that the check needs is missing or cannot be read.
    case malformed(String)
    case wrongCredentials
    case wrongSignature
    /// Signed too long ago, or in the future.
    case stale
    case unknownTopic
    /// The SNS signature is with SHA-1, and the settings ask for version 2.
    case weakSignature
    case foreignURL
    case expiredCertificate
    /// The signer's key is none of those that were fetched.
    case keyUnknown
    /// A valid token of Google, for another audience, account or subscription.
    case foreignToken

    /// For the operator; names no secret and nothing that came with the request.
    public var description: String {
        switch self {
        case .notConfigured(let name): "the endpoint has no \(name); set it before you let the provider call"
        case .wrongMethod: "not a POST request; check what calls this URL"
        case .malformed(let what):
            "the request has no readable \(what); check the provider's webhook settings"
        case .wrongCredentials:
            "user, password or secret differ from the settings; enter the same at the provider"
        case .wrongSignature:
            "the signature does not fit; check the key in the settings, and that no proxy changes the body"
        case .stale: "signed at another time; check this machine's clock, or raise tolerance_seconds"
        case .unknownTopic: "the SNS topic is not in the settings; add its ARN if it is yours"
        case .weakSignature: "signed with SHA-1; set SignatureVersion 2 on the SNS topic"
        case .foreignURL:
            "the certificate or confirmation is not at an address of Amazon SNS; nothing to repair"
        case .expiredCertificate: "the certificate is not valid now; check this machine's clock"
        case .keyUnknown: "the signer's key is not among the published ones; check that they can be fetched"
        case .foreignToken:
            "a token for another audience, account or subscription; compare them with the settings"
        }
    }
}
