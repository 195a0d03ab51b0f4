/// A text with the words that were meant, and where each byte of it stands in the folded text.
private struct MendedText {
    var bytes: [UInt8] = []
    /// Of each byte, its place in the folded text.
    var places: [Int] = []
    /// Of each byte, whether its word was mended.
    var isMended: [Bool] = []
    var isAny = false

    mutating func keep(_ byte: UInt8, at place: Int) {
        bytes.append(byte)
        places.append(place)
        isMended.append(false)
    }

    mutating func put(_ word: [UInt8], over range: Range<Int>) {
        isAny = true
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
        let mended = mended(segments[number].range)
        guard mended.isAny else { return }
        rules.matcher.forEachMatch(in: mended.bytes, mended.bytes.indices) { meanings, start, end in
            guard mended.isMended[start..<end].contains(true) else { return true }
            let range = mended.places[start]..<mended.places[end - 1] + 1
            let hit = Hit(
                range: range, firstWord: text.word(at: range.lowerBound),
                lastWord: text.word(at: range.upperBound - 1),
                sentence: text.sentence(at: range.lowerBound), segment: number)
            let isPhrase = !mended.bytes[start..<end].allSatisfy(WordBytes.isWord)
            rules.meanings.forEach(from: meanings) { meaning, languages in
                guard case .concept(let concept) = PatternMeaning(packed: meaning),
                    rules.spelling.isWatched(concept),
                    isPhrase || ownWords <= Self.maximumWordsForOne || !rules.spelling.isEnough(concept)
                else { return }
                hits.add(hit, of: Int32(truncatingIfNeeded: concept), languages)
            }
            return true
        }
    }

    private func mended(_ range: Range<Int>) -> MendedText {
        var mended = MendedText()
        var place = range.lowerBound
        while place < range.upperBound {
            guard WordBytes.isWord(text.bytes[place]) else {
                mended.keep(text.bytes[place], at: place)
                place += 1
                continue
            }
            var end = place
            while end < range.upperBound, WordBytes.isWord(text.bytes[end]) { end += 1 }
            if let meant = rules.spelling.meant(by: text.bytes[place..<end]) {
                mended.put(meant, over: place..<end)
            } else {
                for kept in place..<end { mended.keep(text.bytes[kept], at: kept) }
            }
            place = end
        }
        return mended
    }
}
