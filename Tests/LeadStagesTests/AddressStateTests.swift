import CalendarTime
import Testing

@testable import LeadStages

private func fact(_ kind: AddressEvent.Kind, _ days: Double, _ origin: StageEvent.Origin = .inbound)
    -> AddressEvent
{
    AddressEvent(key: "\(kind.name)@\(days)", at: after(days), origin: origin, kind: kind)
}

private func soft(_ send: String, _ days: Double) -> AddressEvent { fact(.softBounce(send: send), days) }

private let states: [(String, [AddressEvent], AddressState.Status)] = [
    ("nothing known", [], .ok),
    ("a hard bounce", [fact(.hardBounce(code: "5.1.1"), 0)], .invalid),
    ("a reply from it after the bounce", [fact(.hardBounce(code: "5.1.1"), 0), fact(.humanReply, 1)], .ok),
    ("a reply before the bounce", [fact(.hardBounce(code: "5.1.1"), 1), fact(.humanReply, 0)], .invalid),
    (
        "a robot's answer proves little", [fact(.hardBounce(code: nil), 0), fact(.automaticAnswer, 1)],
        .invalid
    ),
    ("cleared by hand", [fact(.hardBounce(code: nil), 0), fact(.cleared, 1, .human)], .ok),
    ("one soft bounce", [soft("1", 0)], .suspect),
    ("a soft bounce and a delivery", [soft("1", 0), fact(.delivered, 1)], .ok),
    ("three sends within 30 days", [soft("1", 0), soft("2", 10), soft("3", 30)], .invalid),
    ("three sends, the first 31 days ago", [soft("1", 0), soft("2", 10), soft("3", 31)], .suspect),
    ("one send three times", [soft("1", 0), fact(.softBounce(send: "1"), 1), soft("1", 2)], .suspect),
    ("an answer between", [soft("1", 0), soft("2", 1), fact(.automaticAnswer, 2), soft("3", 3)], .suspect),
    ("left the company", [fact(.leftCompany, 0)], .retired),
    ("left, and a successor reads it", [fact(.leftCompany, 0), fact(.humanReply, 1)], .retired),
    ("left, by mistake", [fact(.leftCompany, 0), fact(.cleared, 1, .human)], .ok),
    ("left, then bounced", [fact(.leftCompany, 0), fact(.hardBounce(code: nil), 1)], .invalid),
    (
        "a withdrawn bounce",
        [fact(.hardBounce(code: nil), 0), fact(.withdrawn(keys: ["hard_bounce@0.0"]), 1, .human)], .ok
    ),
    ("refused by the provider", [fact(.markedInvalid(reason: "provider"), 0)], .invalid),
]

@Test("state of an address, in every order", arguments: states)
func addressState(_ why: String, _ events: [AddressEvent], _ status: AddressState.Status) {
    let all = Set(orders(events).map { AddressState.fold($0) })
    #expect(all.count == 1)
    #expect(all.first?.status == status)
}

@Test("an invalid address that answers is a conflict to look at")
func conflict() {
    let state = AddressState.fold([fact(.hardBounce(code: "5.1.1"), 0), fact(.automaticAnswer, 1)])
    #expect(state.isConflicting)
    #expect(state.reason == "5.1.1")
    #expect(!state.isSendable)
}

@Test("scenario 14: three soft bounces in 30 days; with a reply between: not", arguments: [true, false])
func scenario14(_ isAnswered: Bool) {
    var log = begun
    for send in 1...3 {
        log.append(StageEvent(.softBounce(.here, send: "\(send)"), Double(send)))
        if isAnswered, send == 2 { log.append(StageEvent(.humanReply(.init(continues: true)), 2.5)) }
    }
    #expect(EnrollmentState.fold(log).stage == (isAnswered ? .running : .bounced))
    #expect(EnrollmentState.fold(log).softBounces.count == (isAnswered ? 1 : 3))
}
