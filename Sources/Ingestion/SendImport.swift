import CalendarTime
import Foundation
import Intake
import LeadStages
import Store

/// Registers what an outside sender did (JSON Lines), so that what comes back can be matched.
///
/// The same file again changes nothing. A line with a fault is left out and told with its number.
public struct SendImport: Sendable {
    let store: MailStore
    let workspace: RowID<Workspace>
    let clock: @Sendable () -> Instant

    public init(
        store: MailStore, workspace: RowID<Workspace>,
        clock: @escaping @Sendable () -> Instant = SystemClock.now
    ) {
        self.store = store
        self.workspace = workspace
        self.clock = clock
    }

    public struct Report: Sendable {
        public var added = 0
        /// Registered before.
        public var known = 0
        public var errors = 0
        /// The first `maximumFaults`.
        public var faults: [ImportFault] = []
        public var faultCount = 0
        public var changes: [StageChange] = []

        public static let maximumFaults = 1_000
    }

    static let batchSize = 1_000

    public func run(
        _ lines: LineReader, source: String, progress: ((Int) -> Void)? = nil
    ) async throws -> Report {
        var report = Report()
        var reader = lines
        while true {
            var batch: [LineReader.Line] = []
            while batch.count < Self.batchSize, let line = reader.next() { batch.append(line) }
            if batch.isEmpty { break }
            let lines = batch
            let part = try await store.write(in: workspace, at: clock()) { transaction in
                var writer = SendWriter(store: transaction)
                for line in lines { try writer.take(line) }
                return writer.report
            }
            report.add(part)
            progress?(report.added + report.known + report.faultCount)
        }
        let final = report
        _ = try await store.write(in: workspace, at: clock()) {
            try $0.recordImport(
                kind: "sends", source: source, campaign: nil, added: final.added, refused: final.faultCount,
                report: "[]")
        }
        return report
    }
}

extension SendImport.Report {
    fileprivate mutating func add(_ part: Self) {
        added += part.added
        known += part.known
        errors += part.errors
        faultCount += part.faultCount
        faults += part.faults.prefix(max(0, Self.maximumFaults - faults.count))
        changes += part.changes.prefix(max(0, IngestReport.maximumChanges - changes.count))
    }
}

/// Takes lines in inside one transaction; what it looks up once it remembers.
struct SendWriter {
    let store: StoreTransaction
    var report = SendImport.Report()
    private var campaigns: [String: Campaign] = [:]
    private var steps: [RowID<Campaign>: [CampaignStep]] = [:]
    private var mailboxes: [String: RowID<MailboxAccount>] = [:]

    init(store: StoreTransaction) { self.store = store }

    mutating func take(_ line: LineReader.Line) throws {
        do {
            try register(SendLine(line.text))
        } catch let fault as ImportFault {
            report.faultCount += 1
            report.faults.append(ImportFault(line: line.number, fault.message))
        }
    }

    private mutating func register(_ line: SendLine) throws {
        let campaign = try campaign(line.campaign)
        let at = try line.time()
        let error = try line.errorCode()
        guard let lead = try store.lead(address: line.lead),
            let enrollment = try store.enrollment(lead: lead, campaign: campaign.id)
        else {
            throw ImportFault(line: nil, "the lead is not in campaign '\(line.campaign)'; import it first")
        }
        let step = try step(line.step, of: campaign)
        if let error {
            let key = "send-error:\(at.microseconds):\(error.rawValue)"
            let kind: StageEvent.Kind =
                error == .emailWillBounce ? .preflightFailed(error) : .sendFailed(error, step: step?.key)
            let event = StageEvent(key: key, at: at, origin: .system, kind: kind, cause: "send import")
            let outcome = try store.appendEvents([event], to: enrollment)
            report.errors += outcome.added.isEmpty ? 0 : 1
            report.known += outcome.added.isEmpty ? 1 : 0
            if let change = StageChange(outcome, cause: "send import") { report.changes.append(change) }
            return
        }
        try register(line, at, lead, enrollment, campaign, step)
    }

    private mutating func register(
        _ line: SendLine, _ at: Instant, _ lead: RowID<Lead>, _ enrollment: RowID<Enrollment>,
        _ campaign: Campaign, _ step: CampaignStep?
    ) throws {
        guard let id = line.id else {
            throw ImportFault(line: nil, "'message_id' is missing: without it no answer can be matched")
        }
        guard let address = line.mailbox else { throw ImportFault(line: nil, "'mailbox' is missing") }
        let new = NewSend(
            mailbox: try mailbox(address), enrollment: enrollment, lead: lead, step: step?.key,
            recipient: line.lead, messageID: id, token: line.token,
            subject: line.subject.map(SubjectLine.core),
            fingerprint: line.text.flatMap { TextFingerprint.lines(of: $0).first }, sentAt: at)
        guard let send = try store.insertSend(new) else {
            report.known += 1
            return
        }
        report.added += 1
        let sent = SentStep(send: send, step: step, at: at, cause: "send import")
        let outcome = try store.appendEvents(sent.events(in: try steps(of: campaign)), to: enrollment)
        if let change = StageChange(outcome, cause: "send import") { report.changes.append(change) }
    }

    // MARK: Looking up

    private mutating func campaign(_ name: String) throws -> Campaign {
        if let known = campaigns[name] { return known }
        guard let found = try store.campaign(named: name) else {
            throw ImportFault(line: nil, "there is no campaign '\(name)'")
        }
        campaigns[name] = found
        return found
    }

    private mutating func steps(of campaign: Campaign) throws -> [CampaignStep] {
        if let known = steps[campaign.id] { return known }
        let found = try store.steps(of: campaign.id)
        steps[campaign.id] = found
        return found
    }

    private mutating func step(_ position: Int?, of campaign: Campaign) throws -> CampaignStep? {
        guard let position else { return nil }
        let all = try steps(of: campaign)
        guard all.indices.contains(position - 1) else {
            throw ImportFault(
                line: nil, "campaign '\(campaign.name)' has no step \(position), only \(all.count)")
        }
        return all[position - 1]
    }

    private mutating func mailbox(_ address: String) throws -> RowID<MailboxAccount> {
        if let known = mailboxes[address] { return known }
        guard let found = try store.mailbox(address), found.removedAt == nil else {
            throw ImportFault(line: nil, "there is no mailbox '\(address)'; add it first")
        }
        mailboxes[address] = found.id
        return found.id
    }
}
