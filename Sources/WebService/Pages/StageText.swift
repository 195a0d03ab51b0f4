import CalendarTime
import LeadStages
import Store

/// What stands beside a stage, and in its tooltip.
struct StageText {
    let text: PageText
    /// Position of each step, from 1, by its key.
    let steps: [String: Int]

    init(_ text: PageText, steps: [CampaignStep]) {
        self.text = text
        self.steps = Dictionary(uniqueKeysWithValues: steps.enumerated().map { ($1.key, $0 + 1) })
    }

    /// `2 of 5`
    func step(_ key: String?) -> String? {
        key.flatMap { steps[$0] }.map { "\($0) of \(steps.count)" }
    }

    /// A row of the Leads page.
    func view(_ row: EnrollmentRow, card: RowID<Opportunity>?) -> View {
        let tip = tip(row)
        return [
            "id": .id(row.id), "href": .text("/enrollments/\(row.id)"),
            "name": .text(PageText.person(row.name, row.address)), "email": .text(row.address),
            "stageKey": .text(row.stage.rawValue), "stageLabel": .text(row.stage.displayName),
            "stageNote": .text(note(row)), "tipTitle": .text(tip.title), "tipText": .text(tip.text),
            "step": .text(step(row.step)), "due": .text(row.stage == .running ? text.time(row.nextDue) : nil),
            "dueIso": .text(row.nextDue?.iso8601), "lastEvent": .text(text.time(row.since)),
            "cardHref": .text(card.map { "/opportunities/\($0)" }),
        ]
    }

    private func note(_ row: EnrollmentRow) -> String? {
        switch row.stage {
        case .notStarted: row.isQueued ? "queued" : nil
        case .outOfOffice: row.outUntil.map { "until \(text.day($0))" }
        case .hasErrors: row.error?.message
        default: nil
        }
    }

    private func tip(_ row: EnrollmentRow) -> (title: String, text: String?) {
        switch row.stage {
        case .notStarted:
            row.isQueued
                ? ("Start was requested.", "Starting begins at the next run, within 15 minutes.")
                : ("Nothing is sent before you start it.", nil)
        case .starting: ("Being started.", "The checks before the first mail run now.")
        case .running:
            (
                step(row.step).map { "Step \($0)." } ?? "Under way.",
                text.time(row.nextDue).map { "Due \($0)." }
            )
        case .outOfOffice:
            ("Out of office.", row.outUntil.map { "Paused until \(text.time($0)); it resumes by itself." })
        case .replied: ("Replied \(text.time(row.since)).", "No campaign mail is sent any more.")
        case .unsubscribed: ("Unsubscribed \(text.time(row.since)).", "On the Do Not Contact list.")
        case .bounced: ("Bounced \(text.time(row.since)).", "“Why?” has the report of the mail system.")
        case .canceled: ("Canceled \(text.time(row.since)).", "“Why?” says by whom, or by which rule.")
        case .completed: ("All steps done \(text.time(row.since)).", "A new step does not go out by itself.")
        case .hasErrors: (row.error?.message ?? "Has errors.", row.error?.help)
        }
    }
}
