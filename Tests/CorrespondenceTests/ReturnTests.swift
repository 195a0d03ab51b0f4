import CalendarTime
import Correspondence
import Foundation
import Store
import Testing

@testable import Ingestion

extension SendingTests {
    /// What comes back of an answer: our own copy, the lead's next mail, a bounce.
    struct ReturnTests {
        /// The bytes of the answer as they went out.
        private func bytes(_ desk: Desk, _ row: OutgoingMailRow) async throws -> String {
            let mail = try await desk.write { try #require(try $0.packedMail(row.raw)) }
            return String(decoding: try mail.bytes(), as: UTF8.self)
        }

        private static let copies: [(folder: String?, header: String)] = [
            ("Sent", ""), (nil, ""), (nil, "Received: from a by b; Mon, 2 Mar 2026 09:00:10 +0000\r\n"),
            ("[Gmail]/Sent Mail", "X-Gm: 1\r\n"),
        ]

        @Test("our own copy is the message that is there, and no reply", arguments: copies)
        func isOwn(_ folder: String?, _ header: String) async throws {
            let desk = try await Desk()
            let card = try await desk.card()
            let row = try await desk.send(on: card)
            let before = try await desk.detail(card)
            desk.wait(30)
            let copy = header + (try await bytes(desk, row))
            try await desk.receive(row.messageID, about: nil, folder: folder, raw: copy)
            let after = try await desk.detail(card)
            #expect(after.messages == before.messages && after.opportunity == before.opportunity)
            let own = try #require(row.message)
            #expect(try await desk.write { try $0.deliveries(of: own).map(\.source) } == ["sent", "imap"])
            try await desk.expectClean()
        }

        @Test("also when a server wrote another address into its From")
        func isOwnByMessageID() async throws {
            let desk = try await Desk()
            let card = try await desk.card()
            let row = try await desk.send(on: card)
            let before = try await desk.detail(card)
            let copy = try await bytes(desk, row).replacing("<mia@ours.example>", with: "<\(Desk.lead)>")
                .replacing("Thank you!", with: "Thank you!!")  // not the same logical message either
            try await desk.receive(row.messageID, about: nil, raw: copy)
            #expect(try await desk.detail(card).messages == before.messages)
            let states = try await desk.write { try $0.messages(messageID: row.messageID).map(\.matchState) }
            #expect(states == ["own", "own"])
        }

        @Test("the lead's next mail is matched by the thread, though it names only our answer")
        func matchesAnswer() async throws {
            let desk = try await Desk()
            let card = try await desk.card()
            let row = try await desk.send(on: card)
            desk.wait(600)
            try await desk.receive("r2@their.example", from: "colleague@other.example", about: row.messageID)
            let message = try await desk.message("r2@their.example")
            #expect(message.matchState == "matched" && message.matchLevel == 3)
            let detail = try await desk.detail(card)
            #expect(
                detail.messages.map(\.messageID) == ["r1@their.example", Desk.firstID, "r2@their.example"])
            #expect(detail.opportunity.isUnread)
            let answer = try await desk.send("Monday.", key: "k2", on: card)
            #expect(
                answer.answered == message.id
                    && answer.recipients.map(\.address) == ["colleague@other.example"])
        }

        @Test("a bounce of the answer is matched, and is not what the next answer answers")
        func matchesBounce() async throws {
            let desk = try await Desk()
            let card = try await desk.card()
            let row = try await desk.send(on: card)
            let stage = try await desk.stage()
            desk.wait(60)
            try await desk.receive(
                "b1@mx.example", from: "MAILER-DAEMON@mx.example", about: row.messageID, .bounce,
                header: "Return-Path: <>\r\n")
            let message = try await desk.message("b1@mx.example")
            #expect(message.matchState == "matched")
            #expect(try await desk.stage() == stage)
            let next = try await desk.send("Again.", key: "k2", on: card)
            #expect(next.recipients.map(\.address) == [Desk.lead])
        }

        @Test("a mail of unknown fate that is seen in the folder Sent was sent")
        func settlesUnknown() async throws {
            let desk = try await Desk("auth,lose")
            let card = try await desk.card()
            let row = try await desk.send(on: card)
            #expect(row.state == .unknown)
            #expect(try await desk.sending.recover() == 0)
            try await desk.receive(row.messageID, about: nil, folder: "Sent", raw: try await bytes(desk, row))
            #expect(try await desk.sending.recover() == 1)
            let settled = try await desk.write { try #require(try $0.outgoingMail(row.id)) }
            #expect(settled.state == .sent && settled.message == row.message && settled.fault == nil)
            #expect(try await desk.detail(card).changes.count { $0.field == "answered" } == 1)
            try await desk.expectClean()
        }

        private static let owners: [(owner: LeaseOwner, wait: Int64, state: OutgoingMailRow.State)] = [
            (
                LeaseOwner(host: ProcessInfo.processInfo.hostName, process: Int32.max - 1, nonce: "0"), 0,
                .unknown
            ),
            (.current, 0, .sending), (.current, 3_600, .unknown),
            (LeaseOwner(host: "elsewhere", process: 1, nonce: "0"), 3_599, .sending),
            (LeaseOwner(host: "elsewhere", process: 1, nonce: "0"), 3_600, .unknown),
        ]

        @Test(
            "a process that ended while it sent leaves a mail of unknown fate, which nobody sends",
            arguments: owners.indices)
        func findsAbandoned(_ index: Int) async throws {
            let (owner, wait, state) = Self.owners[index]
            let desk = try await Desk()
            let card = try await desk.card()
            let answered = try #require(try await desk.detail(card).messages.first)
            let text =
                "From: mia@ours.example\r\nMessage-ID: <x@ours.example>\r\nSubject: Re: q\r\n\r\nHello\r\n"
            let until = desk.now.adding(seconds: 3_600)
            let row = try await desk.write { transaction in
                try transaction.beginOutgoing(
                    NewOutgoingMail(
                        clientKey: "k", draftHash: [1], opportunity: card, answered: answered.id,
                        mailbox: answered.mailbox, mail: PackedMail(Array(text.utf8)),
                        messageID: "x@ours.example",
                        recipients: [Desk.lead], actor: "mia", leaseOwner: owner.text, leaseUntil: until)
                ).row
            }
            desk.wait(wait)
            #expect(try await desk.sending.recover() == (state == .unknown ? 1 : 0))
            let found = try await desk.write { try #require(try $0.outgoingMail(row.id)) }
            #expect(found.state == state)
            #expect(try await desk.got().isEmpty)
            #expect(try await desk.detail(card).messages.count == (state == .unknown ? 2 : 1))
            try await desk.expectClean()
        }

        @Test("a person who is erased takes the answers along")
        func erases() async throws {
            let desk = try await Desk()
            let card = try await desk.card()
            let row = try await desk.send(on: card)
            _ = try await desk.send("x", key: "k2", on: card) {
                $0.to = [.init(name: "", address: "no@b.example")]
            }
            let lead = try await desk.detail(card).opportunity.lead
            try await desk.write { try $0.eraseLead(lead, actor: "ada") }
            #expect(try await desk.write { try $0.outgoingMail(row.id) } == nil)
            let raws = try await desk.write { try $0.rawMails(after: nil, limit: 10) }
            #expect(raws.count == 3 && raws.allSatisfy { $0.mail == nil })
            try await desk.expectClean()
        }
    }
}
