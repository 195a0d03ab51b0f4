/// A text with the words that were meant, and where each byte of it stands in the folded text.
private struct MendedText {
    var bytes: [UInt8] = []
    /// Of each byte, its place in the folded text.
    var places: [Int] = []
    /// Of each byte, whether its word was mended.
    var isMended: [Bool] = []

    /// `words`: what was meant, and where the words stand that mean it; in order, inside `range`.
    init(_ text: [UInt8], _ range: Range<Int>, words: [(range: Range<Int>, meant: [UInt8])]) {
        var place = range.lowerBound
        for word in words {
            keep(text, place..<word.range.lowerBound)
            put(word.meant, over: word.range)
            place = word.range.upperBound
        }
        keep(text, place..<range.upperBound)
    }

    private mutating func keep(_ text: [UInt8], _ range: Range<Int>) {
        bytes += text[range]
        places += range
        isMended += repeatElement(false, count: range.count)
    }

    private mutating func put(_ word: [UInt8], over range: Range<Int>) {
        for index in word.indices {
            bytes.append(word[index])
            places.append(min(range.lowerBound + index, range.upperBound - 1))
            isMended.append(true)
        }
        places[places.count - 1] = range.upperBound - 1
    }
}

extension TextIndex {
    /// Words of a reply in which slips are sought: a long one says it again.
    static let maximumWordsWithSlips = 60
    /// Words of a reply in which one mended word is an opt-out by itself; in a longer one it may be another word.
    private static let maximumWordsForOne = 8

    /// Adds hits of opt-outs whose words were mistyped; see `Spelling`.
    mutating func findMisspelt() {
        guard ownWords <= Self.maximumWordsWithSlips else { return }
        for number in segments.indices where segments[number].zone == .reply { findMisspelt(in: number) }
    }

    private mutating func findMisspelt(in number: Int) {
        let range = segments[number].range
        let words = misspelt(range)
        guard !words.isEmpty else { return }
        let mended = MendedText(text.bytes, range, words: words)
        let (phrases, spelling) = (phrases, rules.phrases.spelling)
        phrases.forEachMatch(in: mended.bytes, mended.bytes.indices) { place, start, end in
            guard mended.isMended[start..<end].contains(true) else { return true }
            let range = mended.places[start]..<mended.places[end - 1] + 1
            let hit = Hit(
                range: range, firstWord: text.word(at: range.lowerBound),
                lastWord: text.word(at: range.upperBound - 1),
                sentence: text.sentence(at: range.lowerBound), segment: number)
            let isPhrase = !mended.bytes[start..<end].allSatisfy(WordBytes.isWord)
            phrases.forEachMeaning(of: place) { meaning, languages in
                guard case .concept(let concept) = PatternMeaning(packed: meaning),
                    spelling.isWatched(concept),
                    isPhrase || ownWords <= Self.maximumWordsForOne || !spelling.isEnough(concept)
                else { return }
                hits.add(hit, of: Int32(truncatingIfNeeded: concept), languages)
            }
            return true
        }
    }

    /// The words with a slip, and what was meant by each.
    private func misspelt(_ range: Range<Int>) -> [(range: Range<Int>, meant: [UInt8])] {
        var found: [(range: Range<Int>, meant: [UInt8])] = []
        var place = range.lowerBound
        while place < range.upperBound {
            var end = place
            while end < range.upperBound, WordBytes.isWord(text.bytes[end]) { end += 1 }
            if end > place, let meant = rules.phrases.spelling.meant(by: text.bytes[place..<end]) {
                found.append((place..<end, meant))
            }
            place = end + 1
        }
        return found
    }
}
