/// Phrases that begin at the edge of a word, in a trie that is walked from each such edge.
///
/// The trie is a double array (Aoe, 1989): a node's child for byte class `c` is at `base + c`, and is its child if it
/// says so. A step is two loads from one cache line; a node takes eight bytes however many classes there are, so that
/// the phrases of forty languages fit a second-level cache, which a row of transitions for each state would not. Texts
/// leave the trie within a word, mostly; a text made to stay in it costs at most the longest phrase for each edge.
struct PhraseTrie: Sendable {
    struct Node: Sendable {
        /// Twice the place from which children are counted, plus one where a phrase ends.
        var base: UInt32 = 0
        /// Place of the parent; `free` where there is no node.
        var parent: UInt32 = Node.free

        static let free = UInt32.max
    }

    let classes: ByteClasses
    /// The root is the first. Behind the last node are as many free places as there are classes.
    private let nodes: [Node]
    /// Place of a node → the first pattern that ends there, or -1.
    private let patterns: [Int32]

    init(_ patterns: [(number: Int, pattern: PhrasePattern)]) {
        classes = ByteClasses(patterns.map(\.pattern))
        var builder = PhraseTrieBuilder(classes: classes)
        let sorted = patterns.sorted { $0.pattern.bytes.lexicographicallyPrecedes($1.pattern.bytes) }
        for (number, pattern) in sorted { builder.insert(pattern.bytes, number: number) }
        (nodes, self.patterns) = builder.build()
    }

    /// Calls `body` with each phrase that begins at `start`, the first pattern of its bytes and where they end; the
    /// shorter come first. `body` says whether to go on.
    @inline(__always)
    func forEachPhrase(
        at start: Int, in bytes: UnsafeBufferPointer<UInt8>, end: Int, _ tables: Tables,
        _ body: (_ pattern: Int, _ end: Int) -> Void
    ) {
        var node: UInt32 = 0
        var base = tables.nodes[0].base >> 1
        var place = start
        while place < end {
            let next = base &+ UInt32(tables.classes[Int(bytes[place])])
            let entry = tables.nodes[Int(next)]
            guard entry.parent == node else { return }
            node = next
            base = entry.base >> 1
            place &+= 1
            if entry.base & 1 != 0 { body(Int(tables.patterns[Int(node)]), place) }
        }
    }

    /// The arrays, held open for many walks.
    struct Tables {
        let nodes: UnsafeBufferPointer<Node>
        let patterns: UnsafeBufferPointer<Int32>
        let classes: UnsafeBufferPointer<UInt8>
    }

    func withTables<Result>(_ body: (Tables) -> Result) -> Result {
        nodes.withUnsafeBufferPointer { nodes in
            patterns.withUnsafeBufferPointer { patterns in
                classes.table.withUnsafeBufferPointer { classes in
                    body(Tables(nodes: nodes, patterns: patterns, classes: classes))
                }
            }
        }
    }

    /// Bytes of the tables.
    var size: Int { nodes.count * 12 + 256 }
}
