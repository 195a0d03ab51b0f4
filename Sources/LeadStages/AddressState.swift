import CalendarTime

/// What is known about one address, for all campaigns. It is no Do Not Contact entry: a fact, which may be cleared.
public struct AddressState: Hashable, Sendable, Codable {
    public private(set) var status = Status.ok
    /// Status code or reason, where the address is invalid.
    public private(set) var reason: String?
    public private(set) var since: Instant?
    /// It bounced, yet a robot behind it answers.
    public private(set) var isConflicting = false
    public private(set) var softBounces = SoftBounceWindow()
    /// The event that brought the status.
    public private(set) var reasonKey: String?
    private var hasLeft = false

    public enum Status: String, CaseIterable, Hashable, Sendable, Codable {
        case ok
        /// Some soft bounces, below the limit.
        case suspect
        /// Nothing is sent to it in any campaign: error 1 at the gate.
        case invalid
        /// Its owner left the company.
        case retired
    }

    public init() {}

    public var softCount: Int { softBounces.count }
    public var isSendable: Bool { status == .ok || status == .suspect }

    /// A pure function of the set: neither the order nor a repeated key matters.
    public static func fold(_ events: some Sequence<AddressEvent>) -> AddressState {
        var seen: Set<String> = []
        let sorted = events.sorted(by: AddressEvent.foldsBefore).filter { seen.insert($0.key).inserted }
        var withdrawn: Set<String> = []
        for case .withdrawn(let keys) in sorted.map(\.kind) { withdrawn.formUnion(keys) }
        var state = AddressState()
        for event in sorted where !withdrawn.contains(event.key) { state.apply(event) }
        return state
    }

    private mutating func apply(_ event: AddressEvent) {
        switch event.kind {
        case .hardBounce(let code): invalidate(code ?? "bounced", event)
        case .markedInvalid(let reason): invalidate(reason, event)
        case .softBounce(let send):
            if softBounces.record(send: send, at: event.at) {
                invalidate("soft_bounces", event)
            } else if status == .ok {
                set(.suspect, event)
            }
        case .delivered: resetSoft(event)
        case .automaticAnswer:
            resetSoft(event)
            if status == .invalid { isConflicting = true }
        case .humanReply:
            resetSoft(event)
            if status == .invalid { clear(event) }
        case .leftCompany:
            hasLeft = true
            if status != .invalid { set(.retired, event) }
        case .cleared:
            hasLeft = false
            resetSoft(event)
            clear(event)
        case .withdrawn: break
        }
    }

    private mutating func resetSoft(_ event: AddressEvent) {
        softBounces.reset()
        if status == .suspect { set(.ok, event) }
    }

    private mutating func invalidate(_ reason: String, _ event: AddressEvent) {
        isConflicting = false
        guard status != .invalid else { return }
        set(.invalid, event)
        self.reason = reason
    }

    /// A mailbox that works may still be that of somebody who left.
    private mutating func clear(_ event: AddressEvent) {
        isConflicting = false
        set(hasLeft ? .retired : .ok, event)
    }

    private mutating func set(_ next: Status, _ event: AddressEvent) {
        guard next != status else { return }
        status = next
        since = event.at
        reasonKey = event.key
        reason = nil
    }
}
