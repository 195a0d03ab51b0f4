import Foundation
import Testing

@testable import Webhooks

private let gmailNews = #"{"emailAddress":"user@example.com","historyId":9876543210}"#

private let gmailData = [
    Data(gmailNews.utf8).base64EncodedString(),
    Data(gmailNews.utf8).base64EncodedString().replacing("=", with: "").replacing("/", with: "_"),
    Data(#"{"emailAddress":"user@example.com","historyId":"9876543210"}"#.utf8).base64EncodedString(),
]

@Suite("what has to be fetched")
struct FetchTests {
    private func decode(
        _ body: String, _ provider: WebhookProvider, _ settings: WebhookSettings = .init()
    ) -> DecodedWebhook {
        WebhookDecoding.decode(post(body), provider: provider, proof: .signature, settings: settings)
    }

    @Test("Gmail: either alphabet, history as text or number", arguments: gmailData)
    func gmail(_ data: String) {
        let decoded = decode(#"{"message":{"data":"\#(data)","messageId":"1"},"subscription":"s"}"#, .gmail)
        #expect(decoded.fetches == [.gmailMailbox(address: "user@example.com", historyID: "9876543210")])
        #expect(decoded.notes.isEmpty)
    }

    @Test(
        "Gmail: unwrapped, or something else",
        arguments: [gmailNews, "{}", #"{"message":{"data":"%"}}"#, ""])
    func notGmail(_ body: String) {
        let decoded = decode(body, .gmail)
        #expect(decoded.fetches.isEmpty)
        #expect(decoded.notes.map(\.reason) == [.unreadable])
    }

    @Test("Resend")
    func resend() {
        let data =
            #"{"email_id":"id-1","to":["Me <me@our.example>"],"cc":["c@x.example"],"received_for":["in@our.example"]}"#
        let decoded = decode(#"{"type":"email.received","data":\#(data)}"#, .resend)
        let recipients = ["in@our.example", "me@our.example", "c@x.example"]
        #expect(decoded.fetches == [.resendEmail(id: "id-1", recipients: recipients)])
        let bare = decode(#"{"type":"email.received","data":{"email_id":"id-1"}}"#, .resend)
        #expect(bare.fetches == [.resendEmail(id: "id-1", recipients: [])])
    }

    @Test("Graph: messages, notices about the subscription, items of others")
    func graph() {
        let body =
            #"{"value":[{"subscriptionId":"s1","clientState":"x","changeType":"created","resource":"users/u/messages/AAA=","resourceData":{"id":"AAA="}},{"subscriptionId":"s1","clientState":"evil","changeType":"created","resource":"users/u/messages/B","resourceData":{"id":"B"}},{"subscriptionId":"s1","clientState":"x","changeType":"updated","resource":"users/u/messages/C","resourceData":{"id":"C"}},{"subscriptionId":"s2","clientState":"x","lifecycleEvent":"missed"},{"subscriptionId":"s2","clientState":"x","lifecycleEvent":"novel"}]}"#
        let decoded = decode(body, .graph, WebhookSettings(clientState: "x"))
        #expect(
            decoded.fetches == [
                .graphMessage(resource: "users/u/messages/AAA=", id: "AAA=", subscription: "s1"),
                .graphSubscription(id: "s2", .missed),
            ])
        #expect(decoded.notes.map(\.reason) == [.foreignItem, .uninteresting, .unknownEvent])
        #expect(decode(body, .graph).fetches.isEmpty)
    }

    @Test(
        "Graph: a resource is a path and nothing else",
        arguments: [
            "https://evil.example/", "/users/u", "users/../admin", "users/u?x=1", "users/u#x", "users/%2e%2e",
            "a b",
            "",
        ])
    func resource(_ path: String) {
        let body =
            #"{"value":[{"subscriptionId":"s1","clientState":"x","changeType":"created","resource":"\#(path)","resourceData":{"id":"A"}}]}"#
        let decoded = decode(body, .graph, WebhookSettings(clientState: "x"))
        #expect(decoded.fetches.isEmpty)
        #expect(decoded.notes.map(\.reason) == [.incomplete])
    }
}
