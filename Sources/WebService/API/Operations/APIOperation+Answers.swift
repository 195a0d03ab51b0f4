import Correspondence
import MailFormat
import PollScheduling
import Store

extension APIOperation {
    static let answers: [APIOperation] = [
        APIOperation(
            method: .post, path: "/opportunities/{opportunity}/reply", name: "answerOpportunity",
            about: """
                Answers the last message of a person on the card, through the SMTP server of its mailbox, in \
                the same thread. No stage changes, and what was sent never counts as a reply. `unknown`: the \
                connection was lost after the last octet; it is never sent again by itself.
                """,
            scope: .write,
            body: .json(
                .object([
                    .required("text", .text(1...200_000)), .optional("sender_name", .text(1...200)),
                    .optional(
                        "message", .integer(1...Int64.max, about: "The one answered, where not the last.")),
                ])), success: (.ok, .named("Answer")), faults: [.serviceUnavailable]
        ) { request in
            APIAnswer(.answer(try await request.answer()))
        },
        APIOperation(
            method: .post, path: "/opportunities/{opportunity}/forward", name: "forwardOpportunity",
            about: """
                Sends the last message of a person on the card to others, through the SMTP server of its mailbox: \
                below the note as text, and attached as it came. No stage changes, and an answer to it is no reply \
                of the lead. What `unknown` means, `answerOpportunity` says.
                """,
            scope: .write,
            body: .json(
                .object([
                    .required(
                        "to", .list(Schemas.address, maximum: ReplyDraft.maximumRecipients)),
                    .optional("note", .text(0...200_000)), .optional("sender_name", .text(1...200)),
                    .optional(
                        "message", .integer(1...Int64.max, about: "The one forwarded, where not the last.")),
                ])), success: (.ok, .named("Answer")), faults: [.serviceUnavailable]
        ) { request in
            APIAnswer(.answer(try await request.forward()))
        },
    ]
}

extension Schemas {
    static let answers: [String: Schema] = [
        "Answer": .object(
            [
                .required("id", .id),
                .required("state", .word(OutgoingMailRow.State.allCases.map(\.rawValue))),
                .required("message_id", anyText), .required("reply_code", .nullable(.integer(200...599))),
            ] + nullable("fault") + [.required("message", .nullable(.id))])
    ]
}

extension JSON {
    fileprivate static func answer(_ row: OutgoingMailRow) -> JSON {
        [
            "id": .id(row.id), "state": .text(row.state.rawValue), "message_id": .text(row.messageID),
            "reply_code": .number(row.replyCode), "fault": .text(row.fault), "message": .id(row.message),
        ]
    }
}

extension APIRequest {
    fileprivate func answer() async throws -> OutgoingMailRow {
        let draft = ReplyDraft(senderName: text("sender_name") ?? "", text: text("text") ?? "")
        return try await send { sending, card, key in
            try await sending.send(draft, on: card, answering: id("message"), key: key, actor: actor)
        }
    }

    fileprivate func forward() async throws -> OutgoingMailRow {
        let draft = ForwardDraft(
            senderName: text("sender_name") ?? "", to: texts("to").map { Mailbox(name: "", address: $0) },
            note: text("note") ?? "")
        return try await send { sending, card, key in
            try await sending.forward(draft, on: card, forwarding: id("message"), key: key, actor: actor)
        }
    }

    private func send(
        _ body: (ReplySending, RowID<Opportunity>, String) async throws -> OutgoingMailRow
    ) async throws -> OutgoingMailRow {
        guard let sending = parts.replySending(workspace) else {
            throw WebFault(
                .serviceUnavailable, "no_sealing_key", "Without a sealing key no mailbox can be used.")
        }
        let key = web.header("idempotency-key").map { "\(actor) \($0)".prefix(200).description }
        do {
            return try await body(sending, try web.id("opportunity"), key ?? SecretBytes.token())
        } catch let fault as ReplyFault {
            throw WebFault(.unprocessableContent, fault.code, fault.description)
        }
    }
}
