/// Phrases, and what each means: one pass over a text finds every one.
///
/// Most phrases begin at the edge of a word and are looked for only there. The few that may begin inside a word
/// (`*urlaub`) have a small automaton of their own. Time grows with the text and the hits, whatever the phrases.
final class PhraseMatcher: Sendable, FlatCopy {
    private let graph: PhraseGraph
    private let automaton: PhraseAutomaton?
    /// Of those phrases, by number.
    private let inside: [PatternTable.Pattern]
    private let meanings: PatternMeanings

    /// Hits that one text may have; what is beyond is not seen.
    static let maximumMatches = 20_000
    /// Bytes of a word's ending that an open edge takes in.
    static let maximumWordEnding = 40

    /// Both are sorted.
    ///
    /// - Parameters:
    ///   - closed: phrases that begin at the edge of a word; none is left in it.
    ///   - open: phrases that may begin inside one.
    init(closed: inout PhraseList, open: PhraseList) {
        var meanings = PatternMeaningsBuilder()
        graph = PhraseGraph(taking: &closed, &meanings)
        let table = PatternTable(open, &meanings)
        inside = table.patterns
        automaton = inside.isEmpty ? nil : PhraseAutomaton(table.phrases)
        self.meanings = meanings.built
    }

    /// There are more phrases than can be told apart, and none is found.
    var lacksRoom: Bool { graph.lacksRoom }

    init(from reader: inout FlatReader) throws(FlatFault) {
        graph = try PhraseGraph(from: &reader)
        inside = try reader.array()
        automaton = inside.isEmpty ? nil : try PhraseAutomaton(from: &reader)
        meanings = try PatternMeanings(from: &reader)
    }

    func write(to writer: FlatWriter) {
        graph.write(to: writer)
        writer.write(inside)
        automaton?.write(to: writer)
        meanings.write(to: writer)
    }

    /// Calls `body` with every phrase in a range of a text, in order of their beginnings; those that begin inside
    /// words come last. `place` is for `forEachMeaning`. `body` returns false to end the search.
    func forEachMatch(
        in text: [UInt8], _ range: Range<Int>, _ body: (_ place: UInt32, _ start: Int, _ end: Int) -> Bool
    ) {
        text.withUnsafeBufferPointer { bytes in
            graph.withTables { tables in
                findAtEdges(bytes, range, tables, body)
            }
            automaton?.forEachEnd(in: bytes, range) { number, end in
                let pattern = inside[number]
                let start = end - Int(pattern.length)
                return pattern.opensRight
                    ? body(pattern.meanings, start, Self.wordEnd(from: end, bytes))
                    : Self.isInWord(end, bytes) || body(pattern.meanings, start, end)
            }
        }
    }

    /// Calls `body` with each meaning of the phrases found with a place, packed, and the bits of the languages in whose
    /// texts it counts.
    @inline(__always)
    func forEachMeaning(of place: UInt32, _ body: (_ packed: UInt32, _ languages: UInt64) -> Void) {
        meanings.forEach(from: place, body)
    }

    private func findAtEdges(
        _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ tables: PhraseGraph.Tables,
        _ body: (UInt32, Int, Int) -> Bool
    ) {
        var walks = PhraseWalks(tables, bytes, end: range.upperBound)
        func finish() -> Bool { walks.finish { Self.report($0, $1, $2, bytes, body) } }
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

    /// Hands on the phrases whose right edge is one; an open edge reaches to the end of the word.
    private static func report(
        _ ending: PhraseGraph.Ending, _ start: Int, _ end: Int, _ bytes: UnsafeBufferPointer<UInt8>,
        _ body: (UInt32, Int, Int) -> Bool
    ) -> Bool {
        if ending.closed != PhraseGraph.Ending.none, !isInWord(end, bytes) {
            guard body(ending.closed, start, end) else { return false }
        }
        return ending.open == PhraseGraph.Ending.none
            || body(ending.open, start, wordEnd(from: end, bytes))
    }

    /// True where the word goes on behind a phrase.
    private static func isInWord(_ end: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        end < bytes.count && WordBytes.continues(bytes, end)
    }

    private static func wordEnd(from end: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var reach = end
        let limit = min(bytes.count, end + maximumWordEnding)
        while reach < limit, WordBytes.continues(bytes, reach) { reach += 1 }
        return reach
    }
}
