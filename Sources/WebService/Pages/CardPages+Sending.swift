import Correspondence
import Hummingbird
import Store

/// What somebody wrote on a card and could not send, with what is wrong.
enum UnsentMail: Sendable {
    case reply(text: String?, fault: String)
    case forward(to: String?, note: String?, fault: String)
}

/// Mail that leaves from a card: the answer, and a message forwarded.
extension CardPages {
    static func reply(_ request: PageRequest) async throws -> Response {
        let text = request.field("text")
        let draft = ReplyDraft(senderName: request.user.name, text: text ?? "")
        return try await send(request, unsent: { .reply(text: text, fault: $0) }) { sending, card, key in
            try await sending.send(draft, on: card, key: key, actor: request.user.login)
        }
    }

    static func forward(_ request: PageRequest) async throws -> Response {
        let (to, note) = (request.field("to"), request.field("note"))
        let draft = ForwardDraft(
            senderName: request.user.name, to: ForwardDraft.recipients(typed: to ?? ""), note: note ?? "")
        return try await send(request, unsent: { .forward(to: to, note: note, fault: $0) }) {
            sending, card, key in
            try await sending.forward(draft, on: card, key: key, actor: request.user.login)
        }
    }

    private static func send(
        _ request: PageRequest, unsent: (String) -> UnsentMail,
        _ body: (ReplySending, RowID<Opportunity>, String) async throws -> OutgoingMailRow
    ) async throws -> Response {
        let id: RowID<Opportunity> = try request.web.id()
        guard let sending = request.parts.replySending(request.workspace) else {
            return try await show(
                request, unsent: unsent("There is no sealing key, so no mailbox can be used."))
        }
        do {
            let sent = try await body(sending, id, request.field("key") ?? SecretBytes.token())
            return try await answer(request, id, sent, unsent: unsent)
        } catch let fault as ReplyFault {
            return try await show(request, unsent: unsent(PageText.sentence(fault.description)))
        } catch StoreError.refused(_, let words) {
            return try await show(request, unsent: unsent(words))
        }
    }

    private static func answer(
        _ request: PageRequest, _ id: RowID<Opportunity>, _ sent: OutgoingMailRow,
        unsent: (String) -> UnsentMail
    ) async throws -> Response {
        let words = sent.fault ?? ""
        switch sent.state {
        case .sent:
            let actor = request.user.login
            if request.field("done") == "yes" {
                try await request.write { try $0.setState(of: id, to: .done, actor: actor) }
            }
            return request.done("/opportunities/\(id)", words.isEmpty ? "Sent." : "Sent, but \(words).")
        case .sending: return request.done("/opportunities/\(id)", "This mail is being sent already.")
        case .unknown:
            return request.done(
                "/opportunities/\(id)", "It is not known whether it was sent: \(words).", isError: true)
        case .refused, .failed:
            let code = sent.replyCode.map { " (SMTP \($0))" } ?? ""
            return try await show(
                request,
                unsent: unsent("It was not sent\(code): \(words). Your text is kept; send it again."))
        }
    }
}
