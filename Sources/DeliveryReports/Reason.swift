/// Why a recipient did not get the message. The names are those of Sisimai 5.2, which operators know; `senderlimit`
/// and `leftcompany` are our own.
public enum Reason: String, CaseIterable, Hashable, Sendable {
    // The recipient.
    case userunknown, hostunknown, hasmoved, notaccept
    case suspend, filtered, suppressed, mailboxfull, vacation, leftcompany
    // The way there.
    case expired, networkerror, systemerror, systemfull, mailererror, syntaxerror
    // The sender: its rate, its server, its standing.
    case ratelimited, senderlimit
    case blocked, badreputation, authfailure, requireptr, notcompliantrfc, failedstarttls, norelaying
    case securityerror
    // The sender: what it sent.
    case spamdetected, contenterror, virusdetected, policyviolation, rejected, emailtoolarge
    // No failure.
    case feedback, delivered
    // Unknown.
    case undefined, onhold
}

/// On whose side the cause lies.
public enum Blame: String, Hashable, Sendable {
    case recipient, sender, network, unknown
}

/// Whether the same message may get through another time; `delayed` is still being tried.
public enum Permanence: String, Hashable, Sendable {
    case permanent, transient, delayed
}

extension Reason {
    public var blame: Blame {
        switch self {
        case .userunknown, .hostunknown, .hasmoved, .notaccept, .suspend, .filtered, .suppressed,
            .mailboxfull,
            .vacation, .leftcompany, .feedback:
            .recipient
        case .expired, .networkerror, .systemerror, .systemfull, .mailererror, .syntaxerror: .network
        case .ratelimited, .senderlimit, .blocked, .badreputation, .authfailure, .requireptr,
            .notcompliantrfc, .failedstarttls, .norelaying, .securityerror, .spamdetected, .contenterror,
            .virusdetected, .policyviolation, .rejected, .emailtoolarge:
            .sender
        case .delivered, .undefined, .onhold: .unknown
        }
    }

    /// True where the address itself is no good, nil where the question does not arise.
    /// `notaccept` is a refusal of all mail for the domain, hard only when it is permanent (RFC 7504 §4).
    func isHard(class: EnhancedStatusCode.Class?) -> Bool? {
        switch self {
        case .userunknown, .hostunknown, .hasmoved, .leftcompany: true
        case .notaccept: `class` != .persistentTransientFailure
        case .vacation, .feedback, .delivered: nil
        default: false
        }
    }

    /// What to assume where no status code says it.
    var isTransientByNature: Bool {
        switch self {
        case .mailboxfull, .expired, .networkerror, .systemerror, .systemfull, .ratelimited, .senderlimit,
            .vacation, .onhold:
            true
        default: false
        }
    }
}
