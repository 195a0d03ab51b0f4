import CalendarTime
import Classification
import DeliveryReports
import Intake
import LeadStages
import Testing

private struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    var header = "From: anna@firm.example|In-Reply-To: <slc.1@northwind.example>"
    let verdict: Verdict
    var settings = IntakeSettings()
    var state = IntakeDecision.State.matched
    var events: [String] = []
    var addresses: [String] = []
    var suppressed: [Int64] = []
    var reviews: [ReviewEffect.Kind] = []
    var holds = false
    var category: OpportunityCategory?
    var banner: OpportunityBanner?
    var alternates: [String] = []

    var testDescription: String { name }
}

private let colleague = "From: carla@firm.example|In-Reply-To: <slc.1@northwind.example>"
private let stranger = "From: s@else.example|In-Reply-To: <slc.1@northwind.example>"
private let daemon = "Return-Path: <>|From: MAILER-DAEMON@mx.example"
private let plain = "From: anna@firm.example"
private let trusted = IntakeSettings(trustedAuthenticationServers: ["mx.northwind.example"])

private func bounce(_ recipients: [ReportedRecipient], _ ids: [String] = ["slc.2@northwind.example"])
    -> Verdict
{
    Setting.verdict(.bounce) {
        $0.recipients = recipients
        $0.referredMessageIDs = ids
    }
}

