import ArgumentParser
import LeadStages
import Store

/// Which leads an action is for: named ones, or all of a campaign that have a stage or an error.
struct LeadSelection: ParsableArguments {
    @Argument(help: ArgumentHelp("Leads, by address or id.", valueName: "lead")) var leads: [String] = []
    @Option(
        help: ArgumentHelp("The campaign; may be left out where a lead is in one only.", valueName: "name"))
    var campaign: String?
    @Option(help: "All leads of the campaign in this stage.") var stage: Stage?
    @Option(help: "All leads of the campaign with this error.") var error: LeadErrorCode?
    @Flag(help: "All leads of the campaign.") var all = false

    private static let page = 1_000

    private var isBulk: Bool { stage != nil || error != nil || all }

    func validate() throws {
        guard leads.isEmpty == isBulk else {
            throw ValidationError("Name leads, or choose them by --stage, --error or --all.")
        }
        guard !isBulk || campaign != nil else { throw ValidationError("Name the campaign with --campaign.") }
    }

    /// One lead that was chosen, or why it could not be.
    struct Choice: Sendable {
        let label: String
        let enrollment: Result<RowID<Enrollment>, CommandFailure>
    }

    func choose(_ session: Session) async throws -> [Choice] {
        isBulk ? try await chooseAll(session) : try await session.read { try chooseNamed($0) }
    }

    private func chooseNamed(_ transaction: StoreTransaction) throws -> [Choice] {
        let campaign = try campaign.map { try transaction.requireCampaign($0) }
        return try leads.map { text in
            do {
                let lead = try transaction.requireLead(text)
                return Choice(label: text, enrollment: .success(try enrollment(lead, campaign, transaction)))
            } catch let failure as CommandFailure {
                return Choice(label: text, enrollment: .failure(failure))
            }
        }
    }

    private func enrollment(
        _ lead: Lead, _ campaign: Campaign?, _ transaction: StoreTransaction
    ) throws -> RowID<Enrollment> {
        if let campaign {
            guard let found = try transaction.enrollment(lead: lead.id, campaign: campaign.id) else {
                throw CommandFailure("is not in campaign '\(campaign.name)'")
            }
            return found
        }
        let found = try transaction.enrollments(of: lead.id)
        guard found.count == 1 else {
            throw CommandFailure(
                found.isEmpty
                    ? "is in no campaign" : "is in \(found.count) campaigns; name one with --campaign")
        }
        return found[0].id
    }

    private func chooseAll(_ session: Session) async throws -> [Choice] {
        var filter = EnrollmentFilter(stage: stage, error: error, limit: Self.page)
        var choices: [Choice] = []
        let name = campaign ?? ""
        let campaign = try await session.read { try $0.requireCampaign(name).id }
        while true {
            let current = filter
            let rows = try await session.read { try $0.leads(of: campaign, current) }
            choices += rows.map { Choice(label: $0.address, enrollment: .success($0.id)) }
            guard rows.count == Self.page else { return choices }
            filter.after = rows.last
        }
    }
}
