import CalendarTime
import Ingestion
import LeadStages
import Store

extension APIOperation {
    /// Enrollments of one request.
    static let maximumBulk = 1_000

    static let leadActions: [APIOperation] = [
        APIOperation(
            method: .post, path: "/campaigns/{campaign}/actions", name: "actOnEnrollments",
            about: "Does the same to many leads of a campaign; each has its own result.", scope: .write,
            body: .json(
                .object(
                    [.required("enrollments", .list(.id, maximum: maximumBulk))]
                        + LeadActionRequest.properties)),
            success: (.ok, .object([.required("results", .list(.named("ActionResult")))]))
        ) { request in
            let ids = (request.body["enrollments"]?.list ?? []).compactMap(\.integer).map {
                RowID<Enrollment>($0)
            }
            let (action, known) = try await request.read { transaction in
                let campaign = try request.campaign(transaction).id
                let known = try ids.filter { try transaction.enrollment($0)?.campaign == campaign }
                return (try LeadActionRequest(request).action(campaign, transaction), Set(known))
            }
            let results = try await request.parts.actions(request.workspace).perform(
                action, on: ids.filter { known.contains($0) }, by: request.leadActor)
            var rest = results[...]
            let items = ids.map { id -> JSON in
                known.contains(id) ? rest.popFirst().map { .result($0) } ?? .null : .missing(id)
            }
            return APIAnswer(["results": .list(items)])
        },
        APIOperation(
            method: .post, path: "/enrollments/{enrollment}/actions", name: "actOnEnrollment",
            about: "Does something to one lead of a campaign.", scope: .write,
            body: .json(.object(LeadActionRequest.properties)), success: (.ok, .named("ActionResult")),
            faults: [.gone]
        ) { request in
            let id: RowID<Enrollment> = try request.web.id("enrollment")
            let action = try await request.read { transaction in
                guard let found = try transaction.enrollment(id) else { throw WebFault.notFound }
                return try LeadActionRequest(request).action(found.campaign, transaction)
            }
            let results = try await request.parts.actions(request.workspace).perform(
                action, on: [id], by: request.leadActor)
            guard let result = results.first else { throw WebFault.notFound }
            if let refusal = result.refusal { throw refusal }
            return APIAnswer(.result(result))
        },
    ]
}

/// An action as a program names it.
struct LeadActionRequest: Sendable {
    private enum Name: String, CaseIterable {
        case start, cancel, resume, pause, unsubscribe, delete
        case markReplied = "mark_replied"
        case clearInvalid = "clear_invalid"
    }

    static let properties: [Schema.Property] = [
        .required("action", .word(Name.allCases.map(\.rawValue))),
        .optional("reason", .text(0...2_000, about: "Kept with the event; some actions need one.")),
        .optional("until", .text(0...40, format: "date-time", about: "Of `pause`: the end.")),
        .optional("confirmed", .flag),
        .optional("not_before", .text(0...40, format: "date-time", about: "Of `resume`.")),
        .optional(
            "step", .integer(1...10_000, about: "Of `resume`, where the step the lead waited for is gone.")),
    ]

    private let request: APIRequest

    init(_ request: APIRequest) { self.request = request }

    func action(_ campaign: RowID<Campaign>, _ transaction: StoreTransaction) throws -> LeadAction {
        switch request.text("action").flatMap({ Name(rawValue: $0) }) {
        case .start: return .start
        case .cancel: return .cancel
        case .unsubscribe: return .unsubscribe
        case .markReplied: return .markReplied
        case .clearInvalid: return .clearInvalid
        case .delete: return .delete
        case .pause:
            guard let until = request.instant("until") else {
                throw WebFault.unfit("/until", "say until when")
            }
            return .pause(until: until)
        case .resume:
            return .resume(
                LeadAction.ResumeRequest(
                    confirmed: request.flag("confirmed") ?? false, notBefore: request.instant("not_before"),
                    step: try step(campaign, transaction)))
        case nil: throw WebFault.invalid("/action", "is unknown")
        }
    }

    private func step(_ campaign: RowID<Campaign>, _ transaction: StoreTransaction) throws -> String? {
        guard let number = request.integer("step") else { return nil }
        let steps = try transaction.steps(of: campaign)
        guard steps.indices.contains(Int(number) - 1) else { throw WebFault.unknown("step", "/step") }
        return steps[Int(number) - 1].key
    }
}

extension JSON {
    fileprivate static func result(_ result: LeadActions.Result) -> JSON {
        [
            "enrollment_id": .id(result.enrollment), "lead_id": .id(result.lead),
            "done": .flag(result.isDone), "from": .text(result.from?.rawValue),
            "to": .text(result.to?.rawValue), "code": .text(result.refusal?.code.rawValue),
            "message": .text(result.refusal?.message), "absent_until": .instant(result.absentUntil),
        ]
    }

    /// No enrollment of this campaign.
    fileprivate static func missing(_ id: RowID<Enrollment>) -> JSON {
        let refusal = Refusal(.notFound)
        return [
            "enrollment_id": .id(id), "lead_id": .null, "done": false, "from": .null, "to": .null,
            "code": .text(refusal.code.rawValue), "message": .text(refusal.message), "absent_until": .null,
        ]
    }
}