private let rows: [Row] = [
    Row(
        name: "reply", verdict: Setting.verdict(.reply) { $0.intent = .interested },
        events: ["11 human_reply", "12 canceled_by_rule"], addresses: ["anna@firm.example human_reply"],
        category: .interested),
    Row(
        name: "reply by address only", header: plain, verdict: Setting.verdict(.reply),
        events: ["11 human_reply", "12 canceled_by_rule"], addresses: ["anna@firm.example human_reply"],
        category: .unknown, banner: .inferred),
    Row(
        name: "reply from another address of the thread", header: stranger, verdict: Setting.verdict(.reply),
        events: ["11 human_reply", "12 canceled_by_rule"], category: .unknown, banner: .otherAddress,
        alternates: ["s@else.example"]),
    Row(
        name: "opt-out in the thread", verdict: Setting.verdict(.unsubscribe) { $0.optOut = true },
        events: ["11 unsubscribed", "12 unsubscribed"], addresses: ["anna@firm.example human_reply"],
        suppressed: [1], category: .unsubscribe),
    Row(
        name: "opt-out as a fact of a reply", verdict: Setting.verdict(.reply) { $0.optOut = true },
        events: ["11 unsubscribed", "12 unsubscribed"], addresses: ["anna@firm.example human_reply"],
        suppressed: [1], category: .unsubscribe),
    Row(
        name: "opt-out inside an absence", verdict: Setting.verdict(.outOfOffice) { $0.optOut = true },
        events: ["11 unsubscribed", "12 unsubscribed"], addresses: ["anna@firm.example human_reply"],
        suppressed: [1], category: .unsubscribe),
    Row(
        name: "unsure opt-out", verdict: Setting.verdict(.unsubscribe) { $0.needsReview = true },
        events: ["11 human_reply", "12 canceled_by_rule"], addresses: ["anna@firm.example human_reply"],
        reviews: [.unsureUnsubscribe], category: .unsubscribe),
    Row(
        name: "opt-out by address, not authenticated", header: plain,
        verdict: Setting.verdict(.unsubscribe) { $0.optOut = true },
        events: ["11 human_reply", "12 canceled_by_rule"], addresses: ["anna@firm.example human_reply"],
        reviews: [.unauthenticatedUnsubscribe], holds: true, category: .unsubscribe, banner: .unprovenOptOut),
    Row(
        name: "opt-out by address, authenticated",
        header: plain
            + "|Authentication-Results: mx.northwind.example; dkim=pass header.d=firm.example; spf=none",
        verdict: Setting.verdict(.unsubscribe) { $0.optOut = true }, settings: trusted,
        events: ["11 unsubscribed", "12 unsubscribed"], addresses: ["anna@firm.example human_reply"],
        suppressed: [1], category: .unsubscribe, banner: .inferred),
    Row(
        name: "authenticated for another domain only",
        header: plain + "|Authentication-Results: mx.northwind.example; dkim=pass header.d=bulk.example",
        verdict: Setting.verdict(.unsubscribe) { $0.optOut = true }, settings: trusted,
        events: ["11 human_reply", "12 canceled_by_rule"], addresses: ["anna@firm.example human_reply"],
        reviews: [.unauthenticatedUnsubscribe], holds: true, category: .unsubscribe, banner: .unprovenOptOut),
    Row(
        name: "authenticated by a host nobody trusts",
        header: plain + "|Authentication-Results: evil.example; dkim=pass header.d=firm.example",
        verdict: Setting.verdict(.unsubscribe) { $0.optOut = true }, settings: trusted,
        events: ["11 human_reply", "12 canceled_by_rule"], addresses: ["anna@firm.example human_reply"],
        reviews: [.unauthenticatedUnsubscribe], holds: true, category: .unsubscribe, banner: .unprovenOptOut),
    Row(
        name: "remove Bob, talk to me",
        verdict: Setting.verdict(.reply) { $0.otherUnsubscribe = "bob@firm.example" },
        events: ["11 human_reply", "12 canceled_by_rule"], addresses: ["anna@firm.example human_reply"],
        reviews: [.otherUnsubscribe], holds: true, category: .unknown),
    Row(
        name: "absence", verdict: Setting.verdict(.outOfOffice),
        events: ["11 out_of_office", "12 out_of_office"],
        addresses: ["anna@firm.example automatic_answer"], category: .outOfOffice),
    Row(
        name: "absence of a colleague", header: colleague, verdict: Setting.verdict(.outOfOffice),
        events: ["11 auto_reply"], category: .outOfOffice, banner: .colleague),
    Row(
        name: "absence of a stranger", header: stranger, verdict: Setting.verdict(.outOfOffice),
        state: .unmatched),
    Row(
        name: "left the company",
        verdict: Setting.verdict(.autoReply) {
            $0.subkind = .leftCompany
            $0.newContact = "carla@firm.example"
        }, events: ["11 left_company", "12 left_company"], addresses: ["anna@firm.example left_company"],
        category: .leftCompany),
    Row(
        name: "ticket number", verdict: Setting.verdict(.autoReply) { $0.subkind = .ack },
        events: ["11 auto_reply"], category: .automatic),
    Row(
        name: "read receipt", verdict: Setting.verdict(.receipt), events: ["11 auto_reply"],
        category: .automatic),
    Row(
        name: "hard bounce", header: daemon, verdict: bounce([Setting.failed("anna@firm.example")]),
        events: ["11 hard_bounce", "12 hard_bounce"], addresses: ["anna@firm.example hard_bounce"]),
    Row(
        name: "soft bounce", header: daemon,
        verdict: bounce([Setting.failed("anna@firm.example", "4.2.2", .mailboxfull)]),
        events: ["11 soft_bounce", "12 soft_bounce"], addresses: ["anna@firm.example soft_bounce"]),
    Row(
        name: "our fault", header: daemon,
        verdict: bounce([Setting.failed("anna@firm.example", "5.7.1", .blocked)]),
        events: ["11 refused_by_policy"]),
    Row(
        name: "one failed, one delayed", header: daemon,
        verdict: bounce([
            Setting.failed("anna@firm.example"),
            ReportedRecipient(address: "bob@firm.example", action: .delayed),
        ]), events: ["11 hard_bounce", "12 hard_bounce"], addresses: ["anna@firm.example hard_bounce"]),
    Row(
        name: "forged report", header: daemon,
        verdict: Setting.verdict(.bounce) {
            $0.recipients = [Setting.failed("anna@firm.example")]
            $0.forged = true
        }, state: .held, reviews: [.forged]),
    Row(
        name: "unknown message", header: daemon,
        verdict: bounce([Setting.failed("anna@firm.example")], ["x@else.example"]), state: .unmatched),
    Row(
        name: "bounce that a person wrote", header: "From: eve@else.example",
        verdict: bounce([Setting.failed("anna@firm.example")], []), state: .held, reviews: [.unprovenBounce]),
    Row(
        name: "complaint that names our mail, redacted", header: "From: fbl@provider.example",
        verdict: Setting.verdict(.complaint) { $0.referredMessageIDs = ["slc.1@northwind.example"] },
        events: ["11 complaint", "12 complaint"], suppressed: [1]),
    Row(
        name: "opt-out of a candidate", header: "From: x@else.example|Reply-To: bob@firm.example",
        verdict: Setting.verdict(.unsubscribe), state: .held, reviews: [.candidates], holds: true),
    Row(
        name: "newsletter", header: "From: news@else.example", verdict: Setting.verdict(.other),
        state: .unrelated),
    Row(
        name: "our own follow-up",
        header: "From: mia@outreach.northwind.example|In-Reply-To: <slc.1@northwind.example>",
        verdict: Setting.verdict(.reply), state: .own),
]

