import PollScheduling
import Store

extension APIOperation {
    static let accounts: [APIOperation] = [
        APIOperation(
            method: .get, path: "/mailboxes", name: "listMailboxes",
            about: "The accounts that receive mail, and how each of them does.", scope: .read,
            success: (.ok, .page(.named("Mailbox")))
        ) { request in
            let items = try await request.read { try $0.mailboxStates().map(JSON.mailbox) }
            return APIAnswer(.page(items, next: nil))
        },
        APIOperation(
            method: .post, path: "/mailboxes/{mailbox}/check-now", name: "checkMailbox",
            about: "Reads a mailbox as soon as a poller is free; what went wrong before is forgotten.",
            scope: .write, success: (.accepted, .named("Mailbox"))
        ) { request in
            let id: RowID<MailboxAccount> = try request.web.id("mailbox")
            let found = try await request.write { transaction in
                guard let account = try transaction.mailbox(id), account.removedAt == nil else {
                    throw WebFault.notFound
                }
                guard let connection = try MailboxConnection(account) else {
                    throw WebFault(
                        .conflict, "unconnected", "This mailbox is not polled: it takes only what is brought."
                    )
                }
                try transaction.schedule(id, connection)
                return JSON.mailbox(try transaction.mailboxState(account))
            }
            request.parts.callPoller(request.workspace)
            return APIAnswer(found, status: .accepted)
        },
        APIOperation(
            method: .get, path: "/statistics", name: "getStatistics",
            about: "Counts what the workspace holds, and what waits in its queues.", scope: .read,
            success: (.ok, .named("Statistics"))
        ) { request in
            APIAnswer(.statistics(try await request.read { try $0.statistics() }))
        },
    ]
}
