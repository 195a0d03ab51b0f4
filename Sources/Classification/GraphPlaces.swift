/// Gives the states of an automaton their bases in the double array of a `PhraseGraph`.
///
/// By depth, so that those which most texts reach lie together; from a state with one arc the next ones follow at once
/// as long as they have one arc, for who goes there mostly goes on.
struct GraphPlaces {
    private let states: GraphStates
    private let classCount: Int
    private(set) var arcs: [PhraseGraph.Arc] = []
    /// Some base would lie beyond the highest that arcs can tell; then there are no arcs.
    private(set) var lacksRoom = false
    private var isTaken: [Bool] = []
    private var isBase: [Bool] = []
    /// By state; 0 where it has none yet.
    private var bases: [UInt32]
    /// Where states with one arc are tried, and those with several: what is before it is full, or nearly.
    private var narrow: Int
    private var roomy: Int

    /// Places looked at for one state before all that is before them is left free.
    private static let patience = 200

    private let first: Int
    var firstBase: Int { Int(bases[first]) }

    init(_ states: GraphStates, first: UInt32, classCount: Int, maximumBase: Int) {
        self.states = states
        self.classCount = classCount
        self.first = Int(first)
        bases = [UInt32](repeating: 0, count: states.count)
        // So that no base is 0 or below.
        narrow = classCount + 1
        roomy = classCount + 1
        placeAll()
        let last = max(isTaken.lastIndex(of: true) ?? 0, isBase.lastIndex(of: true) ?? 0)
        lacksRoom = last > maximumBase
        arcs = [PhraseGraph.Arc](repeating: .free, count: (lacksRoom ? firstBase : last) + classCount + 1)
        if !lacksRoom { fill() }
    }

    private mutating func placeAll() {
        var queue = [first]
        var head = 0
        place(first)
        while head < queue.count {
            var state = queue[head]
            head += 1
            // The arcs of the states on the way were placed when they were met.
            while let next = onlyNext(of: state), bases[next] == 0 {
                place(next)
                state = next
            }
            for arc in states.arcs(of: state) where arc.byteClass != ByteClasses.end {
                let next = Int(arc.target)
                guard bases[next] == 0 else { continue }
                place(next)
                queue.append(next)
            }
        }
    }

    private func onlyNext(of state: Int) -> Int? {
        let arcs = states.arcs(of: state)
        guard arcs.count == 1, let arc = arcs.first, arc.byteClass != ByteClasses.end else { return nil }
        return Int(arc.target)
    }

    private mutating func place(_ state: Int) {
        let base = base(for: states.arcs(of: state))
        bases[state] = UInt32(base)
        isBase[base] = true
        for arc in states.arcs(of: state) { isTaken[base + Int(arc.byteClass)] = true }
    }

    /// The first base of no other state at which every arc has a free place.
    private mutating func base(for arcs: ArraySlice<GraphStates.Arc>) -> Int {
        let offset = arcs.lazy.map { Int($0.byteClass) }.min() ?? 0
        let isNarrow = arcs.count < 2
        var place = isNarrow ? narrow : max(narrow, roomy)
        var looked = 0
        while true {
            grow(to: place + 2 * classCount)
            let base = place - offset
            if !isBase[base], arcs.allSatisfy({ !isTaken[base + Int($0.byteClass)] }) { break }
            place += 1
            looked += 1
            if looked == Self.patience {
                if isNarrow { narrow = place } else { roomy = place }
                looked = 0
            }
        }
        while isTaken[narrow] { narrow += 1 }
        return place - offset
    }

    private mutating func grow(to count: Int) {
        guard count > isTaken.count else { return }
        let more = max(count - isTaken.count, isTaken.count / 4)
        isTaken.append(contentsOf: repeatElement(false, count: more))
        isBase.append(contentsOf: repeatElement(false, count: more))
    }

    private mutating func fill() {
        for state in bases.indices where bases[state] != 0 {
            for arc in states.arcs(of: state) {
                let isEnding = arc.byteClass == ByteClasses.end
                let target = isEnding ? arc.target : bases[Int(arc.target)]
                let isEnd = !isEnding && states.arcs(of: Int(arc.target)).first?.byteClass == ByteClasses.end
                arcs[Int(bases[state]) + Int(arc.byteClass)] = PhraseGraph.Arc(
                    byteClass: arc.byteClass, base: target, isEnd: isEnd)
            }
        }
    }
}
