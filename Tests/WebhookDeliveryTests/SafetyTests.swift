import CalendarTime
import Credentials
import CurlTransport
import Store
import Testing

@testable import WebhookDelivery

extension ReceiverTests {
    struct SafetyTests {
        @Test(
            "private addresses are refused when the connection is made, by whatever name",
            arguments: [
                "127.0.0.1", "localhost", "[::1]", "0.0.0.0", "169.254.169.254", "10.0.0.1", "2130706433",
            ])
        func refusesPrivate(_ host: String) async throws {
            let receiver = try await Receiver()
            let (id, _) = try await receiver.add("/status/200", host: host)
            try await receiver.happen("e")
            await receiver.sender { $0.allowsLocal = false }.drain()
            #expect(try await receiver.requests().isEmpty)
            let row = try #require(try await receiver.deliveries(id).first)
            #expect(row.state == .waiting && row.attempts == 1)
            #expect(row.error?.contains("private address") == true, "\(row.error ?? "")")
        }

        @Test("a connection made while local ones were allowed is not used when they are not")
        func reusesNothing() async throws {
            let receiver = try await Receiver()
            let (id, _) = try await receiver.add("/status/200")
            try await receiver.happen("a")
            await receiver.sender().drain()
            try await receiver.happen("b")
            await receiver.sender { $0.allowsLocal = false }.drain()
            #expect(try await receiver.requests().count == 1)
            #expect(try await receiver.deliveries(id).map(\.state) == [.delivered, .waiting])
        }

        @Test("who is stopped in the middle leaves it to the next, who sends it under the same id")
        func survivesStop() async throws {
            let receiver = try await Receiver()
            let (id, secret) = try await receiver.add("/hang")
            try await receiver.happen("e")
            let sender = receiver.sender()
            let work = Task { await sender.run() }
            let first = try await receiver.request()
            work.cancel()
            await work.value
            let row = try #require(try await receiver.deliveries(id).first)
            #expect(row.state == .waiting && row.attempts == 1 && row.error == nil)
            try await receiver.endpoints.change(
                id, url: receiver.url("/status/200"), topics: WebhookTopics(["*"]))
            await receiver.sender().drain()
            #expect(try await receiver.requests().isEmpty)  // the lease stands
            receiver.wait(60)
            await receiver.sender().drain()
            let second = try #require(try await receiver.requests().first)
            #expect(second.id == first.id && second.body == first.body)
            #expect(second.isSigned(by: [secret]))
            #expect(try await receiver.deliveries(id).map(\.state) == [.delivered])
        }

