import CalendarTime
import Correspondence
import Credentials
import CurlTransport
import Foundation
import MailFormat
import PollScheduling
import Store
import TestServers
import Testing

extension SendingTests {
    struct FateTests {
        @Test("an answer goes out through the mailbox and stands in the conversation")
        func sends() async throws {
            let desk = try await Desk()
            let card = try await desk.card()
            let stage = try await desk.stage()
            let row = try await desk.send(on: card)
            #expect(row.state == .sent && row.replyCode == 250 && row.fault == nil)
            #expect(row.messageID == Desk.firstID && row.actor == "mia")
            #expect(row.recipients == [OutgoingRecipient(Desk.lead, code: 250)])

            let got = try await desk.got()
            #expect(got.count == 1)
            #expect(got[0].hasPrefix("MAIL FROM:<mia@ours.example> | anna@their.example | "))
            for part in [
                "From: Mia <mia@ours.example>", "In-Reply-To: <r1@their.example>",
                "Subject: Re: Quick question",
                "References: <c1@ours.example> <r1@their.example>", "Thank you!", "> Sounds good.",
            ] { #expect(got[0].contains(part), "\(part)\n\(got[0])") }

            let detail = try await desk.detail(card)
            #expect(detail.messages.map(\.messageID) == ["r1@their.example", Desk.firstID])
            let own = try #require(detail.messages.last)
            #expect(own.id == row.message && own.matchState == "own" && own.sender == Desk.mailbox)
            #expect(own.subject == "Re: Quick question" && own.lead == detail.opportunity.lead)
            #expect(try await desk.write { try $0.searchText(of: own.id) } == "Thank you!")
            let change = try #require(detail.changes.last)
            #expect(change.field == "answered" && change.new == own.id.description && change.actor == "mia")
            #expect(!detail.opportunity.isUnread)
            #expect(try await desk.write { try $0.outgoingMails(of: card) } == [row])
            #expect(try await desk.stage() == stage)
            try await desk.expectClean()
        }

        private static let fates:
            [(does: String, to: String, state: OutgoingMailRow.State, code: Int?, fault: String)] = [
                ("auth,refuse-data", "a@b.example", .refused, 554, "the server refused the mail"),
                ("auth,refuse-mail", "a@b.example", .refused, 554, "the server refused the mail"),
                ("auth,busy", "a@b.example", .refused, 421, "send it again later"),
                ("auth", "no@b.example", .refused, 550, "check the address"),
                ("auth", "later@b.example", .refused, 450, "send it again later"),
                ("auth,lose", "a@b.example", .unknown, nil, "folder Sent"),
            ]

        @Test("what the server makes of it", arguments: fates)
        func tells(
            _ does: String, _ to: String, _ state: OutgoingMailRow.State, _ code: Int?, _ fault: String
        ) async throws {
            let desk = try await Desk(does)
            let card = try await desk.card()
            let row = try await desk.send(on: card) { $0.to = [Mailbox(name: "", address: to)] }
            #expect(row.state == state && row.replyCode == code)
            #expect(row.fault?.contains(fault) == true, "\(row.fault ?? "")")
            let detail = try await desk.detail(card)
            // What may have gone out stands in the conversation; what did not go out does not.
            #expect(detail.messages.count == (state == .unknown ? 2 : 1))
            #expect(detail.changes.contains { $0.field == "answered" } == (state == .unknown))
            // The same key sends nothing more.
            #expect(try await desk.send(on: card) { $0.to = [Mailbox(name: "", address: to)] } == row)
            #expect(try await desk.got().count <= 1)
            try await desk.expectClean()
        }

        @Test("some recipients refused: it was sent, and the card tells who did not get it")
        func isPartial() async throws {
            let desk = try await Desk()
            let row = try await desk.send(on: try await desk.card()) {
                $0.cc = [Mailbox(name: "", address: "no@b.example")]
            }
            #expect(row.state == .sent && row.recipients.map(\.code) == [250, 550])
            #expect(row.fault?.hasPrefix("1 of 2 recipients were refused") == true)
        }

        private static let faults: [(what: String, fault: String)] = [
            ("closed port", "no connection"), ("wrong password", "the login was refused"),
            ("no STARTTLS", "does not offer STARTTLS"), ("no key", "damaged"),
        ]

        @Test("what comes to nothing before the server decides", arguments: faults)
        func fails(_ what: String, _ fault: String) async throws {
            let desk = try await Desk(password: what == "wrong password" ? "other" : "secret")
            let free = try TestFolder.freePort()
            try await desk.connect { connection, _ in
                switch what {
                case "closed port": connection.smtp?.port = free
                case "no STARTTLS": connection.smtp?.security = .startTLS
                case "no key": connection.secret = "1.00000000.none"
                default: break
                }
            }
            let card = try await desk.card()
            let row = try await desk.send(on: card)
            #expect(row.state == .failed && row.replyCode == nil && row.message == nil)
            #expect(row.fault?.contains(fault) == true, "\(row.fault ?? "")")
            #expect(row.fault?.contains("anna") == false && row.fault?.contains("secret\"") == false)
            #expect(try await desk.got().isEmpty)
            #expect(try await desk.detail(card).messages.count == 1)
        }

        @Test("an access token that the server refuses is renewed once")
        func renewsToken() async throws {
            let desk = try await Desk("xoauth2")
            let line = await desk.sink.nextLine()
            let port = try #require(line.flatMap { Int($0) })
            try await desk.connect { connection, _ in
                connection.oauth = .init(tokenURL: "http://127.0.0.1:\(port)/token", clientID: "c")
            }
            let row = try await desk.send(on: try await desk.card())
            #expect(row.state == .sent, "\(row.fault ?? "")")
        }
    }

