import Store

extension StoreTransaction {
    /// By name, else by id.
    func requireCampaign(_ text: String) throws -> Campaign {
        if let found = try campaign(named: text) { return found }
        if let id = RowID<Campaign>(text), let found = try campaign(id) { return found }
        throw CommandFailure("no campaign '\(text)'; 'sluice campaign list' shows all")
    }

    func requireMailbox(_ address: String) throws -> MailboxAccount {
        if let found = try mailbox(address), found.removedAt == nil { return found }
        throw CommandFailure("no mailbox \(address); add it with 'sluice mailbox add \(address)'")
    }

    /// A step by its position in the campaign (1 is the first).
    func requireStep(_ position: Int, of campaign: Campaign) throws -> CampaignStep {
        let steps = try steps(of: campaign.id)
        guard steps.indices.contains(position - 1) else {
            throw CommandFailure(
                "campaign '\(campaign.name)' has no step \(position), only \(steps.count); "
                    + "'sluice campaign show' lists them")
        }
        return steps[position - 1]
    }

    /// By address, else by id.
    func requireLead(_ text: String) throws -> Lead {
        if let id = try lead(address: text), let found = try lead(id) { return found }
        if let id = RowID<Lead>(text), let found = try lead(id) { return found }
        throw CommandFailure(
            "no lead '\(text)'; 'sluice lead list --campaign NAME' shows those of a campaign")
    }
}
