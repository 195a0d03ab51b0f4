import CMemory

/// Phrases that begin at the edge of a word, in an acyclic automaton that is walked from each such edge.
///
/// The automaton is minimal (Daciuk and others, 2000): what phrases end alike in is there once, so that a list written
/// as "{remove|delete} {me|us} {now|today}" takes the room of its words and not of its products. It lies in a double
/// array (Aoe, 1989): the arc of a state for byte class `c` is at the state's base plus `c`, and is its own if it bears
/// that class; no two states have the same base. A step is one load of four bytes. The end of a phrase is an arc too,
/// of class `ByteClasses.end`. What a search costs is the cache lines that it touches: so the states that most texts
/// reach come first, and the arcs of a stretch without branches lie beside one another. Texts leave the automaton
/// within a word, mostly; a text made to stay in it costs at most the longest phrase for each edge.
struct PhraseGraph: Sendable, FlatCopy {
    /// Where a byte leads.
    struct Arc: Sendable {
        private let packed: UInt32

        /// No byte has the class of a free place.
        static let free = Arc(byteClass: ByteClasses.end, base: 0, isEnd: false)

        /// The highest base an arc can lead to.
        static let maximumBase = 1 << 23 - 1

        /// - Parameter base: of the state it leads to; at most `maximumBase`.
        init(byteClass: UInt8, base: UInt32, isEnd: Bool) {
            packed = base << 9 | (isEnd ? 0x100 : 0) | UInt32(byteClass)
        }

        var byteClass: UInt8 { UInt8(truncatingIfNeeded: packed) }
        /// Of an arc of class `end`, the number of the ending.
        var base: UInt32 { packed >> 9 }
        /// A phrase ends in the state that it leads to.
        var isEnd: Bool { packed & 0x100 != 0 }
    }

    /// What the phrases mean that end in a state, as places in `PatternMeanings`: with a closed right edge, and with
    /// an open one.
    struct Ending: Hashable, Sendable {
        var closed = Ending.none
        var open = Ending.none

        static let none = UInt32.max
    }

    let classes: ByteClasses
    /// Behind the last arc are as many free places as there are classes.
    private let arcs: [Arc]
    /// Byte → the place of its arc from the first state, or 0: most beginnings are told from it to begin nothing.
    private let roots: [UInt32]
    private let endings: [Ending]
    /// There are more phrases than arcs can tell apart, and none is found.
    let lacksRoom: Bool

    /// - Parameter list: sorted; it takes most room of all, and is emptied as soon as it is read.
    init(
        taking list: inout PhraseList, _ meanings: inout PatternMeaningsBuilder,
        maximumBase: Int = Arc.maximumBase
    ) {
        classes = ByteClasses(list.bytes)
        var builder = PhraseGraphBuilder(classes, maximumBase: maximumBase)
        endings = builder.read(list, &meanings)
        list = PhraseList()
        builder.place()
        arcs = LargePages.copy(of: builder.arcs)
        roots = builder.roots
        lacksRoom = builder.lacksRoom
    }

    init(from reader: inout FlatReader) throws(FlatFault) {
        classes = try ByteClasses(from: &reader)
        arcs = try reader.array()
        roots = try reader.array()
        endings = try reader.array()
        lacksRoom = false
    }

    func write(to writer: FlatWriter) {
        classes.write(to: writer)
        writer.write(arcs)
        writer.write(roots)
        writer.write(endings)
    }

    /// The arrays, held open for many walks.
    struct Tables {
        let arcs: UnsafeBufferPointer<Arc>
        let roots: UnsafeBufferPointer<UInt32>
        let classes: UnsafeBufferPointer<UInt8>
        let endings: UnsafeBufferPointer<Ending>

        /// Asked for as soon as the place is known, and read when others have been asked for meanwhile.
        @inline(__always)
        func fetch(arc place: UInt32) { sluice_prefetch(arcs.baseAddress.map { $0 + Int(place) }) }
    }

    func withTables<Result>(_ body: (Tables) -> Result) -> Result {
        arcs.withUnsafeBufferPointer { arcs in
            roots.withUnsafeBufferPointer { roots in
                classes.table.withUnsafeBufferPointer { classes in
                    endings.withUnsafeBufferPointer { endings in
                        body(Tables(arcs: arcs, roots: roots, classes: classes, endings: endings))
                    }
                }
            }
        }
    }
}
