import ArgumentParser
import CalendarTime
import Ingestion
import LeadStages
import Store

/// Who does something to which leads; every lead has its own result, and one that is refused stops no other.
struct LeadActionOptions: ParsableArguments {
    @OptionGroup var selection: LeadSelection
    @Option(help: ArgumentHelp("Why; kept with the event.", valueName: "text")) var reason: String?
    @Flag(help: "JSON for programs.") var json = false
    @OptionGroup var session: SessionOptions

    /// `unmoved` says what an action without a change of stage did.
    func perform(_ action: LeadAction, unmoved: String = "noted") async throws {
        let session = try await Session.open(session)
        let choices = try await selection.choose(session)
        let ids = choices.compactMap { try? $0.enrollment.get() }
        let results = try await session.actions().perform(
            action, on: ids, by: session.actor(reason: reason))
        let lines = LeadActionLine.lines(choices, results)
        try json ? Terminal.write(LeadActionLine.json(lines)) : Self.writeText(lines, unmoved)
        if lines.contains(where: { $0.refusal != nil }) { throw ExitCode.failure }
    }

    private static func writeText(_ lines: [LeadActionLine], _ unmoved: String) throws {
        for line in lines {
            if let refusal = line.refusal {
                Terminal.report("\(PlainText.line(line.label)): \(refusal.message) [\(refusal.code)]")
            } else {
                try Terminal.write("\(PlainText.line(line.label)): \(line.outcome(unmoved))\n")
            }
        }
        guard lines.count > 1 else { return }
        let refused = lines.count { $0.refusal != nil }
        try Terminal.write("\(lines.count - refused) done, \(refused) refused\n")
    }
}

extension Session {
    func actions() -> LeadActions {
        let now = now
        let isFixed = hasFixedTime
        return LeadActions(store: store, workspace: workspace, clock: { isFixed ? now : SystemClock.now() })
    }

    /// Who works at the machine itself may do everything.
    func actor(reason: String?) -> LeadActions.Actor {
        LeadActions.Actor(name: actor, role: .admin, reason: reason)
    }
}

/// What became of one lead.
struct LeadActionLine {
    struct Refused {
        let code: String
        let message: String
    }

    let label: String
    let enrollment: RowID<Enrollment>?
    let result: LeadActions.Result?
    let refusal: Refused?

    static func lines(_ choices: [LeadSelection.Choice], _ results: [LeadActions.Result]) -> [LeadActionLine]
    {
        var rest = results[...]
        return choices.map { choice in
            switch choice.enrollment {
            case .failure(let failure):
                return LeadActionLine(
                    label: choice.label, enrollment: nil, result: nil,
                    refusal: Refused(code: Refusal.Code.notFound.rawValue, message: failure.description))
            case .success(let id):
                let result = rest.popFirst()
                let refusal = result?.refusal.map { Refused(code: $0.code.rawValue, message: $0.message) }
                return LeadActionLine(label: choice.label, enrollment: id, result: result, refusal: refusal)
            }
        }
    }

    func outcome(_ unmoved: String) -> String {
        guard let result, let from = result.from, let to = result.to else { return "done" }
        let moved = from == to ? "\(to.displayName), \(unmoved)" : "\(from.displayName) → \(to.displayName)"
        return moved + (result.absentUntil.map { " (the lead is away until \(LocalText.minute($0)))" } ?? "")
    }

    static func json(_ lines: [LeadActionLine]) -> JSONText {
        var text = JSONText()
        text.object { text in
            text.field("results", each: lines) { text, line in
                text.field("lead", line.label)
                text.field("lead_id", line.result?.lead.map { Int($0.rawValue) })
                text.field("enrollment_id", line.enrollment.map { Int($0.rawValue) })
                text.field("done", line.refusal == nil)
                text.field("from", line.result?.from?.rawValue)
                text.field("to", line.result?.to?.rawValue)
                text.field("code", line.refusal?.code)
                text.field("message", line.refusal?.message)
                text.field("absent_until", line.result?.absentUntil)
            }
        }
        text.endLine()
        return text
    }
}
