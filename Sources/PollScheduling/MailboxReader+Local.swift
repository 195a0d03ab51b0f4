import CalendarTime
import Ingestion
import MailSources
import Store

/// Maildir and mbox. Nothing in them is moved, marked or locked.
extension MailboxReader {
    /// What a Maildir has that is not known by its name. A message that cannot be read is set aside, and asked for again
    /// with each poll: it may be mended.
    func readMaildir(_ job: Job, _ count: PollCount) async throws {
        let name = Self.cursorName(job.mailbox, .maildir)
        let maildir = LocalMailbox(job.connection).maildir
        let entries = try maildir.entries()
        let (cursor, known, refused) = try await access.read { transaction in
            (
                try transaction.cursor(of: name), try transaction.readItems(of: name),
                try transaction.refusedItems(of: name)
            )
        }
        var faults = Dictionary(refused.map { ($0.name, $0.fault) }) { first, _ in first }
        let first = cursor == nil ? job.connection.firstInstant : nil
        var waiting = entries.filter { !known.contains($0.name) }[...]
        while !waiting.isEmpty {
            try Task.checkCancellation()
            let batch = MaildirBatch(&waiting, of: maildir, since: first)
            let newFaults = batch.faults.filter { faults.updateValue($0.fault, forKey: $0.name) != $0.fault }
            await count.addUnreadable(batch.faults.count)
            try await store(batch.messages, job, source: "maildir", cursor: name, position: nil, count) {
                try $0.recordRead(batch.read, of: name)
                for new in newFaults { try $0.recordRefused(new.name, of: name, fault: new.fault) }
            }
        }
        let gone = known.union(faults.keys).subtracting(entries.map(\.name)).sorted()
        guard cursor == nil || !gone.isEmpty else { return }
        try await store([], job, source: "maildir", cursor: name, position: "by name", count) {
            try $0.forgetItems(gone, of: name)
        }
    }

    /// What was appended to an mbox; all of it where the file was rewritten.
    func readMbox(_ job: Job, _ count: PollCount) async throws {
        let name = Self.cursorName(job.mailbox, .mbox)
        let cursor = try await access.read { try $0.cursor(of: name) }.flatMap { MboxCursor($0) }
        let local = LocalMailbox(job.connection)
        if cursor != nil, local.isEmptied { return }
        var tail = try MboxTail(path: local.path, after: cursor)
        let isNew = tail.beginsAnew
        let first = job.connection.firstInstant
        while let batch = try tail.next(
            maximumMessages: Ingest.batchSize, maximumBytes: Ingest.batchBytes)
        {
            try Task.checkCancellation()
            let messages = batch.items.filter { item in
                guard let first, item.isOld, let delivered = item.delivered else { return true }
                return delivered >= first
            }.map { FetchedMessage(bytes: $0.raw.bytes) }
            await count.addUnreadable(batch.faults.count)
            try await store(
                messages, job, source: "mbox", cursor: name, position: batch.cursor.description, count
            ) { transaction in
                if isNew, batch.isFirst { try transaction.forgetItems(of: name) }
                for (place, fault) in batch.faults {
                    try transaction.recordRefused("\(place)", of: name, fault: fault.description)
                }
            }
        }
    }
}

/// Messages of a Maildir that are stored together.
private struct MaildirBatch: Sendable {
    var messages: [FetchedMessage] = []
    /// Names that need not be read again.
    var read: [String] = []
    var faults: [(name: String, fault: String)] = []

    /// Takes entries from the front of `waiting` until there is enough. What was written before `since` is not read.
    init(_ waiting: inout ArraySlice<MaildirEntry>, of maildir: MaildirReader, since: Instant?) {
        var bytes = 0
        while read.count + faults.count < Ingest.batchSize, bytes < Ingest.batchBytes,
            let entry = waiting.popFirst()
        {
            if let since, let modified = maildir.modified(entry), modified < since {
                read.append(entry.name)
                continue
            }
            do throws(SourceFault) {
                // One that is gone was deleted by somebody.
                guard let item = try maildir.read(entry) else { continue }
                bytes += item.bytes.count
                messages.append(
                    FetchedMessage(
                        bytes: item.bytes, folder: entry.subfolder == nil ? nil : "Junk",
                        stored: item.received))
                read.append(entry.name)
            } catch {
                faults.append((entry.name, error.description))
            }
        }
    }
}

extension MailboxConnection {
    /// Nothing older is read the first time.
    fileprivate var firstInstant: Instant? {
        since.flatMap { CivilDate(iso8601: $0) }.map {
            Instant(seconds: Int64($0.daysSince1970) * 86_400)
        }
    }
}
