import TestSigners
import Testing
import Webhooks

@testable import WebService

private struct Failure: CustomTestStringConvertible, Sendable {
    let provider: WebhookProvider
    let name: String
    /// `failed` is put aside, `waiting` is tried again.
    let state: String
    let words: String
    /// Every mail of the endpoint fails like this.
    var isAlert = false
    var recipient = Announcements.mailbox
    var change: @Sendable (inout WebhookSettings) -> Void = { _ in }

    var testDescription: String { "\(provider.rawValue), \(name): \(words)" }
}

private let failures: [Failure] = [
    Failure(provider: .resend, name: "a", state: "failed", words: "only announces", isAlert: true) {
        $0.apiKey = nil
    },
    Failure(provider: .ses, name: "a", state: "failed", words: "only announces", isAlert: true) {
        $0.secretAccessKey = nil
    },
    Failure(
        provider: .resend, name: "a", state: "failed", words: "Resend: the key was refused (403)",
        isAlert: true
    ) { $0.apiKey = "re_wrong" },
    Failure(
        provider: .ses, name: "a", state: "failed", words: "Amazon S3: the key was refused (403)",
        isAlert: true
    ) { $0.accessKeyID = "AKIDWRONG" },
    Failure(provider: .ses, name: "a", state: "failed", words: "s3:GetObject", isAlert: true) {
        $0.secretAccessKey = "secret-wrong"
    },
    Failure(
        provider: .ses, name: "a", state: "failed", words: "in another region, eu-west-1", isAlert: true
    ) { $0.region = "us-east-2" },
    Failure(provider: .ses, name: "sealed", state: "failed", words: "encrypted", isAlert: true),
    Failure(provider: .ses, name: "..", state: "failed", words: "cannot be asked for"),
    Failure(provider: .resend, name: "a/b", state: "failed", words: "cannot be asked for"),
    Failure(provider: .ses, name: "large", state: "failed", words: "longer than 41943040 bytes"),
    Failure(provider: .resend, name: "large", state: "failed", words: "longer than 41943040 bytes"),
    Failure(
        provider: .resend, name: "a", state: "failed", words: "no mailbox of ours",
        recipient: "nobody@ours.example"),
    Failure(
        provider: .ses, name: "a", state: "failed", words: "no mailbox of ours",
        recipient: "nobody@ours.example"),
    Failure(provider: .resend, name: "moved", state: "waiting", words: "unexpected answer (302)"),
    Failure(provider: .resend, name: "plain", state: "waiting", words: "leads to another host"),
    // A link ends: the next attempt asks for a new one.
    Failure(provider: .resend, name: "expired", state: "waiting", words: "unexpected answer (403)"),
    Failure(provider: .resend, name: "sourceless", state: "waiting", words: "is not there"),
    Failure(provider: .resend, name: "gone", state: "waiting", words: "is not there"),
    Failure(provider: .ses, name: "gone", state: "waiting", words: "is not there"),
]

extension HookServiceTests {
    @Suite("mail that is only announced")
    struct AnnouncedMailTests {
        @Test("fetched, and counted once however often it is announced", arguments: Announcements.providers)
        func fetched(_ provider: WebhookProvider) async throws {
            let world = try await Announcements()
            let source = try await world.service.add(provider, Announcements.settings)
            try await world.announce("one", on: source, to: "Mia <mia+campaign@ours.example>")
            #expect(try await world.worker.work() == 1)
            #expect(try await world.service.counts(source) == ["done": 1])
            let urls =
                provider == .resend
                ? [
                    "https://api.resend.com/emails/receiving/one?html_format=cid",
                    "https://kept.resend.example/raw/one?signature=s%2B1",
                ]
                : [
                    AmazonTopic.certificateURL, "https://mails.s3.eu-west-1.amazonaws.com/in%20box/one",
                ]
            #expect(world.service.asked == urls)
            try await world.announce("one", on: source, as: "another")
            #expect(try await world.worker.work() == 1)
            #expect(try await world.service.counts(source) == ["done": 2])
            #expect(try await world.mails() == [Announcements.raw("one")], "octet by octet")
            #expect(try await world.service.alert(source) == nil)
        }

        @Test("not fetched, and it is said why", arguments: failures)
        private func failure(_ row: Failure) async throws {
            let world = try await Announcements()
            var settings = Announcements.settings
            row.change(&settings)
            let source = try await world.service.add(row.provider, settings)
            try await world.announce(row.name, on: source, to: row.recipient)
            #expect(try await world.worker.work() == 1)
            #expect(try await world.service.counts(source) == [row.state: 1])
            let words = try #require(try await world.fault(source))
            #expect(words.contains(row.words))
            let secrets = ["re_", "AKID", "secret-", "their.example", "signature"]
            #expect(!secrets.contains { words.contains($0) })
            #expect((try await world.service.alert(source)?.contains(words) ?? false) == row.isAlert)
            #expect(try await world.mails().isEmpty)
            #expect(
                !world.service.asked.contains {
                    $0.contains("elsewhere.example") || !$0.hasPrefix("https://")
                })
        }

        @Test(
            "tried again after a while, and then it is there", arguments: Announcements.providers,
            ["late", "busy"])
        func later(_ provider: WebhookProvider, _ name: String) async throws {
            let world = try await Announcements()
            let source = try await world.service.add(provider, Announcements.settings)
            try await world.announce(name, on: source)
            #expect(try await world.worker.work() == 1)
            #expect(try await world.service.counts(source) == ["waiting": 1])
            world.service.wait(39)
            #expect(try await world.worker.work() == 0, "not before 40 s")
            world.service.wait(1)
            #expect(try await world.worker.work() == 1)
            #expect(try await world.service.counts(source) == ["done": 1])
            #expect(try await world.mails() == [Announcements.raw(name)])
        }

        @Test("put aside after five attempts", arguments: Announcements.providers)
        func gone(_ provider: WebhookProvider) async throws {
            let world = try await Announcements()
            let source = try await world.service.add(provider, Announcements.settings)
            try await world.announce("gone", on: source)
            for wait: Int64 in [40, 160, 640, 2_560] {
                #expect(try await world.worker.work() == 1)
                #expect(try await world.service.counts(source) == ["waiting": 1])
                world.service.wait(wait)
            }
            #expect(try await world.worker.work() == 1)
            #expect(try await world.service.counts(source) == ["failed": 1])
            world.service.wait(86_400)
            #expect(try await world.worker.work() == 0)
        }

        @Test("one that fails does not hold up the others")
        func others() async throws {
            let world = try await Announcements()
            let source = try await world.service.add(.resend, Announcements.settings)
            for name in ["gone", "large", "two"] { try await world.announce(name, on: source) }
            #expect(try await world.worker.work() == 3)
            #expect(try await world.service.counts(source) == ["waiting": 1, "failed": 1, "done": 1])
            #expect(try await world.mails() == [Announcements.raw("two")])
        }
    }
}
