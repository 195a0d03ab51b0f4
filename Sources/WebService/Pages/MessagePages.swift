import Classification
import Hummingbird
import Ingestion
import LeadStages
import MailFormat
import MailMarkup
import ReplyText
import Store

/// One message: what it is, why, what it did, and the mail itself.
enum MessagePages {
    static let routes: [Route] = [
        .page(.get, "/messages/{id}") { try await show($0) },
        .page(.get, "/messages/{id}/html") { try await html($0) },
        .page(.get, "/messages/{id}/raw") { try await raw($0) },
        .page(.post, "/messages/{id}/reclassify", .change) { try await reclassify($0) },
    ]

    /// What the page is made of, read in one transaction.
    struct Content: Sendable {
        let mail: ExplainedMail
        let mailbox: String
        /// Nil when it was erased or expired.
        let bytes: [UInt8]?
        let cards: [RowID<Opportunity>]
        let effects: [(enrollment: RowID<Enrollment>, campaign: String, lead: String, title: StageEvent.Kind)]
        let entries: [StoredSuppression]
    }

    static func bytes(_ id: RowID<StoredMessage>, _ transaction: StoreTransaction) throws -> [UInt8]? {
        guard let message = try transaction.message(id) else { throw WebFault.notFound }
        return try transaction.packedMail(message.raw).flatMap { try? $0.bytes() }
    }

    private static func content(
        _ id: RowID<StoredMessage>, _ transaction: StoreTransaction
    ) throws -> Content? {
        guard let message = try transaction.message(id) else { return nil }
        let effects = try transaction.events(of: id).map { enrollment, key in
            let found = try transaction.enrollment(enrollment)
            let event = try transaction.events(of: enrollment).first { $0.key == key }
            return (
                enrollment, try found.flatMap { try transaction.campaign($0.campaign)?.name } ?? "",
                try found.flatMap { try transaction.lead($0.lead)?.name } ?? "", event?.kind ?? .delayed
            )
        }
        return Content(
            mail: try ExplainedMail(message, transaction),
            mailbox: try transaction.mailbox(message.mailbox)?.address ?? "",
            bytes: try bytes(id, transaction), cards: try transaction.opportunities(withMessage: id),
            effects: effects, entries: try transaction.suppressionEntries(causedBy: id))
    }

    private static func show(_ request: PageRequest) async throws -> Response {
        let id: RowID<StoredMessage> = try request.web.id()
        guard let content = try await request.read({ try content(id, $0) }) else { throw WebFault.notFound }
        let subject = content.mail.message.subject
        return try await request.page(
            "message", title: subject.isEmpty ? "(no subject)" : subject, MessageView(content, request).view)
    }

    /// The mail as its sender designed it, cleaned, for a frame that may do nothing.
    private static func html(_ request: PageRequest) async throws -> Response {
        let id: RowID<StoredMessage> = try request.web.id()
        guard let bytes = try await request.read({ try bytes(id, $0) }) else { throw WebFault.notFound }
        let message = Message(bytes)
        let part = message.leaves.first {
            message.parts[$0].mediaType.type == "text" && message.parts[$0].mediaType.subtype == "html"
        }
        let markup = SafeMarkup(
            sanitising: part.map { message.text(of: $0) } ?? "",
            showsRemoteImages: request.web.query("images") == "yes")
        var response = Response.html(markup.document())
        response.headers[.contentSecurityPolicy] = SafeMarkup.contentSecurityPolicy(
            showsRemoteImages: markup.showsRemoteImages)
        return response
    }

    /// The octets as they came. A browser saves them and shows nothing of them.
    private static func raw(_ request: PageRequest) async throws -> Response {
        let id: RowID<StoredMessage> = try request.web.id()
        guard let bytes = try await request.read({ try bytes(id, $0) }) else { throw WebFault.notFound }
        var response = Response.bytes(ByteBuffer(bytes: bytes), "application/octet-stream")
        response.headers[.contentDisposition] = "attachment; filename=\"message-\(id).eml\""
        response.headers[.contentSecurityPolicy] = "default-src 'none'; sandbox"
        return response
    }

    // MARK: Correcting

