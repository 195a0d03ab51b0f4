import CalendarTime
import CurlTransport
import Foundation
import Testing

@testable import Store
@testable import WebhookDelivery

private let secretText = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

@Test("the vector of the Standard Webhooks libraries")
func signsVector() throws {
    let secret = try #require(WebhookSecret(secretText))
    let field = WebhookSignature.field(
        id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330,
        body: Array(#"{"test": 2432232314}"#.utf8),
        secrets: [secret])
    #expect(field == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
}

@Test("two secrets, two signatures, the current one first")
func signsTwice() throws {
    let old = try #require(WebhookSecret(secretText))
    let new = WebhookSecret.random()
    let one = WebhookSignature.field(id: "a", timestamp: 1, body: [], secrets: [new])
    let two = WebhookSignature.field(id: "a", timestamp: 1, body: [], secrets: [new, old])
    #expect(two.split(separator: " ").count == 2)
    #expect(two.hasPrefix(one + " v1,"))
}

private func base64(_ count: Int) -> String { Data(repeating: 7, count: count).base64EncodedString() }
private let secrets: [(text: String, isOne: Bool)] = [
    (secretText, true), ("whsec_" + base64(24), true), ("whsec_" + base64(64), true),
    ("whsec_" + base64(23), false), ("whsec_" + base64(65), false), (base64(32), false),
    ("whsk_" + base64(32), false),
    ("whsec_", false), ("whsec_!!!", false), ("", false),
]

@Test("secrets of 24 to 64 bytes", arguments: secrets)
func readsSecret(_ text: String, _ isOne: Bool) {
    #expect((WebhookSecret(text) != nil) == isOne)
    if isOne { #expect(WebhookSecret(text)?.text == text) }
}

@Test("a secret shows itself nowhere")
func hidesSecret() {
    let secret = WebhookSecret.random()
    #expect(WebhookSecret(secret.text) == secret)
    #expect(!"\(secret) \(String(reflecting: secret))".contains("whsec_"))
    var dumped = ""
    dump(secret, to: &dumped)
    #expect(!dumped.contains("bytes"))
}

// MARK: Answers and retries

private let now = Instant(iso8601: "2026-03-02T09:00:00Z") ?? Instant(seconds: 0)
private let answers: [(status: Int, retryAfter: String?, answer: ReceiverAnswer)] = [
    (200, nil, .accepted), (204, nil, .accepted), (299, "7", .accepted),
    (301, nil, .failed(retryAfter: nil, slowDown: false)),
    (302, nil, .failed(retryAfter: nil, slowDown: false)),
    (304, nil, .failed(retryAfter: nil, slowDown: false)),
    (400, nil, .failed(retryAfter: nil, slowDown: false)),
    (404, nil, .failed(retryAfter: nil, slowDown: false)), (410, "7", .gone),
    (429, "120", .failed(retryAfter: 120, slowDown: true)),
    (429, nil, .failed(retryAfter: nil, slowDown: true)),
    (500, "30", .failed(retryAfter: 30, slowDown: false)),
    (502, nil, .failed(retryAfter: nil, slowDown: true)),
    (503, "Mon, 02 Mar 2026 09:01:00 GMT", .failed(retryAfter: 60, slowDown: false)),
    (503, "Mon, 02 Mar 2026 08:00:00 GMT", .failed(retryAfter: 0, slowDown: false)),
    (504, "soon", .failed(retryAfter: nil, slowDown: true)),
    (429, "-5", .failed(retryAfter: nil, slowDown: true)),
    (429, String(repeating: "9", count: 30), .failed(retryAfter: nil, slowDown: true)),
]

@Test("what an answer means", arguments: answers)
func readsAnswer(_ status: Int, _ retryAfter: String?, _ answer: ReceiverAnswer) {
    #expect(ReceiverAnswer(status: status, retryAfter: retryAfter, now: now) == answer)
}

private let delays: [(attempt: Int, retryAfter: Int64?, jitter: Double, seconds: Double?)] = [
    (1, nil, 0.5, 5), (2, nil, 0.5, 300), (3, nil, 0.5, 1_800), (4, nil, 0.5, 7_200), (5, nil, 0.5, 18_000),
    (6, nil, 0.5, 36_000), (7, nil, 0.5, 50_400), (8, nil, 0.5, 72_000), (9, nil, 0.5, 86_400),
    (10, nil, 0.5, nil),
    (0, nil, 0.5, nil), (99, 5, 0.5, nil), (2, nil, 0, 270), (2, nil, 0.75, 315),
    (1, 120, 0.5, 120), (2, 120, 0.5, 300),  // never earlier than planned
    (1, 10_000_000, 0.5, 86_400), (1, -1, 0.5, 5),
]

@Test("ten attempts, spread by a tenth", arguments: delays)
func plansRetry(_ attempt: Int, _ retryAfter: Int64?, _ jitter: Double, _ seconds: Double?) {
    let delay = RetrySchedule.delay(afterAttempt: attempt, retryAfter: retryAfter, jitter: jitter)
    #expect(delay.map { (Double($0) / 1_000_000).rounded() } == seconds)
}

@Test("75 hours and a half in all")
func schedulesThreeDays() {
    #expect(RetrySchedule.maximumAttempts == 10)
    #expect(RetrySchedule.delays.reduce(0, +) == 272_105)
}

// MARK: Topics, URLs, slots

private let topics: [(patterns: [String], topic: String, isWanted: Bool)] = [
    (["lead.replied"], "lead.replied", true), (["lead.replied"], "lead.replied.again", false),
    (["lead.*"], "lead.stage_changed", true), (["lead.*"], "leader.x", false), (["lead.*"], "lead", false),
    (["*"], "anything.at.all", true), (["a.b", "mail.*"], "mail.unmatched", true),
]

@Test("topics", arguments: topics)
func wants(_ patterns: [String], _ topic: String, _ isWanted: Bool) throws {
    #expect(try WebhookTopics(patterns).contains(topic) == isWanted)
}

@Test(
    "no topics",
    arguments: [[], [""], ["lead.**"], ["*.lead"], ["a b"], ["a..b"], [".a"], ["é"], [".*"]] as [[String]])
func refusesTopics(_ patterns: [String]) {
    #expect(throws: StoreError.self) { try WebhookTopics(patterns) }
}

private let urls: [(url: String, isPublic: Bool, isLocal: Bool)] = [
    ("https://hooks.example.com/a?b=c", true, true), ("http://127.0.0.1:8080/x", false, true),
    ("https://user:pw@hooks.example.com/", false, false), ("ftp://hooks.example.com/", false, false),
    ("https://", false, false), ("https://hooks.example.com/a b", false, false),
    ("hooks.example.com", false, false),
    ("https://hooks.example.com/#x", false, false), ("https://hooks.example.com/\r\nX: y", false, false),
    ("https://hooks.example.com/" + String(repeating: "x", count: 2_048), false, false),
]

@Test("URLs of receivers", arguments: urls)
func checksURL(_ url: String, _ isPublic: Bool, _ isLocal: Bool) {
    #expect((try? WebhookURL.checked(url, allowsLocal: false)) == (isPublic ? url : nil))
    #expect((try? WebhookURL.checked(url, allowsLocal: true)) == (isLocal ? url : nil))
}

@Test("an endpoint that hangs holds its own slots only")
func sharesSlots() {
    var slots = DeliverySlots(total: 5, perEndpoint: 2)
    let (slow, other) = (RowID<WebhookEndpoint>(1), RowID<WebhookEndpoint>(2))
    for _ in 0..<2 { slots.start(slow) }
    #expect(slots.room(for: slow) == 0)
    #expect(slots.room(for: other) == 2)
    for number in 3...5 { slots.start(RowID(Int64(number))) }
    #expect(slots.room(for: other) == 0)
    slots.end(slow)
    #expect(slots.room(for: other) == 1)
    #expect(slots.room(for: slow) == 1)
}

// MARK: The message

private func event(_ id: String, _ topic: String, _ payload: String) throws -> OutboxEvent {
    struct Row: SQLRow {
        let values: [any Sendable]
        func isNull(at column: Int) -> Bool { false }
        func integer(at column: Int) -> Int64 { values[column] as? Int64 ?? 0 }
        func real(at column: Int) -> Double { 0 }
        func boolean(at column: Int) -> Bool { false }
        func text(at column: Int) -> String { values[column] as? String ?? "" }
        func blob(at column: Int) -> [UInt8] { [] }
    }
    let created = Instant(microseconds: now.microseconds + 5_678)
    var reader = RowReader(Row(values: [Int64(1), id, topic, payload, created.microseconds, Int64(1)]))
    return OutboxEvent(&reader)
}

private let bodies: [(id: String, payload: String, data: String)] = [
    ("stage:1:x", #"{"lead":"7"}"#, #"{"event_id":"stage:1:x","lead":"7"}"#),
    ("a\"b\\c\n", "{}", #"{"event_id":"a\"b\\c\u000a"}"#),
]

@Test("type, timestamp, data", arguments: bodies)
func writesBody(_ id: String, _ payload: String, _ data: String) throws {
    let message = WebhookMessage(try event(id, "lead.stage_changed", payload), workspace: RowID(1))
    #expect(
        String(decoding: message.body, as: UTF8.self)
            == #"{"type":"lead.stage_changed","timestamp":"2026-03-02T09:00:00.005Z","data":\#(data)}"#)
    #expect(try JSONSerialization.jsonObject(with: Data(message.body)) is [String: Any])
}

@Test("with a public address the event says where its trace is shown")
func linksTrace() throws {
    func body(_ payload: String) throws -> String {
        let told = try event("e", "a", payload)
        let message = WebhookMessage(told, workspace: RowID(1), publicURL: "https://sluice.example")
        return String(decoding: message.body, as: UTF8.self)
    }
    #expect(
        try body(#"{"enrollment":"7","lead":"3"}"#)
            .contains(#"{"event_id":"e","trace_url":"https://sluice.example/enrollments/7","enrollment""#))
    #expect(try body(#"{"opportunity":"9"}"#).contains(#""https://sluice.example/opportunities/9""#))
    #expect(try !body(#"{"mailbox":"2"}"#).contains("trace_url"))
}

@Test("one id for one event, and never a dot in it")
func namesMessage() throws {
    let first = WebhookMessage(try event("slc.1@ours.example", "a", "{}"), workspace: RowID(1))
    #expect(first.id.hasPrefix("msg_") && first.id.count == 36 && !first.id.contains("."))
    #expect(first.id == WebhookMessage(try event("slc.1@ours.example", "b", "{}"), workspace: RowID(1)).id)
    #expect(first.id != WebhookMessage(try event("slc.2@ours.example", "a", "{}"), workspace: RowID(1)).id)
    #expect(first.id != WebhookMessage(try event("slc.1@ours.example", "a", "{}"), workspace: RowID(2)).id)
}
