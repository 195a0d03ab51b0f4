import CalendarTime
import Classification
import Foundation
import MailFormat
import MailSources

/// Classifies everything below some paths, on all cores, and prints it in the order of the input.
struct ClassifyRun {
    enum Form {
        case table, lines, explanation
    }

    let classifier: Classifier
    let receivedAt: Instant?
    let form: Form

    /// What became of one batch: a piece of the output, and what could not be read.
    private struct Outcome: Sendable {
        var output: [UInt8] = []
        var rows: [(cells: [String], kind: Kind)] = []
        var faults: [String] = []
        var count = 0
    }

    /// True when everything could be read.
    func classify(_ paths: [String], asMbox: Bool) async throws -> Bool {
        var batches = MailBatches(FileSource(paths: paths, asMbox: asMbox))
        let progress = ProgressLine("messages")
        var table = StreamingTable(
            TextTable("Message~", "Kind", "Sure>", "Lang", "From~", "Says~"), terminal: Terminal.columns)
        var counts: [Kind: Int] = [:]
        var isComplete = true
        let width = ProcessInfo.processInfo.activeProcessorCount
        try await OrderedPipeline(window: width * 4).run(
            next: { batches.next() },
            work: { work($0) },
            emit: { outcome in
                for fault in outcome.faults {
                    Terminal.report(fault)
                    isComplete = false
                }
                if !outcome.output.isEmpty { try Terminal.write(outcome.output[...]) }
                for row in outcome.rows {
                    counts[row.kind, default: 0] += 1
                    let text = table.add(row.cells)
                    if !text.isEmpty { try Terminal.write(text) }
                }
                progress.advance(by: outcome.count)
            })
        progress.finish()
        if form == .table { try Terminal.write(table.finish() + Self.summary(counts)) }
        return isComplete
    }

    /// Bytes of a line of JSON, mostly less.
    private static let lineBytes = 8_192

    private func work(_ batch: MailBatch) -> Outcome {
        var outcome = Outcome()
        var json = JSONText(capacity: form == .lines ? batch.results.count * Self.lineBytes : 0)
        for result in batch.results {
            switch result {
            case .fault(let fault): outcome.faults.append(fault.description)
            case .item(let item):
                let record = record(item)
                outcome.count += 1
                switch form {
                case .lines: record.write(to: &json)
                case .explanation: outcome.output += Array((Explanation(record: record).text + "\n").utf8)
                case .table: outcome.rows.append((Self.cells(record), record.verdict.kind))
                }
            }
        }
        if form == .lines { outcome.output = json.bytes }
        return outcome
    }

    private func record(_ item: RawItem) -> MessageRecord {
        let message = Message(item.bytes)
        let verdict = classifier.classify(message, receivedAt: receivedAt ?? ReceivedTime.of(message))
        return MessageRecord(file: item.path, index: item.index, message: message, verdict: verdict)
    }

    /// Columns of what a message says that a table shows.
    private static let maximumGist = 90

    private static func cells(_ record: MessageRecord) -> [String] {
        let verdict = record.verdict
        let place = record.file + (record.index.map { " [\($0)]" } ?? "")
        let gist = PlainText.line(VerdictSummary.gist(verdict, subject: record.message.subject).prefix(400))
        return [
            place, VerdictSummary.kind(verdict), VerdictSummary.percent(verdict.confidence),
            verdict.language ?? "",
            record.message.from.first?.address ?? "", DisplayWidth.prefix(of: gist, columns: maximumGist),
        ]
    }

    private static func summary(_ counts: [Kind: Int]) -> String {
        let total = counts.values.reduce(0, +)
        let parts = Kind.allCases.compactMap { kind in counts[kind].map { "\($0) \(kind.rawValue)" } }
        let noun = total == 1 ? "message" : "messages"
        return parts.isEmpty ? "no messages\n" : "\n\(total) \(noun): \(parts.joined(separator: ", "))\n"
    }
}