    private static func reclassify(_ request: PageRequest) async throws -> Response {
        let id: RowID<StoredMessage> = try request.web.id()
        let place = "/messages/\(id)"
        guard let name = request.field("kind"), let chosen = class_(name) else {
            return request.done(place, "Choose what the message is.", isError: true)
        }
        let corrections = Corrections(request.parts.ingest(request.workspace))
        do {
            if request.field("confirm") == "yes" {
                let changes = try await corrections.reclassify(id, as: chosen, by: request.actor)
                let words =
                    changes.isEmpty
                    ? "No stage changed." : "\(PageText.count(changes.count, "stage")) changed."
                return request.done(place, "Reclassified. \(words)")
            }
            // The reason is asked on the next page: what a correction without one is refused for is no fault yet.
            var actor = request.actor
            if actor.reason == nil { actor.reason = "preview" }
            let changes = try await corrections.preview(id, as: chosen, by: actor)
            return try await confirm(request, id, name, chosen, changes)
        } catch let refusal as Refusal where refusal.code != .notFound {
            return request.done(place, refusal.message, isError: true)
        }
    }

    private static func confirm(
        _ request: PageRequest, _ id: RowID<StoredMessage>, _ name: String, _ chosen: Corrections.Class,
        _ changes: [StageChange]
    ) async throws -> Response {
        let (old, undoes, rows) = try await request.read { transaction in
            let message = try transaction.message(id)
            let entries = try transaction.suppressionEntries(causedBy: id).filter { $0.removal == nil }
            let rows = try changes.map { change in
                (
                    change, try transaction.lead(RowID(change.lead))?.name ?? "",
                    try transaction.campaign(RowID(change.campaign))?.name ?? ""
                )
            }
            return (message?.kind ?? "", chosen.kind != .unsubscribe && !entries.isEmpty, rows)
        }
        var effects = rows.map { change, lead, campaign -> View in
            [
                "subject": .text(lead),
                "text": .text(
                    "goes from \(change.from.displayName) to \(change.to.displayName) in \(campaign)."),
            ]
        }
        if undoes {
            effects.append([
                "text": "Do Not Contact entries whose only evidence was this message are withdrawn."
            ])
        }
        if effects.isEmpty {
            effects.append(["text": "No stage changes; the message is filed under its new kind."])
        }
        let title = "Reclassify this message as “\(VerdictText.words(name) ?? name)”?"
        return try await request.page(
            "confirm", title: title,
            [
                "heading": .text(title),
                "question": .text("It was read as: \(VerdictText.kind(old).lowercased())."),
                "hasEffects": true, "effects": .list(effects), "action": .text("/messages/\(id)/reclassify"),
                "fields": .list([["name": "kind", "value": .text(name)]]), "asksReason": true,
                "reason": .text(request.field("reason")),
                "reasonRequired": .flag(undoes), "isDangerous": .flag(chosen.kind == .unsubscribe),
                "confirmLabel": "Reclassify", "cancelHref": .text("/messages/\(id)"),
            ])
    }

    /// What a message can be corrected to: a kind, or a kind with what is in it.
    static let classes: [(name: String, label: String)] = [
        ("reply", "A reply"), ("reply.interested", "A reply: interested"),
        ("reply.meeting", "A reply: a meeting"),
        ("reply.question", "A reply: a question"), ("reply.not_now", "A reply: not now"),
        ("reply.not_interested", "A reply: not interested"), ("reply.referral", "A reply: somebody else"),
        ("unsubscribe", "Asks to be removed"), ("out_of_office", "Out of office"),
        ("auto_reply", "An automatic answer"), ("auto_reply.left_company", "Has left the company"),
        ("bounce", "A bounce"), ("complaint", "A complaint"), ("receipt", "A receipt"),
        ("other", "Something else"),
    ]

    private static func class_(_ name: String) -> Corrections.Class? {
        let parts = name.split(separator: ".").map(String.init)
        guard classes.contains(where: { $0.name == name }), let kind = Kind(rawValue: parts[0]) else {
            return nil
        }
        let detail = parts.count > 1 ? parts[1] : ""
        return Corrections.Class(kind, subkind: Subkind(rawValue: detail), intent: Intent(rawValue: detail))
    }
}
