import CalendarTime
import Foundation
import Testing

@testable import Webhooks

private let answers: [(WebhookProvider, stored: Int, failure: Int, large: Int, signature: Int, topic: Int)] =
    [
        (.ses, 200, 503, 503, 401, 403), (.sendgrid, 200, 503, 413, 401, 403),
        (.sendgridInbound, 200, 503, 503, 401, 403), (.mailgun, 200, 503, 413, 406, 406),
        (.mailgunRoutes, 200, 503, 413, 406, 406), (.postmark, 200, 503, 413, 403, 403),
        (.sparkpost, 200, 503, 413, 401, 403), (.brevo, 200, 503, 413, 401, 403),
        (.mailjet, 200, 503, 413, 401, 403), (.resend, 200, 503, 413, 401, 403),
        (.mandrill, 200, 503, 413, 401, 403), (.postal, 200, 429, 413, 401, 403),
        (.gmail, 200, 503, 413, 401, 403), (.graph, 202, 503, 413, 401, 403),
    ]

@Suite("answers")
struct AnswerTests {
    @Test("codes", arguments: answers)
    func codes(
        _ row: (WebhookProvider, stored: Int, failure: Int, large: Int, signature: Int, topic: Int)
    ) {
        #expect(WebhookAnswers.stored(row.0).status == row.stored)
        #expect(WebhookAnswers.ownFailure(row.0).status == row.failure)
        #expect(WebhookAnswers.tooLarge(row.0).status == row.large)
        #expect(WebhookAnswers.refused(.wrongSignature, row.0).status == row.signature)
        #expect(WebhookAnswers.refused(.unknownTopic, row.0).status == row.topic)
        // Repaired soon, and nothing is lost until then.
        #expect(WebhookAnswers.refused(.notConfigured("x"), row.0).status == row.failure)
        let challenge = WebhookAnswers.refused(.wrongCredentials, row.0)
        #expect(challenge.status == 401)
        #expect(challenge.fields.contains { $0.name == "WWW-Authenticate" && $0.value.hasPrefix("Basic ") })
    }

    @Test("every provider has its row")
    func complete() {
        #expect(answers.map(\.0) == WebhookProvider.allCases)
    }
}

private let keys: [(WebhookProvider, WebhookRequest, String)] = [
    (.ses, amazon("{}", id: "m-7"), "m-7"), (.resend, post("{}", headers: [("SVIX-ID", "msg_1")]), "msg_1"),
    (.mailgun, post(#"{"signature":{"timestamp":"1","token":"tok","signature":"00"}}"#), "tok"),
    (.mailgunRoutes, form([("timestamp", "1"), ("token", "tok"), ("signature", "00")]), "tok"),
    (.postmark, post(#"{"RecordType":"Bounce","ID":42}"#), "Bounce|42"),
    (.postmark, post(#"{"MessageID":"uuid-1","From":"x"}"#), "Inbound|uuid-1"),
    (
        .postmark,
        post(
            #"{"RecordType":"SubscriptionChange","MessageID":"u","Recipient":"a@x","ChangedAt":"t","SuppressSending":true}"#
        ), "SubscriptionChange|u|a@x|t|true"
    ),
    (.sparkpost, post("[]", headers: [("x-messagesystems-batch-id", "b-1")]), "b-1"),
    (.postal, post(#"{"uuid":"u-1"}"#), "u-1"), (.postal, post(#"{"id":7,"rcpt_to":"x"}"#), "7"),
    (.gmail, post(#"{"message":{"messageId":"2070443601311540"}}"#), "2070443601311540"),
    (.gmail, post(#"{"message":{"message_id":2070443601311540}}"#), "2070443601311540"),
    (
        .graph,
        post(#"{"value":[{"subscriptionId":"s","changeType":"created","resourceData":{"id":"A"}}]}"#),
        "s|created|A"
    ),
    // SHA-256 of "abc".
    (
        .sendgridInbound, multipart([("email", nil, Array("abc".utf8))]),
        "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    ),
    (
        .mandrill, form([("mandrill_events", "abc")]),
        "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    ),
    (.mailjet, post("abc"), "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
]

@Suite("keys")
struct KeyTests {
    @Test("of a request", arguments: keys)
    func key(_ provider: WebhookProvider, _ request: WebhookRequest, _ key: String) {
        #expect(WebhookKey.key(of: request, provider: provider) == key)
    }

    @Test("without an id of its own it is a hash", arguments: WebhookProvider.allCases)
    func fallback(_ provider: WebhookProvider) {
        let one = WebhookKey.key(of: post("{}"), provider: provider)
        #expect(one == WebhookKey.key(of: post("{}"), provider: provider))
        #expect(one != WebhookKey.key(of: post("[]"), provider: provider))
        #expect(one.hasPrefix("sha256:"))
    }

    @Test("a long id is replaced by its hash")
    func long() {
        let request = post("{}", headers: [("svix-id", String(repeating: "a", count: 1_000_000))])
        let key = WebhookKey.key(of: request, provider: .resend)
        #expect(key.hasPrefix("sha256:") && key.utf8.count < 80)
    }

    @Test("notices about a Graph subscription may repeat and mean it")
    func lifecycle() {
        let body = #"{"value":[{"subscriptionId":"s","lifecycleEvent":"missed"}]}"#
        var later = post(body)
        later.receivedAt = now.adding(seconds: 60)
        #expect(
            WebhookKey.key(of: post(body), provider: .graph) != WebhookKey.key(of: later, provider: .graph))
    }
}
