import CalendarTime

/// What a sign about one enrollment means for the lead's other ones. Derived events are appended unconditionally, in
/// every stage: the fold decides, so that the order of arrival does not matter.
public struct SiblingRule: Hashable, Sendable {
    public var onReply: OnReply
    /// End of the pause for `OnReply.pause`.
    public var pausesUntil: Instant?
    /// With the sibling's own dates; nil when an absence concerns the one campaign only.
    public var absence: OutOfOfficePause?

    public enum OnReply: String, CaseIterable, Hashable, Sendable, Codable {
        /// The requirement: "further emails stop being sent to them".
        case cancel
        case `continue`, pause
    }

    public init(onReply: OnReply = .cancel, pausesUntil: Instant? = nil, absence: OutOfOfficePause? = nil) {
        self.onReply = onReply
        self.pausesUntil = pausesUntil
        self.absence = absence
    }

    /// Nil: the sibling is not concerned.
    public func derived(from kind: StageEvent.Kind) -> StageEvent.Kind? {
        switch kind {
        case .humanReply, .markedReplied:
            switch onReply {
            case .cancel: .canceledByRule(.repliedElsewhere)
            case .pause: pausesUntil.map { .paused(until: $0) }
            case .continue: nil
            }
        case .outOfOffice: absence.map { .outOfOffice($0) }
        case .leftCompany: .leftCompany
        case .unsubscribed(.here, let way): .unsubscribed(.elsewhere, by: way)
        case .complaint(.here): .complaint(.elsewhere)
        case .hardBounce(.here, let code): .hardBounce(.elsewhere, code: code)
        case .softBounce(.here, let send): .softBounce(.elsewhere, send: send)
        // An address belongs to the lead, not to a campaign.
        case .delivered, .addressChanged, .addressCleared: kind
        default: nil
        }
    }
}

/// What a reply means for other leads of the same company: off unless the campaign says so. The company is a domain that
/// is nobody's free mail (`DomainName.companyKey`), or an id, never a name.
public enum CompanyRule: String, CaseIterable, Hashable, Sendable, Codable {
    case off, hold, cancel

    public func derived(from kind: StageEvent.Kind, holdUntil: Instant) -> StageEvent.Kind? {
        guard kind.name == .humanReply || kind.name == .markedReplied else { return nil }
        switch self {
        case .off: return nil
        case .hold: return .paused(until: holdUntil)
        case .cancel: return .canceledByRule(.company)
        }
    }
}
