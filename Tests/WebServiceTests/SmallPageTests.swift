import CalendarTime
import Store
import Testing
import Webhooks

@testable import WebService

private let referers: [(referer: String?, place: String)] = [
    ("https://sluice.example/rules?q=a%20b#top", "/rules?q=a%20b"),
    ("https://sluice.example", "/"),
    ("https://evil.example/campaigns/1", "/campaigns/1"),  // the path is ours whoever says it
    ("https://sluice.example//evil.example/", "/"),
    ("javascript:alert(1)", "/"),
    (nil, "/"),
]
@Test("after a change of the theme, back to the page", arguments: referers)
func themePlace(_ referer: String?, _ place: String) {
    #expect(ThemePages.place(referer) == place)
}

private let pastes: [(text: String, hasFields: Bool)] = [
    ("Subject: hi\n\nI am away", true),
    ("From: a@b.example\r\nSubject: x\r\n\r\ntext", true),
    ("From a@b.example Thu Mar 5\nReceived: by x;\n\tThu\nFrom: a\n\n", true),  // of an mbox
    ("\u{FEFF}Subject: x\n\nabc", true),
    ("X-Mailer: a\nSubject: b", true),
    ("Guten Tag,\n\nich bin nicht da", false),
    ("Note: I am away\n\nBack: Monday", false),  // none of these fields tells
    ("Hello\nFrom: x", false),
    ("\nSubject: x", false),
    ("", false),
]
@Test("a paste with and without header fields", arguments: pastes)
func pastedFields(_ text: String, _ hasFields: Bool) {
    #expect(RuleTrial.beginsWithFields(Array(text.utf8)) == hasFields)
}

private let steps: [(most: Int, step: Int)] = [
    (0, 1), (1, 1), (5, 1), (6, 2), (10, 2), (11, 5), (29, 10), (51, 20), (101, 50), (12_345, 5_000),
]
@Test("lines of a chart stand for round numbers", arguments: steps)
func chartStep(_ most: Int, _ step: Int) throws {
    let date = try #require(CivilDate(year: 2026, month: 11, day: 1))
    let chart = ReportChart(title: "", days: [.init(date: date, kinds: ["reply": most])], zone: "UTC")
    #expect(chart.step == step)
    #expect(chart.hasMail == (most > 0))
}

private let proofs: [(provider: WebhookProvider, settings: WebhookSettings, isEnough: Bool)] = [
    (.ses, .init(), false), (.ses, .init(topics: ["arn:aws:sns:eu-west-1:1:b"]), true),
    (.mailgun, .init(password: "p"), false), (.mailgun, .init(signingKey: "k"), true),
    (.sendgridInbound, .init(user: "u", password: "p"), true),
    (.postmark, .init(headerValue: "v"), false),
    (.postmark, .init(headerName: "X-Key", headerValue: "v"), true),
    (.gmail, .init(audience: "a"), false), (.graph, .init(clientState: "s"), true),
]
@Test("an endpoint that would refuse everything is not made", arguments: proofs)
func proof(_ provider: WebhookProvider, _ settings: WebhookSettings, _ isEnough: Bool) {
    #expect((provider.missing(settings) == nil) == isEnough)
}

@Test("every provider can be made to accept something")
func allProviders() {
    let full = WebhookSettings(
        signingKey: "k", publicKey: "k", password: "p", topics: ["t"], serviceAccount: "s", clientState: "c")
    for provider in WebhookProvider.allCases { #expect(provider.missing(full) == nil, "\(provider.label)") }
}
