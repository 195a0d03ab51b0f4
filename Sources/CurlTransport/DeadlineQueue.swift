/// Ids in the order of their deadlines: a binary heap. An id may stand in it more than once; whoever takes it out
/// asks its owner whether the time has really come.
struct DeadlineQueue {
    private struct Item {
        let time: Instant
        let id: UInt64
    }

    private var items: [Item] = []

    var first: Instant? { items.first?.time }
    var count: Int { items.count }

    mutating func insert(_ id: UInt64, at time: Instant) {
        var index = items.count
        items.append(Item(time: time, id: id))
        while index > 0 {
            let parent = (index - 1) / 2
            guard items[index].time < items[parent].time else { return }
            items.swapAt(index, parent)
            index = parent
        }
    }

    /// The id whose time came first, if that was by `now`.
    mutating func take(by now: Instant) -> UInt64? {
        guard let top = items.first, top.time <= now else { return nil }
        items.swapAt(0, items.count - 1)
        items.removeLast()
        sink()
        return top.id
    }

    private mutating func sink() {
        var index = 0
        while true {
            var least = index
            for child in [2 * index + 1, 2 * index + 2] where child < items.count {
                if items[child].time < items[least].time { least = child }
            }
            if least == index { return }
            items.swapAt(index, least)
            index = least
        }
    }
}
