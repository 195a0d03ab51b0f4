/// Walks through a `PhraseTrie` from several places of a text at once.
///
/// A step waits for memory, mostly: the trie of forty languages is larger than the nearer caches. Steps of different
/// walks do not wait for one another, so that taken in turn they cost little more than one of them.
struct PhraseWalks {
    /// Walks in hand.
    private static let width = 16

    private struct Walk {
        let start: Int
        /// Where the text goes on behind `node`.
        var place: Int
        /// The node reached, and the place where the next one would stand.
        var node: UInt32 = 0
        var next: UInt32
        var isOver = false
        /// Places in `found`; -1 where there is none.
        var first: Int32 = -1
        var last: Int32 = -1
    }

    private struct Found {
        /// Of a phrase that the trie tells whole, the node of its end, until it is looked up; else the pattern.
        var number: UInt32
        let isWhole: Bool
        let place: Int
        var pattern = PatternTable.Pattern.none
        var next: Int32 = -1
    }

    private let tables: PhraseTrie.Tables
    private let bytes: UnsafeBufferPointer<UInt8>
    /// Where the range ends in which phrases are sought.
    private let end: Int
    private var walks: [Walk] = []
    private var found: [Found] = []

    init(_ tables: PhraseTrie.Tables, _ bytes: UnsafeBufferPointer<UInt8>, end: Int) {
        self.tables = tables
        self.bytes = bytes
        self.end = end
        walks.reserveCapacity(Self.width)
        found.reserveCapacity(4 * Self.width)
    }

    /// Takes up a walk from `start`, unless nothing begins with its byte. True where it is time to `finish`.
    @inline(__always)
    mutating func begin(at start: Int) -> Bool {
        let root = tables.roots[Int(bytes[start])]
        guard root != 0 else { return false }
        walks.append(Walk(start: start, place: start, next: root))
        return walks.count == Self.width
    }

    /// Ends all walks, and calls `body` with each phrase found, where it begins and where it ends, in order of the
    /// beginnings and then of the ends. `body` returns false to end the search; then this is false.
    mutating func finish(_ body: (_ pattern: PatternTable.Pattern, _ start: Int, _ end: Int) -> Bool) -> Bool
    {
        defer {
            walks.removeAll(keepingCapacity: true)
            found.removeAll(keepingCapacity: true)
        }
        var isAnyLeft = true
        while isAnyLeft {
            isAnyLeft = false
            for number in walks.indices where !walks[number].isOver {
                step(number)
                isAnyLeft = isAnyLeft || !walks[number].isOver
            }
        }
        for place in found.indices where found[place].isWhole {
            found[place].number = tables.nodes[Int(found[place].number)].base >> 2
        }
        for place in found.indices { found[place].pattern = tables.patterns[Int(found[place].number)] }
        return walks.allSatisfy { report($0, body) }
    }

    @inline(__always)
    private mutating func step(_ number: Int) {
        var walk = walks[number]
        let entry = tables.nodes[Int(walk.next)]
        guard entry.parent == walk.node else {
            walks[number].isOver = true
            return
        }
        walk.node = walk.next
        walk.place &+= 1
        let base = entry.base >> 2
        if entry.base & PhraseTrie.Node.leaf != 0 {
            note(Found(number: base, isWhole: false, place: walk.place), &walk)
            walk.isOver = true
        } else {
            if entry.base & PhraseTrie.Node.end != 0 {
                note(
                    Found(number: base &+ UInt32(ByteClasses.end), isWhole: true, place: walk.place), &walk)
            }
            if walk.place < end {
                walk.next = base &+ UInt32(tables.classes[Int(bytes[walk.place])])
            } else {
                walk.isOver = true
            }
        }
        walks[number] = walk
    }

    private mutating func note(_ entry: Found, _ walk: inout Walk) {
        let place = Int32(truncatingIfNeeded: found.count)
        found.append(entry)
        if walk.last >= 0 { found[Int(walk.last)].next = place } else { walk.first = place }
        walk.last = place
    }

    private func report(
        _ walk: Walk, _ body: (_ pattern: PatternTable.Pattern, _ start: Int, _ end: Int) -> Bool
    ) -> Bool {
        var place = walk.first
        while place >= 0 {
            let entry = found[Int(place)]
            place = entry.next
            let reach =
                entry.isWhole
                ? entry.place
                : tables.reach(of: entry.pattern, from: walk.start, entry.place, in: bytes, end: end)
            guard let reach else { continue }
            guard body(entry.pattern, walk.start, reach) else { return false }
            if entry.pattern.hasTwin {
                guard body(tables.patterns[Int(entry.number) + 1], walk.start, reach) else { return false }
            }
        }
        return true
    }
}
