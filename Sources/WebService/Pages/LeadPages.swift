import CalendarTime
import Hummingbird
import Ingestion
import LeadStages
import Store

/// A campaign's Leads page: the Stage column, and what can be done to many leads.
enum LeadPages {
    static let routes: [Route] = [
        .page(.get, "/campaigns/{id}") { try await list($0) },
        .page(.post, "/campaigns/{id}/leads", .change) { try await add($0) },
        .page(.post, "/campaigns/{id}/import", .change, bodyLimit: WebSettings.Limit.upload) {
            try await importFile($0)
        },
    ]

    static let pageSize = 100

    /// What the page shows, read in one transaction.
    private struct Content: Sendable {
        let campaign: Campaign
        let counts: StageCounts
        let steps: [CampaignStep]
        let rows: [EnrollmentRow]
        /// Conversations of those who replied.
        let cards: [RowID<Enrollment>: RowID<Opportunity>]
    }

    static func list(_ request: PageRequest, addFault: String? = nil) async throws -> Response {
        let id: RowID<Campaign> = try request.web.id()
        let filter = LeadFilter(request)
        let content = try await request.read { transaction -> Content? in
            guard let campaign = try transaction.campaign(id) else { return nil }
            let after = try filter.after.flatMap { try transaction.leadRow($0, of: id) }
            let rows = filter.isEmptyHanded ? [] : try transaction.leads(of: id, filter.store(after: after))
            return Content(
                campaign: campaign, counts: try transaction.stageCounts(of: id),
                steps: try transaction.steps(of: id), rows: rows, cards: try cards(of: rows, transaction))
        }
        guard let content else { throw WebFault.notFound }
        return try await request.page(
            "leads", title: content.campaign.name, view(content, filter, request, addFault),
            status: addFault == nil ? .ok : .unprocessableContent)
    }

    private static func cards(
        of rows: [EnrollmentRow], _ transaction: StoreTransaction
    ) throws -> [RowID<Enrollment>: RowID<Opportunity>] {
        var found: [RowID<Enrollment>: RowID<Opportunity>] = [:]
        for row in rows where row.stage == .replied {
            found[row.id] = try transaction.opportunities(of: row.lead).first { $0.enrollment == row.id }?.id
        }
        return found
    }

    private static func view(
        _ content: Content, _ filter: LeadFilter, _ request: PageRequest, _ addFault: String?
    ) -> View {
        let campaign = content.campaign
        let href = CampaignPages.href(campaign.id)
        let text = StageText(request.text(campaign.settings.zone), steps: content.steps)
        let matching = filter.matchCount(content.counts)
        let isFull = content.rows.count == pageSize
        return [
            "campaign": .view(CampaignHead.view(campaign, current: href, request)),
            "bars": .list(StageBar.views(content.counts, href: href, isLive: true)),
            "hasLeads": .flag(!content.rows.isEmpty),
            "filter": .view([
                "q": .text(filter.prefix), "clearHref": .text(filter.isEmpty ? nil : href),
                "fields": .list(filter.fields.map { ["name": .text($0.name), "value": .text($0.value)] }),
            ]),
            "stageOptions": .list(
                Stage.allCases.map {
                    option($0.rawValue, $0.displayName, content.counts.stages[$0], filter.stage == $0)
                }),
            "errorOptions": .list(
                LeadErrorCode.allCases.map {
                    option($0.rawValue, $0.message, content.counts.errors[$0], filter.error == $0)
                }),
            "orderOptions": .list([
                option("lead", "by lead", nil, filter.order == .lead),
                option("due", "by next mail", nil, filter.order == .due),
            ]),
            "caption": .text(caption(content.rows.count, of: matching, isLater: filter.after != nil)),
            "matchCount": .text(matching.map { PageText.number($0) }),
            "leads": .list(content.rows.map { text.view($0, card: content.cards[$0.id]) }),
            "emptyText": .text(filter.emptyText(content.counts, mayAdd: request.user.role.mayChange)),
            "nextHref": .text(
                isFull ? content.rows.last.map { filter.href(href, after: $0.lead) } : nil),
            "firstHref": .text(filter.after == nil ? nil : filter.href(href, after: nil)),
            "addOpen": .flag(addFault != nil), "addError": .text(addFault),
        ]
    }

