/// All phrases of a rule set in one deterministic automaton (Aho and Corasick, 1975): one pass finds every one.
///
/// Dense: a row of transitions for each state, a column for each class of bytes. Time grows with the text and the
/// hits, whatever the phrases; hits end at word edges, so a text cannot make more than a few at each place.
struct PhraseAutomaton: Sendable {
    /// A phrase as folded bytes. An open edge matches inside a word, as in `urlaub*`.
    struct Pattern: Hashable, Sendable {
        let bytes: [UInt8]
        let opensLeft: Bool
        let opensRight: Bool
    }

    struct Match: Sendable {
        let pattern: Int
        let range: Range<Int>
    }

    let patterns: [Pattern]
    private let classOfByte: [UInt8]
    private let classCount: Int
    private let transitions: [UInt32]
    /// State → the first pattern that ends there, or -1.
    private let patternOfState: [Int32]
    /// Pattern → the next one with the same bytes and other edges, or -1.
    private let samePattern: [Int32]
    /// State → the next shorter suffix that is a whole pattern; 0: none.
    private let shorterMatch: [UInt32]
    /// State → whether anything ends there, itself or a suffix.
    private let hasMatch: [Bool]

    /// Hits that one text may have; what is beyond is not seen.
    static let maximumMatches = 20_000

    init(_ patterns: [Pattern]) {
        self.patterns = patterns
        let classes = Self.byteClasses(patterns)
        classOfByte = classes.table
        classCount = classes.count
        var builder = Builder(classCount: classes.count)
        var ends: [(state: Int, pattern: Int)] = []
        for (index, pattern) in patterns.enumerated() {
            ends.append((builder.insert(pattern.bytes, classes.table), index))
        }
        let parts = builder.finish(ends)
        transitions = parts.transitions
        patternOfState = parts.patternOfState
        samePattern = parts.samePattern
        shorterMatch = parts.shorterMatch
        hasMatch = parts.hasMatch
    }

    /// Blank, line end and hyphen are one class; bytes that no pattern has are class 0.
    private static func byteClasses(_ patterns: [Pattern]) -> (table: [UInt8], count: Int) {
        var used = [Bool](repeating: false, count: 256)
        for pattern in patterns {
            for byte in pattern.bytes { used[Int(byte)] = true }
        }
        var table = [UInt8](repeating: 0, count: 256)
        table[0x20] = 1
        table[0x0A] = 1
        table[0x2D] = 1
        var next = 2
        for byte in 0..<256 where used[byte] && table[byte] == 0 {
            table[byte] = UInt8(next)
            next += 1
        }
        return (table, next)
    }

    func matches(in text: NormalizedText) -> [Match] {
        var found: [Match] = []
        let bytes = text.bytes
        var state = 0
        for index in bytes.indices {
            state = Int(transitions[state * classCount + Int(classOfByte[Int(bytes[index])])])
            guard hasMatch[state] else { continue }
            var suffix = state
            while suffix != 0 {
                var pattern = Int(patternOfState[suffix])
                while pattern >= 0 {
                    if let range = matchRange(pattern, endingAt: index + 1, bytes) {
                        found.append(Match(pattern: pattern, range: range))
                    }
                    pattern = Int(samePattern[pattern])
                }
                suffix = Int(shorterMatch[suffix])
            }
            if found.count > Self.maximumMatches { break }
        }
        return found
    }

    /// Where the pattern stands if its edges are edges of words; an open right edge reaches to the end of the word.
    private func matchRange(_ index: Int, endingAt end: Int, _ bytes: [UInt8]) -> Range<Int>? {
        let pattern = patterns[index]
        let start = end - pattern.bytes.count
        if !pattern.opensLeft, start > 0, Self.continues(bytes, start) { return nil }
        guard pattern.opensRight else {
            return end < bytes.count && Self.continues(bytes, end) ? nil : start..<end
        }
        var reach = end
        let limit = min(bytes.count, end + Self.maximumWordEnding)
        while reach < limit, Self.continues(bytes, reach) { reach += 1 }
        return start..<reach
    }

    /// Bytes of a word's ending that an open edge takes in.
    static let maximumWordEnding = 40

    /// True where a word goes on from the byte before `place` to the one at it.
    private static func continues(_ bytes: [UInt8], _ place: Int) -> Bool {
        guard WordBytes.isWord(bytes[place - 1]), WordBytes.isWord(bytes[place]) else { return false }
        if bytes[place - 1] < 0x80, bytes[place] < 0x80 { return true }
        if bytes[place] & 0xC0 == 0x80 { return true }
        if let before = UTF8Scalars.read(bytes, before: place), TextFolding.isUnspaced(before) {
            return false
        }
        if let after = UTF8Scalars.read(bytes, at: place, end: bytes.count).0,
            TextFolding.isUnspaced(after)
        {
            return false
        }
        return true
    }
}

extension PhraseAutomaton {
    private struct Parts {
        let transitions: [UInt32]
        let patternOfState: [Int32]
        let samePattern: [Int32]
        let shorterMatch: [UInt32]
        let hasMatch: [Bool]
    }

    /// The trie while it grows, and the walk in order of depth that makes it deterministic.
    private struct Builder {
        let classCount: Int
        var transitions: [UInt32]
        var stateCount = 1

        init(classCount: Int) {
            self.classCount = classCount
            transitions = [UInt32](repeating: 0, count: classCount)
        }

        mutating func insert(_ bytes: [UInt8], _ classes: [UInt8]) -> Int {
            var state = 0
            for byte in bytes {
                let slot = state * classCount + Int(classes[Int(byte)])
                if transitions[slot] == 0 {
                    transitions[slot] = UInt32(stateCount)
                    stateCount += 1
                    transitions.append(contentsOf: repeatElement(0, count: classCount))
                }
                state = Int(transitions[slot])
            }
            return state
        }

        mutating func finish(
            _ ends: [(state: Int, pattern: Int)]
        ) -> Parts {
            var patternOfState = [Int32](repeating: -1, count: stateCount)
            var samePattern = [Int32](repeating: -1, count: ends.count)
            for end in ends {
                samePattern[end.pattern] = patternOfState[end.state]
                patternOfState[end.state] = Int32(end.pattern)
            }
            var fallback = [UInt32](repeating: 0, count: stateCount)
            var shorter = [UInt32](repeating: 0, count: stateCount)
            var hasMatch = patternOfState.map { $0 >= 0 }
            var queue: [UInt32] = []
            queue.reserveCapacity(stateCount)
            for slot in 0..<classCount where transitions[slot] != 0 { queue.append(transitions[slot]) }
            var head = 0
            while head < queue.count {
                let state = Int(queue[head])
                head += 1
                let back = Int(fallback[state])
                shorter[state] = patternOfState[back] >= 0 ? UInt32(back) : shorter[back]
                if shorter[state] != 0 { hasMatch[state] = true }
                let row = state * classCount
                let backRow = back * classCount
                for slot in 0..<classCount {
                    let child = transitions[row + slot]
                    if child == 0 {
                        transitions[row + slot] = transitions[backRow + slot]
                    } else {
                        fallback[Int(child)] = transitions[backRow + slot]
                        queue.append(child)
                    }
                }
            }
            return Parts(
                transitions: transitions, patternOfState: patternOfState, samePattern: samePattern,
                shorterMatch: shorter, hasMatch: hasMatch)
        }
    }
}
