import LeadStages
import Store

/// A lead as a program gives it.
struct GivenLead: Sendable {
    let email: String
    private let body: JSON

    /// `body` fits the schema `NewLead`.
    init(_ body: JSON) {
        self.body = body
        email = body["email"]?.text ?? ""
    }

    /// Throws `WebFault` for what a schema cannot tell.
    func checked() throws -> NewLead {
        try GivenAddress.check(email, "/email")
        let zone = body["time_zone"]?.text
        if let zone, ZoneDatabase.table(zone) == nil {
            throw WebFault(
                .unprocessableContent, "unknown_time_zone", "give a name such as Europe/Berlin",
                field: "/time_zone")
        }
        return NewLead(
            address: email, name: body["name"]?.text ?? "", company: body["company"]?.text,
            companyKey: body["company_id"]?.text.map { "id:\($0)" }
                ?? DomainName.companyKey(ofDomain: EmailAddressKey(email).domain),
            timeZone: zone, fields: (body["fields"] ?? .object([])).serialized)
    }
}

/// What became of the wish to add a lead.
struct AddedLead: Sendable {
    let id: RowID<Enrollment>?
    /// Nil when it was refused.
    let row: JSON?
    let fault: WebFault?

    init(_ new: NewLead, to campaign: RowID<Campaign>, _ transaction: StoreTransaction) throws {
        switch try transaction.addLead(new, to: campaign) {
        case .enrolled(let enrollment):
            let lead = try transaction.lead(address: new.address)
            let steps = try transaction.stepNumbers(campaign)
            id = enrollment
            row = try lead.flatMap { try transaction.leadRow($0, of: campaign) }.map {
                .row($0, steps: steps)
            }
            fault = nil
        case .refused(let code, let existing):
            var refused = WebFault(Refusal(code))
            if let existing { refused.headers[.location] = "/v1/enrollments/\(existing)" }
            (id, row, fault) = (existing, nil, refused)
        }
    }
}

/// Many leads at once, filed as an import.
struct LeadList: Sendable {
    let leads: [GivenLead]

    private struct Refused: Encodable {
        let line: Int
        let email: String
        let code: String
    }

    func add(to campaign: RowID<Campaign>, _ transaction: StoreTransaction) throws -> JSON {
        var results: [JSON] = []
        var refused: [Refused] = []
        for (index, lead) in leads.enumerated() {
            let (id, fault) = try add(lead, campaign, transaction)
            if let fault { refused.append(Refused(line: index + 1, email: lead.email, code: fault.code)) }
            results.append([
                "email": .text(lead.email), "done": .flag(fault == nil), "enrollment_id": .id(id),
                "code": .text(fault?.code), "message": .text(fault?.text),
            ])
        }
        let added = leads.count - refused.count
        try transaction.recordImport(
            kind: "leads", source: "api", campaign: campaign, added: added, refused: refused.count,
            report: try StoreJSON.text(refused))
        return ["added": .number(added), "refused": .number(refused.count), "results": .list(results)]
    }

    private func add(
        _ lead: GivenLead, _ campaign: RowID<Campaign>, _ transaction: StoreTransaction
    ) throws -> (RowID<Enrollment>?, WebFault?) {
        let new: NewLead
        do {
            new = try lead.checked()
        } catch let fault as WebFault {
            return (nil, fault)
        }
        switch try transaction.addLead(new, to: campaign) {
        case .enrolled(let id): return (id, nil)
        case .refused(let code, let existing): return (existing, WebFault(Refusal(code)))
        }
    }
}
