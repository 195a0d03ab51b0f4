import CalendarTime
import Testing

@testable import LeadStages

private let rule = SiblingRule(absence: OutOfOfficePause(until: after(9), basis: .campaignDefault))

private let siblings: [(String, SiblingRule, Kind, Kind?)] = [
    ("a reply cancels", rule, .humanReply(.init()), .canceledByRule(.repliedElsewhere)),
    ("or not", SiblingRule(onReply: .continue), .humanReply(.init()), nil),
    (
        "or pauses", SiblingRule(onReply: .pause, pausesUntil: after(3)), .markedReplied,
        .paused(until: after(3))
    ),
    ("the person is away, not the campaign", rule, pause(until: 4), pause(until: 9)),
    ("absences for one campaign only", SiblingRule(), pause(until: 4), nil),
    ("left is left", rule, .leftCompany, .leftCompany),
    ("opt-out", rule, .unsubscribed(.here, by: .oneClick), .unsubscribed(.elsewhere, by: .oneClick)),
    ("a derived event derives nothing", rule, .unsubscribed(.elsewhere, by: .oneClick), nil),
    ("complaint", rule, .complaint(.here), .complaint(.elsewhere)),
    ("soft bounce", rule, .softBounce(.here, send: "1"), .softBounce(.elsewhere, send: "1")),
    ("an address is the lead's", rule, .addressCleared, .addressCleared),
    ("a ticket number", rule, .autoReply(stops: true), nil),
]

@Test("what a sign means for the lead's other campaigns", arguments: siblings)
func sibling(_ why: String, _ rule: SiblingRule, _ kind: Kind, _ derived: Kind?) {
    #expect(rule.derived(from: kind) == derived)
}

@Test("colleagues: off unless set")
func companyRule() {
    let reply = Kind.humanReply(.init())
    #expect(CompanyRule.off.derived(from: reply, holdUntil: start) == nil)
    #expect(CompanyRule.hold.derived(from: reply, holdUntil: after(7)) == .paused(until: after(7)))
    #expect(CompanyRule.cancel.derived(from: reply, holdUntil: start) == .canceledByRule(.company))
    #expect(CompanyRule.cancel.derived(from: pause(until: 3), holdUntil: start) == nil)
}

private typealias Facts = SubCampaignRule.LeadFacts

private let sub: [(String, SubCampaignRule.Trigger, Facts, Bool, Bool)] = [
    ("a reply stays Replied", .stage(.replied), Facts(lead: "1", stage: .replied), true, false),
    ("an active parent is canceled", .stage(.outOfOffice), Facts(lead: "1", stage: .outOfOffice), true, true),
    ("by category", .category("not_now"), Facts(lead: "1", stage: .running, category: "not_now"), true, true),
    ("another stage", .stage(.replied), Facts(lead: "1", stage: .running), false, false),
    ("once", .stage(.replied), Facts(lead: "1", stage: .replied, campaigns: ["child"]), false, false),
    ("suppressed", .stage(.replied), Facts(lead: "1", stage: .replied, isSuppressed: true), false, false),
    ("opted out", .stage(.unsubscribed), Facts(lead: "1", stage: .unsubscribed), false, false),
    (
        "with an error the parent is active", .stage(.hasErrors), Facts(lead: "1", stage: .hasErrors), true,
        true
    ),
]

@Test("sub-campaigns", arguments: sub.indices)
func subCampaign(_ index: Int) {
    let (why, trigger, facts, enrolls, cancels) = sub[index]
    let rule = SubCampaignRule(id: "r", parent: "parent", child: "child", trigger: trigger)
    let effect = rule?.effect(on: facts)
    #expect((effect != nil) == enrolls, "\(why)")
    #expect((effect?.parentEvent != nil) == cancels, "\(why)")
}

@Test("a rule leads into another campaign; its dry run lists the leads and does nothing")
func subCampaignDryRun() {
    #expect(SubCampaignRule(id: "r", parent: "a", child: "a", trigger: .stage(.replied)) == nil)
    let rule = SubCampaignRule(id: "r", parent: "a", child: "b", trigger: .stage(.replied))
    let leads = ["3", "1", "2"].map { Facts(lead: $0, stage: $0 == "2" ? .running : .replied) }
    #expect(rule?.dryRun(on: leads).map(\.lead) == ["1", "3"])
}

/// Effects of a signal: proven; unproven and matched, not matched; parsed mail and matched, not matched.
private let signals: [(Signal, [Signal.Effect])] = [
    (.hardBounce, [.apply, .apply, .log, .apply, .log]),
    (.softBounce, [.count, .count, .log, .count, .log]),
    (.delayed, [.log, .log, .log, .log, .log]),
    (.blocked, [.rejectSend, .rejectSend, .log, .rejectSend, .log]),
    (.contentBlocked, [.rejectSend, .rejectSend, .log, .rejectSend, .log]),
    (.providerSuppressed, [.apply, .apply, .log, .nothing, .nothing]),
    (.complaint, [.apply, .apply, .review, .apply, .review]),
    (.unsubscribe, [.apply, .apply, .review, .apply, .review]),
    (.resubscribe, [.review, .review, .review, .review, .review]),
    (.autoReply, [.apply, .apply, .apply, .apply, .apply]),
    (.inboundMail, [.classify, .classify, .classify, .classify, .classify]),
]

@Test("what each signal may do alone", arguments: signals)
func signal(_ signal: Signal, _ effects: [Signal.Effect]) {
    #expect(signals.count == Signal.allCases.count)
    let ways: [(Signal.Way, Bool)] = [
        (.proven, false), (.unproven, true), (.unproven, false), (.parsedMail, true), (.parsedMail, false),
    ]
    #expect(ways.map { signal.effect(by: $0.0, isMatched: $0.1) } == effects)
}
