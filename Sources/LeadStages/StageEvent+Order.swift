/// How strong a sign is, when several come from one message or one batch. Raw value 0 is the strongest.
public enum Strength: Int, Comparable, Hashable, Sendable, CaseIterable {
    /// An opt-out or a complaint.
    case optOut
    case hardBounce
    case humanReply
    case leftCompany
    case outOfOffice
    case softBounce
    case other

    public static func < (left: Strength, right: Strength) -> Bool { left.rawValue < right.rawValue }
}

extension StageEvent.Kind {
    /// A derived event has the strength of the sign it follows from.
    public var strength: Strength {
        switch self {
        case .unsubscribed, .complaint: .optOut
        case .hardBounce: .hardBounce
        case .humanReply, .canceledByRule(.repliedElsewhere), .canceledByRule(.company), .paused:
            .humanReply
        case .leftCompany, .canceledByRule(.leftCompany): .leftCompany
        case .outOfOffice: .outOfOffice
        case .softBounce: .softBounce
        default: .other
        }
    }
}

extension StageEvent {
    /// The order of the fold: time; then what came from outside, strongest first; then what people and the system did,
    /// as the store took it in; then the key.
    public static func foldsBefore(_ left: StageEvent, _ right: StageEvent) -> Bool {
        if left.at != right.at { return left.at < right.at }
        let ranks = (left.rank, right.rank)
        if ranks.0 != ranks.1 { return ranks.0 < ranks.1 }
        if left.origin != .inbound, left.sequence != right.sequence {
            return left.sequence < right.sequence
        }
        return left.key < right.key
    }

    private var rank: Int { origin == .inbound ? kind.strength.rawValue : Strength.allCases.count }
}
