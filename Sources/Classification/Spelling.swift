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
    /// Those of them that are an opt-out without anything beside them.
    static let sufficient: Set<String> = ["opt-out-phrase", "opt-out-demand"]
    /// Letters of a word in which a slip is sought; in a shorter one it makes another word.
    static let letters = 5...30
    /// Bytes from which on a stem (`abmeld*`) makes a word known.
    private static let shortestStem = 4

    private let watched: Set<Int>
    private let enough: Set<Int>
    private var known = WordHashes()
    private var stems = WordHashes()
    private var words: [[UInt8]] = []
    /// Places in `words` by the hash of a word, or of it without one of its letters.
    private var whole = HashPlaces()
    private var shortened = HashPlaces()

    /// - Parameters:
    ///   - mail: phrases that begin at the edge of a word, among them those that are recognised; sorted.
    ///   - others: phrases whose words are known too.
    ///   - numbers: of concepts, by name.
    init(_ mail: PhraseList, others: [PhraseList] = [], concepts numbers: [String: Int]) {
        watched = Set(Self.concepts.compactMap { numbers[$0] })
        enough = Set(Self.sufficient.compactMap { numbers[$0] })
        guard !watched.isEmpty else { return }
        var learnt = WordHashes()
        for list in [mail] + others {
            for entry in list.entries {
                let isWatched = isWatched(packed: entry.meaning)
                let phrase = list.phrase(entry)
                for word in phrase.split(whereSeparator: { !WordBytes.isWord($0) }) {
                    let hash = Self.hash(word)
                    known.insert(hash)
                    if entry.opensRight, word.endIndex == phrase.endIndex { stems.insert(hash) }
                    guard isWatched, !learnt.contains(hash) else { continue }
                    learnt.insert(hash)
                    learn(word, hash)
                }
            }
        }
        whole.sort()
        shortened.sort()
    }

    private func isWatched(packed: UInt32) -> Bool {
        guard case .concept(let concept) = PatternMeaning(packed: packed) else { return false }
        return watched.contains(concept)
    }

    private mutating func learn(_ word: ArraySlice<UInt8>, _ hash: UInt32) {
        let letters = Self.letterRanges(word)
        guard Self.letters.contains(letters.count), !Self.isUnspaced(word) else { return }
        whole.insert(hash, words.count)
        for left in letters.dropFirst() { shortened.insert(Self.hash(word, without: left), words.count) }
        words.append(Array(word))
    }

    func isWatched(_ concept: Int) -> Bool { watched.contains(concept) }
    func isEnough(_ concept: Int) -> Bool { enough.contains(concept) }

    /// The word that was meant, folded; nil where the word is known, or like none.
    func meant(by word: ArraySlice<UInt8>) -> [UInt8]? {
        // Most words are known.
        guard word.count >= Self.letters.lowerBound, !known.contains(Self.hash(word)) else { return nil }
        let letters = Self.letterRanges(word)
        guard Self.letters.contains(letters.count),
            let meant = candidate(word, letters), !hasStem(word, apartFrom: meant)
        else { return nil }
        return meant
    }

    private func candidate(_ word: ArraySlice<UInt8>, _ letters: [Range<Int>]) -> [UInt8]? {
        if let place = shortened.number(of: Self.hash(word)) { return words[place] }
        for left in letters.dropFirst() {
            if let place = whole.number(of: Self.hash(word, without: left)) { return words[place] }
        }
        for index in letters.indices.dropFirst(2) {
            let (first, second) = (letters[index - 1], letters[index])
            if let place = whole.number(of: Self.hash(word, swapping: first, second)) { return words[place] }
        }
        return nil
    }

    /// Whether the word begins with a known stem; one that the other word begins with too tells nothing.
    private func hasStem(_ word: ArraySlice<UInt8>, apartFrom other: [UInt8]) -> Bool {
        var hasher = WordHashes.Hasher()
        var isShared = true
        for (index, byte) in word.enumerated() {
            hasher.mix(byte)
            isShared = isShared && index < other.count && other[index] == byte
            if !isShared, index + 1 >= Self.shortestStem, stems.contains(hasher.hash) { return true }
        }
        return false
    }
}

extension Spelling: FlatCopy {
    init(from reader: inout FlatReader) throws(FlatFault) {
        watched = Set(try reader.array(of: Int.self))
        enough = Set(try reader.array(of: Int.self))
        known = try WordHashes(from: &reader)
        stems = try WordHashes(from: &reader)
        for _ in 0..<max(0, try reader.value(of: Int.self)) { words.append(try reader.array()) }
        whole = try HashPlaces(from: &reader)
        shortened = try HashPlaces(from: &reader)
    }

    func write(to writer: FlatWriter) {
        writer.write(watched.sorted())
        writer.write(enough.sorted())
        known.write(to: writer)
        stems.write(to: writer)
        writer.write(words.count)
        for word in words { writer.write(word) }
        whole.write(to: writer)
        shortened.write(to: writer)
    }
}

extension Spelling {
    private static func hash(_ word: some Sequence<UInt8>) -> UInt32 {
        var hasher = WordHashes.Hasher()
        for byte in word { hasher.mix(byte) }
        return hasher.hash
    }

    private static func hash(_ word: ArraySlice<UInt8>, without letter: Range<Int>) -> UInt32 {
        var hasher = WordHashes.Hasher()
        for index in word.indices where !letter.contains(index) { hasher.mix(word[index]) }
        return hasher.hash
    }

    /// `second` follows `first` at once.
    private static func hash(
        _ word: ArraySlice<UInt8>, swapping first: Range<Int>, _ second: Range<Int>
    ) -> UInt32 {
        var hasher = WordHashes.Hasher()
        for index in word.startIndex..<first.lowerBound { hasher.mix(word[index]) }
        for index in second { hasher.mix(word[index]) }
        for index in first { hasher.mix(word[index]) }
        for index in second.upperBound..<word.endIndex { hasher.mix(word[index]) }
        return hasher.hash
    }

    /// Of each letter, its bytes; a byte that continues no letter is one.
    private static func letterRanges(_ word: ArraySlice<UInt8>) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        ranges.reserveCapacity(word.count)
        for index in word.indices {
            if word[index] & 0xC0 == 0x80, let last = ranges.last {
                ranges[ranges.count - 1] = last.lowerBound..<index + 1
            } else {
                ranges.append(index..<index + 1)
            }
        }
        return ranges
    }

    private static func isUnspaced(_ word: ArraySlice<UInt8>) -> Bool {
        String(decoding: word, as: UTF8.self).unicodeScalars.contains { TextFolding.isUnspaced($0.value) }
    }
}
