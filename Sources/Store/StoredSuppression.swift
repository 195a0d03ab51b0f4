import CalendarTime
import LeadStages

/// A row of the Do Not Contact list. The rows of one `group` came from one wish and go together.
public struct StoredSuppression: Hashable, Sendable {
    public let id: RowID<StoredSuppression>
    /// Names the wish: derived from a message, or made for what a person entered.
    public let group: String
    public let kind: Suppression.Kind
    /// The address or domain; nil when only the hash is kept.
    public let clearText: String?
    /// Hex hashes of the wide addresses that a domain entry spares.
    let exceptions: Set<String>
    public let reason: SuppressionReason
    public let evidence: String?
    public let message: RowID<StoredMessage>?
    public let actor: String?
    public let createdAt: Instant
    public let removal: Suppression.Removal?

    static let columns = """
        id, group_key, kind, clear_text, exceptions, reason, evidence, message_id, actor, created_at, \
        removed_at, removed_by, removal_reason, consent
        """

    init(_ row: inout RowReader) throws {
        id = row.id()
        group = row.text()
        let kind = row.text()
        clearText = row.textOrNil()
        exceptions = Set(try StoreJSON.value([String].self, row.text()))
        let reason = row.text()
        evidence = row.textOrNil()
        message = row.idOrNil()
        actor = row.textOrNil()
        createdAt = row.instant()
        let removedAt = row.instantOrNil()
        let removedBy = row.textOrNil()
        let removalReason = row.textOrNil()
        let consent = row.textOrNil()
        removal = removedAt.map {
            Suppression.Removal(
                actor: removedBy ?? "", at: $0, reason: removalReason ?? "", consentEvidence: consent)
        }
        guard let knownKind = Suppression.Kind(rawValue: kind),
            let knownReason = SuppressionReason(rawValue: reason)
        else { throw StoreError.inconsistent("a suppression has an unknown kind or reason") }
        self.kind = knownKind
        self.reason = knownReason
    }

    public var isActive: Bool { removal == nil }

    /// The same entry as `LeadStages` knows it, for its rules of removal.
    func value(evidence: [String]) -> Suppression {
        Suppression(
            id: id.description, kind: kind, key: clearText ?? "", reason: reason, evidence: evidence,
            actor: actor, at: createdAt, removal: removal)
    }
}

/// What is given to put somebody on the Do Not Contact list.
public struct NewSuppression: Sendable {
    public enum Target: Hashable, Sendable {
        /// This address, by its wide key.
        case address(String)
        /// Every address of the lead, the lead itself, and the address that asked (which may be none of them).
        case person(RowID<Lead>, asked: String?)
        /// The domain and all below it, but for these addresses.
        case domain(String, exceptions: [String])
    }

    public var target: Target
    public var reason: SuppressionReason
    /// The same wish comes with the same group and is stored once.
    public var group: String
    public var evidence: String?
    public var message: RowID<StoredMessage>?
    public var actor: String?
    /// Keep the address readable beside its hash.
    public var keepsClearText: Bool

    public init(
        _ target: Target, reason: SuppressionReason, group: String, evidence: String? = nil,
        message: RowID<StoredMessage>? = nil, actor: String? = nil, keepsClearText: Bool = true
    ) {
        self.target = target
        self.reason = reason
        self.group = group
        self.evidence = evidence
        self.message = message
        self.actor = actor
        self.keepsClearText = keepsClearText
    }
}
