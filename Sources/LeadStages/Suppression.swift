import CalendarTime

/// An entry of the Do Not Contact list. Several may cover one address; it is free when none is left.
public struct Suppression: Hashable, Sendable {
    public let id: String
    public let kind: Kind
    /// As `SuppressionKeys` makes it; the store keeps a keyed hash of it.
    public let key: String
    /// Wide keys of addresses that a domain entry spares.
    public let exceptions: Set<String>
    public let reason: SuppressionReason
    /// The messages or events that prove it; empty for what a person entered.
    public let evidence: [String]
    public let actor: String?
    public let at: Instant
    public var removal: Removal?

    public enum Kind: String, CaseIterable, Hashable, Sendable, Codable {
        case address, person, domain
    }

    /// Kept for ever beside the entry.
    public struct Removal: Hashable, Sendable, Codable {
        public let actor: String
        public let at: Instant
        public let reason: String
        public let consentEvidence: String?

        public init(actor: String, at: Instant, reason: String, consentEvidence: String? = nil) {
            self.actor = actor
            self.at = at
            self.reason = reason
            self.consentEvidence = consentEvidence
        }
    }

    public init(
        id: String, kind: Kind, key: String, exceptions: Set<String> = [], reason: SuppressionReason,
        evidence: [String] = [], actor: String? = nil, at: Instant, removal: Removal? = nil
    ) {
        self.id = id
        self.kind = kind
        self.key = key
        self.exceptions = exceptions
        self.reason = reason
        self.evidence = evidence
        self.actor = actor
        self.at = at
        self.removal = removal
    }

    public var isActive: Bool { removal == nil }

    /// Whether the entry stands against an address whose keys these are.
    public func covers(_ keys: SuppressionKeys) -> Bool {
        guard isActive, keys.all.contains(key) else { return false }
        return kind != .domain || !exceptions.contains(keys.wideAddress)
    }

    /// The entries that stand against an address, the oldest first.
    public static func standing(
        _ entries: some Sequence<Suppression>, against keys: SuppressionKeys
    ) -> [Suppression] {
        entries.filter { $0.covers(keys) }.sorted { ($0.at, $0.id) < ($1.at, $1.id) }
    }
}

/// Why somebody is on the Do Not Contact list.
public enum SuppressionReason: String, CaseIterable, Hashable, Sendable, Codable {
    case oneClick = "one_click"
    case link, reply, complaint, provider, manual
    case `import`

    /// The person's own wish, by whatever way: such a lead is Unsubscribed, not Canceled.
    public var isOptOut: Bool { self != .manual && self != .import }

    /// Removing it takes the evidence of a new consent.
    public var needsConsent: Bool { self == .oneClick || self == .complaint || self == .reply }
}

/// The canonical texts that stand for an address in the Do Not Contact list; matching is wide on purpose.
public struct SuppressionKeys: Hashable, Sendable {
    /// `address:` and the wide key.
    public let address: String
    /// `domain:` and the domain, then each domain above it.
    public let domains: [String]
    /// `person:` and the id of the lead; nil for an address that is nobody's.
    public let person: String?
    public let wideAddress: String

    public init(address: String, person: String? = nil) {
        let key = EmailAddressKey(address)
        wideAddress = key.wide
        self.address = "address:" + key.wide
        domains = DomainName.withParents(key.domain).map { "domain:" + $0 }
        self.person = person.map { "person:" + $0 }
    }

    /// Whatever may be in the list for this address.
    public var all: [String] {
        (wideAddress.isEmpty ? [] : [address]) + domains + (person.map { [$0] } ?? [])
    }

    /// The key of an entry for a whole domain.
    public static func domain(_ name: String) -> String { "domain:" + DomainName.ascii(name) }
}
