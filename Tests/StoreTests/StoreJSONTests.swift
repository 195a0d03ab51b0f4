import CalendarTime
import Foundation
import LeadStages
import Testing

@testable import Store

private let texts: [(text: String, tree: JSONTree?)] = [
    ("null", .null),
    (" true ", .flag(true)),
    ("-12", .integer(-12)),
    ("9223372036854775807", .integer(.max)),
    ("9223372036854775808", .real(9_223_372_036_854_775_808)),
    ("1.5e3", .real(1500)),
    (#""a\n\"\\\/\u00e9""#, .text("a\n\"\\/é")),
    (#""\ud83d\ude00""#, .text("😀")),
    (#""\ud83dx""#, .text("\u{FFFD}x")),  // half a pair
    ("[]", .list([])),
    ("[1,[2]]", .list([.integer(1), .list([.integer(2)])])),
    (#"{"a":{"b":null}}"#, .object([.init(key: "a", value: .object([.init(key: "b", value: .null)]))])),
    ("", nil), ("{", nil), ("[1,]", nil), ("[1 2]", nil), ("tru", nil), ("1 2", nil), ("\"a", nil),
    ("\"\\x\"", nil), ("\"\\u12\"", nil), ("-", nil), ("{\"a\"}", nil), ("nul", nil),
    (String(repeating: "[", count: 100_000), nil),  // deeper than the limit
]

@Test("JSON texts", arguments: texts)
func readsJSON(_ text: String, _ tree: JSONTree?) {
    #expect(JSONTree(parsing: text) == tree)
    if let tree { #expect(JSONTree(parsing: tree.serialized) == tree) }
}

@Test("control characters and quotes are written so that other readers take them")
func writesStrings() throws {
    let text = "a\u{1}\"\\\n\t\u{7F}é😀"
    let written = JSONTree.text(text).serialized
    let read = try JSONDecoder().decode([String].self, from: Data("[\(written)]".utf8))
    #expect(read == [text])
}

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
