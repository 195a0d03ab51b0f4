/// All phrases of a rule set: one pass over a text finds every one.
///
/// Most phrases begin at the edge of a word and are looked for only there, in a trie. The few that may begin inside a
/// word (`*urlaub`) have a small automaton of their own. Time grows with the text and the hits, whatever the phrases.
final class PhraseMatcher: Sendable {
    struct Match: Sendable {
        let pattern: Int
        let range: Range<Int>
    }

    private let trie: PhraseTrie
    private let automaton: PhraseAutomaton?
    /// Pattern → whether its right edge is open.
    private let opensRight: [Bool]

    /// Hits that one text may have; what is beyond is not seen.
    static let maximumMatches = 20_000
    /// Bytes of a word's ending that an open edge takes in.
    static let maximumWordEnding = 40

    /// The numbers of the open patterns follow those of the closed ones.
    init(closed: PatternTable, open: PatternTable) {
        opensRight = (closed.patterns + open.patterns).map(\.opensRight)
        trie = PhraseTrie(closed)
        let first = closed.patterns.count
        let inside = open.patterns.indices.map { number in
            let pattern = PhrasePattern(
                bytes: Array(open.phrase(number)), opensLeft: true,
                opensRight: open.patterns[number].opensRight)
            return (number: first + number, pattern: pattern)
        }
        automaton = inside.isEmpty ? nil : PhraseAutomaton(inside)
    }

    /// Bytes of the tables.
    var size: Int { trie.size + (automaton?.size ?? 0) }

    /// Calls `body` with every phrase in a range of a text, in order of their beginnings; those that begin inside
    /// words come last. `body` returns false to end the search.
    func forEachMatch(
        in text: [UInt8], _ range: Range<Int>, _ body: (_ pattern: Int, _ start: Int, _ end: Int) -> Bool
    ) {
        text.withUnsafeBufferPointer { bytes in
            trie.withTables { tables in
                findAtEdges(bytes, range, tables, body)
            }
            automaton?.forEachEnd(in: bytes, range) { pattern, length, end in
                report(pattern, end - length, end, bytes, body)
            }
        }
    }

    private func findAtEdges(
        _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ tables: PhraseTrie.Tables,
        _ body: (Int, Int, Int) -> Bool
    ) {
        var goesOn = true
        var before: UInt8 = range.lowerBound > 0 ? bytes[range.lowerBound - 1] : 0x0A
        for place in range {
            let byte = bytes[place]
            // Inside a word of ASCII letters nothing begins, and most bytes stand there.
            let isInside =
                before < 0x80 && byte < 0x80
                ? WordBytes.isWordASCII(before) && WordBytes.isWordASCII(byte)
                : place > 0 && WordBytes.continues(bytes, place)
            before = byte
            if isInside { continue }
            trie.forEachPhrase(at: place, in: bytes, end: range.upperBound, tables) { first, end in
                goesOn = report(first, place, end, bytes, body) && goesOn
                if tables.patterns[first].hasTwin {
                    goesOn = report(first + 1, place, end, bytes, body) && goesOn
                }
            }
            if !goesOn { return }
        }
    }

    /// Hands a phrase on if its right edge is one; an open edge reaches to the end of the word.
    private func report(
        _ pattern: Int, _ start: Int, _ end: Int, _ bytes: UnsafeBufferPointer<UInt8>,
        _ body: (Int, Int, Int) -> Bool
    ) -> Bool {
        guard opensRight[pattern] else {
            return end < bytes.count && WordBytes.continues(bytes, end) ? true : body(pattern, start, end)
        }
        var reach = end
        let limit = min(bytes.count, end + Self.maximumWordEnding)
        while reach < limit, WordBytes.continues(bytes, reach) { reach += 1 }
        return body(pattern, start, reach)
    }
}
