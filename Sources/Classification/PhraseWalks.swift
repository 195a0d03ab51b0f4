/// Walks through a `PhraseGraph` from several places of a text at once, all of them a byte further at a time.
///
/// The automaton of forty languages is larger than the nearer caches, and a step waits for memory: what the next step
/// of one walk will read is asked for before the others take theirs.
struct PhraseWalks: ~Copyable {
    /// Walks in hand at most.
    private static let width = 64

    /// A walk that goes on: the place of the arc that it takes next, if that is of the class of its next byte.
    private struct Walk {
        let number: UInt32
        let start: UInt32
        var arc: UInt32
        var byteClass: UInt8
    }

    /// By number of a walk: what it has found, as places in `found`; -1 where there is nothing.
    private struct Finds {
        let start: Int
        var first: Int32 = -1
        var last: Int32 = -1
    }

    private struct Found {
        /// Place of the arc that tells the ending.
        let arc: UInt32
        var next: Int32 = -1
        /// Behind the phrase.
        let end: Int
    }

    private let tables: PhraseGraph.Tables
    private let bytes: UnsafeBufferPointer<UInt8>
    /// Where the range ends in which phrases are sought.
    private let end: Int
    private let walks: UnsafeMutablePointer<Walk>
    private let finds: UnsafeMutablePointer<Finds>
    private var count = 0
    private var found: [Found] = []

    init(_ tables: PhraseGraph.Tables, _ bytes: UnsafeBufferPointer<UInt8>, end: Int) {
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
        let byte = Int(bytes[start])
        let root = tables.roots[byte]
        guard root != 0 else { return false }
        tables.fetch(arc: root)
        (walks + count).initialize(
            to: Walk(
                number: UInt32(truncatingIfNeeded: count), start: UInt32(truncatingIfNeeded: start),
                arc: root, byteClass: tables.classes[byte]))
        (finds + count).initialize(to: Finds(start: start))
        count += 1
        return count == Self.width
    }

    /// Ends all walks, and calls `body` with what is found, where it begins and where it ends, in order of the
    /// beginnings and then of the ends. `body` returns false to end the search; then this is false.
    mutating func finish(_ body: (_ ending: PhraseGraph.Ending, _ start: Int, _ end: Int) -> Bool) -> Bool {
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
        for number in 0..<count {
            let finds = finds[number]
            var place = finds.first
            while place >= 0 {
                let entry = found[Int(place)]
                place = entry.next
                let ending = tables.endings[Int(tables.arcs[Int(entry.arc)].base)]
                guard body(ending, finds.start, entry.end) else { return false }
            }
        }
        return true
    }

    /// Takes the walks that are left a byte further; those that still go on come to stand first, and their number is
    /// returned.
    private mutating func step(_ left: Int, to depth: Int) -> Int {
        var kept = 0
        for place in 0..<left {
            var walk = walks[place]
            let arc = tables.arcs[Int(walk.arc)]
            guard arc.byteClass == walk.byteClass else { continue }
            let reached = Int(walk.start) &+ depth
            if arc.isEnd { note(Found(arc: arc.base &+ UInt32(ByteClasses.end), end: reached), walk.number) }
            guard reached < end else { continue }
            walk.byteClass = tables.classes[Int(bytes[reached])]
            walk.arc = arc.base &+ UInt32(walk.byteClass)
            tables.fetch(arc: walk.arc)
            walks[kept] = walk
            kept &+= 1
        }
        return kept
    }

    private mutating func note(_ entry: Found, _ walk: UInt32) {
        tables.fetch(arc: entry.arc)
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
}
