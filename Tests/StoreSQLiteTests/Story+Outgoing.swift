import CalendarTime
import Store

extension Story {
    /// Answers and webhooks, after `runAll`.
    func runOutgoing() async throws {
        try await store.write(in: workspace, at: now) { transaction in
            try Self.answer(transaction)
            try Self.webhooks(transaction)
        }
    }

    private static func answer(_ transaction: StoreTransaction) throws {
        let now = transaction.now
        guard let card = try transaction.opportunities(OpportunityFilter()).first?.id,
            let answered = try transaction.message(logicalKey: "m"),
            let mailbox = try transaction.mailbox("out@ours.example")?.id
        else { throw StoreError.notFound("the story") }
        let new = NewOutgoingMail(
            clientKey: "k", draftHash: [1], opportunity: card, answered: answered.id, mailbox: mailbox,
            mail: PackedMail(Array("Subject: y\r\n\r\nz".utf8)), messageID: "y@ours.example",
            recipients: ["a@x.example"], actor: "ann", leaseOwner: "o", leaseUntil: now)
        let row = try transaction.beginOutgoing(new).row
        _ = try transaction.sendingOutgoing(limit: 10)
        let own = NewMessage(
            logicalKey: "y", raw: row.raw, mailbox: mailbox, messageID: "y@ours.example", subject: "y",
            sender: "out@ours.example", receivedAt: now, lead: answered.lead, matchState: "own",
            matchLevel: nil, kind: "other", searchText: "z")
        try transaction.settleOutgoing(row.id, as: OutgoingResult(.unknown), message: own)
        _ = try transaction.unknownOutgoingSeen(limit: 10)
        _ = try transaction.isOutgoing(messageID: "y@ours.example")
        _ = try transaction.forwards(among: ["y@ours.example"])
        _ = try transaction.outgoingMails(of: card)
    }

    private static func webhooks(_ transaction: StoreTransaction) throws {
        let now = transaction.now
        let added = try transaction.addWebhookEndpoint(
            "https://hooks.example.com/", topics: WebhookTopics(["*"])
        ) { _ in "sealed" }
        try transaction.enqueue(.leadReplied, id: "2", payload: [:])
        _ = try transaction.hasWebhookWork()
        _ = try transaction.fanOutWebhooks(limit: 10)
        _ = try transaction.hasWebhookWork()
        guard
            let claim = try transaction.claimWebhooks(
                for: added, limit: 10, leaseUntil: now.adding(seconds: 9)
            ).first
        else { throw StoreError.notFound("the webhook of the story") }
        _ = try transaction.hasTakenWebhooks(since: claim)
        try transaction.recordWebhook(claim, .delivered(status: 200))
        _ = try transaction.webhookDeliveries(of: added.id, limit: 10)
        _ = try transaction.replayWebhook(event: "2", to: added.id)
        _ = try transaction.replayWebhooks(from: now, to: now.adding(seconds: 1), to: added.id)
        try transaction.forgetWebhooks(endedBefore: now, limit: 10)
        try transaction.rotateWebhookSecret(of: added.id, to: "sealed", overlapUntil: now)
        try transaction.pauseWebhookEndpoint(added.id, until: now)
        try transaction.disableWebhookEndpoint(added.id, reason: "gone")
        try transaction.enableWebhookEndpoint(added.id)
        try transaction.removeWebhookEndpoint(added.id)
    }
}
