import CalendarTime
import DataFormats
import LeadStages
import Store

/// The page of one lead in one campaign.
struct EnrollmentView {
    private let content: EnrollmentPages.Content
    private let text: PageText
    private let request: PageRequest
    private let name: String
    private let steps: StageText

    init(_ content: EnrollmentPages.Content, _ request: PageRequest, name: String) {
        self.content = content
        self.request = request
        self.name = name
        text = request.text(content.campaign.settings.zone)
        steps = StageText(text, steps: content.steps)
    }

    private var state: EnrollmentState { content.enrollment.state }

    var view: View {
        [
            "campaign": .view(CampaignHead.view(content.campaign, current: "", request)),
            "lead": .view([
                "name": .text(name), "email": .text(content.address?.address),
                "company": .text(content.lead.company),
            ]),
            "stageNow": .view([
                "stageKey": .text(state.stage.rawValue), "stageLabel": .text(state.stage.displayName),
                "stageNote": .text(state.since.map { "since \(text.time($0))" }),
            ]),
            "leadError": .view(state.error.map(errorView)), "notices": .list(notices), "facts": .list(facts),
            "elsewhere": .list(
                content.others.map {
                    [
                        "otherHref": .text("/enrollments/\($0.id)"), "otherName": .text($0.campaign),
                        "otherStage": .text($0.stage.displayName),
                    ]
                }),
            "actions": .list(actions), "refusals": .list(refusals), "events": .list(events),
        ]
    }

    private func errorView(_ error: LeadError) -> View {
        [
            "errorText": .text(error.code.message), "errorHelp": .text(error.code.help),
            "code": .text(error.code.rawValue), "since": .text(text.time(error.since)),
            "retryText": .text(error.code.mayBeIgnored ? "It may be left as it is." : nil),
        ]
    }

    private var notices: [View] {
        var found: [View] = []
        if let entry = content.suppression {
            let place = content.address.map { "/do-not-contact?q=" + FormEncoding.encode($0.address) }
            found.append([
                "text": .text("On the Do Not Contact list since \(text.day(entry.createdAt))."),
                "noticeHref": .text(place), "noticeLabel": "See the entry",
            ])
        }
        if let card = content.card {
            found.append([
                "text": "There is a conversation.", "noticeHref": .text("/opportunities/\(card)"),
                "noticeLabel": "Open it",
            ])
        }
        found += state.badges.map { ["text": .text(Self.words($0))] }
        return found
    }

    private static func words(_ badge: EnrollmentState.Badge) -> String {
        switch badge {
        case .unsubscribedElsewhere: "Unsubscribed in another campaign."
        case .doNotContact: "On the Do Not Contact list."
        case .bouncedAfterReply: "A later mail to this address bounced."
        case .bouncedButAnswers: "Conflict: the address bounced but answers."
        case .sentDuringStop: "A mail was on its way when the lead was stopped."
        case .checkLead: "Several absences in a row: look at this lead."
        case .replied: "Replied; the campaign goes on."
        }
    }

    private var facts: [View] {
        let rows: [(String, String?)] = [
            (
                "Address",
                content.address.map {
                    $0.address + ($0.status == .ok ? "" : ", \($0.status.rawValue)")
                        + ($0.reason.map { " (\($0))" } ?? "")
                }
            ),
            (
                "Last step",
                steps.step(state.position.lastStep).map { "\($0), \(text.time(state.lastStepSentAt) ?? "")" }
            ),
            ("Next mail", state.stage == .running ? text.time(state.nextDueAt) : nil),
            ("Paused until", state.pause.map { text.time($0.until) }),
            (
                "Return date",
                state.pause?.returnDate.map { date in
                    text.day(date) + (state.pause?.evidence.map { ", from “\($0)”" } ?? "")
                }
            ),
            ("Away until", state.awayUntil.map { text.day($0) }),
            ("Held stage", state.error?.heldStage.displayName),
            ("Time zone", content.campaign.timeZone),
        ]
        return rows.compactMap { label, value in value.map { ["label": .text(label), "value": .text($0)] } }
    }

    // MARK: What can be done

