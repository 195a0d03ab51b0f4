import CalendarTime
import Ingestion
import LeadStages
import Store

extension APIOperation {
    /// Leads of one request.
    static let maximumImport = 1_000

    static let enrollments: [APIOperation] = [
        APIOperation(
            method: .get, path: "/campaigns/{campaign}/enrollments", name: "listEnrollments",
            about: "The leads of a campaign with their stages.", scope: .read,
            query: [
                Item(name: "stage", schema: Schemas.stage, about: "Only this stage."),
                Item(name: "error", schema: Schemas.errorCode, about: "Only this error."),
                Item(
                    name: "order", schema: .word(["lead", "due"]),
                    about: "By lead, or those that are due first, without those that have no due time."),
                .cursor, .limit,
            ],
            success: (.ok, .page(.named("EnrollmentRow")))
        ) { request in
            let isByDue = request.web.query("order") == "due"
            let after = try request.cursor(of: isByDue ? 2 : 1)
            let filter = EnrollmentFilter(
                stage: request.queryWord("stage"), error: request.queryWord("error"),
                order: isByDue ? .due : .lead,
                after: after.map { numbers in
                    EnrollmentRow(
                        endOfPage: RowID(numbers[0]),
                        due: isByDue ? Instant(microseconds: numbers[1]) : nil)
                }, limit: request.limit + 1)
            let (rows, steps) = try await request.read { transaction in
                let campaign = try request.campaign(transaction).id
                return (try transaction.leads(of: campaign, filter), try transaction.stepNumbers(campaign))
            }
            return request.page(rows, { .row($0, steps: steps) }) { last in
                APICursor([last.lead.rawValue] + (isByDue ? [last.nextDue?.microseconds ?? 0] : []))
            }
        },
        APIOperation(
            method: .post, path: "/campaigns/{campaign}/enrollments", name: "addLead",
            about: """
                Adds one lead; it is Not Started until somebody starts it. Refused with `suppressed`, or \
                with `already_enrolled`: then `Location` names the enrollment that is there.
                """,
            scope: .write, body: .json(.named("NewLead")), success: (.created, .named("EnrollmentRow"))
        ) { request in
            let new = try GivenLead(request.body).checked()
            let outcome = try await request.write { transaction in
                try AddedLead(new, to: try request.campaign(transaction).id, transaction)
            }
            if let fault = outcome.fault { throw fault }
            return APIAnswer(outcome.row, status: .created)
        },
        APIOperation(
            method: .post, path: "/campaigns/{campaign}/import", name: "importLeads",
            about:
                "Adds up to 1,000 leads. Each has its own result; one that is refused stops no other.",
            scope: .write,
            body: .json(.object([.required("leads", .list(.named("ImportedLead"), maximum: maximumImport))])),
            bodyLimit: WebSettings.Limit.upload,
            success: (
                .ok,
                .object([
                    .required("added", Schemas.count), .required("refused", Schemas.count),
                    .required("results", .list(importResult)),
                ])
            )
        ) { request in
            let leads = (request.body["leads"]?.list ?? []).map { GivenLead($0) }
            return APIAnswer(
                try await request.write { transaction in
                    try LeadList(leads: leads).add(to: try request.campaign(transaction).id, transaction)
                })
        },
        APIOperation(
            method: .get, path: "/enrollments/{enrollment}", name: "getEnrollment",
            about: "One lead in one campaign.", scope: .read, success: (.ok, .named("Enrollment"))
        ) { request in
            APIAnswer(
                try await request.read { try .enrollment(try request.enrollment($0), $0) })
        },
        APIOperation(
            method: .get, path: "/enrollments/{enrollment}/events", name: "explainEnrollment",
            about:
                "Why the stage is what it is: the events in order, the mail, the rules and the words.",
            scope: .read, success: (.ok, .named("EventChain"))
        ) { request in
            APIAnswer(
                try await request.read {
                    try .chain(try EventChain(try request.enrollment($0), $0), $0)
                })
        },
    ]

    private static let importResult = Schema.object([
        .required("email", Schemas.anyText), .required("done", .flag),
        .required("enrollment_id", .nullable(.id)), .required("code", .nullable(.text())),
        .required("message", .nullable(.text())),
    ])
}

extension APIRequest {
    /// Of the path; throws when this workspace has none of that id, or it was deleted.
    func enrollment(_ transaction: StoreTransaction) throws -> Enrollment {
        guard let found = try transaction.enrollment(try web.id("enrollment")), !found.state.isDeleted else {
            throw WebFault.notFound
        }
        return found
    }
}

extension StoreTransaction {
    /// The place of each step, from 1, by its key.
    func stepNumbers(_ campaign: RowID<Campaign>) throws -> [String: Int] {
        let pairs = try steps(of: campaign).enumerated().map { ($1.key, $0 + 1) }
        return Dictionary(pairs) { first, _ in first }
    }
}