    private static func option(_ value: String, _ label: String, _ count: Int?, _ isChosen: Bool) -> View {
        let counted = count.map { "\(label) (\(PageText.number($0)))" } ?? label
        return ["value": .text(value), "label": .text(counted), "selected": .flag(isChosen)]
    }

    private static func caption(_ shown: Int, of all: Int?, isLater: Bool) -> String {
        guard let all, !isLater, shown < all else { return PageText.count(shown, "lead") }
        return "\(PageText.number(shown)) of \(PageText.count(all, "lead"))"
    }

    // MARK: Adding

    private static func add(_ request: PageRequest) async throws -> Response {
        let id: RowID<Campaign> = try request.web.id()
        let new = NewLead(
            address: request.field("email") ?? "", name: request.field("name") ?? "",
            company: request.field("company"))
        guard EmailAddressKey(new.address).isAddress else {
            return try await list(request, addFault: "Give an address such as anna@example.com.")
        }
        let outcome = try await request.write { transaction -> EnrollOutcome in
            guard try transaction.campaign(id) != nil else { throw WebFault.notFound }
            return try transaction.addLead(new, to: id)
        }
        switch outcome {
        case .enrolled: return request.done(CampaignPages.href(id), "\(new.address) added.")
        case .refused(.suppressed, _):
            return try await list(request, addFault: "This address is on the Do Not Contact list.")
        case .refused(let code, _): return try await list(request, addFault: code.message)
        }
    }

    private static func importFile(_ request: PageRequest) async throws -> Response {
        let id: RowID<Campaign> = try request.web.id()
        guard let campaign = try await request.read({ try $0.campaign(id) }) else { throw WebFault.notFound }
        guard let file = request.files["file"] else {
            return request.done(CampaignPages.href(id), "Choose a file with leads.", isError: true)
        }
        let importer = LeadImport(
            store: request.parts.store, workspace: request.workspace, clock: request.parts.clock)
        do {
            let report = try await importer.run(
                CSVReader(bytes: file.bytes), into: id, source: file.name)
            return try await request.page(
                "bulk_result", title: "Import", ImportResult(report, campaign).view)
        } catch let fault as ImportFault {
            return request.done(CampaignPages.href(id), "\(fault)", isError: true)
        }
    }
}

/// The head and the tabs of a campaign's pages.
enum CampaignHead {
    static func view(_ campaign: Campaign, current: String, _ request: PageRequest) -> View {
        let href = CampaignPages.href(campaign.id)
        let tabs = [
            ("Leads", href), ("Settings", href + "/settings"),
            ("Reports", "/reports?campaign=\(campaign.id)"),
        ]
        return [
            "id": .id(campaign.id), "name": .text(campaign.name), "href": .text(href),
            "mayDelete": .flag(request.role.may(.delete)),
            "tabs": .list(
                tabs.map { ["label": .text($0.0), "href": .text($0.1), "current": .flag($0.1 == current)] }),
        ]
    }
}

/// What became of the lines of a file.
private struct ImportResult {
    let view: View

    /// Refused lines that the page shows.
    private static let shown = 500

    init(_ report: LeadImport.Report, _ campaign: Campaign) {
        let rows = report.refusals.prefix(Self.shown).map { row -> View in
            guard case .refused(let code, let message) = row.outcome else { return [:] }
            return [
                "name": .text("Line \(row.line)"), "email": .text(row.email), "isDone": false,
                "resultText": .text(message), "code": .text(code),
            ]
        }
        let refused = report.refusedCount
        let more = refused > rows.count ? " The first \(rows.count) are listed." : ""
        view = [
            "heading": "Import",
            "summary": .text(
                "\(PageText.count(report.added, "lead")) added, \(PageText.number(refused)) refused.\(more)"),
            "backHref": .text(CampaignPages.href(campaign.id)), "backLabel": .text(campaign.name),
            "results": .list(Array(rows)),
        ]
    }
}
