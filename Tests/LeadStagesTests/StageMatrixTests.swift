import CalendarTime
import Testing

@testable import LeadStages

/// A row of the table: what happens in each stage, in the order of `Stage.allCases` (NS ST RU OO RE UN BO CA CO ER).
///
/// A cell is the next stage, `=` for no change, `✗code` for a refusal, `gone`; behind it the letter of the note and, with
/// `+`, the badge.
struct MatrixRow: Sendable, CustomTestStringConvertible {
    let name: String
    let kinds: [Kind]
    let origin: StageEvent.Origin
    let cells: String
    let why: String
    var testDescription: String { name }

    init(
        _ name: String, _ kinds: [Kind], by origin: StageEvent.Origin = .inbound, _ cells: String, why: String
    ) {
        self.name = name
        self.kinds = kinds
        self.origin = origin
        self.cells = cells
        self.why = why
    }
}

private let atGate: [Kind] = [.hardBounce(.elsewhere, code: "5.1.1"), .preflightFailed(.emailWillBounce)]
private let atTimer = Kind.outOfOfficeElapsed(.init(until: after(10), error: .emailWillBounce))
private let twoSoft: [Kind] = [.softBounce(.here, send: "8"), .softBounce(.here, send: "9")]

private let matrix: [MatrixRow] = [
    MatrixRow(
        "start requested", [.startRequested], by: .human,
        "= = = ✗use_resume ✗use_resume ✗suppressed ✗address_invalid ✗use_resume ✗use_resume ✗use_resume",
        why: "only a lead that never started can be started; the tick does the rest"),
    MatrixRow(
        "tick, start queued", [.startRequested, .tick], by: .system, "ST = = = = = = = = =",
        why: "Starting begins at the tick, not at the request"),
    MatrixRow(
        "tick, nothing queued", [.tick], by: .system, "= = = = = = = = = =", why: "nobody asked for a start"),
    MatrixRow(
        "pre-flight passed", [.preflightPassed], by: .system, "= RU = = = = = = = =",
        why: "a late answer of the pre-flight starts nothing that has stopped"),
    MatrixRow(
        "pre-flight: address invalid", [.preflightFailed(.emailWillBounce)], by: .system,
        "= ER ER ER = = = = = =",
        why: "known invalid before sending is error 1, never Bounced"),
    MatrixRow(
        "pre-flight: address invalid, at the timer", [atTimer], by: .system, "= = = ER = = = = = =",
        why: "the timer passes the gates"),
    MatrixRow(
        "pre-flight or send error", [.preflightFailed(.missingVariable)], by: .system,
        "= ER ER = = = = = = =",
        why: "one error at a time, the first"),
    MatrixRow(
        "send error", [.sendFailed(.smtpFailed, step: "s2")], by: .system, "= ER ER = = = = = = =",
        why: "one error at a time, the first"),
    MatrixRow(
        "last step executed", [.lastStepExecuted], by: .system, "= = CO = = = = = = =",
        why: "completed means: all steps, without a reply"),
    MatrixRow(
        "human reply", [.humanReply(.init())], "=a RE RE REb =c =d REe REv RE RE",
        why: "a reply stops mail in every stage that could send, and proves a bounce or a completion wrong"),
    MatrixRow(
        "calendar answer", [.humanReply(.init(isCalendarAnswer: true))], "=a RE RE REb =c =d REe REv RE RE",
        why: "accepting, tentative or declining is an answer of a person"),
    MatrixRow(
        "OOO auto-reply", [pause(until: 14)], "= OO OO =g =h = =i+bounced_but_answers = = =j",
        why: "the person is away; nothing that has stopped is touched"),
    MatrixRow(
        "left-company auto-reply", [.leftCompany], "=k CA CA CA =k = =k = =k CA",
        why: "delivered, so no bounce; nobody asked, so no opt-out"),
    MatrixRow(
        "other auto-reply", [.autoReply(stops: false)], "= = = = = = = = = =",
        why: "a ticket number means nothing"),
    MatrixRow(
        "unsubscribe through this enrollment", [.unsubscribed(.here, by: .link)],
        "UN UN UN UN UN = UN UN UN UN",
        why: "wins over every stage"),
    MatrixRow(
        "unsubscribe of the same person elsewhere", [.unsubscribed(.elsewhere, by: .link)],
        "UNl UNl UNl UNl =+unsubscribed_elsewhere = =+unsubscribed_elsewhere =+unsubscribed_elsewhere "
            + "=+unsubscribed_elsewhere UNl",
        why: "what has stopped keeps its own reason, and shows the other"),
    MatrixRow(
        "complaint", [.complaint(.here)], "UN UN UN UN UN = UN UN UN UN", why: "as an unsubscribe"),
    MatrixRow(
        "hard bounce of this enrollment's mail", [.hardBounce(.here, code: "5.1.1")],
        "= BO BO BO =m+bounced_after_reply = = = BOn BO", why: "the step never arrived"),
    MatrixRow(
        "hard bounce elsewhere", [.hardBounce(.elsewhere, code: "5.1.1")], "= = = = = = = = = =",
        why: "Bounced only for its own mail"),
    MatrixRow(
        "hard bounce elsewhere, then the gate", atGate, "= ER ER ER = = = = = =",
        why: "the address is invalid for all campaigns, which the gate finds"),
    MatrixRow(
        "soft bounce, below the limit", [.softBounce(.here, send: "9")], "= = = = = = = = = =",
        why: "never Bounced alone"),
    MatrixRow(
        "soft bounce, limit reached", twoSoft + [.softBounce(.here, send: "10")], "= BO BO BO = = = = = BO",
        why: "three sends in 30 days; what was delivered or answered stays"),
    MatrixRow(
        "soft bounce, limit reached elsewhere", twoSoft + [.softBounce(.elsewhere, send: "10")],
        "= = = = = = = = = =", why: "Bounced only for its own mail"),
    MatrixRow("delayed DSN", [.delayed], "= = = = = = = = = =", why: "the server is still trying"),
    MatrixRow(
        "policy refusal 5.7.x", [.refusedByPolicy(step: "s1")], "= ER ER = = = = = = =",
        why: "the lead did not get this step; while it is away the error waits"),
    MatrixRow(
        "policy refusal, then the timer",
        [.refusedByPolicy(step: "s1"), .outOfOfficeElapsed(.init(until: after(10)))],
        "= ER ER ERq = = = = = =", why: "ER after the timer"),
    MatrixRow(
        "cancel by hand", [.canceled], by: .human,
        "CA CA CA CA ✗already_stopped ✗already_stopped ✗already_stopped = ✗already_stopped CA",
        why: "nothing to cancel where nothing is sent"),
    MatrixRow(
        "cancel by rule: sub-campaign", [.canceledByRule(.subCampaign)], "CA CA CA CA = = = = = CA",
        why: "a rule cancels what is active"),
    MatrixRow(
        "cancel by rule: company", [.canceledByRule(.company)], "CA CA CA CA = = = = = CA",
        why: "a rule cancels what is active"),
    MatrixRow(
        "cancel by rule: other campaign", [.canceledByRule(.repliedElsewhere)], "CA CA CA CA = = = = = CA",
        why: "a rule cancels what is active"),
    MatrixRow(
        "manual DNC entry matches", [.doNotContactMatched], by: .human,
        "CAp CAp CAp CAp =+do_not_contact = = = = CAp",
        why: "not Unsubscribed: the person did not ask"),
    MatrixRow(
        "OOO timer elapsed", [.outOfOfficeElapsed(.init(until: after(10)))], by: .system,
        "= = = RUq = = = = = =",
        why: "goes on by itself, through the gates"),
    MatrixRow(
        "OOO timer elapsed, absence extended", [.outOfOfficeElapsed(.init(until: after(9)))], by: .system,
        "= = = = = = = = = =", why: "a timer counts for the pause it was set for"),
    MatrixRow(
        "resume by hand", [.resumed(.init(nextStep: "s2"))], by: .human,
        "✗use_start = = ST ✗confirmation_required ✗suppressed ✗address_invalid ✗confirmation_required ST ST",
        why: "what stopped for a reason of the lead's own asks back"),
    MatrixRow(
        "resume by hand, confirmed", [.resumed(.init(confirmed: true, nextStep: "s2"))], by: .human,
        "✗use_start = = ST STr ✗suppressed ✗address_invalid STr ST ST",
        why: "a bounce takes another address, an opt-out an admin"),
    MatrixRow(
        "resume by hand, no step left", [.resumed(.init(confirmed: true))], by: .human,
        "✗use_start = = ST STr ✗suppressed ✗address_invalid STr ✗nothing_to_send ST",
        why: "a completed lead has nothing to get"),
    MatrixRow(
        "address changed, then resume", [.addressChanged, .resumed(.init(confirmed: true, nextStep: "s2"))],
        by: .human,
        "✗use_start = = ST STr ✗suppressed ST STr ST ST", why: "ST only if address changed or cleared"),
    MatrixRow(
        "DNC entry removed, then resume",
        [.doNotContactRemoved, .resumed(.init(confirmed: true, nextStep: "s2"))],
        by: .human, "✗use_start = = ST STr STs ✗address_invalid STr ST ST",
        why: "the removal makes resume possible"),
    MatrixRow(
        "pause until", [.paused(until: after(20))], by: .human,
        "✗not_started OO OO = ✗already_stopped ✗already_stopped ✗already_stopped ✗already_stopped "
            + "✗already_stopped =", why: "only what goes on can pause; an error keeps a hold"),
    MatrixRow("step added", [.stepAdded(step: "s9")], by: .human, "= = = = = = = = = =", why: "by hand only"),
    MatrixRow(
        "lead or enrollment deleted", [.deleted], by: .human,
        "gonet gonet gonet gonet gonet gonet gonet gonet gonet gonet", why: "from every stage"),
    MatrixRow(
        "DNC entry removed", [.doNotContactRemoved], by: .human, "= = = = = =u = = = =",
        why: "moves nobody; resume and add are possible again"),
    MatrixRow(
        "mark as replied", [.markedReplied], by: .human,
        "✗not_started RE RE RE ✗already_stopped ✗already_stopped RE RE RE RE", why: "an answer by telephone"),
    MatrixRow(
        "reply, campaign continues on reply", [.humanReply(.init(continues: true))],
        "=a =+replied =+replied =+replied =c =d REe REv RE =+replied", why: "the option of A28"),
    MatrixRow(
        "auto-reply, campaign stops on it", [.autoReply(stops: true)], "= CA CA CA = = = = = CA",
        why: "the option of A10"),
    MatrixRow(
        "send of an outside sender", [.stepSent(.init(step: "s1", send: "7", isImported: true))], by: .system,
        "RU = = = = = = = = =", why: "its mail is the start of such an enrollment"),
]

