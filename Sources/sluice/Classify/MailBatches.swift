import MailSources

/// Some messages that are worked on together, and the places among them that could not be read.
struct MailBatch: Sendable {
    var results: [RawResult] = []
}

/// Cuts what lies below some paths into batches, in order.
struct MailBatches: IteratorProtocol {
    /// Messages and bytes of one batch: enough work for a task, little enough to hold several.
    private static let maximumItems = 64
    private static let maximumBytes = 1 << 20

    private var source: FileIterator

    init(_ source: FileSource) { self.source = source.makeIterator() }

    mutating func next() -> MailBatch? {
        var batch = MailBatch()
        var size = 0
        while batch.results.count < Self.maximumItems, size < Self.maximumBytes, let result = source.next() {
            if case .item(let item) = result { size += item.bytes.count }
            batch.results.append(result)
        }
        return batch.results.isEmpty ? nil : batch
    }
}
