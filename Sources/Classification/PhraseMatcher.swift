/// All phrases of a rule set: one pass over a text finds every one.
///
/// Most phrases begin at the edge of a word and are looked for only there, in a trie. The few that may begin inside a
/// word (`*urlaub`) have a small automaton of their own. Time grows with the text and the hits, whatever the phrases.
final class PhraseMatcher: Sendable, FlatCopy {
    private let trie: PhraseTrie
    private let automaton: PhraseAutomaton?
    /// Of those phrases, by number.
    private let inside: [PatternTable.Pattern]

    /// Hits that one text may have; what is beyond is not seen.
    static let maximumMatches = 20_000
    /// Bytes of a word's ending that an open edge takes in.
    static let maximumWordEnding = 40

    init(closed: PatternTable, open: PatternTable) {
        trie = PhraseTrie(closed)
        inside = open.patterns
        automaton =
            inside.isEmpty ? nil : PhraseAutomaton(open.patterns.indices.map { Array(open.phrase($0)) })
    }

    init(from reader: inout FlatReader) throws(FlatFault) {
        trie = try PhraseTrie(from: &reader)
        inside = try reader.array()
        automaton = inside.isEmpty ? nil : try PhraseAutomaton(from: &reader)
    }

    func write(to writer: FlatWriter) {
        trie.write(to: writer)
        writer.write(inside)
        automaton?.write(to: writer)
    }

    /// Calls `body` with every phrase in a range of a text, in order of their beginnings; those that begin inside
    /// words come last. `place` is that of the phrase's first in `meanings`. `body` returns false to end the search.
    func forEachMatch(
        in text: [UInt8], _ range: Range<Int>, _ meanings: PatternMeanings,
        _ body: (_ place: UInt32, _ start: Int, _ end: Int) -> Bool
    ) {
        text.withUnsafeBufferPointer { bytes in
            trie.withTables(meanings) { tables in
                findAtEdges(bytes, range, tables, body)
            }
            automaton?.forEachEnd(in: bytes, range) { number, end in
                report(inside[number], end - Int(inside[number].length), end, bytes, body)
            }
        }
    }

    private func findAtEdges(
        _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ tables: PhraseTrie.Tables,
        _ body: (UInt32, Int, Int) -> Bool
    ) {
        var walks = PhraseWalks(tables, bytes, end: range.upperBound)
        func finish() -> Bool { walks.finish { report($0, $1, $2, bytes, body) } }
        var before: UInt8 = range.lowerBound > 0 ? bytes[range.lowerBound - 1] : 0x0A
        var isWordBefore = WordBytes.isWordASCII(before)
        for place in range {
            let byte = bytes[place]
            let isWord = WordBytes.isWordASCII(byte)
            defer { (before, isWordBefore) = (byte, isWord) }
            // Inside a word of ASCII letters nothing begins, and most bytes stand there.
            let isInside =
                (before | byte) < 0x80
                ? isWordBefore && isWord : place > 0 && WordBytes.continues(bytes, place)
            if !isInside, walks.begin(at: place), !finish() { return }
        }
        _ = finish()
    }

    /// Hands a phrase on if its right edge is one; an open edge reaches to the end of the word.
    private func report(
        _ pattern: PatternTable.Pattern, _ start: Int, _ end: Int, _ bytes: UnsafeBufferPointer<UInt8>,
        _ body: (UInt32, Int, Int) -> Bool
    ) -> Bool {
        guard pattern.opensRight else {
            return end < bytes.count && WordBytes.continues(bytes, end)
                ? true : body(pattern.meanings, start, end)
        }
        var reach = end
        let limit = min(bytes.count, end + Self.maximumWordEnding)
        while reach < limit, WordBytes.continues(bytes, reach) { reach += 1 }
        return body(pattern.meanings, start, reach)
    }
}
