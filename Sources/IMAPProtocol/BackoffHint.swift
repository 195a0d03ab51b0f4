/// How long a server asks us to stay away, in its own words.
enum BackoffHint {
    /// Milliseconds; a longer time is taken for a mistake.
    static let maximum = 24 * 3_600_000

    private static let cues = [
        "backoff time:", "backoff:", "try again in", "retry in", "retry after", "wait",
    ]
    private static let units: [(word: String, milliseconds: Int)] = [
        ("milli", 1), ("ms", 1), ("sec", 1_000), ("s", 1_000), ("min", 60_000), ("hour", 3_600_000),
        ("h", 3_600_000),
    ]

    /// Milliseconds; nil where the text names no time. `Suggested Backoff Time: 299961 milliseconds` is Exchange's.
    static func milliseconds(in text: String) -> Int? {
        let lower = text.lowercased()
        for cue in cues {
            guard let place = lower.firstRange(of: cue) else { continue }
            let rest = lower[place.upperBound...].drop { $0 == " " || $0 == ":" }
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            guard (1...9).contains(digits.count), let number = Int(digits) else { continue }
            let word = rest[digits.endIndex...].drop { $0 == " " }
            let unit = units.first { word.hasPrefix($0.word) }?.milliseconds ?? 1_000
            let (product, overflow) = number.multipliedReportingOverflow(by: unit)
            return overflow ? maximum : min(product, maximum)
        }
        return nil
    }
}
