import Correspondence
import Foundation
import MailFormat
import Store
import Testing

@testable import Ingestion

extension Desk {
    static let colleague = "tom@ours-too.example"

    func forward(
        _ note: String = "Can you take her?", to: String = colleague, key: String = "f1",
        on card: RowID<Opportunity>
    ) async throws -> OutgoingMailRow {
        let draft = ForwardDraft(senderName: "Mia", to: [Mailbox(name: "", address: to)], note: note)
        return try await sending.forward(draft, on: card, key: key, actor: "mia")
    }
}

extension SendingTests {
    struct ForwardTests {
        @Test("a forward leaves through the mailbox, stands in the conversation, and moves nothing")
        func sends() async throws {
            let desk = try await Desk()
            let card = try await desk.card()
            let stage = try await desk.stage()
            let row = try await desk.forward(on: card)
            #expect(row.state == .sent && row.purpose == .forward)
            #expect(row.recipients == [OutgoingRecipient(Desk.colleague, code: 250)])
            let got = try await desk.got()
            #expect(got.count == 1)
            for part in [
                "Subject: Fwd: Quick question", "References: <c1@ours.example> <r1@their.example>",
                "Can you take her?",
                "Forwarded message", "> Sounds good.", "Content-Type: message/rfc822",
            ] { #expect(got.first?.contains(part) == true, "\(part)\n\(got)") }

            let detail = try await desk.detail(card)
            let own = try #require(detail.messages.last)
            #expect(own.id == row.message && own.matchState == "own")
            #expect(try await desk.write { try $0.searchText(of: own.id) } == "Can you take her?")
            let change = try #require(detail.changes.last)
            #expect(change.field == "forwarded" && change.new == own.id.description && change.actor == "mia")
            #expect(try await desk.stage() == stage)
            let ids = [row.messageID, "c1@ours.example"]
            #expect(try await desk.write { try $0.forwards(among: ids) } == [row.messageID])
            try await desk.expectClean()
        }

        @Test("one key, one mail, and no other one under it")
        func sendsOnce() async throws {
            let desk = try await Desk()
            let card = try await desk.card()
            let row = try await desk.forward(on: card)
            #expect(try await desk.forward(on: card) == row)
            await #expect(throws: StoreError.self) { try await desk.forward("Other", on: card) }
            await #expect(throws: StoreError.self) {
                try await desk.send("Can you take her?", key: "f1", on: card)
            }
            #expect(try await desk.got().count == 1)
        }

        @Test("what the server refuses is no part of the conversation")
        func isRefused() async throws {
            let desk = try await Desk("auth,refuse-data")
            let card = try await desk.card()
            let row = try await desk.forward(on: card)
            #expect(row.state == .refused && row.replyCode == 554)
            #expect(try await desk.detail(card).messages.count == 1)
        }

        @Test("an 8-bit original is offered as one (RFC 6152)")
        func isEightBit() async throws {
            let desk = try await Desk("auth,8bitmime")
            let card = try await desk.card()
            desk.wait(60)
            try await desk.receive(
                "r2@their.example", about: "c1@ours.example",
                raw: """
                    From: Anna <\(Desk.lead)>\r
                    To: \(Desk.mailbox)\r
                    Subject: Re: Quick question\r
                    Message-ID: <r2@their.example>\r
                    In-Reply-To: <c1@ours.example>\r
                    Content-Type: text/plain; charset=utf-8\r
                    Content-Transfer-Encoding: 8bit\r
                    \r
                    Schöne Grüße\r

                    """)
            #expect(try await desk.forward(on: card).state == .sent)
            let got = try #require(try await desk.got().first)
            #expect(got.prefix(200).contains("BODY=8BITMIME"), "\(got.prefix(200))")
            #expect(got.contains("Sch\\xc3\\xb6ne Gr\\xc3\\xbc\\xc3\\x9fe"))
        }

        /// What comes back of a forward names the conversation in its References, as mail programs write them.
        private static let returns: [(kind: String, from: String, header: String)] = [
            ("reply", "Tom <\(Desk.colleague)>", ""),
            ("out of office", "Tom <\(Desk.colleague)>", "Auto-Submitted: auto-replied\r\n"),
            ("bounce", "MAILER-DAEMON@mx.example", "Return-Path: <>\r\n"),
        ]

        @Test("what comes back of a forward says nothing about the lead", arguments: returns)
        func concernsNobody(_ kind: String, _ from: String, _ header: String) async throws {
            let desk = try await Desk()
            let card = try await desk.card()
            let row = try await desk.forward(on: card)
            let before = try await desk.detail(card)
            let stage = try await desk.stage()
            desk.wait(600)
            let references = "References: <c1@ours.example> <r1@their.example> <\(row.messageID)>\r\n"
            try await desk.receive(
                "t1@ours-too.example", from: from, about: row.messageID,
                kind == "bounce" ? .bounce : kind == "reply" ? .reply : .outOfOffice,
                header: header + references)
            let message = try await desk.message("t1@ours-too.example")
            #expect(message.matchState == "unmatched" && message.lead == nil)
            let after = try await desk.detail(card)
            #expect(after.messages == before.messages && after.opportunity == before.opportunity)
            #expect(try await desk.stage() == stage)
        }

        @Test("the lead's own next mail is matched as ever")
        func leadAnswers() async throws {
            let desk = try await Desk()
            let card = try await desk.card()
            _ = try await desk.forward(on: card)
            desk.wait(600)
            try await desk.receive("r2@their.example", about: "c1@ours.example")
            let message = try await desk.message("r2@their.example")
            #expect(message.matchState == "matched" && message.matchLevel == 3)
            // A forward is not what the next answer answers.
            #expect(try await desk.send(on: card).answered == message.id)
        }

        @Test("a forward whose process ended is still a forward when its fate is settled")
        func recovers() async throws {
            let desk = try await Desk("auth,lose")
            let card = try await desk.card()
            let row = try await desk.forward(on: card)
            #expect(row.state == .unknown)
            let bytes = try await desk.write { try #require(try $0.packedMail(row.raw)).bytes() }
            try await desk.receive(
                row.messageID, about: nil, folder: "Sent", raw: String(decoding: bytes, as: UTF8.self))
            #expect(try await desk.sending.recover() == 1)
            let detail = try await desk.detail(card)
            #expect(detail.messages.count == 2)
            #expect(detail.changes.count { $0.field == "forwarded" } == 1)
            try await desk.expectClean()
        }
    }
}
