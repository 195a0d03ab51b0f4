import CalendarTime
import Intake
import MailFormat
import MailSources
import Store

/// The same code in one transaction that is rolled back at its end.
extension Ingest {
    public func dryRun(_ source: FileSource, arrival: Arrival) async throws -> IngestReport {
        let mailbox = try await account(arrival.mailbox)
        let now = clock()
        do {
            try await store.write(in: workspace, at: now) { transaction in
                throw RolledBack(report: try pretend(source, arrival, mailbox, transaction))
            }
            return IngestReport()
        } catch let end as RolledBack {
            return end.report
        }
    }

    private struct RolledBack: Error {
        let report: IngestReport
    }

    private func pretend(
        _ source: FileSource, _ arrival: Arrival, _ mailbox: MailboxAccount, _ transaction: StoreTransaction
    ) throws -> IngestReport {
        var report = IngestReport()
        let writer = DecisionWriter(store: transaction, settings: settings)
        for result in source {
            guard case .item(let item) = result else {
                if case .fault(let fault) = result { report.faults.append(fault.description) }
                continue
            }
            report.read += 1
            let delivery = Self.delivery(item, mailbox, receivedAt: arrival.receivedAt, now: transaction.now)
            guard let recorded = try transaction.recordDeliveries([delivery]).first, recorded.isNew,
                let id = recorded.id, let raw = try transaction.rawMail(of: id)
            else {
                report.known += 1
                continue
            }
            report.delivered += 1
            let message = Message(item.bytes)
            let mail = InboundMail(
                message: message, identity: MailHashes.identity(of: message, sha256: delivery.mail.sha256),
                mailbox: mailbox.address, folder: item.folder.map { MailFolder(name: $0) } ?? .inbox,
                receivedAt: delivery.receivedAt)
            let label = item.index.map { "\(item.path)#\($0)" } ?? item.path
            let prepared = PreparedMail(
                mail, classifier: classifier, raw: raw, mailbox: mailbox.id, label: label)
            report.add(try writer.take(prepared))
        }
        return report
    }
}
