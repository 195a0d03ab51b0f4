import CalendarTime
import Ingestion
import ProviderMail
import Store

/// The Gmail API and Microsoft Graph.
extension MailboxReader {
    func readProvider(_ job: Job, _ count: PollCount) async throws {
        let name = Self.cursorName(job.mailbox, job.connection.source)
        let (cursor, known) = try await access.read {
            (try $0.cursor(of: name), try $0.refusedItems(of: name))
        }
        let now = access.clock()
        let again = known.filter { !RefusedMail.isHopeless($0, at: now) }.map(\.name)
        let asked = Set(known.map(\.name))
        let tokens = try access.tokens(job.mailbox, job.connection)
        let sink: FetchedMailSink = { batch in
            let messages = batch.mails.map { mail in
                FetchedMessage(
                    bytes: mail.raw, folder: mail.folder == .junk ? "Junk" : nil,
                    stored: mail.receivedMilliseconds.map { Instant(microseconds: $0 * 1_000) })
            }
            try await store(
                messages, job, source: job.connection.source.rawValue, cursor: name, position: batch.cursor,
                count
            ) { transaction in
                try transaction.forgetItems(batch.settled.filter(asked.contains), of: name)
                for one in batch.refused {
                    try transaction.recordRefused(one.name, of: name, fault: one.fault.description)
                }
            }
            await count.addUnreadable(batch.tooLarge.count + batch.refused.count)
        }
        if job.connection.source == .gmail {
            try await GmailMailbox(
                tokens: tokens, client: access.client, includesJunk: job.connection.readsJunk
            )
            .poll(after: cursor, again: again, sink)
        } else {
            try await GraphMailbox(
                tokens: tokens, client: access.client, includesJunk: job.connection.readsJunk,
                firstSince: job.connection.since.map { "\($0)T00:00:00Z" }
            ).poll(after: cursor, again: again, sink)
        }
    }
}