@Test("what follows from a message", arguments: rows)
private func decides(_ row: Row) {
    let decision = Setting.decide(Setting.mail(row.header), row.verdict, settings: row.settings)
    #expect(decision.state == row.state)
    #expect(decision.eventNames == row.events)
    #expect(decision.addresses.map { "\($0.address) \($0.event.kind.name)" } == row.addresses)
    #expect(decision.suppressions.map(\.lead) == row.suppressed)
    #expect(decision.reviews.map(\.kind) == row.reviews)
    #expect(decision.reviews.contains(where: \.holdsSends) == row.holds)
    #expect(decision.opportunity?.category == row.category)
    #expect(decision.opportunity?.banner == row.banner)
    #expect(decision.alternates.map(\.address) == row.alternates)
    #expect(Set(decision.events.map { "\($0.enrollment) \($0.event.key)" }).count == decision.events.count)
}

@Test("keys depend on the message alone, and on the revision of its verdict")
func derivesKeys() throws {
    let mail = Setting.mail("From: anna@firm.example|In-Reply-To: <slc.1@northwind.example>")
    let verdict = Setting.verdict(.reply)
    let first = try #require(Setting.decide(mail, verdict).events.first)
    #expect(first.event.key == "m:m1:0:human_reply")
    #expect(first.event.at == Setting.received)
    let keys = MatchKeys(mail, verdict)
    let again = Decider.decide(mail, verdict, keys: keys, candidates: Setting.candidates, revision: 1)
    #expect(again.events.first?.event.key == "m:m1:1:human_reply")
}

@Test("a third party's removal holds what would be sent to it, and is told by name")
func namesThirdParty() throws {
    let decision = Setting.decide(
        Setting.mail("From: anna@firm.example|In-Reply-To: <slc.1@northwind.example>"),
        Setting.verdict(.unsubscribe) { $0.otherUnsubscribe = "bob@firm.example" })
    let review = try #require(decision.reviews.first)
    #expect(review.candidates == [2])
    #expect(review.note == "bob@firm.example")
    #expect(decision.suppressions.isEmpty)
}

@Test("an unsure opt-out is due two days after it was received")
func setsDueTime() throws {
    let decision = Setting.decide(
        Setting.mail("From: anna@firm.example|In-Reply-To: <slc.1@northwind.example>"),
        Setting.verdict(.unsubscribe) { $0.needsReview = true })
    #expect(decision.reviews.first?.due == Setting.instant("2026-03-06T09:00:00Z"))
}

private let signals: [(Signal, String?, [String])] = [
    (.hardBounce, "5.1.1", ["11 hard_bounce", "12 hard_bounce"]),
    (.softBounce, "4.2.2", ["11 soft_bounce", "12 soft_bounce"]),
    (.softBounce, nil, ["11 delayed"]),  // no status: may be an absence, so nothing is counted
    (.delayed, nil, ["11 delayed"]),
    (.blocked, "5.7.1", ["11 refused_by_policy"]),
    (.complaint, nil, ["11 complaint", "12 complaint"]),
    (.unsubscribe, nil, ["11 unsubscribed", "12 unsubscribed"]),
    (.inboundMail, nil, []),
]

@Test("signals of providers", arguments: signals)
func decidesSignals(_ signal: Signal, _ status: String?, _ events: [String]) {
    let event = ProviderEvent(
        id: "e1", signal: signal, way: .proven, recipient: "anna@firm.example",
        messageID: "slc.2@northwind.example", status: status, at: Setting.received)
    #expect(event.decide(candidates: Setting.candidates)?.eventNames ?? [] == events)
}
