import Testing

@testable import DeliveryReports

private let effects: [(action: ReportedRecipient.Action, reason: Reason, code: String?, lead: LeadEffect)] = [
    (.failed, .userunknown, "5.1.1", .bounced),
    (.failed, .notaccept, "5.1.10", .bounced),
    (.failed, .notaccept, "4.3.2", .counted),  // comes back
    (.failed, .mailboxfull, "5.2.2", .counted),
    (.failed, .suspend, nil, .counted),
    (.failed, .expired, "4.4.7", .counted),
    (.failed, .undefined, nil, .counted),
    (.failed, .blocked, "5.1.1", .hasErrors),  // ours, whatever the code says
    (.failed, .senderlimit, "5.4.5", .hasErrors),
    (.failed, .vacation, nil, .unchanged),  // the answer comes as a mail of its own
    (.delayed, .userunknown, "4.1.1", .unchanged),
    (.delivered, .delivered, "2.0.0", .unchanged),
    (.relayed, .delivered, "2.0.0", .unchanged),
    (.delivered, .feedback, nil, .unsubscribed),
]

@Test("what a report means for the lead", arguments: effects)
func tellsLeadEffect(
    _ action: ReportedRecipient.Action, _ reason: Reason, _ code: String?, _ lead: LeadEffect
) {
    let recipient = ReportedRecipient(
        address: "ann@shop.example", action: action, status: code.flatMap { EnhancedStatusCode($0) },
        reason: reason)
    #expect(recipient.lead == lead)
}
