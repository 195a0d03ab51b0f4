import Foundation
import LeadStages
import Store

/// Which leads of a campaign a page is about: from the query of the page, or from the form of a bulk action.
struct LeadFilter: Sendable {
    var stage: Stage?
    var error: LeadErrorCode?
    var prefix: String?
    var order = EnrollmentFilter.Order.lead
    var after: RowID<Lead>?

    init(_ request: PageRequest) {
        func value(_ name: String) -> String? { request.web.query(name) ?? request.field(name) }
        stage = value("stage").flatMap { Stage(rawValue: $0) }
        error = value("error").flatMap { LeadErrorCode(rawValue: $0) }
        prefix = value("q").map { $0.trimmingCharacters(in: .whitespaces) }.flatMap { $0.isEmpty ? nil : $0 }
        order = value("order") == "due" ? .due : .lead
        after = request.web.query("after").flatMap { RowID($0) }
    }

    var isEmpty: Bool { stage == nil && error == nil && prefix == nil && order == .lead }

    /// The search is too short to be made.
    var isEmptyHanded: Bool { prefix.map { $0.count < EnrollmentFilter.minimumPrefix } ?? false }

    func store(after row: EnrollmentRow?, limit: Int = LeadPages.pageSize) -> EnrollmentFilter {
        EnrollmentFilter(
            stage: stage, error: error, addressPrefix: prefix, order: order, after: row, limit: limit)
    }

    /// As a query or a form has it.
    var fields: [(name: String, value: String)] {
        [
            ("stage", stage?.rawValue), ("error", error?.rawValue), ("q", prefix),
            ("order", order == .due ? "due" : nil),
        ].compactMap { name, value in value.map { (name, $0) } }
    }

    func href(_ base: String, after lead: RowID<Lead>?) -> String {
        let all = fields + (lead.map { [("after", $0.description)] } ?? [])
        return all.isEmpty ? base : base + "?" + FormFields.query(all)
    }

    /// How many leads fit; nil when only reading them all would tell.
    func matchCount(_ counts: StageCounts) -> Int? {
        guard prefix == nil, order == .lead else { return nil }
        if let error { return stage == nil || stage == .hasErrors ? counts.errors[error] ?? 0 : nil }
        return stage.map { counts.stages[$0] ?? 0 } ?? counts.total
    }

    func emptyText(_ counts: StageCounts, mayAdd: Bool) -> String {
        if isEmptyHanded {
            return "Type at least \(EnrollmentFilter.minimumPrefix) characters of the address."
        }
        if counts.total > 0 { return "No lead fits this filter." }
        return mayAdd ? "No leads yet. Add one, or import a file." : "No leads yet."
    }
}