private let abbreviations: [String: Stage] = [
    "NS": .notStarted, "ST": .starting, "RU": .running, "OO": .outOfOffice, "RE": .replied,
    "UN": .unsubscribed,
    "BO": .bounced, "CA": .canceled, "CO": .completed, "ER": .hasErrors,
]

private struct Cell {
    var next: Stage?
    var refusal: String?
    var isGone = false
    var note: Character?
    var badge: EnrollmentState.Badge?

    init(_ text: Substring) {
        let parts = text.split(separator: "+")
        badge = parts.dropFirst().first.flatMap { EnrollmentState.Badge(rawValue: String($0)) }
        let head = parts[0]
        if head.first == "✗" {
            refusal = String(head.dropFirst())
        } else if head.hasPrefix("gone") {
            isGone = true
            note = head.dropFirst(4).first
        } else {
            next = abbreviations[String(head.prefix(2))]
            note = head.dropFirst(head.first == "=" ? 1 : 2).first
        }
    }
}

@Test("the whole table: every event in every stage", arguments: matrix)
func matrixRow(_ row: MatrixRow) {
    let cells = row.cells.split(separator: " ")
    #expect(cells.count == Stage.allCases.count)
    for (stage, text) in zip(Stage.allCases, cells) {
        let cell = Cell(text)
        let past = events(to: stage)
        let before = EnrollmentState.fold(past)
        #expect(before.stage == stage)
        let added = row.kinds.enumerated().map { number, kind in
            StageEvent(kind, Double(number) / 100, row.origin, sequence: Int64(10 + number))
        }
        let last = added[added.count - 1]
        let untilLast = EnrollmentState.fold(past + added.dropLast())
        let after = EnrollmentState.fold(past + added)
        let place: Comment = "\(row.name) in \(stage.rawValue): \(text), for \(row.why)"
        #expect(after.stage == cell.next ?? stage, place)
        #expect(after.isDeleted == cell.isGone, place)
        let code: String? =
            if case .refused(let code) = untilLast.resolve(last) { code.rawValue } else { nil }
        #expect(code == cell.refusal, place)
        #expect(!(cell.badge.map { !after.badges.contains($0) } ?? false), place)
        if case .move(let move) = untilLast.resolve(last) {
            #expect(move.note == cell.note, place)
            #expect(move.badge == cell.badge, place)
        } else {
            #expect(cell.note == nil && cell.badge == nil, place)
        }
        if cell.next != nil { #expect(after.history.last?.to == cell.next, place) }
        #expect(
            after.reasonKey == (cell.next == nil ? before.reasonKey : after.history.last?.eventKey), place)
    }
}

@Test("the table of moves lists each pair once, and no row that is not in it")
func moveTable() {
    #expect(!Move.table.isEmpty)
    #expect(Set(Move.table.map { "\($0.row.rawValue) \($0.from.rawValue)" }).count == Move.table.count)
    for row in [MoveRow.delayed, .autoReply, .hardBounceElsewhere, .softBounceBelowLimit, .stepAdded, .fact] {
        #expect(!Move.table.contains { $0.row == row }, "\(row.rawValue) changes nothing")
    }
}
