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
    /// No place before it is free, but for the first few, which no base can reach for every class.
    private var firstFree: Int
    /// Where nodes with several children are tried; it moves on where there is little room.
    private var roomy: Int

    init(_ table: PatternTable, _ classes: ByteClasses) {
        self.table = table
        self.classes = classes
        firstFree = classes.count
        roomy = classes.count
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
    }

    /// Parts a stretch by the byte at its depth. True where its first phrase ends there: then the first child is its end.
    private func part(
        _ stretch: Stretch, into children: inout [(byteClass: Int, first: Int, last: Int)]
    ) -> Bool {
        children.removeAll(keepingCapacity: true)
        var number = Int(stretch.first)
        let end = Int(stretch.last)
        guard number < end else { return false }
        let depth = Int(stretch.depth)
        let isEnd = table.patterns[number].length == stretch.depth
        if isEnd {
            let next = number + (table.patterns[number].hasTwin ? 2 : 1)
            children.append((Int(ByteClasses.end), number, next))
            number = next
        }
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
    }

    private func isFree(_ place: Int) -> Bool { nodes[place].parent == PhraseTrie.Node.free }

    /// The first base at which every child has a free place.
    private mutating func base(for children: [Int]) -> Int {
        guard let offset = children.min() else { return 0 }
        while !isFree(firstFree) {
            firstFree += 1
            grow(to: firstFree + 2 * classes.count)
        }
        var place = children.count > 1 ? max(roomy, firstFree) : firstFree
        var looked = 0
        while true {
            grow(to: place + 2 * classes.count)
            let base = place - offset
            if children.allSatisfy({ isFree(base + $0) }) { return base }
            place += 1
            looked += 1
            if children.count > 1, looked == Self.patience {
                roomy = place
                looked = 0
            }
        }
    }

    /// Places looked at for one node before all that is behind is left to nodes with one child.
    private static let patience = 200
}
