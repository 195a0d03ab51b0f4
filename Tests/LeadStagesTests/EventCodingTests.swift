import CalendarTime
import Foundation
import Testing

@testable import LeadStages

private let kinds: [Kind] = [
    .startRequested, .tick, .preflightPassed, .preflightFailed(.notConnected),
    .sendFailed(.smtpFailed, step: "s"),
    .sendFailed(.smtpFailed, step: nil), .stepSent(.init(step: "s", send: "1")),
    .stepSent(.init(step: "s", send: "1", nextStep: "t", nextDueAt: after(1), isImported: true)),
    .stepWaits(step: "s", due: after(1)), .lastStepExecuted, .humanReply(.init()),
    .humanReply(
        .init(
            isFromMailedAddress: false, isCalendarAnswer: true, continues: true,
            awayUntil: Instant(microseconds: 1))),
    .outOfOffice(
        OutOfOfficePause(
            until: after(1), basis: .returnDate, returnDate: CivilDate(year: 2026, month: 3, day: 9),
            evidence: "„bis“")),
    pause(until: 4), .leftCompany, .autoReply(stops: true), .unsubscribed(.elsewhere, by: .oneClick),
    .complaint(.here),
    .hardBounce(.here, code: "5.1.1"), .hardBounce(.elsewhere, code: nil), .softBounce(.here, send: "7"),
    .delayed,
    .delivered(send: "7"), .delivered(send: nil), .refusedByPolicy(step: "s"), .canceled,
    .canceledByRule(.subCampaign),
    .doNotContactMatched,
    .outOfOfficeElapsed(.init(until: after(1), error: .emailWillBounce, freezeDelay: true)),
    .resumed(
        .init(confirmed: true, notBefore: after(2), nextStep: "s", waitSeconds: 5, isPreconditionMet: true)),
    .resumed(.init()), .paused(until: after(3)), .stepAdded(step: "s"), .stepRemoved(step: "s"),
    .stepPaused(step: "s"),
    .deleted, .doNotContactRemoved, .addressChanged, .addressCleared, .connectionAccepted(continues: true),
    .creditsAvailable, .markedReplied, .withdrawn(keys: ["a", "b"]),
]

@Test("every event keeps its meaning in JSON")
func roundTrip() throws {
    #expect(Set(kinds.map(\.name)) == Set(Kind.Name.allCases))
    for kind in kinds {
        let event = StageEvent(
            key: "k", at: after(1), sequence: 4, origin: .inbound, kind: kind, actor: "anna", messageID: "m",
            cause: "rule")
        let text = try JSONEncoder().encode(event)
        #expect(try JSONDecoder().decode(StageEvent.self, from: text) == event)
    }
}

@Test("the wire form of a few events")
func wireForm() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let reply = try encoder.encode(Kind.humanReply(.init()))
    #expect(
        String(decoding: reply, as: UTF8.self)
            == #"{"continues":false,"is_calendar_answer":false,"is_from_mailed_address":true,"type":"human_reply"}"#
    )
    let paused = try encoder.encode(Kind.paused(until: Instant(microseconds: 5)))
    #expect(String(decoding: paused, as: UTF8.self) == #"{"type":"paused","until":5}"#)
}

private let broken = [
    #"{}"#, #"{"type":"no_such"}"#, #"{"type":"paused"}"#, #"{"type":"step_sent","step":"s"}"#,
    #"{"type":"hard_bounce"}"#, #"{"type":"unsubscribed","scope":"here"}"#,
    #"{"type":"withdrawn","keys":"a"}"#,
]

@Test("an event that lacks a field of its type is refused", arguments: broken)
func brokenEvent(_ text: String) {
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(Kind.self, from: Data(text.utf8)) }
}

@Test("address events and states keep their meaning in JSON")
func otherRoundTrips() throws {
    let kinds: [AddressEvent.Kind] = [
        .hardBounce(code: "5.1.1"), .hardBounce(code: nil), .softBounce(send: "1"), .humanReply,
        .automaticAnswer,
        .delivered, .leftCompany, .markedInvalid(reason: "list"), .cleared, .withdrawn(keys: ["a"]),
    ]
    for kind in kinds {
        let event = AddressEvent(key: "k", at: start, kind: kind)
        #expect(try JSONDecoder().decode(AddressEvent.self, from: JSONEncoder().encode(event)) == event)
    }
    for stage in Stage.allCases {
        let state = EnrollmentState.fold(events(to: stage) + [StageEvent(pause(until: 4), 0)])
        #expect(try JSONDecoder().decode(EnrollmentState.self, from: JSONEncoder().encode(state)) == state)
    }
}

@Test("the names people read")
func displayNames() {
    #expect(
        Stage.allCases.map(\.displayName) == [
            "Not Started", "Starting", "Running", "Out of Office", "Replied", "Unsubscribed", "Bounced",
            "Canceled",
            "Completed", "Has Errors",
        ])
}
