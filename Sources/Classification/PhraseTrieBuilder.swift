/// Makes the double array: first a plain trie, then a place for each of its nodes, in order of depth.
struct PhraseTrieBuilder {
    /// A node of the plain trie.
    private struct Plain {
        let byteClass: UInt8
        var firstChild: Int32 = -1
        var lastChild: Int32 = -1
        var sibling: Int32 = -1
        var pattern: Int32 = -1
    }

    private let classes: ByteClasses
    private var plain = [Plain(byteClass: 0)]
    /// Nodes of the phrase inserted last.
    private var path: [Int] = [0]
    private var last: [UInt8] = []

    private var nodes: [PhraseTrie.Node] = []
    private var patterns: [Int32] = []
    private var firstFree = 1
    /// Where nodes with several children are tried; it moves on where there is little room.
    private var roomy = 1

    init(classes: ByteClasses) { self.classes = classes }

    /// Phrases come in order of their bytes; of equal ones the first counts.
    mutating func insert(_ bytes: [UInt8], number: Int) {
        var depth = 0
        while depth < bytes.count, depth < last.count, bytes[depth] == last[depth] { depth += 1 }
        path.removeLast(path.count - depth - 1)
        for byte in bytes[depth...] {
            let parent = path[path.count - 1]
            let child = plain.count
            plain.append(Plain(byteClass: classes.table[Int(byte)]))
            let sister = plain[parent].lastChild
            if sister >= 0 {
                plain[Int(sister)].sibling = Int32(child)
            } else {
                plain[parent].firstChild = Int32(child)
            }
            plain[parent].lastChild = Int32(child)
            path.append(child)
        }
        last = bytes
        if plain[path[path.count - 1]].pattern < 0 { plain[path[path.count - 1]].pattern = Int32(number) }
    }

    mutating func build() -> (nodes: [PhraseTrie.Node], patterns: [Int32]) {
        grow(to: plain.count + 2 * classes.count)
        nodes[0].parent = PhraseTrie.Node.free - 1
        var queue: [(plain: Int, place: Int)] = [(0, 0)]
        queue.reserveCapacity(plain.count)
        var children: [Int] = []
        var head = 0
        while head < queue.count {
            let (number, place) = queue[head]
            head += 1
            patterns[place] = plain[number].pattern
            children.removeAll(keepingCapacity: true)
            var child = plain[number].firstChild
            while child >= 0 {
                children.append(Int(child))
                child = plain[Int(child)].sibling
            }
            let base = base(for: children)
            nodes[place].base = UInt32(base) << 1 | (plain[number].pattern >= 0 ? 1 : 0)
            for child in children {
                let slot = base + Int(plain[child].byteClass)
                nodes[slot].parent = UInt32(place)
                queue.append((child, slot))
            }
        }
        let used = (nodes.lastIndex { $0.parent != PhraseTrie.Node.free } ?? 0) + 1
        nodes.removeLast(max(0, nodes.count - used - classes.count))
        return (nodes, patterns)
    }

    private mutating func grow(to count: Int) {
        guard count > nodes.count else { return }
        let more = max(count - nodes.count, nodes.count / 4)
        nodes.append(contentsOf: repeatElement(PhraseTrie.Node(), count: more))
        patterns.append(contentsOf: repeatElement(-1, count: more))
    }

    private func isFree(_ place: Int) -> Bool { nodes[place].parent == PhraseTrie.Node.free }

    /// The first base at which every child has a free place.
    private mutating func base(for children: [Int]) -> Int {
        guard let first = children.first else { return 0 }
        let offset = Int(plain[first].byteClass)
        while !isFree(firstFree) {
            firstFree += 1
            grow(to: firstFree + 2 * classes.count)
        }
        var place = max(children.count > 1 ? roomy : 1, firstFree, offset)
        var failures = 0
        while true {
            grow(to: place + 2 * classes.count)
            let base = place - offset
            if children.allSatisfy({ isFree(base + Int(plain[$0].byteClass)) }) { return base }
            if isFree(place) { failures += 1 }
            place += 1
            if children.count > 1, failures > 32 {
                roomy = place
                failures = 0
            }
        }
    }
}
