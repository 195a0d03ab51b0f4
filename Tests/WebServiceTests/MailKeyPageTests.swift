import CurlTransport
import DataFormats
import Store
import Testing
import Webhooks

@testable import WebService

/// Somebody who is signed in.
private struct Visitor {
    let service: HookService
    private let token = SecretBytes.token()
    private let csrf = SecretBytes.token()

    init(_ role: UserAccount.Role, of service: HookService) async throws {
        self.service = service
        let (hash, csrf) = (SecretBytes.hash(token), csrf)
        try await service.write { transaction in
            let user = try transaction.addUser(
                login: role.rawValue, name: role.rawValue, role: role, password: "")
            try transaction.beginSession(
                of: user, tokenHash: hash, csrf: csrf, until: transaction.now.adding(seconds: 86_400),
                forgetting: [])
        }
    }

    private var cookie: HTTPField { HTTPField("Cookie", "sluice-session=\(token)") }

    func get(_ path: String) async throws -> String {
        String(decoding: try await service.send(.get, path, fields: [cookie]).body, as: UTF8.self)
    }

    func post(_ path: String, _ form: [String: String] = [:]) async throws -> HTTPResponse {
        let fields = form.merging(["csrf": csrf]) { $1 }.sorted { $0.key < $1.key }
        let body = fields.map { "\($0.key)=\(FormEncoding.encode($0.value))" }.joined(separator: "&")
        return try await service.send(
            .post, path,
            fields: [cookie, HTTPField("Content-Type", "application/x-www-form-urlencoded")],
            body: Array(body.utf8))
    }
}

private let page = "/settings/webhooks"
private let keys: [WebhookProvider: [String: String]] = [
    .resend: ["api_key": "re_right"],
    .ses: ["access_key_id": "AKIDRIGHT", "secret_access_key": "secret-right"],
]

private let badKeys: [(provider: WebhookProvider, form: [String: String], words: String)] = [
    (.resend, [:], "Give the API key."),
    (.resend, ["api_key": "re_ right"], "A key holds a blank"),
    (.resend, ["api_key": "re_right\r\nX: y"], "A key holds a blank"),
    (.ses, ["access_key_id": "AKIDRIGHT"], "Give the access key ID and the secret access key."),
    (
        .ses, ["access_key_id": "AKIDRIGHT", "secret_access_key": "secret-right", "region": "Ireland"],
        "A region is written as eu-west-1."
    ),
]

extension HookServiceTests {
    @Suite("the key for mail that is only announced")
    struct MailKeyPageTests {
        private func keyless(
            _ world: Announcements, _ provider: WebhookProvider
        ) async throws -> WebhookSource {
            var settings = Announcements.settings
            (settings.apiKey, settings.accessKeyID, settings.secretAccessKey) = (nil, nil, nil)
            return try await world.service.add(provider, settings)
        }

        @Test("what waited for the key is fetched once it is set", arguments: Announcements.providers)
        func set(_ provider: WebhookProvider) async throws {
            let world = try await Announcements()
            let source = try await keyless(world, provider)
            try await world.announce("one", on: source)
            #expect(try await world.worker.work() == 1)
            let admin = try await Visitor(.admin, of: world.service)
            let before = try await admin.get(page)
            #expect(before.contains(AnnouncedMail.needsKey) && before.contains("Set a key for mail"))
            let form = try #require(keys[provider])
            #expect(try await admin.post("\(page)/incoming/\(source.id)/key", form).status == 303)
            #expect(try await world.service.counts(source) == ["waiting": 1])
            #expect(try await world.service.alert(source) == nil)
            #expect(try await world.worker.work() == 1)
            #expect(try await world.service.counts(source) == ["done": 1])
            #expect(try await world.mails() == [Announcements.raw("one")])
            let after = try await admin.get(page)
            #expect(after.contains("Replace the key for mail") && !after.contains(AnnouncedMail.needsKey))
            #expect(!after.contains("re_right") && !after.contains("secret-right"))
            // What proves the provider is as it was.
            try await world.announce("two", on: source)
            #expect(try await world.worker.work() == 1)
            #expect(try await world.mails().count == 2)
        }

        @Test("given with the endpoint", arguments: Announcements.providers)
        func added(_ provider: WebhookProvider) async throws {
            let world = try await Announcements()
            let admin = try await Visitor(.admin, of: world.service)
            let settings = Announcements.settings
            var form = try #require(keys[provider])
            form["provider"] = provider.rawValue
            form["signing_key"] = settings.signingKey
            form["topics"] = settings.topics?.joined()
            #expect(try await admin.post("\(page)/incoming", form).status == 303)
            let source = try #require(try await world.service.write { try $0.webhookSources().first })
            #expect(!source.settings.contains("right"), "sealed")
            try await world.announce("one", on: source)
            #expect(try await world.worker.work() == 1)
            #expect(try await world.mails() == [Announcements.raw("one")])
        }

        @Test("no key, and nothing changes", arguments: badKeys)
        func refused(_ provider: WebhookProvider, _ form: [String: String], _ words: String) async throws {
            let world = try await Announcements()
            let source = try await keyless(world, provider)
            let admin = try await Visitor(.admin, of: world.service)
            let answer = try await admin.post("\(page)/incoming/\(source.id)/key", form)
            #expect(answer.status == 422)
            let text = String(decoding: answer.body, as: UTF8.self)
            #expect(text.contains(words) && !text.contains("secret-right"))
            let now = try await world.service.write { try $0.webhookSource(source.id) }
            #expect(now?.settings == source.settings)
        }

        @Test("only an admin sets one, and only where one is of use")
        func rights() async throws {
            let world = try await Announcements()
            let source = try await keyless(world, .resend)
            let form = try #require(keys[.resend])
            let member = try await Visitor(.member, of: world.service)
            let admin = try await Visitor(.admin, of: world.service)
            #expect(try await member.post("\(page)/incoming/\(source.id)/key", form).status == 403)
            #expect(try await member.post("\(page)/incoming/\(source.id)/retry").status == 403)
            let other = try await world.service.add(.postmark, WebhookSettings(user: "u", password: "p"))
            #expect(try await admin.post("\(page)/incoming/\(other.id)/key", form).status == 404)
            #expect(try await admin.post("\(page)/incoming/999999/key", form).status == 404)
            #expect(try await admin.post("\(page)/incoming/999999/retry").status == 404)
        }

        @Test("what was put aside is taken up again when somebody asks for it")
        func retry() async throws {
            let world = try await Announcements()
            let source = try await world.service.add(.ses, Announcements.settings)
            try await world.announce("one", on: source, to: "later@ours.example")
            #expect(try await world.worker.work() == 1)
            let admin = try await Visitor(.admin, of: world.service)
            #expect(try await admin.get(page).contains(HookWorker.nobodysMail))
            try await world.service.write { _ = try $0.createMailbox("later@ours.example") }
            #expect(try await admin.post("\(page)/incoming/\(source.id)/retry").status == 303)
            #expect(try await world.worker.work() == 1)
            #expect(try await world.service.counts(source) == ["done": 1])
            #expect(try await world.mails() == [Announcements.raw("one")])
        }
    }
}
