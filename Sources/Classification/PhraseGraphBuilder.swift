/// Makes the double array of a minimal acyclic automaton from phrases in order of their bytes.
///
/// A state is finished when a phrase is met that does not go through it; one that has the same arcs as a finished one
/// is that one.
struct PhraseGraphBuilder {
    private let classes: ByteClasses
    private var states = GraphStates()
    /// The states that the phrase at hand goes through, by depth: their arcs so far. What is deeper than `depth` is kept
    /// for its room.
    private var path: [[GraphStates.Arc]] = [[]]
    private var depth = 0
    private(set) var arcs: [PhraseGraph.Arc] = []
    private(set) var roots = [UInt32](repeating: 0, count: 256)
    private(set) var lacksRoom = false
    private let maximumBase: Int

    init(_ classes: ByteClasses, maximumBase: Int) {
        self.classes = classes
        self.maximumBase = maximumBase
    }

    /// Takes up all phrases; the endings, by number.
    mutating func read(_ list: PhraseList, _ meanings: inout PatternMeaningsBuilder) -> [PhraseGraph.Ending] {
        var endings: [PhraseGraph.Ending] = []
        var numbers: [PhraseGraph.Ending: UInt32] = [:]
        var last: PhraseList.Entry?
        list.forEachPhrase { entries in
            let ending = Self.ending(entries, of: list, &meanings)
            let number = numbers[ending] ?? UInt32(endings.count)
            if number == endings.count {
                numbers[ending] = number
                endings.append(ending)
            }
            guard let phrase = entries.first else { return }
            let shared = last.map { list.sharedBytes($0, phrase) } ?? 0
            add(list.phrase(phrase), shared: shared, ending: number)
            last = phrase
        }
        finish(to: 0)
        return endings
    }

    /// Gives the states that were read their places.
    mutating func place() {
        let first = states.number(of: path[0])
        let placed = GraphPlaces(
            states, first: first, classCount: classes.count, maximumBase: maximumBase)
        (arcs, lacksRoom) = (placed.arcs, placed.lacksRoom)
        for byte in roots.indices {
            let place = placed.firstBase + Int(classes.table[byte])
            if arcs[place].byteClass == classes.table[byte] { roots[byte] = UInt32(place) }
        }
    }

    private static func ending(
        _ entries: ArraySlice<PhraseList.Entry>, of list: PhraseList,
        _ meanings: inout PatternMeaningsBuilder
    ) -> PhraseGraph.Ending {
        func place(opensRight: Bool) -> UInt32 {
            for entry in entries where entry.opensRight == opensRight {
                meanings.append(entry.meaning, list.languages(entry))
            }
            return meanings.closeSet() ?? PhraseGraph.Ending.none
        }
        return PhraseGraph.Ending(closed: place(opensRight: false), open: place(opensRight: true))
    }

    /// - Parameter shared: bytes that the phrase has in common with the one before.
    private mutating func add(_ phrase: ArraySlice<UInt8>, shared: Int, ending: UInt32) {
        finish(to: shared)
        for byte in phrase.dropFirst(shared) {
            path[depth].append(GraphStates.Arc(byteClass: classes.table[Int(byte)], target: 0))
            depth += 1
            if depth == path.count { path.append([]) }
        }
        path[depth].append(GraphStates.Arc(byteClass: ByteClasses.end, target: ending))
    }

    /// Finishes the states of the path that lie deeper.
    private mutating func finish(to shared: Int) {
        while depth > shared {
            let number = states.number(of: path[depth])
            path[depth].removeAll(keepingCapacity: true)
            depth -= 1
            path[depth][path[depth].count - 1].target = number
        }
    }
}
