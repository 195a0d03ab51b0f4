import CalendarTime
import Credentials
import CurlTransport
import Store
import Testing

@testable import WebhookDelivery

extension ReceiverTests {
    struct SenderTests {
        @Test("an event goes to who wants it, signed, once")
        func delivers() async throws {
            let receiver = try await Receiver()
            let (id, secret) = try await receiver.add("/status/204", ["lead.*"])
            let (other, _) = try await receiver.add("/status/200", ["mail.*"])
            try await receiver.happen("e.1")
            try await receiver.happen("x", .addressSuppressed)  // nobody's
            await receiver.sender().drain()
            await receiver.sender().drain()
            let requests = try await receiver.requests()
            #expect(requests.map(\.path) == ["/status/204"])
            let request = try #require(requests.first)
            #expect(request.isSigned(by: [secret]))
            #expect(request.timestamp == Receiver.start.seconds)
            #expect(request.headers["content-type"] == "application/json")
            #expect(
                request.body
                    == #"{"type":"lead.replied","timestamp":"2026-03-02T09:00:00.000Z","data":{"event_id":"e.1","lead":"7"}}"#
            )
            let row = try #require(try await receiver.deliveries(id).first)
            #expect(row.state == .delivered && row.status == 204 && row.attempts == 1)
            #expect(row.deliveredAt == Receiver.start)
            #expect(try await receiver.deliveries(other).isEmpty)
            #expect(try await receiver.write { try $0.statistics().outboxWaiting } == 0)
        }

        @Test("a failure comes again later, under the same id")
        func retries() async throws {
            let receiver = try await Receiver()
            let (id, secret) = try await receiver.add("/script/a?500,503,200")
            try await receiver.happen("e")
            for (wait, attempts) in [(Int64(0), 1), (4, 1), (1, 2), (299, 2), (1, 3), (9_999, 3)] {
                receiver.wait(wait)
                await receiver.sender().drain()
                #expect(try await receiver.deliveries(id).map(\.attempts) == [attempts])
            }
            let requests = try await receiver.requests()
            #expect(requests.count == 3)
            #expect(Set(requests.map(\.id)).count == 1)
            #expect(requests.map { $0.timestamp - Receiver.start.seconds } == [0, 5, 305])
            #expect(requests.allSatisfy { $0.isSigned(by: [secret]) })
            let row = try #require(try await receiver.deliveries(id).first)
            #expect(row.state == .delivered && row.status == 200 && row.error == nil)
        }

        private static let failures: [(path: String, status: Int?, error: String)] = [
            ("/redirect", 302, "the receiver answered 302"),
            ("/status/404", 404, "the receiver answered 404"),
            ("/big", nil, "longer than 65536 bytes"), ("/hang", nil, "took longer"),
        ]

        @Test("no success: redirects, refusals, endless and missing answers", arguments: failures)
        func counts(_ path: String, _ status: Int?, _ error: String) async throws {
            let receiver = try await Receiver()
            let (id, _) = try await receiver.add(path)
            try await receiver.happen("e")
            await receiver.sender { $0.timeout = .seconds(2) }.drain()
            #expect(try await receiver.requests().map(\.path) == [path])
            let row = try #require(try await receiver.deliveries(id).first)
            #expect(row.state == .waiting && row.status == status)
            #expect(row.error?.contains(error) == true, "\(row.error ?? "")")
            #expect(row.nextAt == Receiver.start.adding(seconds: 5))
        }

