import LeadStages

/// What authenticated a request, by its strength.
public enum WebhookProof: String, CaseIterable, Codable, Sendable {
    /// An asymmetric signature; of Pub/Sub it names the caller and does not cover the body.
    case signature = "a"
    /// A MAC over the body.
    case bodyMAC = "b"
    /// A MAC that does not cover the body (Mailgun): whoever sees one may attach any event to it, once.
    case detachedMAC = "c"
    /// A secret that is sent along.
    case sharedSecret = "d"

    public var way: Signal.Way {
        switch self {
        case .signature, .bodyMAC: .proven
        case .detachedMAC, .sharedSecret: .unproven
        }
    }
}
