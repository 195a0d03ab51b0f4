import Foundation

/// The figures of one set in words.
struct MimeReport {
    let set: MailSet
    let messages: Int
    let bytes: Int

    /// `rounds`: nanoseconds of CPU for all messages, one value a round.
    func printRow(_ name: String, _ rounds: [Int]) {
        let seconds = Double(max(1, rounds.median)) / 1e9
        let row = String(
            format: "%12.0f messages/s %10.1f MB/s %10.2f µs/message", Double(messages) / seconds,
            Double(bytes) / seconds / 1e6, seconds * 1e6 / Double(messages))
        let head = "\(set.rawValue) (\(messages), \(bytes / 1_000_000) MB)"
        print(Self.padded(head, 28) + Self.padded(name, 12) + row)
    }

    /// The median of the ratios round by round: what disturbs one round disturbs both sides.
    func printRatio(_ ours: [Int], _ theirs: [Int]) {
        let ratios = zip(ours, theirs).map { Double($1) / Double(max(1, $0)) }.sorted()
        guard !ratios.isEmpty else { return }
        print(String(format: "    %.2f times as fast as GMime", ratios[ratios.count / 2]))
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}
