/// Phrases that may begin inside a word, in a deterministic automaton (Aho and Corasick, 1975).
///
/// Dense: a row of transitions for each state, a column for each class of bytes. That is fast and large, and meant for
/// the few phrases that `PhraseGraph` cannot find.
struct PhraseAutomaton: Sendable, FlatCopy {
    private let classes: ByteClasses
    private let transitions: [UInt32]
    /// State → the first pattern that ends there, or -1.
    private let patternOfState: [Int32]
    /// Place in the list given → the next one with the same bytes and another right edge, or -1.
    private let samePattern: [Int32]
    /// State → the next shorter suffix that is a whole pattern; 0: none.
    private let shorterMatch: [UInt32]
    /// State → whether anything ends there, itself or a suffix.
    private let hasMatch: [Bool]

    init(_ phrases: [[UInt8]]) {
        classes = ByteClasses(phrases.joined())
        var builder = Builder(classCount: classes.count)
        var ends: [(state: Int, pattern: Int)] = []
        for (number, phrase) in phrases.enumerated() {
            ends.append((builder.insert(phrase, classes.table), number))
        }
        let parts = builder.finish(ends)
        transitions = parts.transitions
        patternOfState = parts.patternOfState
        samePattern = parts.samePattern
        shorterMatch = parts.shorterMatch
        hasMatch = parts.hasMatch
    }

    init(from reader: inout FlatReader) throws(FlatFault) {
        classes = try ByteClasses(from: &reader)
        transitions = try reader.array()
        patternOfState = try reader.array()
        samePattern = try reader.array()
        shorterMatch = try reader.array()
        hasMatch = try reader.array()
    }

    func write(to writer: FlatWriter) {
        classes.write(to: writer)
        writer.write(transitions)
        writer.write(patternOfState)
        writer.write(samePattern)
        writer.write(shorterMatch)
        writer.write(hasMatch)
    }

    /// Calls `body` with the number of each phrase and where it ends; it returns false to end the search.
    func forEachEnd(
        in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>,
        _ body: (_ number: Int, _ end: Int) -> Bool
    ) {
        let classCount = classes.count
        transitions.withUnsafeBufferPointer { transitions in
            classes.table.withUnsafeBufferPointer { classes in
                hasMatch.withUnsafeBufferPointer { hasMatch in
                    var state = 0
                    for place in range {
                        state = Int(transitions[state &* classCount &+ Int(classes[Int(bytes[place])])])
                        if hasMatch[state], !report(from: state, end: place + 1, body) { return }
                    }
                }
            }
        }
    }

    /// All that end in a state, the longest first. False where `body` ends the search.
    private func report(from state: Int, end: Int, _ body: (_ number: Int, _ end: Int) -> Bool) -> Bool {
        var suffix = state
        repeat {
            var index = Int(patternOfState[suffix])
            while index >= 0 {
                if !body(index, end) { return false }
                index = Int(samePattern[index])
            }
            suffix = Int(shorterMatch[suffix])
        } while suffix != 0
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
