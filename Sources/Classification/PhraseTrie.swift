import CMemory

/// Phrases that begin at the edge of a word, in a trie that is walked from each such edge.
///
/// The trie is a double array (Aoe, 1989): a node's child for byte class `c` is at `base + c`, and is its child if it
/// says so. A step is two loads from one cache line; a node takes eight bytes however many classes there are. The end
/// of a phrase is a child too, of class `ByteClasses.end`. Where only one phrase is left the trie ends, and the rest of
/// the phrase is compared. What a search costs is the cache lines that it touches: so nodes lie in order of depth, the
/// children for frequent bytes beside one another, and all that is to be known of a hit in one place. Texts leave the
/// trie within a word, mostly; a text made to stay in it costs at most the longest phrase for each edge.
struct PhraseTrie: Sendable, FlatCopy {
    struct Node: Sendable {
        /// Four times the place from which children are counted, or of a leaf the pattern; plus `end` and `leaf`.
        var base: UInt32 = 0
        /// Place of the parent; `free` where there is no node.
        var parent: UInt32 = Node.free

        static let free = UInt32.max
        /// A phrase ends here, told by the child of class `ByteClasses.end`, and others go on.
        static let end: UInt32 = 1
        /// One phrase is left; what is missing of it is compared.
        static let leaf: UInt32 = 2
    }

    let classes: ByteClasses
    let table: PatternTable
    /// The root is the first. Behind the last node are as many free places as there are classes.
    private let nodes: [Node]
    /// Byte → the child of the root, or 0: most beginnings are told from it to begin nothing.
    private let roots: [UInt32]

    init(_ table: PatternTable) {
        classes = ByteClasses(table.bytes)
        var builder = PhraseTrieBuilder(table, classes)
        builder.build()
        self.table = builder.table.onLargePages
        nodes = LargePages.copy(of: builder.nodes)
        let (nodes, classes) = (nodes, classes)
        roots = (0..<256).map { byte in
            let child = nodes[0].base >> 2 + UInt32(classes.table[byte])
            return nodes[Int(child)].parent == 0 ? child : 0
        }
    }

    init(from reader: inout FlatReader) throws(FlatFault) {
        classes = try ByteClasses(from: &reader)
        table = try PatternTable(from: &reader)
        nodes = try reader.array()
        roots = try reader.array()
    }

    func write(to writer: FlatWriter) {
        classes.write(to: writer)
        table.write(to: writer)
        writer.write(nodes)
        writer.write(roots)
    }

    /// The arrays, held open for many walks.
    struct Tables {
        let nodes: UnsafeBufferPointer<Node>
        let roots: UnsafeBufferPointer<UInt32>
        let classes: UnsafeBufferPointer<UInt8>
        let patterns: UnsafeBufferPointer<PatternTable.Pattern>
        let phrases: UnsafeBufferPointer<UInt8>
        let meanings: UnsafeBufferPointer<PatternMeanings.Entry>

        // Each is asked for as soon as its place is known, and read when others have been asked for meanwhile.

        @inline(__always)
        func fetch(node: UInt32) { sluice_prefetch(nodes.baseAddress.map { $0 + Int(node) }) }

        @inline(__always)
        func fetch(pattern: UInt32) { sluice_prefetch(patterns.baseAddress.map { $0 + Int(pattern) }) }

        @inline(__always)
        func fetchRest(of pattern: PatternTable.Pattern) {
            sluice_prefetch(meanings.baseAddress.map { $0 + Int(pattern.meanings) })
            sluice_prefetch(phrases.baseAddress.map { $0 + Int(pattern.start) })
        }

        /// Where a phrase ends whose bytes up to `place` have been seen; nil where the text goes on otherwise.
        @inline(__always)
        func reach(
            of entry: PatternTable.Pattern, from start: Int, _ place: Int,
            in bytes: UnsafeBufferPointer<UInt8>,
            end: Int
        ) -> Int? {
            let reach = start &+ Int(entry.length)
            if place == reach { return reach }
            guard reach <= end, classes[Int(bytes[place])] == classes[Int(entry.firstOfTail)] else {
                return nil
            }
            let offset = Int(entry.start) &- start
            var place = place &+ 1
            while place < reach {
                guard classes[Int(bytes[place])] == classes[Int(phrases[place &+ offset])] else { return nil }
                place &+= 1
            }
            return reach
        }
    }

    func withTables<Result>(_ meanings: PatternMeanings, _ body: (Tables) -> Result) -> Result {
        nodes.withUnsafeBufferPointer { nodes in
            roots.withUnsafeBufferPointer { roots in
                classes.table.withUnsafeBufferPointer { classes in
                    table.patterns.withUnsafeBufferPointer { patterns in
                        table.bytes.withUnsafeBufferPointer { phrases in
                            meanings.entries.withUnsafeBufferPointer { meanings in
                                body(
                                    Tables(
                                        nodes: nodes, roots: roots, classes: classes, patterns: patterns,
                                        phrases: phrases, meanings: meanings))
                            }
                        }
                    }
                }
            }
        }
    }
}
