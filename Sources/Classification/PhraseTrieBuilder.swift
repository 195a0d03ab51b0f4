/// Makes the double array of a trie from phrases in order of their bytes: a node is a stretch of phrases that begin
/// alike, and its children are the stretches that the next byte parts it into.
struct PhraseTrieBuilder {
    /// A node whose children have no place yet.
    private struct Stretch {
        let first: Int32
        let last: Int32  // exclusive
        let depth: Int32
        let place: Int32
    }

    private let classes: ByteClasses
    private(set) var table: PatternTable
    private(set) var nodes: [PhraseTrie.Node] = []
    private(set) var ends: [Int32] = []
    private var firstFree = 1
    /// Where nodes with several children are tried; it moves on where there is little room.
    private var roomy = 1

    init(_ table: PatternTable, _ classes: ByteClasses) {
        self.table = table
        self.classes = classes
    }

    /// Gives places in order of depth, so that the nodes that most texts reach lie together.
    mutating func build() {
        grow(to: table.patterns.count + 2 * classes.count)
        nodes[0].parent = PhraseTrie.Node.free - 1
        var queue = [Stretch(first: 0, last: Int32(table.patterns.count), depth: 0, place: 0)]
        var children: [(byteClass: Int, first: Int, last: Int)] = []
        var head = 0
        while head < queue.count {
            let stretch = queue[head]
            head += 1
            let place = Int(stretch.place)
            let isEnd = part(stretch, into: &children)
            let base = base(for: children.map(\.byteClass))
            nodes[place].base = UInt32(base) << 2 | (isEnd ? PhraseTrie.Node.end : 0)
            if isEnd { ends[place] = stretch.first }
            for child in children {
                let slot = base + child.byteClass
                nodes[slot].parent = UInt32(place)
                let depth = Int(stretch.depth) + 1
                if isOnePhrase(child.first, child.last) {
                    end(child.first, at: slot, depth: depth)
                } else {
                    queue.append(
                        Stretch(
                            first: Int32(child.first), last: Int32(child.last), depth: Int32(depth),
                            place: Int32(slot)))
                }
            }
        }
        let used = (nodes.lastIndex { $0.parent != PhraseTrie.Node.free } ?? 0) + 1
        nodes.removeLast(max(0, nodes.count - used - classes.count))
        ends.removeLast(ends.count - nodes.count)
    }

    /// Parts a stretch by the byte at its depth. True where its first phrase ends there.
    private func part(
        _ stretch: Stretch, into children: inout [(byteClass: Int, first: Int, last: Int)]
    ) -> Bool {
        children.removeAll(keepingCapacity: true)
        var number = Int(stretch.first)
        let end = Int(stretch.last)
        guard number < end else { return false }
        let depth = Int(stretch.depth)
        let isEnd = table.patterns[number].length == stretch.depth
        if isEnd { number += table.patterns[number].hasTwin ? 2 : 1 }
        var lastByte: UInt8?
        while number < end {
            let byte = table.bytes[Int(table.patterns[number].start) + depth]
            if byte == lastByte {
                children[children.count - 1].last = number + 1
            } else {
                children.append((Int(classes.table[Int(byte)]), number, number + 1))
                lastByte = byte
            }
            number += 1
        }
        return isEnd
    }

    private func isOnePhrase(_ first: Int, _ last: Int) -> Bool {
        last - first == 1 || (last - first == 2 && table.patterns[first].hasTwin)
    }

    private mutating func end(_ pattern: Int, at slot: Int, depth: Int) {
        nodes[slot].base = UInt32(pattern) << 2 | PhraseTrie.Node.leaf
        if depth < Int(table.patterns[pattern].length) {
            table.patterns[pattern].firstOfTail = table.bytes[Int(table.patterns[pattern].start) + depth]
        }
    }

    private mutating func grow(to count: Int) {
        guard count > nodes.count else { return }
        let more = max(count - nodes.count, nodes.count / 4)
        nodes.append(contentsOf: repeatElement(PhraseTrie.Node(), count: more))
        ends.append(contentsOf: repeatElement(-1, count: more))
    }

    private func isFree(_ place: Int) -> Bool { nodes[place].parent == PhraseTrie.Node.free }

    /// The first base at which every child has a free place.
    private mutating func base(for children: [Int]) -> Int {
        guard let offset = children.first else { return 0 }
        while !isFree(firstFree) {
            firstFree += 1
            grow(to: firstFree + 2 * classes.count)
        }
        var place = max(children.count > 1 ? roomy : 1, firstFree, offset)
        var failures = 0
        while true {
            grow(to: place + 2 * classes.count)
            let base = place - offset
            if children.allSatisfy({ isFree(base + $0) }) { return base }
            if isFree(place) { failures += 1 }
            place += 1
            if children.count > 1, failures > 32 {
                roomy = place
                failures = 0
            }
        }
    }
}
