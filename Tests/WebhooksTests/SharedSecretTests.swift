import CalendarTime
import Foundation
import Testing

@testable import Webhooks

@Suite("secrets that are sent along, and handshakes")
struct SharedSecretTests {
    @Test("off until the secret is set", arguments: WebhookProvider.allCases)
    func refusesWithoutSecret(_ provider: WebhookProvider) async {
        let bodies = ["{}", "[]", "", amazonBody, #"{"value":[{"clientState":""}]}"#, #"[{"msys":{}}]"#]
        for body in bodies {
            let empty = WebhookSettings(
                signingKey: "", publicKey: "", user: "", password: "", headerName: "", headerValue: "",
                topics: [],
                serviceAccount: "", clientState: "")
            for settings in [WebhookSettings(), empty] {
                let verdict = await check(post(body, headers: [basic("", "")]), provider, settings)
                #expect(verdict.refusal != nil, "\(provider) \(body) \(verdict)")
            }
        }
    }

    private let amazonBody = String(decoding: amazon("{}").body, as: UTF8.self)

    static let bearers: [WebhookProvider] = [.postmark, .sparkpost, .brevo, .mailjet, .sendgridInbound]

    @Test("user and password", arguments: bearers)
    func basicAuthentication(_ provider: WebhookProvider) async {
        let settings = WebhookSettings(user: "u", password: "p:w")
        let rows: [((name: String, value: String)?, WebhookVerdict)] = [
            (basic("u", "p:w"), .accepted(.sharedSecret)), (basic("u", "p"), .refused(.wrongCredentials)),
            (basic("U", "p:w"), .refused(.wrongCredentials)), (basic("", ""), .refused(.wrongCredentials)),
            (("authorization", "Basic %%%"), .refused(.wrongCredentials)),
            (("Authorization", "Bearer p:w"), .refused(.wrongCredentials)),
            (nil, .refused(.wrongCredentials)),
        ]
        for (field, verdict) in rows {
            #expect(await check(post("{}", headers: field.map { [$0] } ?? []), provider, settings) == verdict)
        }
    }

    @Test("header field", arguments: bearers)
    func headerField(_ provider: WebhookProvider) async {
        let settings = WebhookSettings(headerName: "X-MessageSystems-Webhook-Token", headerValue: "s3")
        let right = post("{}", headers: [("x-messagesystems-webhook-token", "s3")])
        #expect(await check(right, provider, settings) == .accepted(.sharedSecret))
        let wrong = post("{}", headers: [("x-messagesystems-webhook-token", "s4")])
        #expect(await check(wrong, provider, settings) == .refused(.wrongCredentials))
        #expect(await check(post("{}"), provider, settings) == .refused(.wrongCredentials))
        let nameless = WebhookSettings(headerValue: "s3")
        #expect(await check(right, provider, nameless) == .refused(.notConfigured("header_name")))
    }

    @Test("a password comes on top of a signature and does not replace it")
    func both() async {
        let settings = WebhookSettings(signingKey: "k", user: "u", password: "p")
        #expect(await check(post("{}"), .mailgun, settings) == .refused(.wrongCredentials))
        let request = post("{}", headers: [basic("u", "p")])
        #expect(await check(request, .mailgun, settings) == .refused(.malformed("signature")))
    }

    @Test("SparkPost's ping")
    func ping() async {
        let settings = WebhookSettings(user: "u", password: "p")
        let request = post(#"[{"msys":{}}]"#, headers: [basic("u", "p")])
        #expect(await check(request, .sparkpost, settings) == .handshake(WebhookAnswer(200)))
        #expect(await check(post(#"[{"msys":{}}]"#), .sparkpost, settings) == .refused(.wrongCredentials))
    }

    @Test("Graph: its token comes back as plain text")
    func validation() async throws {
        let settings = WebhookSettings(clientState: "s")
        let request = post("", query: ["validationToken": "Validation: <b>a & b</b>"])
        guard case .handshake(let answer) = await check(request, .graph, settings) else {
            Issue.record("no handshake")
            return
        }
        #expect(answer.status == 200)
        #expect(answer.body == "Validation: &lt;b&gt;a & b&lt;/b&gt;")
        #expect(answer.fields.contains { $0.name == "Content-Type" && $0.value == "text/plain" })
        #expect(await check(request, .graph, WebhookSettings()) == .refused(.notConfigured("client_state")))
        let long = post("", query: ["validationToken": String(repeating: "a", count: 5_000)])
        #expect(await check(long, .graph, settings) == .refused(.malformed("validationToken")))
    }

    static let graphRows: [(String, WebhookVerdict)] = [
        (#"{"value":[{"clientState":"s"}]}"#, .accepted(.sharedSecret)),
        (#"{"value":[{"clientState":"x"},{"clientState":"s"}]}"#, .accepted(.sharedSecret)),
        (#"{"value":[{"clientState":"x"}]}"#, .refused(.wrongCredentials)),
        (#"{"value":[{}]}"#, .refused(.wrongCredentials)),
        (#"{"value":[]}"#, .refused(.malformed("JSON body"))),
        ("", .refused(.malformed("JSON body"))),
    ]

    @Test("Graph: the secret in each item", arguments: graphRows)
    func graph(_ body: String, _ verdict: WebhookVerdict) async {
        #expect(await check(post(body), .graph, WebhookSettings(clientState: "s")) == verdict)
    }

    @Test("settings: snake case, and no secret in their text")
    func settings() throws {
        let settings = WebhookSettings(signingKey: "hush", topics: ["t"], requiresSignatureVersion2: true)
        let text = String(decoding: try JSONEncoder().encode(settings), as: UTF8.self)
        #expect(text.contains("\"signing_key\":\"hush\""))
        #expect(text.contains("\"requires_signature_version_2\":true"))
        #expect(try JSONDecoder().decode(WebhookSettings.self, from: Data(text.utf8)) == settings)
        var dumped = ""
        dump(settings, to: &dumped)
        #expect(!"\(settings) \(String(reflecting: settings)) \(dumped)".contains("hush"))
    }
}
