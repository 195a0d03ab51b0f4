import CalendarTime
import LeadStages

/// A person we write to.
public struct Lead: Hashable, Sendable {
    public let id: RowID<Lead>
    public let name: String
    public let company: String?
    /// Company id or domain; nil when unknown or a free-mail domain.
    public let companyKey: String?
    public let timeZone: String?
    /// Opaque JSON object: the columns of the import.
    public let fields: String
    public let createdAt: Instant
    /// Set on the tombstone that stays when a lead is erased.
    public let erasedAt: Instant?

    static let columns = "id, name, company, company_key, time_zone, fields, created_at, erased_at"

    init(_ row: inout RowReader) {
        id = row.id()
        name = row.text()
        company = row.textOrNil()
        companyKey = row.textOrNil()
        timeZone = row.textOrNil()
        fields = row.text()
        createdAt = row.instant()
        erasedAt = row.instantOrNil()
    }
}

/// What is given to add a lead.
public struct NewLead: Sendable {
    /// As written; the main address.
    public var address: String
    public var name: String
    public var company: String?
    public var companyKey: String?
    public var timeZone: String?
    /// A JSON object.
    public var fields: String

    public init(
        address: String, name: String = "", company: String? = nil, companyKey: String? = nil,
        timeZone: String? = nil, fields: String = "{}"
    ) {
        self.address = address
        self.name = name
        self.company = company
        self.companyKey = companyKey
        self.timeZone = timeZone
        self.fields = fields
    }
}

/// One way to reach a lead. `narrowKey` belongs to one lead of the workspace.
public struct LeadAddress: Hashable, Sendable {
    public let id: RowID<LeadAddress>
    public let lead: RowID<Lead>
    public let address: String
    public let narrowKey: String
    public let isPrimary: Bool
    /// What the fold of its events gave.
    public let status: AddressState.Status
    public let reason: String?
    public let softCount: Int
    /// It bounced, yet a robot behind it answers.
    public let isConflicting: Bool
    public let wideKey: String

    static let columns =
        "id, lead_id, address, narrow_key, is_primary, state, reason, soft_count, is_conflicting, wide_key"

    init(_ row: inout RowReader) {
        id = row.id()
        lead = row.id()
        address = row.text()
        narrowKey = row.text()
        isPrimary = row.flag()
        status = AddressState.Status(rawValue: row.text()) ?? .invalid
        reason = row.textOrNil()
        softCount = row.count()
        isConflicting = row.flag()
        wideKey = row.text()
    }

    public var isSendable: Bool { status == .ok || status == .suspect }
}

/// What one import did, for the report that is shown later.
public struct ImportBatch: Hashable, Sendable {
    public let id: RowID<ImportBatch>
    /// `leads` or `sends`.
    public let kind: String
    public let source: String
    public let added: Int
    public let refused: Int
    /// Opaque JSON: the refused rows and why.
    public let report: String
    public let createdAt: Instant

    static let columns = "id, kind, source, added, refused, report, created_at"

    init(_ row: inout RowReader) {
        id = row.id()
        kind = row.text()
        source = row.text()
        added = row.count()
        refused = row.count()
        report = row.text()
        createdAt = row.instant()
    }
}
