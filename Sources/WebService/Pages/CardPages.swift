import CalendarTime
import Correspondence
import Hummingbird
import Ingestion
import LeadStages
import MailFormat
import PollScheduling
import Store

/// One conversation: what was written, the answer, and what is kept with it.
enum CardPages {
    static let routes: [Route] =
        [
            .page(.get, "/opportunities/{id}") { try await show($0) },
            .page(.post, "/opportunities/{id}/reply", .change) { try await reply($0) },
            .page(.post, "/opportunities/{id}/note", .change) { try await note($0) },
        ]
        + ["done", "reopen", "unread", "snooze", "assign", "label", "unlabel"].map { action in
            .page(.post, "/opportunities/{id}/\(action)", .change) { try await change(action, $0) }
        }

    /// What the page is made of, read in one transaction.
    struct Content: Sendable {
        let detail: OpportunityDetail
        let mails: [(mail: ExplainedMail, text: String)]
        let lead: Lead?
        let address: String
        let enrollments: [(id: RowID<Enrollment>, campaign: String, stage: Stage, away: Instant?)]
        let mailbox: MailboxAccount?
        let labels: [String]
        let people: [UserAccount]
        let isSuppressed: Bool
        /// Whom an answer goes to: the sender of a message may ask for others.
        let recipients: [Mailbox]
        /// In the form that addresses are compared in.
        let known: Set<String>
    }

    static func content(_ id: RowID<Opportunity>, _ transaction: StoreTransaction) throws -> Content? {
        guard let detail = try transaction.detail(of: id) else { return nil }
        let card = detail.opportunity
        let enrollments = try transaction.enrollments(of: card.lead).map {
            (
                $0.id, try transaction.campaign($0.campaign)?.name ?? "", $0.state.stage,
                $0.state.awayUntil
            )
        }
        return Content(
            detail: detail,
            mails: try detail.messages.map {
                (try ExplainedMail($0, transaction), try transaction.searchText(of: $0.id) ?? "")
            },
            lead: try transaction.lead(card.lead), address: card.leadAddress, enrollments: enrollments,
            mailbox: try card.mailbox.flatMap { try transaction.mailbox($0) },
            labels: try transaction.labelNames(),
            people: try transaction.users().filter { $0.disabledAt == nil },
            isSuppressed: try transaction.isSuppressed(card.lead),
            recipients: ReplyRecipients.of(id, in: transaction) ?? [],
            known: Set(try transaction.addresses(of: card.lead).map(\.wideKey)))
    }

    static func show(
        _ request: PageRequest, draft: String? = nil, fault: String? = nil
    ) async throws -> Response {
        let id: RowID<Opportunity> = try request.web.id()
        guard let content = try await request.read({ try content(id, $0) }) else { throw WebFault.notFound }
        // Opening it is reading it.
        if content.detail.opportunity.isUnread, request.user.role.mayChange {
            try await request.write { try $0.setUnread(false, id) }
        }
        let subject = content.detail.opportunity.subject
        return try await request.page(
            "opportunity", title: subject.isEmpty ? "(no subject)" : subject,
            CardView(content, request, draft: draft, fault: fault).view,
            status: fault == nil ? .ok : .unprocessableContent)
    }

    private static func change(_ action: String, _ request: PageRequest) async throws -> Response {
        let id: RowID<Opportunity> = try request.web.id()
        let place = "/opportunities/\(id)"
        do {
            let change = try CardChange(request, action: action)
            let actor = request.user.login
            try await request.write { try change.apply(to: id, by: actor, $0) }
            let leaves: Bool = if case .unread = change { true } else { false }
            return request.done(
                leaves ? "/opportunities" : place, "The conversation is \(change.participle).")
        } catch let fault as WebFault where fault.status == .unprocessableContent {
            return request.done(place, fault.text, isError: true)
        } catch StoreError.refused(_, let words) {
            return request.done(place, words, isError: true)
        }
    }

    private static func note(_ request: PageRequest) async throws -> Response {
        let id: RowID<Opportunity> = try request.web.id()
        let text = request.field("text").map { String($0.prefix(10_000)) }
        guard let text else {
            return request.done("/opportunities/\(id)", "The note has no text.", isError: true)
        }
        let actor = request.user.login
        try await request.write { try $0.addNote(text, to: id, actor: actor) }
        return request.done("/opportunities/\(id)", "Note added.")
    }

    // MARK: Answering

    private static func reply(_ request: PageRequest) async throws -> Response {
        let id: RowID<Opportunity> = try request.web.id()
        guard let sending = request.parts.replySending(request.workspace) else {
            return try await show(
                request, draft: request.field("text"),
                fault: "There is no sealing key, so no mailbox can be used.")
        }
        let draft = ReplyDraft(senderName: request.user.name, text: request.field("text") ?? "")
        do {
            let sent = try await sending.send(
                draft, on: id, key: request.field("key") ?? SecretBytes.token(), actor: request.user.login)
            return try await answer(request, id, sent)
        } catch let fault as ReplyFault {
            return try await show(request, draft: draft.text, fault: PageText.sentence(fault.description))
        } catch StoreError.refused(_, let words) {
            return try await show(request, draft: draft.text, fault: words)
        }
    }

    private static func answer(
        _ request: PageRequest, _ id: RowID<Opportunity>, _ sent: OutgoingMailRow
    ) async throws -> Response {
        let words = sent.fault ?? ""
        switch sent.state {
        case .sent:
            let actor = request.user.login
            if request.field("done") == "yes" {
                try await request.write { try $0.setState(of: id, to: .done, actor: actor) }
            }
            return request.done("/opportunities/\(id)", words.isEmpty ? "Sent." : "Sent, but \(words).")
        case .sending: return request.done("/opportunities/\(id)", "This answer is being sent already.")
        case .unknown:
            return request.done(
                "/opportunities/\(id)", "It is not known whether it was sent: \(words).", isError: true)
        case .refused, .failed:
            let code = sent.replyCode.map { " (SMTP \($0))" } ?? ""
            return try await show(
                request, draft: request.field("text"),
                fault: "It was not sent\(code): \(words). Your text is kept; send it again.")
        }
    }
}
