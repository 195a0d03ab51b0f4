import CalendarTime
import Classification
import Foundation
import Intake
import MailFormat
import Store

/// A mail that was parsed and classified outside of any transaction: what is left to do needs the store.
struct PreparedMail: Sendable {
    let mail: InboundMail
    let verdict: Verdict
    var keys: MatchKeys
    let raw: RowID<RawMailRow>
    let mailbox: RowID<MailboxAccount>
    /// What the report calls it.
    let label: String

}

extension PreparedMail {
    init(
        _ mail: InboundMail, classifier: VerdictSource, raw: RowID<RawMailRow>,
        mailbox: RowID<MailboxAccount>,
        label: String
    ) {
        let verdict = classifier.classify(mail.message, receivedAt: mail.receivedAt)
        self.init(
            mail: mail, verdict: verdict, keys: MatchKeys(mail, verdict), raw: raw, mailbox: mailbox,
            label: label)
    }
}

/// Runs a pure function over a batch on all cores; the results come in the order of the batch.
func inParallel<Input: Sendable, Output: Sendable>(
    _ inputs: [Input], _ work: @escaping @Sendable (Input) -> Output
) async -> [Output] {
    let workers = max(1, min(ProcessInfo.processInfo.activeProcessorCount, inputs.count / minimumShare))
    guard workers > 1 else { return inputs.map(work) }
    // More shares than workers, so that one with large mails does not keep the other cores waiting.
    let share = max(1, inputs.count / (workers * 4))
    return await withTaskGroup(of: (Int, [Output]).self) { group in
        for start in stride(from: 0, to: inputs.count, by: share) {
            group.addTask {
                (start, inputs[start..<min(start + share, inputs.count)].map(work))
            }
        }
        var parts: [(Int, [Output])] = []
        for await part in group { parts.append(part) }
        return parts.sorted { $0.0 < $1.0 }.flatMap(\.1)
    }
}

/// Fewer inputs than this for each core are not worth a task.
private let minimumShare = 4
