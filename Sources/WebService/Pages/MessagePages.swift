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
        guard let choice = CorrectionChoice(request.field("kind")) else {
            return request.done(place, "Choose what the message is.", isError: true)
        }
        let corrections = Corrections(request.parts.ingest(request.workspace))
        do {
            if request.field("confirm") == "yes" {
                let changes = try await corrections.reclassify(id, as: choice.class, by: request.actor)
                let words =
                    changes.isEmpty
                    ? "No stage changed." : "\(PageText.count(changes.count, "stage")) changed."
                return request.done(place, "Reclassified. \(words)")
            }
            let changes = try await corrections.preview(id, as: choice.class, by: request.previewActor)
            let preview = try await request.read { try CorrectionPreview(id, choice, changes, $0) }
            return try await confirm(request, id, choice, preview)
        } catch let refusal as Refusal where refusal.code != .notFound {
            return request.done(place, refusal.message, isError: true)
        }
    }

    private static func confirm(
        _ request: PageRequest, _ id: RowID<StoredMessage>, _ choice: CorrectionChoice,
        _ preview: CorrectionPreview
    ) async throws -> Response {
        let title = "Reclassify this message as “\(choice.label)”?"
        return try await request.page(
            "confirm", title: title,
            [
                "heading": .text(title),
                "question": .text("It was read as: \(VerdictText.kind(preview.oldKind).lowercased())."),
                "hasEffects": true, "effects": .list(preview.effects),
                "action": .text("/messages/\(id)/reclassify"),
                "fields": .list([["name": "kind", "value": .text(choice.name)]]), "asksReason": true,
                "reason": .text(request.field("reason")),
                "reasonRequired": .flag(preview.withdrawsEntries),
                "isDangerous": .flag(choice.isOptOut),
                "confirmLabel": "Reclassify", "cancelHref": .text("/messages/\(id)"),
            ])
    }
}
