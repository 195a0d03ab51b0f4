import Ingestion

/// A text with the spans that rules speak of marked, each with the number of its evidence.
enum MarkedText {
    /// Bytes of a text that a page shows.
    static let maximumLength = 20_000

    /// - Parameter field: the evidence whose `start` and `length` count in this text (UTF-8 bytes).
    static func segments(_ text: String, evidence: [VerdictDetail.Item], field: String) -> [View] {
        let bytes = Array(text.utf8.prefix(maximumLength))
        var marks: [(range: Range<Int>, number: Int)] = []
        for (index, item) in evidence.enumerated() where item.field == field && item.length > 0 {
            let end = min(item.start + item.length, bytes.count)
            guard item.start >= 0, item.start < end else { continue }
            marks.append((item.start..<end, index + 1))
        }
        marks.sort {
            ($0.range.lowerBound, -$0.range.upperBound) < ($1.range.lowerBound, -$1.range.upperBound)
        }
        var views: [View] = []
        var position = 0
        func add(_ range: Range<Int>, number: Int?) {
            guard !range.isEmpty else { return }
            views.append([
                "text": .text(String(decoding: bytes[range], as: UTF8.self)), "isMark": .flag(number != nil),
                "number": .text(number.map(String.init)),
            ])
        }
        for mark in marks where mark.range.upperBound > position {
            let start = max(position, mark.range.lowerBound)
            add(position..<start, number: nil)
            add(start..<mark.range.upperBound, number: mark.number)
            position = mark.range.upperBound
        }
        add(position..<bytes.count, number: nil)
        return views
    }
}
