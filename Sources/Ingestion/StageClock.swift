import CalendarTime
import Intake
import LeadStages
import Store

/// What the clock brings: starts, ends of absences, reviews whose time has come, snoozed cards, old unmatched mail.
///
/// The caller gives the time, and calls it as often as `StartTick.interval` says. Each part can be repeated.
public struct StageClock: Sendable {
    let store: MailStore
    let workspace: RowID<Workspace>
    let tick: StartTick
    let settings: IntakeSettings

    public init(
        store: MailStore, workspace: RowID<Workspace>, tick: StartTick = .init(),
        settings: IntakeSettings = .init()
    ) {
        self.store = store
        self.workspace = workspace
        self.tick = tick
        self.settings = settings
    }

    public struct Report: Sendable {
        public var changes: [StageChange] = []
        public var reviewsApplied = 0
        public var cardsWoken = 0
        public var unmatchedExpired = 0

        public init() {}
    }

    /// Timers of one transaction.
    static let batchSize = 200

    public func tick(now: Instant) async throws -> Report {
        var report = Report()
        try await runTimers(now, &report)
        try await runReviews(now, &report)
        let cutoff = now.adding(seconds: -Int64(settings.unmatchedDays) * 86_400)
        let (woken, expired) = try await store.write(in: workspace, at: now) {
            (try $0.wakeSnoozed().count, try $0.expireUnmatched(before: cutoff))
        }
        report.cardsWoken = woken
        report.unmatchedExpired = expired
        return report
    }

    /// A timer that stays due (a lead held by a review, or in Starting) is visited once in each tick.
    private func runTimers(_ now: Instant, _ report: inout Report) async throws {
        var last: StageTimer?
        while true {
            let after = last
            let (seen, changes) = try await store.write(in: workspace, at: now) { transaction in
                let timers = try transaction.dueTimers(after: after, limit: Self.batchSize)
                return (timers, try timers.flatMap { try run($0, transaction) })
            }
            report.changes += changes
            guard seen.count == Self.batchSize else { return }
            last = seen.last
        }
    }

    private func run(_ timer: StageTimer, _ transaction: StoreTransaction) throws -> [StageChange] {
        guard timer.stageKind != nil, let id = timer.enrollment,
            let enrollment = try transaction.enrollment(id)
        else { return [] }
        let reader = GateReader(store: transaction)
        let step = try reader.nextStep(enrollment)
        let gates = try reader.gates(enrollment, step: step)
        let kinds: [StageEvent.Kind]
        let cause: String
        if timer.stageKind == .outOfOffice {
            let campaign = try transaction.campaign(enrollment.campaign)
            kinds = OutOfOfficePause.elapsed(
                enrollment.state, gates: gates, settings: campaign?.settings.outOfOffice ?? .init(),
                now: transaction.now)
            cause = "timer"
        } else {
            kinds =
                tick.events(for: enrollment.state, at: transaction.now, gates: gates)
                + firstWait(enrollment, step, transaction.now, gates)
            cause = "start"
        }
        guard !kinds.isEmpty else { return [] }
        return try append(kinds, enrollment, cause, transaction)
    }

    /// A lead that starts gets its first step, due at once.
    private func firstWait(
        _ enrollment: Enrollment, _ step: CampaignStep?, _ now: Instant, _ gates: Gates
    ) -> [StageEvent.Kind] {
        guard enrollment.state.position.nextDueAt == nil, gates.outcome == .passes, let step else {
            return []
        }
        return [.stepWaits(step: step.key, due: now)]
    }

    private func append(
        _ kinds: [StageEvent.Kind], _ enrollment: Enrollment, _ cause: String, _ transaction: StoreTransaction
    ) throws -> [StageChange] {
        let now = transaction.now
        let events = kinds.enumerated().map { index, kind in
            StageEvent(
                key: "clock:\(now.microseconds):\(index):\(kind.name.rawValue)", at: now, origin: .system,
                kind: kind)
        }
        // One after the other, so that each stage on the way is told to the outside.
        return try events.compactMap { event in
            StageChange(try transaction.appendEvents([event], to: enrollment.id), cause: cause)
        }
    }
}
