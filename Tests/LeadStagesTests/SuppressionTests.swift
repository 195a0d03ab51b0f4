import CalendarTime
import Testing

@testable import LeadStages

private func entry(
    _ kind: Suppression.Kind, _ key: String, except: Set<String> = [], _ reason: SuppressionReason = .reply,
    id: String = "1", evidence: [String] = []
) -> Suppression {
    Suppression(
        id: id, kind: kind, key: key, exceptions: except, reason: reason, evidence: evidence, at: start)
}

private let anna = entry(.address, SuppressionKeys(address: "Anna+x@gmail.com").address)
private let domain = entry(
    .domain, SuppressionKeys.domain("Example.COM"), except: [EmailAddressKey("boss@example.com").wide],
    .manual)
private let person = entry(.person, "person:7")

private let covered: [(String, Suppression, String, String?, Bool)] = [
    ("the same mailbox, written otherwise", anna, "an.na@googlemail.com", nil, true),
    ("somebody else", anna, "anna@example.com", nil, false),
    ("the domain", domain, "otto@example.com", nil, true),
    ("a domain below it", domain, "otto@mail.example.com", nil, true),
    ("an address that the entry spares", domain, "Boss+x@example.com", nil, false),
    ("a name that only ends alike", domain, "otto@notexample.com", nil, false),
    ("another address of the same person", person, "otto@example.org", "7", true),
    ("another person", person, "otto@example.org", "8", false),
]

@Test("whom an entry covers", arguments: covered)
func covers(_ why: String, _ entry: Suppression, _ address: String, _ lead: String?, _ expected: Bool) {
    #expect(entry.covers(SuppressionKeys(address: address, person: lead)) == expected)
}

@Test("an address is free only when no entry is left")
func severalEntries() {
    let key = SuppressionKeys(address: "anna@example.com")
    var first = entry(.address, key.address, id: "1")
    let second = entry(.address, key.address, .oneClick, id: "2")
    first.removal = Suppression.Removal(actor: "root", at: after(1), reason: "asked for it")
    #expect(Suppression.standing([first, second], against: key).map(\.id) == ["2"])
}

private let removals: [(Role, SuppressionReason, String, String?, Refusal.Code?)] = [
    (.admin, .manual, "entered by mistake", nil, nil),
    (.admin, .manual, " ", nil, .reasonRequired),
    (.admin, .oneClick, "asked for it", nil, .consentRequired),
    (.admin, .oneClick, "asked for it", "mail of 3 May", nil),
    (.admin, .complaint, "asked for it", " ", .consentRequired),
    (.admin, .reply, "asked for it", nil, .consentRequired),
    (.admin, .link, "asked for it", nil, nil),
    (.owner, .manual, "entered by mistake", nil, .forbidden),
    (.member, .manual, "entered by mistake", nil, .forbidden),
    (.token(scopes: [.read, .write, .erase]), .manual, "entered by mistake", nil, .forbidden),
    (.system, .manual, "entered by mistake", nil, .forbidden),
]

@Test("removing an entry", arguments: removals)
func removal(
    _ role: Role, _ reason: SuppressionReason, _ typed: String, _ consent: String?, _ refusal: Refusal.Code?
) {
    let action = LeadAction.removeSuppression(
        entry(.address, "address:a@b.c", reason), consentEvidence: consent)
    let decision = action.decide(on: .fold(events(to: .unsubscribed)), context(role, reason: typed))
    #expect(decision.refusal?.code == refusal)
}

@Test("scenario 23: the entry removed, the stage stays; only then a resume works; the log has both")
func scenario23() {
    var log = events(to: .unsubscribed)
    let resume = LeadAction.resume(.init(confirmed: true))
    #expect(resume.decide(on: .fold(log), context(.admin)).refusal?.code == .suppressed)
    let remove = LeadAction.removeSuppression(
        entry(.address, "address:a@b.c", .oneClick), consentEvidence: "mail of 3 May")
    log += remove.decide(on: .fold(log), context(.admin, key: "removed", reason: "wants it again")).events
    #expect(EnrollmentState.fold(log).stage == .unsubscribed)
    #expect(resume.decide(on: .fold(log), context(.member, at: 1)).refusal?.code == .forbidden)
    log += resume.decide(on: .fold(log), context(.admin, at: 1, key: "resumed")).events
    let state = EnrollmentState.fold(log)
    #expect(state.stage == .starting)
    #expect(log.suffix(2).map(\.kind.name) == [.doNotContactRemoved, .resumed])
    let again = EnrollmentState.fold(log + [StageEvent(.unsubscribed(.here, by: .link), 2)])
    #expect(again.stage == .unsubscribed)
}

@Test("with another entry standing, a removal frees nobody")
func removalOfOneOfTwo() {
    var second = context(.admin, reason: "typed")
    second.otherSuppressions = 1
    let decision = LeadAction.removeSuppression(entry(.address, "address:a@b.c", .link), consentEvidence: nil)
        .decide(on: .fold(events(to: .unsubscribed)), second)
    #expect(decision.events.isEmpty)
    #expect(decision.refusal == nil)
}

@Test("scenario 24: an erased address is refused on import")
func refusedToAdd() {
    #expect(Gates.refusalToAdd(suppressions: [.reply], isEnrolled: false)?.code == .suppressed)
    #expect(Gates.refusalToAdd(suppressions: [], isEnrolled: true)?.code == .alreadyEnrolled)
    #expect(Gates.refusalToAdd(suppressions: [], isEnrolled: false) == nil)
}