        @Test("410 ends the endpoint; enabled again, it gets what it missed by a replay")
        func isGone() async throws {
            let receiver = try await Receiver()
            let (id, _) = try await receiver.add("/status/410", ["lead.*"])
            let (watcher, _) = try await receiver.add("/status/200", ["webhook.*"])
            try await receiver.happen("a")
            await receiver.sender().drain()
            var endpoint = try await receiver.endpoint(id)
            #expect(endpoint.state == .disabled && endpoint.reason == "gone")
            #expect(try await receiver.deliveries(id).map(\.state) == [.failed])
            #expect(try await receiver.deliveries(watcher).map(\.topic) == ["webhook.disabled"])
            receiver.wait(100_000)
            try await receiver.happen("b")
            await receiver.sender().drain()
            #expect(try await receiver.requests().map(\.path) == ["/status/410", "/status/200"])

            let url = receiver.url("/status/200")
            try await receiver.endpoints.change(id, url: url, topics: WebhookTopics(["lead.*"]))
            try await receiver.write { try $0.enableWebhookEndpoint(id) }
            endpoint = try await receiver.endpoint(id)
            #expect(endpoint.state == .active && endpoint.reason == nil)
            let end = receiver.now.adding(seconds: 1)
            let count = try await receiver.write {
                try $0.replayWebhooks(from: Receiver.start, to: end, to: id)
            }
            #expect(count == 2)
            await receiver.sender().drain()
            #expect(try await receiver.requests().count == 2)
            #expect(try await receiver.deliveries(id).map(\.state) == [.delivered, .delivered])
        }

        @Test("429 stops everything to that endpoint for as long as it asks")
        func slowsDown() async throws {
            let receiver = try await Receiver()
            let (id, _) = try await receiver.add("/status/429?120")
            try await receiver.happen("a")
            await receiver.sender().drain()
            try await receiver.happen("b")
            receiver.wait(119)
            await receiver.sender().drain()
            #expect(try await receiver.requests().count == 1)
            receiver.wait(1)
            await receiver.sender { $0.concurrency = 1 }.drain()
            // The first answer stops the second one before it is sent.
            #expect(try await receiver.requests().count == 1)
            #expect(try await receiver.deliveries(id).map(\.attempts).reduce(0, +) == 2)
        }

        @Test("while a secret is rotated both sign")
        func rotates() async throws {
            let receiver = try await Receiver()
            let (id, old) = try await receiver.add("/status/200")
            let new = try await receiver.endpoints.rotateSecret(of: id, overlap: 3_600)
            for (wait, secrets) in [(Int64(0), [new, old]), (3_599, [new, old]), (1, [new])] {
                receiver.wait(wait)
                try await receiver.happen("e\(wait)")
                await receiver.sender().drain()
                #expect(try await receiver.request().isSigned(by: secrets))
            }
        }

        @Test("after ten attempts the endpoint is disabled, and everybody told")
        func givesUp() async throws {
            let receiver = try await Receiver()
            let (id, _) = try await receiver.add("/status/500", ["lead.*"])
            try await receiver.happen("e")
            for _ in 0..<12 {
                await receiver.sender().drain()
                receiver.wait(86_400)
            }
            #expect(try await receiver.requests().count == 10)
            let row = try #require(try await receiver.deliveries(id).first)
            #expect(row.state == .failed && row.attempts == 10 && row.status == 500)
            #expect(try await receiver.endpoint(id).reason == "retries_exhausted")
        }

        @Test("one event that nobody wants does not disable an endpoint that takes others")
        func spares() async throws {
            let receiver = try await Receiver()
            let (id, _) = try await receiver.add("/status/500", ["lead.*"])
            try await receiver.happen("bad")
            for round in 0..<10 {
                await receiver.sender().drain()
                receiver.wait(86_400)
                guard round == 8 else { continue }
                // Another event gets through.
                try await receiver.happen("good")
                try await receiver.write { transaction in
                    _ = try transaction.fanOutWebhooks(limit: 10)
                    let endpoint = try #require(try transaction.webhookEndpoint(id))
                    let claims = try transaction.claimWebhooks(
                        for: endpoint, limit: 10, leaseUntil: transaction.now)
                    let good = try #require(claims.first { $0.event.eventID == "good" })
                    try transaction.recordWebhook(good, .delivered(status: 200))
                }
            }
            await receiver.sender().drain()
            #expect(try await receiver.deliveries(id).map(\.state) == [.failed, .delivered])
            #expect(try await receiver.endpoint(id).state == .active)
        }
    }
}
