/// What single words argue for: a line of `rules/words/kinds.tsv` or `rules/words/intents.tsv` each, as read.
///
/// Points are hundredths of a point of a rule. `sluice rules fit` writes the files from the fixtures.
public struct WordPointsSource: Sendable, Hashable {
    public struct Row: Sendable, Hashable {
        /// Folded as `NormalizedText` folds.
        public let word: String
        /// One for each column.
        public let points: [Int16]

        public init(word: String, points: [Int16]) {
            self.word = word
            self.points = points
        }
    }

    /// Kinds or intents, by their names.
    public var columns: [String]
    /// What a text has before its first word.
    public var start: [Int16]
    /// Ascending by their words.
    public var rows: [Row]

    public init(columns: [String], start: [Int16], rows: [Row]) {
        self.columns = columns
        self.start = start
        self.rows = rows
    }

    /// The word that stands for the start of a text.
    public static let startWord = "*"
}

/// The same by the hashes of the words.
struct WordPoints: Sendable {
    let columns: Int
    let start: [Int16]
    /// Open addressing: hash and number of the row; 0 where there is none.
    private var slots: [(hash: UInt64, row: UInt32)]
    private var points: [Int16] = []

    init(_ source: WordPointsSource) {
        columns = source.columns.count
        start = source.start
        var size = 64
        while size < source.rows.count * 2 { size *= 2 }
        slots = Array(repeating: (0, 0), count: size)
        points.reserveCapacity(source.rows.count * columns)
        for (number, row) in source.rows.enumerated() {
            points += row.points
            let hash = Self.hash(row.word.utf8)
            var slot = Int(truncatingIfNeeded: hash) & (size - 1)
            while slots[slot].hash != 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = (hash, UInt32(truncatingIfNeeded: number))
        }
    }

    /// The row of a word, nil where it has none.
    func row(of hash: UInt64) -> UInt32? {
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot].hash != 0 {
            if slots[slot].hash == hash { return slots[slot].row }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    func points(row: UInt32, _ column: Int) -> Int { Int(points[Int(row) * columns + column]) }

    func add(row: UInt32, to sums: inout [Int]) {
        for column in 0..<columns { sums[column] += Int(points[Int(row) * columns + column]) }
    }

    /// Never 0.
    static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
        var hasher = WordHashes.Hasher()
        for byte in bytes { hasher.mix(byte) }
        return max(1, hasher.state)
    }
}

/// Words that are weighed, and what each column of their points argues for.
struct WeighedWords<Choice: RawRepresentable<String> & Sendable>: Sendable {
    let points: WordPoints
    let choices: [Choice]

    /// The caller has checked that each column names a choice.
    init(_ source: WordPointsSource) {
        points = WordPoints(source)
        choices = source.columns.compactMap(Choice.init)
    }
}
