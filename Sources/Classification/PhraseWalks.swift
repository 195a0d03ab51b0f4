/// Walks through a `PhraseTrie` from several places of a text at once, all of them a byte further at a time.
///
/// The trie of forty languages is larger than the nearer caches, and a step waits for memory: what the next step of one
/// walk will read is asked for before the others take theirs.
struct PhraseWalks: ~Copyable {
    /// Walks in hand at most.
    private static let width = 64

    /// A walk that goes on: the node reached, and the place where the next one would stand.
    private struct Walk {
        let number: UInt32
        let start: UInt32
        var node: UInt32
        var next: UInt32
    }

    /// By number of a walk: what it has found, as places in `found`; -1 where there is nothing.
    private struct Finds {
        let start: Int
        var first: Int32 = -1
        var last: Int32 = -1
    }

    private struct Found {
        /// Of a phrase that the trie tells whole, the node of its end, until it is looked up; else the pattern.
        var number: UInt32
        var next: Int32 = -1
        let isWhole: Bool
        /// Behind what the trie has seen of it.
        let place: Int
        var pattern = PatternTable.Pattern.none
    }

    private let tables: PhraseTrie.Tables
    private let bytes: UnsafeBufferPointer<UInt8>
    /// Where the range ends in which phrases are sought.
    private let end: Int
    private let walks: UnsafeMutablePointer<Walk>
    private let finds: UnsafeMutablePointer<Finds>
    private var count = 0
    private var found: [Found] = []

    init(_ tables: PhraseTrie.Tables, _ bytes: UnsafeBufferPointer<UInt8>, end: Int) {
        self.tables = tables
        self.bytes = bytes
        self.end = end
        walks = .allocate(capacity: Self.width)
        finds = .allocate(capacity: Self.width)
        found.reserveCapacity(2 * Self.width)
    }

    // Both hold plain values.
    deinit {
        walks.deallocate()
        finds.deallocate()
    }

    /// Takes up a walk from `start`, unless nothing begins with its byte. True where it is time to `finish`.
    @inline(__always)
    mutating func begin(at start: Int) -> Bool {
        let root = tables.roots[Int(bytes[start])]
        guard root != 0 else { return false }
        tables.fetch(node: root)
        (walks + count).initialize(
            to: Walk(
                number: UInt32(truncatingIfNeeded: count), start: UInt32(truncatingIfNeeded: start), node: 0,
                next: root))
        (finds + count).initialize(to: Finds(start: start))
        count += 1
        return count == Self.width
    }

    /// Ends all walks, and calls `body` with each phrase found, where it begins and where it ends, in order of the
    /// beginnings and then of the ends. `body` returns false to end the search; then this is false.
    mutating func finish(_ body: (_ pattern: PatternTable.Pattern, _ start: Int, _ end: Int) -> Bool) -> Bool
    {
        defer {
            count = 0
            found.removeAll(keepingCapacity: true)
        }
        var left = count
        var depth = 0
        while left > 0 {
            depth += 1
            left = step(left, to: depth)
        }
        for place in found.indices where found[place].isWhole {
            found[place].number = tables.nodes[Int(found[place].number)].base >> 2
            tables.fetch(pattern: found[place].number)
        }
        for place in found.indices {
            found[place].pattern = tables.patterns[Int(found[place].number)]
            tables.fetchRest(of: found[place].pattern)
        }
        for number in 0..<count where finds[number].first >= 0 {
            guard report(finds[number], body) else { return false }
        }
        return true
    }

    /// Takes the walks that are left a byte further; those that still go on come to stand first, and their number is
    /// returned.
    private mutating func step(_ left: Int, to depth: Int) -> Int {
        var kept = 0
        for place in 0..<left {
            var walk = walks[place]
            let entry = tables.nodes[Int(walk.next)]
            guard entry.parent == walk.node else { continue }
            let reached = Int(walk.start) &+ depth
            let base = entry.base >> 2
            guard entry.base & PhraseTrie.Node.leaf == 0 else {
                tables.fetch(pattern: base)
                note(Found(number: base, isWhole: false, place: reached), walk.number)
                continue
            }
            if entry.base & PhraseTrie.Node.end != 0 {
                let child = base &+ UInt32(ByteClasses.end)
                tables.fetch(node: child)
                note(Found(number: child, isWhole: true, place: reached), walk.number)
            }
            guard reached < end else { continue }
            walk.node = walk.next
            walk.next = base &+ UInt32(tables.classes[Int(bytes[reached])])
            tables.fetch(node: walk.next)
            walks[kept] = walk
            kept &+= 1
        }
        return kept
    }

    private mutating func note(_ entry: Found, _ walk: UInt32) {
        let place = Int32(truncatingIfNeeded: found.count)
        found.append(entry)
        let finds = finds + Int(walk)
        if finds.pointee.last >= 0 {
            found[Int(finds.pointee.last)].next = place
        } else {
            finds.pointee.first = place
        }
        finds.pointee.last = place
    }

    private func report(
        _ finds: Finds, _ body: (_ pattern: PatternTable.Pattern, _ start: Int, _ end: Int) -> Bool
    ) -> Bool {
        var place = finds.first
        while place >= 0 {
            let entry = found[Int(place)]
            place = entry.next
            let reach =
                entry.isWhole
                ? entry.place
                : tables.reach(of: entry.pattern, from: finds.start, entry.place, in: bytes, end: end)
            guard let reach else { continue }
            guard body(entry.pattern, finds.start, reach) else { return false }
            if entry.pattern.hasTwin {
                guard body(tables.patterns[Int(entry.number) + 1], finds.start, reach) else { return false }
            }
        }
        return true
    }
}
