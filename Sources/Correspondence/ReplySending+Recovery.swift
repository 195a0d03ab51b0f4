import Ingestion
import Store

extension ReplySending {
    /// Mails of one look; no more are on their way at once.
    private static let batch = 1_000

    /// Ends what others did not bring to its end: mails whose process is gone become `unknown`, and mails of unknown
    /// fate that were seen in a folder since become `sent`. Nothing is sent. The number of mails that changed.
    ///
    /// For the start of the process and now and then.
    @discardableResult
    public func recover() async throws -> Int {
        let (abandoned, seen) = try await read { transaction in
            let sending = try transaction.sendingOutgoing(limit: Self.batch)
            let gone = Set(LeaseOwner.gone(among: sending.map(\.owner)).map(\.text))
            let abandoned = sending.filter {
                gone.contains($0.owner) || $0.leaseUntil <= transaction.now
            }.map(\.mail)
            return (
                try abandoned.map { (row: $0, mail: try transaction.packedMail($0.raw)) },
                try transaction.unknownOutgoingSeen(limit: Self.batch)
            )
        }
        for (row, mail) in abandoned {
            let lost = OutgoingResult(
                .unknown,
                fault:
                    "the program ended while it sent this; look into the folder Sent before you send it again"
            )
            _ = try await settle(row, as: lost, try mail?.bytes() ?? [])
        }
        for id in seen {
            try await store.write(in: workspace, at: clock()) {
                try $0.settleOutgoing(id, as: OutgoingResult(.sent), message: nil)
            }
        }
        return abandoned.count + seen.count
    }
}
