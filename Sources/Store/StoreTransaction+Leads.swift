import CalendarTime
import LeadStages

extension StoreTransaction {
    /// Makes the lead, or answers the one that has this address already (then nothing about it changes).
    @discardableResult
    public func addLead(_ new: NewLead) throws -> (lead: RowID<Lead>, isNew: Bool) {
        let key = EmailAddressKey(new.address)
        if let known = try lead(narrowKey: key.narrow) { return (known, false) }
        let lead: RowID<Lead> = try insert(
            """
            INSERT INTO leads (workspace_id, name, company, company_key, time_zone, fields, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id
            """, [workspace, new.name, new.company, new.companyKey, new.timeZone, new.fields, now])
        try insertAddress(new.address, of: lead, isPrimary: true)
        return (lead, true)
    }

    public func lead(_ id: RowID<Lead>) throws -> Lead? {
        try connection.first(
            "SELECT \(Lead.columns) FROM leads WHERE workspace_id = $1 AND id = $2", [workspace, id]
        ) { Lead(&$0) }
    }

    /// By identity: the exact normalised address.
    public func lead(address: String) throws -> RowID<Lead>? {
        try lead(narrowKey: EmailAddressKey(address).narrow)
    }

    private func lead(narrowKey: String) throws -> RowID<Lead>? {
        try connection.first(
            "SELECT lead_id FROM addresses WHERE workspace_id = $1 AND narrow_key = $2",
            [workspace, narrowKey]
        ) { $0.id() }
    }

    /// The main address first, then by age.
    public func addresses(of lead: RowID<Lead>) throws -> [LeadAddress] {
        try connection.query(
            """
            SELECT \(LeadAddress.columns) FROM addresses WHERE workspace_id = $1 AND lead_id = $2
            ORDER BY is_primary DESC, id
            """, [workspace, lead]
        ) { LeadAddress(&$0) }
    }

    public func address(_ address: String) throws -> LeadAddress? {
        try connection.first(
            "SELECT \(LeadAddress.columns) FROM addresses WHERE workspace_id = $1 AND narrow_key = $2",
            [workspace, EmailAddressKey(address).narrow]
        ) { LeadAddress(&$0) }
    }

    /// An alternate address; false when the lead has it, or another lead does (whose it stays).
    @discardableResult
    public func addAddress(_ address: String, to lead: RowID<Lead>) throws -> Bool {
        try insertAddress(address, of: lead, isPrimary: false)
    }

    /// The main address from now on; added when the lead does not have it.
    public func setPrimaryAddress(_ address: String, of lead: RowID<Lead>) throws {
        try insertAddress(address, of: lead, isPrimary: false)
        try connection.run(
            """
            UPDATE addresses SET is_primary = (narrow_key = $3) WHERE workspace_id = $1 AND lead_id = $2
            """, [workspace, lead, EmailAddressKey(address).narrow])
    }

    @discardableResult
    private func insertAddress(_ address: String, of lead: RowID<Lead>, isPrimary: Bool) throws -> Bool {
        let key = EmailAddressKey(address)
        return try connection.run(
            """
            INSERT INTO addresses
                (workspace_id, lead_id, address, narrow_key, wide_key, domain, is_primary, added_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (workspace_id, narrow_key) DO NOTHING
            """, [workspace, lead, address, key.narrow, key.wide, key.domain, isPrimary, now]) == 1
    }

    @discardableResult
    public func recordImport(
        kind: String, source: String, campaign: RowID<Campaign>?, added: Int, refused: Int, report: String
    ) throws -> RowID<ImportBatch> {
        try insert(
            """
            INSERT INTO import_batches
                (workspace_id, campaign_id, kind, source, added, refused, report, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id
            """, [workspace, campaign, kind, source, added, refused, report, now])
    }

    /// The newest first.
    public func imports(limit: Int) throws -> [ImportBatch] {
        try connection.query(
            "SELECT \(ImportBatch.columns) FROM import_batches WHERE workspace_id = $1 ORDER BY id DESC LIMIT $2",
            [workspace, limit]
        ) { ImportBatch(&$0) }
    }
}
