import CalendarTime

/// One fact about an address. Its state is `AddressState.fold` over the set of these.
public struct AddressEvent: Hashable, Sendable, Codable {
    /// Unique for the address; derived from the content of a mail.
    public let key: String
    /// When the mail was received, or the person acted.
    public let at: Instant
    public let origin: StageEvent.Origin
    public let kind: Kind

    public init(key: String, at: Instant, origin: StageEvent.Origin = .inbound, kind: Kind) {
        self.key = key
        self.at = at
        self.origin = origin
        self.kind = kind
    }

    public enum Kind: Hashable, Sendable, Codable {
        case hardBounce(code: String?)
        case softBounce(send: String)
        /// A person wrote from this very address.
        case humanReply
        /// A robot behind the address answered: an absence, a ticket.
        case automaticAnswer
        case delivered
        case leftCompany
        /// The provider refuses to send to it, or a list says so.
        case markedInvalid(reason: String)
        /// By hand.
        case cleared
        /// The events of these keys count no longer (reclassification).
        case withdrawn(keys: [String])

        /// Stable wire name.
        public var name: String {
            switch self {
            case .hardBounce: "hard_bounce"
            case .softBounce: "soft_bounce"
            case .humanReply: "human_reply"
            case .automaticAnswer: "automatic_answer"
            case .delivered: "delivered"
            case .leftCompany: "left_company"
            case .markedInvalid: "marked_invalid"
            case .cleared: "cleared"
            case .withdrawn: "withdrawn"
            }
        }

        var strength: Strength {
            switch self {
            case .hardBounce, .markedInvalid: .hardBounce
            case .humanReply: .humanReply
            case .leftCompany: .leftCompany
            case .automaticAnswer: .outOfOffice
            case .softBounce: .softBounce
            default: .other
            }
        }

        private enum CodingKeys: String, CodingKey { case type, code, send, reason, keys }

        public init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            switch try fields.decode(String.self, forKey: .type) {
            case "hard_bounce":
                self = .hardBounce(code: try fields.decodeIfPresent(String.self, forKey: .code))
            case "soft_bounce": self = .softBounce(send: try fields.decode(String.self, forKey: .send))
            case "human_reply": self = .humanReply
            case "automatic_answer": self = .automaticAnswer
            case "delivered": self = .delivered
            case "left_company": self = .leftCompany
            case "marked_invalid":
                self = .markedInvalid(reason: try fields.decode(String.self, forKey: .reason))
            case "cleared": self = .cleared
            case "withdrawn": self = .withdrawn(keys: try fields.decode([String].self, forKey: .keys))
            case let other:
                throw DecodingError.dataCorruptedError(
                    forKey: .type, in: fields, debugDescription: "no address event is called '\(other)'")
            }
        }

        public func encode(to encoder: any Encoder) throws {
            var fields = encoder.container(keyedBy: CodingKeys.self)
            try fields.encode(name, forKey: .type)
            switch self {
            case .hardBounce(let code): try fields.encodeIfPresent(code, forKey: .code)
            case .softBounce(let send): try fields.encode(send, forKey: .send)
            case .markedInvalid(let reason): try fields.encode(reason, forKey: .reason)
            case .withdrawn(let keys): try fields.encode(keys, forKey: .keys)
            default: break
            }
        }
    }

    /// Time, then what came from outside, strongest first, then the key.
    static func foldsBefore(_ left: AddressEvent, _ right: AddressEvent) -> Bool {
        if left.at != right.at { return left.at < right.at }
        if left.rank != right.rank { return left.rank < right.rank }
        return left.key < right.key
    }

    private var rank: Int { origin == .inbound ? kind.strength.rawValue : Strength.allCases.count }
}
