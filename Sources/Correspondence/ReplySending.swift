import CalendarTime
import CurlTransport
import Foundation
import Ingestion
import MailFormat
import PollScheduling
import Store

/// Sends what people answer and forward, through the mailbox that the conversation is with.
///
/// What goes out is written down first, and never goes out twice: neither for the same key, nor because its fate is
/// not known.
public struct ReplySending: Sendable {
    let store: MailStore
    let workspace: RowID<Workspace>
    let access: MailboxAccess
    let zone: ZoneTable
    let clock: @Sendable () -> Instant
    let nonce: @Sendable () -> [UInt8]

    /// Characters of a client's key.
    public static let maximumKeyLength = 200
    /// Seconds after which nobody is sending any more: the waits of an SMTP session, and some.
    static let leaseSeconds: Int64 = 3_600

    /// - Parameter zone: of the Date field and of the line above what is quoted.
    public init(
        store: MailStore, workspace: RowID<Workspace>, access: MailboxAccess, zone: ZoneTable = .utc,
        clock: @escaping @Sendable () -> Instant = SystemClock.now,
        nonce: @escaping @Sendable () -> [UInt8] = { (0..<16).map { _ in UInt8.random(in: 0...255) } }
    ) {
        self.store = store
        self.workspace = workspace
        self.access = access
        self.zone = zone
        self.clock = clock
        self.nonce = nonce
    }

    /// Answers when the fate of the mail is known, or known to be unknown. With a key that was used for the same draft
    /// it sends nothing and answers what became of that one.
    ///
    /// - Parameter message: the one answered; nil takes the last on the card that is no report and not our own.
    public func send(
        _ draft: ReplyDraft, on card: RowID<Opportunity>, answering message: RowID<StoredMessage>? = nil,
        key: String, actor: String
    ) async throws -> OutgoingMailRow {
        let order = Order(
            purpose: .answer, card: card, message: message, key: key, actor: actor,
            hash: DraftHash.of(draft, on: card, answering: message))
        return try await send(order) { plan in
            try ReplyComposer(sender: plan.account.address, zone: zone)
                .compose(draft, answering: plan.original, at: clock(), nonce: nonce())
        }
    }

    /// Sends a message of the card to others, as `send` sends an answer: under the same rules, and once for each key.
    ///
    /// - Parameter message: the one forwarded; nil takes the last on the card that is no report and not our own.
    public func forward(
        _ draft: ForwardDraft, on card: RowID<Opportunity>, forwarding message: RowID<StoredMessage>? = nil,
        key: String, actor: String
    ) async throws -> OutgoingMailRow {
        let order = Order(
            purpose: .forward, card: card, message: message, key: key, actor: actor,
            hash: DraftHash.of(draft, on: card, forwarding: message))
        return try await send(order) { plan in
            try ForwardComposer(sender: plan.account.address, zone: zone)
                .compose(draft, forwarding: plan.original, plan.bytes, at: clock(), nonce: nonce())
        }
    }

    /// Everything about a mail but its text.
    private struct Order: Sendable {
        let purpose: OutgoingMailRow.Purpose
        let card: RowID<Opportunity>
        let message: RowID<StoredMessage>?
        let key: String
        let actor: String
        let hash: [UInt8]
    }

    private func send(
        _ order: Order, compose: @escaping @Sendable (ReplyPlan) throws -> ComposedReply
    ) async throws -> OutgoingMailRow {
        guard !order.key.isEmpty, order.key.count <= Self.maximumKeyLength else {
            throw StoreError.refused(
                code: "bad_key", "give a key of 1 to \(Self.maximumKeyLength) characters for this mail")
        }
        let known = try await read { try $0.outgoingMail(key: order.key, draftHash: order.hash) }
        if let known { return known }
        // The person who asked may hang up; a mail that is on its way stays on it.
        return try await Task {
            let plan = try await read { try ReplyPlan(order.card, about: order.message, in: $0) }
            let reply = try compose(plan)
            let new = NewOutgoingMail(
                clientKey: order.key, draftHash: order.hash, purpose: order.purpose, opportunity: order.card,
                answered: plan.message, mailbox: plan.account.id, mail: PackedMail(reply.message),
                messageID: reply.messageID, recipients: reply.recipients, actor: order.actor,
                leaseOwner: LeaseOwner.current.text,
                leaseUntil: clock().adding(seconds: Self.leaseSeconds))
            let begun = try await store.write(in: workspace, at: clock()) { try $0.beginOutgoing(new) }
            guard begun.isNew else { return begun.row }
            return try await deliver(begun.row, reply.message, plan)
        }.value
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (StoreTransaction) throws -> T) async throws -> T {
        try await store.read(in: workspace, at: clock(), body)
    }

    private func deliver(
        _ row: OutgoingMailRow, _ bytes: [UInt8], _ plan: ReplyPlan
    ) async throws -> OutgoingMailRow {
        let mail = OutgoingMail(
            sender: plan.account.address, recipients: row.recipients.map(\.address), message: bytes)
        var session: SMTPSession?
        var result: OutgoingResult
        do {
            let opened = try await access.submissionSession(plan.account.id, plan.connection)
            session = opened
            result = OutgoingResult(try await opened.send(mail), mail.recipients)
        } catch {
            // Thrown before the last byte: the server has no message.
            result = OutgoingResult(.failed, fault: String(describing: error))
        }
        let settled = try await settle(row, as: result, bytes)
        await session?.quit()
        return settled
    }

    func settle(
        _ row: OutgoingMailRow, as result: OutgoingResult, _ bytes: [UInt8]
    ) async throws -> OutgoingMailRow {
        let isShown = result.state == .sent || result.state == .unknown
        let parsed = isShown ? Message(bytes) : nil
        return try await store.write(in: workspace, at: clock()) { transaction in
            let lead = try transaction.opportunity(row.opportunity)?.lead
            let message = parsed.map { NewMessage(own: $0, row, lead: lead) }
            try transaction.settleOutgoing(row.id, as: result, message: message)
            guard let settled = try transaction.outgoingMail(row.id) else {
                throw StoreError.notFound("outgoing mail \(row.id)")
            }
            return settled
        }
    }
}
