import CalendarTime
import Credentials
import IMAPProtocol
import Ingestion
import MailboxPolling
import Store

/// Reads mailboxes of every source into the store: each batch with its cursor, in one transaction, under the lease.
public struct MailboxReader: Sendable {
    let access: MailboxAccess
    let ingest: Ingest
    /// Milliseconds of IDLE before the junk folder gets its turn; address translators forget silent connections.
    let idleMilliseconds: Int
    /// Called when mail was stored.
    let hasMail: @Sendable () -> Void

    public init(
        _ access: MailboxAccess, ingest: Ingest, idleMilliseconds: Int = 300_000,
        hasMail: @escaping @Sendable () -> Void = {}
    ) {
        self.access = access
        self.ingest = ingest
        self.idleMilliseconds = idleMilliseconds
        self.hasMail = hasMail
    }

    /// A mailbox as it stood when its poll began.
    struct Job: Sendable {
        let mailbox: RowID<MailboxAccount>
        let connection: MailboxConnection
        let lease: MailboxPollLease
        let learned: String
    }

    /// Until nothing is new; an idle mailbox until its connection ends. What was stored before a fault stays.
    func read(_ job: Job, staysIdle: Bool) async -> PolledMailbox {
        var result = PolledMailbox(mailbox: job.mailbox)
        let count = PollCount()
        do {
            switch job.connection.source {
            case .imap: result.learned = try await readIMAP(job, staysIdle: staysIdle, count)
            case .gmail, .graph: try await readProvider(job, count)
            case .maildir: try await readMaildir(job, count)
            case .mbox: try await readMbox(job, count)
            }
        } catch {
            result.fault = PollFault(error)
        }
        let counted = await count.value
        result.messages = counted.messages
        result.new = counted.new
        result.unreadable = counted.unreadable
        return result
    }

    // MARK: IMAP

    private func readIMAP(_ job: Job, staysIdle: Bool, _ count: PollCount) async throws -> String? {
        do {
            return try await readIMAP(job, staysIdle: staysIdle, refusedToken: nil, count)
        } catch let refused as RefusedToken {
            // Once, with a new one: then it is the owner's turn.
            return try await readIMAP(job, staysIdle: staysIdle, refusedToken: refused.token, count)
        }
    }

    private struct RefusedToken: Error { let token: Secret }

    private func readIMAP(
        _ job: Job, staysIdle: Bool, refusedToken: Secret?, _ count: PollCount
    ) async throws -> String? {
        let refused = try await refusedMail(job)
        var settings = try await imapSettings(job)
        settings.hopeless = refused.hopeless
        if staysIdle, job.connection.isIdle { settings.idleMilliseconds = idleMilliseconds }
        let (login, token) = try await access.login(job.mailbox, job.connection, refused: refusedToken)
        let poller = MailboxPoller(
            client: access.client, server: access.server(job.connection, login), usesToken: token != nil,
            settings: settings)
        do {
            try await poller.poll { batch in
                let messages = batch.messages.map {
                    FetchedMessage(
                        bytes: $0.bytes, folder: batch.role == .junk ? "Junk" : nil, stored: $0.received)
                }
                let name = Self.cursorName(job.mailbox, batch.role)
                try await store(
                    messages, job, source: "imap", cursor: name, position: batch.cursor.description, count
                ) { try refused.settle(batch, of: name, $0) }
                await count.addUnreadable(batch.unreadable.count)
            }
        } catch {
            if case .mailbox(let failure, _) = error, failure.remedy == .refreshToken, let token,
                refusedToken == nil
            {
                throw RefusedToken(token: token)
            }
            if case .mailbox(let failure, _) = error, failure.kind == .unavailable {
                try await recordRefused(await poller.refused, job)
            }
            throw error
        }
        return try StoreJSON.text(LearnedServer(await poller.settings))
    }

    /// Throws that it is so, where there are any.
    private func recordRefused(
        _ refused: [IMAPFolderRole: [IMAPMessageName]], _ job: Job
    ) async throws {
        let messages = refused.flatMap { role, names in names.map { (role, $0) } }
        guard !messages.isEmpty, messages.count <= IMAPPollSettings().maximumUnreadable else { return }
        try await access.write { transaction in
            try transaction.checkPoll(job.lease, bringsMail: false)
            for (role, message) in messages {
                try transaction.recordRefused(
                    message.description, of: Self.cursorName(job.mailbox, role),
                    fault: RefusedMail.fault(message.uid, role))
            }
        }
        throw PollFault.refused(messages.count)
    }

    private func imapSettings(_ job: Job) async throws -> IMAPPollSettings {
        var settings = IMAPPollSettings()
        if let learned = try? StoreJSON.value(LearnedServer.self, job.learned) {
            learned.apply(to: &settings)
        }
        settings.pollsJunk = job.connection.readsJunk
        if let since = job.connection.since.flatMap({ CivilDate(iso8601: $0) }) {
            settings.start = .since(since)
            settings.rescan = .since(since)
        }
        let positions = try await access.read { transaction in
            try Self.places(job.mailbox).map { ($0.role, try transaction.cursor(of: $0.source)) }
        }
        for (role, position) in positions { settings.cursors[role] = position.flatMap { IMAPCursor($0) } }
        return settings
    }

    private func refusedMail(_ job: Job) async throws -> RefusedMail {
        try await access.read { try RefusedMail($0, Self.places(job.mailbox)) }
    }

    private static func places(_ mailbox: RowID<MailboxAccount>) -> [(role: IMAPFolderRole, source: String)] {
        IMAPFolderRole.allCases.map { ($0, cursorName(mailbox, $0)) }
    }

    private static func cursorName(_ mailbox: RowID<MailboxAccount>, _ role: IMAPFolderRole) -> String {
        "imap:\(mailbox):\(role.rawValue)"
    }

    static func cursorName(_ mailbox: RowID<MailboxAccount>, _ source: MailboxConnection.Source) -> String {
        "\(source.rawValue):\(mailbox)"
    }

    /// Every place of a mailbox, whatever its source.
    static func cursorNames(_ mailbox: RowID<MailboxAccount>) -> [String] {
        IMAPFolderRole.allCases.map { cursorName(mailbox, $0) }
            + [.gmail, .graph, .maildir, .mbox].map { cursorName(mailbox, $0) }
    }

    // MARK: Storing

    /// - Parameter beside: in the same transaction.
    func store(
        _ messages: [FetchedMessage], _ job: Job, source: String, cursor: String, position: String?,
        _ count: PollCount, beside: @escaping @Sendable (StoreTransaction) throws -> Void = { _ in }
    ) async throws {
        let new = try await ingest.accept(messages, source: source, mailbox: job.mailbox) { transaction in
            try transaction.checkPoll(job.lease, bringsMail: !messages.isEmpty)
            if let position { try transaction.setCursor(of: cursor, to: position) }
            try beside(transaction)
        }
        await count.add(messages: messages.count, new: new)
        if new > 0 { hasMail() }
    }
}
