import CalendarTime
import Classification
import Foundation
import Ingestion
import Intake
import LeadStages
import MailSources
import Store
import Synchronization

/// Tells a story on a database of its own, on a clock that only the story moves.
final class DemoRun {
    let story: DemoStory
    let folder: String
    let store: MailStore
    let workspace: RowID<Workspace>
    private(set) var leads: [DemoLead] = []
    /// By the story's name.
    private(set) var campaigns: [String: RowID<Campaign>] = [:]
    /// What did not go as the story says.
    private(set) var surprises: [String] = []

    let clock: DemoClock
    private let ingest: Ingest
    let classifier: Classifier
    let intake: IntakeSettings
    private var sends: ArraySlice<DemoSend> = []

    struct DemoLead {
        /// The story's name, `anna`.
        let key: String
        let email: String
        let campaigns: [String]
    }

    init(story: DemoStory, folder: String, location: DatabaseLocation, rules: RuleSet) async throws {
        self.story = story
        self.folder = folder
        let first = story.timeline.first?.at ?? story.end
        let clock = DemoClock(try DemoStory.instant(first))
        self.clock = clock
        store = try await Session.openStore(location, at: clock.now)
        workspace = try await store.createWorkspace(Session.workspaceName, at: clock.now).id
        let settings = ClassifierSettings(
            ownDomains: story.workspace.ownDomains,
            trustedAuthenticationServers: story.workspace.trustedAuthserv)
        classifier = Classifier(rules: rules, settings: settings)
        intake = IntakeSettings(trustedAuthenticationServers: story.workspace.trustedAuthserv)
        ingest = Ingest(
            store: store, workspace: workspace, classifier: classifier, settings: intake,
            clock: { clock.now })
    }

    /// Campaigns, steps, mailboxes and leads: everything is Not Started.
    func prepare() async throws {
        let story = story
        campaigns = try await store.write(in: workspace, at: clock.now) { transaction in
            for mailbox in story.mailboxes { try transaction.createMailbox(mailbox.address) }
            var ids: [String: RowID<Campaign>] = [:]
            for campaign in story.campaigns {
                var options = CampaignOptions()
                options.outOfOffice = OutOfOfficeSettings(days: campaign.outOfOfficeDays)
                let id = try transaction.createCampaign(
                    campaign.name, timeZone: campaign.timeZone, options: options)
                for step in campaign.steps {
                    try transaction.addStep(
                        to: id, waitSeconds: Int64(step.waitDays) * 86_400,
                        channel: step.kind == "email" ? "mail" : step.kind)
                }
                ids[campaign.campaign] = id
            }
            return ids
        }
        try await importLeads()
        sends = try readSends()[...]
    }

    private func importLeads() async throws {
        var reader = try CSVReader(path: folder + "/" + story.leads)
        guard let header = reader.next() else { throw CommandFailure("\(folder)/\(story.leads): is empty") }
        var rows: [String: [[String]]] = [:]
        for row in reader {
            let cells = Dictionary(zip(header.fields, row.fields)) { first, _ in first }
            let chosen = (cells["campaigns"] ?? "").split(separator: ";").map(String.init)
            leads.append(DemoLead(key: cells["lead"] ?? "", email: cells["email"] ?? "", campaigns: chosen))
            for campaign in chosen { rows[campaign, default: []].append(row.fields) }
        }
        let now = clock
        let importer = LeadImport(store: store, workspace: workspace, clock: { now.now })
        for campaign in story.campaigns {
            guard let id = campaigns[campaign.campaign], let cells = rows[campaign.campaign] else { continue }
            let lines = ([header.fields] + cells).map { $0.map(DelimitedCell.asIs).joined(separator: ",") }
            let report = try await importer.run(
                CSVReader(text: lines.joined(separator: "\n") + "\n"), into: id, source: story.leads)
            if report.refusedCount > 0 { surprises.append("\(report.refusedCount) leads were refused") }
        }
    }

    private func readSends() throws -> [DemoSend] {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try LineReader(path: folder + "/" + story.sends).map { line in
            do { return try decoder.decode(DemoSend.self, from: Data(line.text.utf8)) } catch {
                throw CommandFailure(
                    "\(folder)/\(story.sends):\(line.number): no send of this form (\(error))")
            }
        }
    }

    // MARK: The timeline

    /// One lead that changed its stage in one campaign.
    struct Move {
        let lead: RowID<Lead>
        let campaign: RowID<Campaign>
        let from: Stage
        let to: Stage
    }

    /// Carries out one entry.
    func perform(_ entry: DemoStory.Entry) async throws -> (sent: [Move], done: [Move]) {
        let at = try DemoStory.instant(entry.at)
        let sent = try await registerSends(until: at)
        clock.now = at
        return (sent, try await moves(of: entry, at))
    }

