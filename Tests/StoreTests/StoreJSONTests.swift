import CalendarTime
import Foundation
import LeadStages
import Testing

@testable import Store

/// One of each shape of event; what goes in comes out, here and by Foundation's decoder.
private let events: [StageEvent.Kind] = [
    .startRequested, .preflightFailed(.emailWillBounce), .sendFailed(.smtpFailed, step: nil),
    .stepSent(.init(step: "1", send: "9", nextStep: "2", nextDueAt: Instant(seconds: 5))),
    .humanReply(.init(isCalendarAnswer: true, awayUntil: Instant(seconds: 9))),
    .outOfOffice(
        OutOfOfficePause(
            until: Instant(seconds: 7), basis: .returnDate,
            returnDate: CivilDate(year: 2026, month: 9, day: 8),
            evidence: "zurück am \"8.\"\n")),
    .unsubscribed(.elsewhere, by: .oneClick), .softBounce(.here, send: "3"), .withdrawn(keys: ["a", "b"]),
]

@Test("events keep their value", arguments: events)
func roundTrip(_ kind: StageEvent.Kind) throws {
    let event = StageEvent(
        key: "k", at: Instant(microseconds: -5), sequence: 3, origin: .inbound, kind: kind, actor: "ann",
        messageID: nil, cause: "why")
    let text = try StoreJSON.text(event)
    #expect(try StoreJSON.value(StageEvent.self, text) == event)
    #expect(try JSONDecoder().decode(StageEvent.self, from: Data(text.utf8)) == event)
}

@Test("a stored text that is damaged is an error without the text")
func damaged() {
    let error = #expect(throws: StoreError.self) {
        try StoreJSON.value(StageEvent.self, "{\"key\":\"secret\"}")
    }
    #expect(error?.description.contains("secret") == false)
}
