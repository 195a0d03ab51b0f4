import MailFormat
import Testing

@testable import DeliveryReports

private let bounce = #"""
    {"notificationType":"Bounce","bounce":{"bounceType":"Permanent","bouncedRecipients":[
    {"emailAddress":"ann@shop.example","action":"failed","status":"5.1.1","diagnosticCode":"smtp; 550 5.1.1 nobody"},
    {"emailAddress":"bob@shop.example","action":"delayed","status":"4.4.7"}],
    "reportingMTA":"dsn; a4-7.example"},"mail":{"source":"mia@out.example","messageId":"0102",
    "headers":[{"name":"Message-Id","value":"<slc.one@out.example>"}]}}
    """#

@Test("SES notification, as it is")
func readsNotification() {
    let report = ReportSamples.read(
        ReportSamples.plain(
            bounce, subject: "AWS Notification Message", from: "AWS <no-reply@sns.amazonaws.com>",
            head: "X-A: 1"))
    #expect(report?.kind == .failure)
    #expect(
        report?.recipients.map { "\($0.address) \($0.action) \($0.statusText ?? "-")" } ?? [] == [
            "ann@shop.example failed 5.1.1", "bob@shop.example delayed 4.4.7",
        ])
    #expect(report?.recipients.first?.diagnostic == "550 5.1.1 nobody")
    #expect(report?.returnedMessageIDs == ["slc.one@out.example"])
}

@Test("JSON like a notification, from somebody else, is mail")
func sparesForeignJSON() {
    #expect(
        ReportSamples.read(
            ReportSamples.plain(bounce, subject: "x", from: "dev@shop.example", head: "X-A: 1")) == nil)
}

private let values: [(json: String, name: String, text: String?)] = [
    (#"{"a":"b"}"#, "a", "b"),
    (#"text {"a" : "b" } more"#, "a", "b"),
    (#"{"a":"x\n\"\u00e4\ud83d\ude00"}"#, "a", "x\n\"ä😀"),
    ("{\"a\":\"wra\npped\"}", "a", "wrapped"),  // mail wraps lines
    (#"{"x":[1,-2.5e3,true,null,{}],"a":"b"}"#, "a", "b"),
    (#"{"a":"b""#, "a", nil),
    (#"{"a":"b"#, "a", nil),
    (#"{"a" "b"}"#, "a", nil),
    ("{", "a", nil),
    ("", "a", nil),
]

@Test("JSON, RFC 8259", arguments: values)
func readsJSON(_ json: String, _ name: String, _ text: String?) {
    #expect(JSONValue.firstObject(in: Array(json.utf8)[...])?[name]?.text == text)
}

@Test("JSON of any depth ends")
func boundsJSONDepth() {
    let deep = String(repeating: "{\"a\":", count: 100_000)
    #expect(JSONValue.firstObject(in: Array(deep.utf8)[...]) == nil)
}
