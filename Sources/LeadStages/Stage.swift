/// Where one lead stands in one campaign. The raw value is the wire form; the stage belongs to the enrollment.
public enum Stage: String, CaseIterable, Hashable, Sendable, Codable {
    case notStarted = "not_started"
    case starting
    case running
    case outOfOffice = "out_of_office"
    case replied
    case unsubscribed
    case bounced
    case canceled
    case completed
    case hasErrors = "has_errors"

    /// The name people read, exactly as the requirement writes it.
    public var displayName: String {
        switch self {
        case .notStarted: "Not Started"
        case .starting: "Starting"
        case .running: "Running"
        case .outOfOffice: "Out of Office"
        case .replied: "Replied"
        case .unsubscribed: "Unsubscribed"
        case .bounced: "Bounced"
        case .canceled: "Canceled"
        case .completed: "Completed"
        case .hasErrors: "Has Errors"
        }
    }

    /// Campaign mail leaves in this stage only.
    public var sends: Bool { self == .running }

    /// The enrollment may go on without a person resuming it, or waits for its start.
    public var isWaiting: Bool {
        switch self {
        case .notStarted, .starting, .outOfOffice, .hasErrors: true
        default: false
        }
    }

    /// Nothing is sent until somebody resumes; `unsubscribed` needs an admin first.
    public var isStopped: Bool {
        switch self {
        case .replied, .unsubscribed, .bounced, .canceled, .completed: true
        default: false
        }
    }

    /// Under way: what an absence or a reply elsewhere concerns.
    public var isActive: Bool {
        switch self {
        case .starting, .running, .outOfOffice: true
        default: false
        }
    }
}
