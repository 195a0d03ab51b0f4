import CalendarTime

@testable import LeadStages

typealias Kind = StageEvent.Kind

/// 2026-03-01T08:00:00Z, which is 09:00 in Berlin.
let start = Instant(seconds: 1_772_352_000)
let day: Int64 = 86_400

func after(_ days: Double) -> Instant { start.adding(seconds: Int64(days * 86_400)) }

extension StageEvent {
    /// `at` in days after `start`; the key is the kind and the time unless given.
    init(_ kind: Kind, _ at: Double, _ origin: Origin = .inbound, key: String? = nil, sequence: Int64 = 0) {
        self.init(
            key: key ?? "\(kind.name.rawValue)@\(at)", at: after(at), sequence: sequence, origin: origin,
            kind: kind,
            messageID: origin == .inbound ? key ?? "mail@\(at)" : nil)
    }
}

let begun: [StageEvent] = [
    StageEvent(.startRequested, -3, .human), StageEvent(.tick, -2.9, .system, sequence: 1),
    StageEvent(.preflightPassed, -2.9, .system, sequence: 2),
    StageEvent(.stepSent(.init(step: "s1", send: "1", nextStep: "s2", nextDueAt: after(3))), -2.8, .system),
]

func pause(until: Double, _ basis: OutOfOfficePause.Basis = .campaignDefault) -> Kind {
    .outOfOffice(OutOfOfficePause(until: after(until), basis: basis))
}

/// The shortest usual way to a stage; all of it lies before `start`.
func events(to stage: Stage) -> [StageEvent] {
    switch stage {
    case .notStarted: []
    case .starting: Array(begun.prefix(2))
    case .running: begun
    case .outOfOffice: begun + [StageEvent(pause(until: 10), -1)]
    case .replied: begun + [StageEvent(.humanReply(.init()), -1)]
    case .unsubscribed: begun + [StageEvent(.unsubscribed(.here, by: .oneClick), -1)]
    case .bounced: begun + [StageEvent(.hardBounce(.here, code: "5.1.1"), -1)]
    case .canceled: begun + [StageEvent(.canceled, -1, .human)]
    case .completed: begun + [StageEvent(.lastStepExecuted, -1, .system)]
    case .hasErrors: begun + [StageEvent(.preflightFailed(.noVariationsFound), -1, .system)]
    }
}

/// Central European time in 2026: summer time from 29 March 01:00Z to 25 October 01:00Z.
let berlin = ZoneTable(
    identifier: "Europe/Berlin", initialOffset: 3600,
    transitions: [
        ZoneTable.Transition(at: Instant(iso8601: "2026-03-29T01:00:00Z") ?? start, offset: 7200),
        ZoneTable.Transition(at: Instant(iso8601: "2026-10-25T01:00:00Z") ?? start, offset: 3600),
    ])

/// Every order of a list. `count!` of them: up to 720 are used.
func orders<Element>(_ elements: [Element]) -> [[Element]] {
    guard elements.count > 1 else { return [elements] }
    return elements.indices.flatMap { index in
        var rest = elements
        let first = rest.remove(at: index)
        return orders(rest).map { [first] + $0 }
    }
}

func context(
    _ role: Role = .member, at days: Double = 0, key: String = "action", reason: String? = nil,
    gates: Gates = Gates(), nextStep: ActionContext.NextStep? = .init(step: "s2", wait: 3 * 86_400)
) -> ActionContext {
    ActionContext(
        role: role, actor: "anna", now: after(days), key: key, reason: reason, gates: gates,
        nextStep: nextStep)
}