    struct OnceTests {
        @Test("one key, one mail: also at the same time")
        func sendsOnce() async throws {
            let desk = try await Desk("auth,slow")
            let card = try await desk.card()
            let rows = try await withThrowingTaskGroup(of: OutgoingMailRow.self) { group in
                for _ in 0..<5 { group.addTask { try await desk.send(on: card) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(rows.map(\.id)).count == 1)
            #expect(rows.count { $0.state == .sent } == 1)
            #expect(try await desk.send(on: card).state == .sent)
            #expect(try await desk.got().count == 1)
            #expect(try await desk.detail(card).messages.count == 2)
        }

        @Test("a key that was used for another text is refused")
        func refusesKey() async throws {
            let desk = try await Desk()
            let card = try await desk.card()
            _ = try await desk.send("one", on: card)
            await #expect(throws: StoreError.self) { try await desk.send("two", on: card) }
            _ = try await desk.send("two", key: "k2", on: card)
            await #expect(throws: StoreError.self) { try await desk.send(key: "", on: card) }
            #expect(try await desk.got().count == 2)
        }

        @Test("who hangs up does not stop a mail on its way")
        func survivesHangUp() async throws {
            let desk = try await Desk("auth,slow")
            let card = try await desk.card()
            let task = Task { try await desk.send(on: card) }
            while try await desk.write({ try $0.outgoingMails(of: card) }).isEmpty {
                try await Task.sleep(for: .milliseconds(10))
            }
            task.cancel()
            #expect(try await task.value.state == .sent)
            #expect(try await desk.got().count == 1)
        }

        private static let removals: [(code: String, remove: @Sendable (StoreTransaction) throws -> Void)] = [
            (
                "mailbox_not_connected",
                { try $0.removeMailbox(try #require(try $0.mailbox(Desk.mailbox)).id) }
            ),
            (
                "mailbox_not_connected",
                {
                    try $0.setMailboxSettings(try #require(try $0.mailbox(Desk.mailbox)).id, to: "{}")
                }
            ),
        ]

        @Test("a mailbox that is gone sends nothing", arguments: removals.indices)
        func needsMailbox(_ index: Int) async throws {
            let desk = try await Desk()
            let card = try await desk.card()
            try await desk.write(Self.removals[index].remove)
            let error = await #expect(throws: StoreError.self) { try await desk.send(on: card) }
            guard case .refused(let code, _) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(code == Self.removals[index].code)
            #expect(try await desk.write { try $0.outgoingMails(of: card) }.isEmpty)
        }
    }
}
