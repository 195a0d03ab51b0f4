/// A few words in lower case, asked whether a run of bytes is one of them: no text is made of the bytes for it.
struct WordTable: Sendable {
    /// By length.
    private let words: [[[UInt8]]]

    init(_ words: [String]) {
        let known = words.map { Array($0.utf8) }
        let longest = known.reduce(0) { max($0, $1.count) }
        self.words = (0...longest).map { length in known.filter { $0.count == length } }
    }

    /// ASCII case aside.
    func contains(_ word: Span<UInt8>) -> Bool {
        guard word.count < words.count else { return false }
        for known in words[word.count] {
            var place = 0
            while place < known.count, ASCII.lowercased(word[place]) == known[place] { place += 1 }
            if place == known.count { return true }
        }
        return false
    }
}
