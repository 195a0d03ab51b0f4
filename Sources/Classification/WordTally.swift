/// The words of the author's own text in one message, as often as they stand there.
struct OwnWords {
    struct Word {
        let hash: UInt64
        let place: Place
    }

    /// Where a word stands in the folded text.
    struct Place: Sendable {
        let range: Range<Int>
        let segment: Int
    }

    let words: [Word]

    /// - Parameter names: of people whom the message is from and to, in UTF-8; "Hi Mia" says nothing about what follows.
    init(_ index: TextIndex, names: [UInt8]) {
        let names = Self.hashes(of: names).prefix(Self.maximumNames)
        var words: [Word] = []
        words.reserveCapacity(index.ownWords + index.ownWords / 2)
        for (number, segment) in index.segments.enumerated() where segment.zone == .reply {
            index.text.bytes.withUnsafeBufferPointer { bytes in
                CountedWords.forEach(in: index.text, segment.range) { range in
                    let hash = WordPoints.hash(UnsafeBufferPointer(rebasing: bytes[range]))
                    if names.contains(hash) { return }
                    words.append(Word(hash: hash, place: Place(range: range, segment: number)))
                }
            }
        }
        self.words = words
    }

    /// Words of names that are left out.
    private static let maximumNames = 32

    private static func hashes(of names: [UInt8]) -> [UInt64] {
        var text = NormalizedText()
        text.append(names, in: names.indices)
        var hashes: [UInt64] = []
        hashes.reserveCapacity(maximumNames)
        CountedWords.forEach(in: text, text.bytes.indices) { hashes.append(WordPoints.hash(text.bytes[$0])) }
        return hashes
    }
}

/// What the words of one message argue for, each word counted once.
struct WordTally {
    /// Hundredths of a point, by column of the table.
    private(set) var sums: [Int]
    /// Of each word that is in the table, its row and the place where it stands first.
    private var words: [(row: UInt32, place: OwnWords.Place)] = []
    private let table: WordPoints

    /// Nil where no word is in the table.
    init?(_ own: OwnWords, _ table: WordPoints) {
        self.table = table
        sums = table.start.map(Int.init)
        words.reserveCapacity(own.words.count)
        for word in own.words {
            if let row = table.row(of: word.hash) { words.append((row, word.place)) }
        }
        guard !words.isEmpty else { return nil }
        words.sort { ($0.row, $0.place.range.lowerBound) < ($1.row, $1.place.range.lowerBound) }
        var kept = 0
        for number in words.indices where number == 0 || words[number].row != words[kept - 1].row {
            words[kept] = words[number]
            kept += 1
            table.add(row: words[number].row, to: &sums)
        }
        words.removeLast(words.count - kept)
    }

    /// In points of rules.
    func points(_ column: Int) -> Double { Double(sums[column]) / 100 }

    /// The words that argue most for one column against another, with their points; the strongest first.
    func arguing(for column: Int, against other: Int, atMost count: Int) -> [(
        place: OwnWords.Place, points: Double
    )] {
        var found: [(place: OwnWords.Place, points: Int)] = []
        for word in words {
            let more = table.points(row: word.row, column) - table.points(row: word.row, other)
            if more > 0 { found.append((word.place, more)) }
        }
        found.sort { ($1.points, $0.place.range.lowerBound) < ($0.points, $1.place.range.lowerBound) }
        return found.prefix(count).map { ($0.place, Double($0.points) / 100) }
    }
}
