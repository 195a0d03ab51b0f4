/// Words of opt-outs as hurried people mistype them: a letter left out, one too many, or two in the wrong order.
///
/// Another letter in place of one is no slip here ("anmelden" is not "abmelden"), nor is any word a slip that some
/// rule or lexicon knows, or that begins with another letter.
struct Spelling: Sendable {
    /// Concepts whose words are recognised in spite of a slip, by name.
    static let concepts: Set<String> = [
        "opt-out-phrase", "opt-out-word", "opt-out-demand", "erase-verb", "erase-request", "stop-verb",
        "mail-noun", "my-record", "take-me", "nothing-more", "write-to-me",
    ]
    /// Letters of a word in which a slip is sought; in a shorter one it makes another word.
    static let letters = 5...30
    /// Letters from which on a stem (`abmeld*`) makes a word known.
    private static let shortestStem = 4

    /// Those of them that are an opt-out without anything beside them.
    static let sufficient: Set<String> = ["opt-out-phrase", "opt-out-demand"]

    private let watched: Set<Int>
    private let enough: Set<Int>
    private var known: Set<UInt64> = []
    private var stems: Set<UInt64> = []
    private var words: [[UInt8]] = []
    /// Hash of a word → its place in `words`; so too without one of its letters.
    private var whole: [UInt64: Int32] = [:]
    private var shortened: [UInt64: Int32] = [:]

    /// - Parameter numbers: of concepts, by name.
    init(_ table: PatternTable, _ meanings: PatternMeanings, concepts numbers: [String: Int]) {
        watched = Set(Self.concepts.compactMap { numbers[$0] })
        enough = Set(Self.sufficient.compactMap { numbers[$0] })
        guard !watched.isEmpty else { return }
        for number in table.patterns.indices {
            let isWatched = meanings.places(of: number).contains {
                guard case .concept(let concept) = PatternMeaning(packed: meanings[$0].packed) else {
                    return false
                }
                return watched.contains(concept)
            }
            let phrase = table.phrase(number)
            for word in phrase.split(whereSeparator: { !WordBytes.isWord($0) }) {
                let letters = Self.scalars(word)
                let isStem = table.patterns[number].opensRight && word.endIndex == phrase.endIndex
                if isStem { stems.insert(Self.hash(letters)) }
                known.insert(Self.hash(letters))
                if isWatched, Self.letters.contains(letters.count) { learn(word, letters) }
            }
        }
    }

    private mutating func learn(_ word: ArraySlice<UInt8>, _ letters: [UInt32]) {
        guard !letters.contains(where: TextFolding.isUnspaced), whole[Self.hash(letters)] == nil else {
            return
        }
        let place = Int32(words.count)
        words.append(Array(word))
        whole[Self.hash(letters)] = place
        for left in letters.indices.dropFirst() {
            let hash = Self.hash(letters, without: left)
            if shortened[hash] == nil { shortened[hash] = place }
        }
    }

    func isWatched(_ concept: Int) -> Bool { watched.contains(concept) }
    func isEnough(_ concept: Int) -> Bool { enough.contains(concept) }

    /// The word that was meant, folded; nil where the word is known, or like none.
    func meant(by word: ArraySlice<UInt8>) -> [UInt8]? {
        guard word.count >= Self.letters.lowerBound else { return nil }
        let letters = Self.scalars(word)
        guard Self.letters.contains(letters.count), !known.contains(Self.hash(letters)),
            let place = candidate(letters), !hasStem(letters, apartFrom: words[place])
        else { return nil }
        return words[place]
    }

    private func candidate(_ letters: [UInt32]) -> Int? {
        if let place = shortened[Self.hash(letters)] { return Int(place) }
        for left in letters.indices.dropFirst() {
            if let place = whole[Self.hash(letters, without: left)] { return Int(place) }
        }
        var letters = letters
        for second in letters.indices.dropFirst(2) {
            letters.swapAt(second - 1, second)
            if let place = whole[Self.hash(letters)] { return Int(place) }
            letters.swapAt(second - 1, second)
        }
        return nil
    }

    /// Whether the letters begin with a known stem; one that the other word begins with too tells nothing.
    private func hasStem(_ letters: [UInt32], apartFrom word: [UInt8]) -> Bool {
        let other = Self.scalars(word[...])
        var hash = Self.seed
        var isShared = true
        for (index, letter) in letters.enumerated() {
            hash = Self.mix(hash, letter)
            isShared = isShared && index < other.count && other[index] == letter
            if !isShared, index + 1 >= Self.shortestStem, stems.contains(hash) { return true }
        }
        return false
    }
}

/// FNV-1a over letters.
extension Spelling {
    private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

    private static func mix(_ hash: UInt64, _ letter: UInt32) -> UInt64 {
        (hash ^ UInt64(letter)) &* 0x0000_0100_0000_01B3
    }

    private static func hash(_ letters: [UInt32], without left: Int = -1) -> UInt64 {
        var hash = seed
        for index in letters.indices where index != left { hash = mix(hash, letters[index]) }
        return hash
    }

    private static func scalars(_ word: ArraySlice<UInt8>) -> [UInt32] {
        String(decoding: word, as: UTF8.self).unicodeScalars.map(\.value)
    }
}