        @Test("a result that comes after the lease changes nothing")
        func fences() async throws {
            let receiver = try await Receiver()
            let (id, _) = try await receiver.add("/status/200")
            try await receiver.happen("e")
            @Sendable func claim() async throws -> ClaimedWebhook {
                try await receiver.write { transaction in
                    _ = try transaction.fanOutWebhooks(limit: 10)
                    let endpoint = try #require(try transaction.webhookEndpoint(id))
                    let lease = transaction.now.adding(seconds: 60)
                    return try #require(
                        try transaction.claimWebhooks(for: endpoint, limit: 1, leaseUntil: lease).first)
                }
            }
            let late = try await claim()
            receiver.wait(60)
            let current = try await claim()
            #expect(
                try await !receiver.write { try $0.recordWebhook(late, .failed(status: 500, error: "late")) })
            #expect(try await receiver.write { try $0.recordWebhook(current, .delivered(status: 200)) })
            #expect(
                try await !receiver.write {
                    try $0.recordWebhook(current, .failed(status: 1, error: "twice"))
                })
            #expect(try await receiver.deliveries(id).map(\.state) == [.delivered])
            // A replay takes it from whoever has it.
            #expect(try await receiver.write { try $0.replayWebhook(event: "e", to: id) })
            let again = try await claim()
            #expect(again.attempts == 1)
            #expect(try await receiver.write { try $0.replayWebhook(event: "e", to: id) })
            #expect(try await !receiver.write { try $0.recordWebhook(again, .delivered(status: 200)) })
            #expect(try await !receiver.write { try $0.replayWebhook(event: "unknown", to: id) })
        }

        @Test("an endpoint that hangs does not keep the others", .timeLimit(.minutes(1)))
        func isolates() async throws {
            let receiver = try await Receiver()
            let (slow, _) = try await receiver.add("/hang")
            let (quick, _) = try await receiver.add("/status/200")
            for number in 0..<20 { try await receiver.happen("e\(number)") }
            let sender = receiver.sender {
                $0.concurrency = 4
                $0.perEndpoint = 2
            }
            let work = Task { await sender.run() }
            var found: [String] = []
            while found.count(where: { $0 == "/status/200" }) < 20 {
                found.append(try await receiver.request().path)
            }
            #expect(found.count { $0 == "/hang" } == 2)
            work.cancel()
            await work.value
            #expect(try await receiver.deliveries(slow).allSatisfy { $0.state == .waiting })
            // The last answer may have come after the stop.
            #expect(try await receiver.deliveries(quick).count { $0.state == .delivered } >= 18)
        }

        @Test("it goes on looking, and ends when it is told to", .timeLimit(.minutes(1)))
        func goesOn() async throws {
            let receiver = try await Receiver()
            _ = try await receiver.add("/script/a?500,200")
            let sender = receiver.sender()
            let work = Task { await sender.run() }
            for number in 0..<3 {
                try await Task.sleep(for: .milliseconds(60))
                try await receiver.happen("e\(number)")
                #expect(try await receiver.request().body.contains("\"event_id\":\"e\(number)\""))
            }
            receiver.wait(5)  // the first one again
            #expect(try await receiver.request().body.contains("\"event_id\":\"e0\""))
            work.cancel()
            await work.value
        }

        @Test("a backlog that nobody wants is done, however long")
        func clearsBacklog() async throws {
            let receiver = try await Receiver()
            let (id, _) = try await receiver.add("/status/200", ["mail.*"])
            try await receiver.write { transaction in
                for number in 0..<450 {
                    try transaction.enqueue(.leadReplied, id: "e\(number)", payload: [:])
                }
                try transaction.enqueue(.mailUnmatched, id: "last", payload: [:])
            }
            await receiver.sender().drain()
            #expect(try await receiver.deliveries(id).map(\.state) == [.delivered])
            #expect(try await receiver.write { try $0.statistics().outboxWaiting } == 0)
        }

        @Test("without the key of its secret nothing is sent, and the reason told")
        func needsKey() async throws {
            let receiver = try await Receiver()
            let (id, _) = try await receiver.add("/status/200")
            try await receiver.happen("e")
            await receiver.sender(keys: try SealingKeys(SealingKeys.newKey())).drain()
            #expect(try await receiver.requests().isEmpty)
            let row = try #require(try await receiver.deliveries(id).first)
            #expect(row.state == .waiting)
            #expect(row.error?.contains("sealing key") == true)
        }

        @Test("secrets are sealed, and sealed again with a new key")
        func seals() async throws {
            let receiver = try await Receiver()
            let (id, secret) = try await receiver.add("/status/200")
            let new = try await receiver.endpoints.rotateSecret(of: id)
            #expect(try await receiver.endpoint(id).secret.hasPrefix("1."))
            #expect(try await receiver.endpoints.reseal() == 0)
            let endpoint = try await receiver.endpoint(id)
            #expect(try receiver.endpoints.vault.secrets(of: endpoint, at: Receiver.start) == [new, secret])
        }

        @Test("a removed endpoint leaves nothing behind")
        func removes() async throws {
            let receiver = try await Receiver()
            let (id, _) = try await receiver.add("/status/500")
            try await receiver.happen("e")
            await receiver.sender().drain()
            try await receiver.write { try $0.removeWebhookEndpoint(id) }
            #expect(try await receiver.write { try $0.webhookEndpoints() }.isEmpty)
            #expect(try await receiver.deliveries(id).isEmpty)
            let report = try await receiver.store.verify(workspace: receiver.workspace, at: receiver.now)
            #expect(report.differences.isEmpty)
        }

        @Test("at most so many endpoints")
        func bounds() async throws {
            let receiver = try await Receiver()
            for _ in 0..<StoreTransaction.maximumWebhookEndpoints {
                _ = try await receiver.add("/status/200")
            }
            await #expect(throws: StoreError.self) { try await receiver.add("/status/200") }
        }
    }
}
