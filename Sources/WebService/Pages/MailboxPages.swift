import CalendarTime
import Hummingbird
import MailboxPolling
import PollScheduling
import Store

/// Our accounts that receive mail, and how each of them does.
enum MailboxPages {
    static let routes: [Route] = [
        .page(.get, path) { try await list($0) },
        .page(.post, "\(path)/{id}/check", .change) { try await check($0) },
    ]

    private static let path = "/mailboxes"

    /// What a look at one mailbox found.
    private struct Report {
        let address: String
        let checks: [(isGood: Bool, text: String)]

        var view: View {
            [
                "checkedAddress": .text(address),
                "checks": .list(checks.map { ["isGood": .flag($0.isGood), "text": .text($0.text)] }),
            ]
        }
    }

    private static func list(_ request: PageRequest, report: Report? = nil) async throws -> Response {
        let rows = try await request.read { try $0.mailboxStates() }
        let text = request.text()
        return try await request.page(
            "mailboxes", title: "Mailboxes",
            [
                "hasMailboxes": .flag(!rows.isEmpty),
                "caption": .text(PageText.count(rows.count, "mailbox", "mailboxes")),
                "mailboxes": .list(rows.map { view($0, text) }), "checkReport": .view(report?.view),
            ])
    }

    private static func view(_ row: MailboxState, _ text: PageText) -> View {
        let health = row.health
        return [
            "id": .id(row.account.id), "address": .text(row.account.address),
            "source": .text(row.connection?.place ?? "no server; mail is handed in"),
            "healthKey": .text(health.state.key), "healthLabel": .text(health.state.label),
            "healthText": .text(health.text.map(PageText.sentence)),
            "hasServer": .flag(row.connection != nil),
            "lastMail": .text(health.lastMail.map { text.distance($0) } ?? "none yet"),
            "lastPoll": .text(lastPoll(row, health, text)),
            "nextPoll": .text(nextPoll(row, health, text)),
        ]
    }

    private static func lastPoll(_ row: MailboxState, _ health: MailboxHealth, _ text: PageText) -> String? {
        guard let poll = row.poll else { return nil }
        guard let tried = poll.tried else { return "never" }
        if poll.heldUntil > text.now { return "running" }
        let tries =
            poll.failures == 0 ? "" : ", failed \(poll.failures == 1 ? "once" : "\(poll.failures) times")"
        return text.distance(tried) + tries
    }

    private static func nextPoll(_ row: MailboxState, _ health: MailboxHealth, _ text: PageText) -> String? {
        guard let next = health.next, row.connection != nil else { return nil }
        return next <= text.now ? "now" : text.distance(next)
    }

    // MARK: Check

    private static func check(_ request: PageRequest) async throws -> Response {
        let id: RowID<MailboxAccount> = try request.web.id()
        let account = try await request.read { try $0.mailbox(id) }
        guard let account, account.removedAt == nil else { throw WebFault.notFound }
        guard let connection = try MailboxConnection(account) else {
            return request.done(
                path, "\(account.address) has no server. An operator gives one with “sluice mailbox add”.",
                isError: true)
        }
        guard let access = request.parts.mailboxAccess(request.workspace) else {
            try await schedule(id, connection, request)
            return request.done(
                path,
                "\(account.address) is polled next. It was not logged in to: the service runs without "
                    + "SLUICE_SEALING_KEYS.")
        }
        let report: Report
        do throws(PollFault) {
            let found = try await access.inspect(id, connection)
            report = Report(address: account.address, checks: checks(found, connection))
        } catch {
            let words = "\(connection.place): \(error.text)"
            report = Report(address: account.address, checks: [(false, PageText.sentence(words))])
            return try await list(request, report: report)
        }
        // What was wrong is mended: the schedule need not wait.
        try await schedule(id, connection, request)
        return try await list(request, report: report)
    }

    private static func schedule(
        _ mailbox: RowID<MailboxAccount>, _ connection: MailboxConnection, _ request: PageRequest
    ) async throws {
        try await request.write { try $0.schedule(mailbox, connection) }
        request.parts.callPoller(request.workspace)
    }

    private static func checks(
        _ look: MailboxLook, _ connection: MailboxConnection
    ) -> [(isGood: Bool, text: String)] {
        switch look {
        case .signedIn: [(true, "\(connection.place): signed in. It is polled next.")]
        case .local(let facts):
            [(true, "\(connection.place): found. It is polled next.")]
                + facts.map { (true, PageText.sentence($0)) }
        case .server(let found): checks(found, connection)
        }
    }

    private static func checks(
        _ found: MailboxInspection, _ connection: MailboxConnection
    ) -> [(isGood: Bool, text: String)] {
        var checks = [(isGood: true, text: "\(connection.place): logged in. It is polled next.")]
        if let messages = found.inboxMessages {
            checks.append((true, "Inbox: \(PageText.count(messages, "message"))."))
        }
        let polled = found.folders.filter(\.isPolled).map(\.name)
        checks.append((true, "Polled: \(polled.isEmpty ? "INBOX" : polled.joined(separator: ", "))."))
        if connection.readsJunk, polled.count < 2 {
            checks.append((false, "No junk folder found; replies that were taken for spam are not seen."))
        }
        if connection.isIdle, !found.capabilities.contains("IDLE") {
            checks.append((false, "The server has no IDLE; new mail is seen at each poll."))
        }
        return checks
    }
}

extension MailboxHealth.State {
    /// One of the three signs.
    fileprivate var key: String {
        switch self {
        case .good: "good"
        case .unconnected, .new, .troubled: "slow"
        case .broken, .silent: "bad"
        }
    }

    fileprivate var label: String {
        switch self {
        case .unconnected: "Not polled"
        case .new: "Not polled yet"
        case .good: "Good"
        case .troubled: "In trouble, tried again"
        case .broken: "Needs you"
        case .silent: "Silent"
        }
    }
}
