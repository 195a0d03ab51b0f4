import CalendarTime
import Correspondence
import Hummingbird
import Ingestion
import LeadStages
import MailFormat
import PollScheduling
import Store

/// One conversation: what was written, and what is kept with it.
enum CardPages {
    static let routes: [Route] =
        [
            .page(.get, "/opportunities/{id}") { try await show($0) },
            .page(.post, "/opportunities/{id}/reply", .change) { try await reply($0) },
            .page(.post, "/opportunities/{id}/forward", .change) { try await forward($0) },
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
        /// What we wrote from here, by the message that shows it.
        let outgoing: [RowID<StoredMessage>: OutgoingMailRow]
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
            outgoing: Dictionary(
                try transaction.outgoingMails(of: id).compactMap { row in row.message.map { ($0, row) } }
            ) { $1 },
            known: Set(try transaction.addresses(of: card.lead).map(\.wideKey)))
    }

    /// `unsent`: what somebody wrote and could not send, which the page shows again.
    static func show(
        _ request: PageRequest, unsent: UnsentMail? = nil
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
            CardView(content, request, unsent: unsent).view,
            status: unsent == nil ? .ok : .unprocessableContent)
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
}