    private func moves(of entry: DemoStory.Entry, _ at: Instant) async throws -> [Move] {
        switch entry.action {
        case "start": return try await act(.start, entry)
        case "cancel": return try await act(.cancel, entry)
        case "resume": return try await act(.resume(LeadAction.ResumeRequest(confirmed: true)), entry)
        case "tick", "timers": return try await stageClock.tick(now: at).changes.map(Move.init)
        case "mail": return try await receive(entry)
        case "expect":
            try await check(entry.stages ?? [:], at: entry.at)
            return []
        default: throw CommandFailure("story: nothing is called '\(entry.action)'; see fixtures/README.md")
        }
    }

    func finish() async throws {
        let end = try DemoStory.instant(story.end)
        _ = try await registerSends(until: end)
        clock.now = end
        let stages = story.expected.mapValues { $0.mapValues(\.stage) }
        try await check(stages, at: story.end)
        try await checkErrors()
        try await checkLists()
    }

    private var stageClock: StageClock { StageClock(store: store, workspace: workspace) }

    private func receive(_ entry: DemoStory.Entry) async throws -> [Move] {
        let path = folder + "/" + (entry.file ?? "")
        let report = try await ingest.ingest(
            FileSource(paths: [path]),
            arrival: Ingest.Arrival(mailbox: entry.mailbox ?? "", receivedAt: clock.now))
        surprises += report.faults
        return report.changes.map(Move.init)
    }

    private func act(_ action: LeadAction, _ entry: DemoStory.Entry) async throws -> [Move] {
        let clock = clock
        let actions = LeadActions(store: store, workspace: workspace, clock: { clock.now })
        var ids: [RowID<Enrollment>] = []
        for lead in entry.leads ?? [] {
            guard let id = try await enrollment(lead, entry.campaign ?? "") else {
                throw CommandFailure("story: no lead '\(lead)' in campaign '\(entry.campaign ?? "")'")
            }
            ids.append(id.id)
        }
        let actor = LeadActions.Actor(name: entry.by ?? "mia", role: .member)
        var moves: [Move] = []
        for result in try await actions.perform(action, on: ids, by: actor) {
            if let refusal = result.refusal {
                surprises.append("\(entry.at): \(entry.action) was refused: \(refusal.message)")
            } else if let lead = result.lead, let from = result.from, let to = result.to, from != to {
                moves.append(
                    Move(
                        lead: lead, campaign: campaigns[entry.campaign ?? ""] ?? RowID(0), from: from, to: to)
                )
            }
        }
        return moves
    }

    /// Registers what the outside sender had sent by then, each send at its own time.
    private func registerSends(until at: Instant) async throws -> [Move] {
        var moves: [Move] = []
        while let send = sends.first, try DemoStory.instant(send.sentAt) <= at {
            sends.removeFirst()
            let sentAt = try DemoStory.instant(send.sentAt)
            clock.now = max(clock.now, sentAt)
            let clock = clock
            let importer = SendImport(store: store, workspace: workspace, clock: { clock.now })
            let report = try await importer.run(LineReader(text: try line(send)), source: story.sends)
            surprises += report.faults.map { "send to \(send.lead): \($0)" }
            moves += report.changes.map(Move.init)
        }
        return moves
    }

    private func line(_ send: DemoSend) throws -> String {
        guard let campaign = story.campaigns.first(where: { $0.campaign == send.campaign }),
            let step = campaign.steps.firstIndex(where: { $0.step == send.step }),
            let lead = leads.first(where: { $0.key == send.lead })
        else { throw CommandFailure("story: a send names a lead, campaign or step that is not there") }
        var json = JSONText()
        json.object { json in
            json.field("lead", lead.email)
            json.field("campaign", campaign.name)
            json.field("step", step + 1)
            json.field("mailbox", send.mailbox)
            json.field("sent_at", send.sentAt)
            if let error = send.error { json.field("error", error) }
            if let id = send.messageId { json.field("message_id", id) }
        }
        return String(decoding: json.bytes, as: UTF8.self) + "\n"
    }

    func enrollment(_ lead: String, _ campaign: String) async throws -> Enrollment? {
        guard let email = leads.first(where: { $0.key == lead })?.email, let campaign = campaigns[campaign]
        else {
            return nil
        }
        return try await store.read(in: workspace, at: clock.now) { transaction in
            guard let lead = try transaction.lead(address: email),
                let id = try transaction.enrollment(lead: lead, campaign: campaign)
            else { return nil }
            return try transaction.enrollment(id)
        }
    }

    func note(surprise: String) { surprises.append(surprise) }
}

extension DemoRun.Move {
    init(_ change: StageChange) {
        self.init(
            lead: RowID(change.lead), campaign: RowID(change.campaign), from: change.from, to: change.to)
    }
}

/// The time as the story says it.
final class DemoClock: Sendable {
    private let time: Mutex<Instant>

    init(_ start: Instant) { time = Mutex(start) }

    var now: Instant {
        get { time.withLock { $0 } }
        set { time.withLock { $0 = newValue } }
    }
}
