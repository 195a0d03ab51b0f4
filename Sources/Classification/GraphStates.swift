/// The finished states: of each its arcs, and no two with the same.
struct GraphStates {
    struct Arc: Equatable {
        let byteClass: UInt8
        /// Number of a state, or of the ending where the class is `ByteClasses.end`.
        var target: UInt32
    }

    private var arcs: [Arc] = []
    /// Where the arcs of each state begin, and behind the last where they end.
    private var starts: [UInt32] = [0]
    /// Of each state, its hash above its number and one; open addressing, 0 where there is none.
    private var register = [UInt64](repeating: 0, count: 1 << 12)

    var count: Int { starts.count - 1 }

    func arcs(of state: Int) -> ArraySlice<Arc> { arcs[Int(starts[state])..<Int(starts[state + 1])] }

    /// That of the state with these arcs.
    mutating func number(of wanted: [Arc]) -> UInt32 {
        let hash = Self.hash(wanted)
        var slot = Int(hash) & (register.count - 1)
        while register[slot] != 0 {
            let number = UInt32(truncatingIfNeeded: register[slot]) - 1
            if register[slot] >> 32 == hash, hasArcs(Int(number), wanted) { return number }
            slot = (slot + 1) & (register.count - 1)
        }
        let number = UInt32(count)
        register[slot] = hash << 32 | UInt64(number + 1)
        arcs += wanted
        starts.append(UInt32(arcs.count))
        if count * 4 > register.count * 3 { grow() }
        return number
    }

    private func hasArcs(_ state: Int, _ wanted: [Arc]) -> Bool {
        let start = Int(starts[state])
        guard Int(starts[state + 1]) - start == wanted.count else { return false }
        return wanted.indices.allSatisfy { arcs[start + $0] == wanted[$0] }
    }

    private mutating func grow() {
        let old = register
        register = [UInt64](repeating: 0, count: old.count * 2)
        for entry in old where entry != 0 {
            var slot = Int(entry >> 32) & (register.count - 1)
            while register[slot] != 0 { slot = (slot + 1) & (register.count - 1) }
            register[slot] = entry
        }
    }

    /// In the lower half.
    private static func hash(_ arcs: [Arc]) -> UInt64 {
        var hash: UInt64 = 0
        for arc in arcs {
            hash = (hash ^ (UInt64(arc.target) << 8 | UInt64(arc.byteClass))) &* 0x9E37_79B9_7F4A_7C15
            hash ^= hash >> 32
        }
        return hash & 0xFFFF_FFFF
    }
}