    private var actions: [View] {
        let base = "/enrollments/\(content.enrollment.id)/"
        let tomorrow = content.campaign.settings.zone.local(at: request.web.now).date.adding(days: 1)
        var found: [View] = []
        func offer(
            _ action: EnrollmentPages.Action, _ label: String, asksDate: Bool = false, reason: String? = nil,
            isDangerous: Bool = false, hint: String? = nil, asksStep: Bool = false
        ) {
            var inputs: [View] = []
            if asksDate {
                inputs.append([
                    "inputName": "until", "inputLabel": "Pause until", "inputType": "date",
                    "isRequired": true, "min": .text(tomorrow.description),
                ])
            }
            if let reason {
                inputs.append([
                    "inputName": "reason", "inputLabel": .text(reason), "inputType": "text",
                    "isRequired": true,
                    "min": nil,
                ])
            }
            found.append([
                "name": .text(action.rawValue), "label": .text(label),
                "action": .text(base + action.rawValue),
                "isDangerous": .flag(isDangerous), "hint": .text(hint), "inputs": .list(inputs),
                "asksStep": .flag(asksStep), "stepOptions": .list(asksStep ? stepOptions : []),
            ])
        }
        switch state.stage {
        case .notStarted:
            if !state.isQueued { offer(.start, "Start") }
            offer(.cancel, "Cancel")
        case .starting, .running:
            offer(.pause, "Pause", asksDate: true)
            offer(.cancel, "Cancel")
            offer(.markReplied, "Mark as replied", reason: "How did the lead answer?")
        case .outOfOffice:
            offer(.resume, "Resume now")
            offer(.pause, "Change the pause", asksDate: true)
            offer(.cancel, "Cancel")
            offer(.markReplied, "Mark as replied", reason: "How did the lead answer?")
        case .hasErrors:
            let isLost = state.error?.code == .stepMissing
            offer(.resume, "Resume", hint: "It is checked again at once.", asksStep: isLost)
            offer(.cancel, "Cancel")
        case .replied, .canceled, .completed:
            offer(
                .resume, "Resume",
                hint: state.since.map {
                    "\(state.stage.displayName) \(text.time($0)); it goes on at the next step."
                })
        case .bounced:
            offer(.clearInvalid, "Clear the address", reason: "Why is the address good?")
            if state.isAddressRepaired { offer(.resume, "Resume") }
        case .unsubscribed: break
        }
        if state.stage != .unsubscribed {
            offer(
                .unsubscribe, "Unsubscribe…", isDangerous: true,
                hint: "Stops mail in every campaign. Only an admin can take it back.")
        }
        if request.role.may(.delete) {
            offer(
                .delete, "Delete from the campaign…", isDangerous: true,
                hint: "Entries of the Do Not Contact list stay.")
        }
        return found
    }

    private var stepOptions: [View] {
        content.steps.enumerated().map {
            ["value": .text($1.key), "label": .text("Step \($0 + 1)")]
        }
    }

    private var refusals: [View] {
        switch state.stage {
        case .unsubscribed: [["label": "Resume", "text": .text(Refusal.Code.suppressed.message)]]
        case .bounced where !state.isAddressRepaired:
            [["label": "Resume", "text": .text(Refusal.Code.addressInvalid.message)]]
        default: []
        }
    }

    // MARK: Why

    private var events: [View] {
        let words = EventText(text: text, steps: steps.steps)
        return content.chain.links.reversed().map { link in
            let event = link.event
            let note = link.isWithdrawn ? "Withdrawn since: it counts no longer." : nil
            return [
                "time": .text(text.time(event.at)), "timeIso": .text(event.at.iso8601),
                "title": .text(words.title(event.kind)),
                "detail": .text([words.detail(event.kind), note].compactMap(\.self).joined(separator: " ")),
                "by": .text(EventText.origin(event)), "why": .text(event.actor == nil ? nil : event.cause),
                "stageKey": .text(link.change?.to.rawValue),
                "stageLabel": .text(link.change?.to.displayName),
                "message": .view(link.mail?.view),
            ]
        }
    }
}
