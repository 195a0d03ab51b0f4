/// Mail whose line ends a gateway took away: the answer and what it quotes stand on one line.
///
/// A blank before an attribution, a header or a rule becomes a line end; nothing else changes, and no byte moves.
enum CollapsedLines {
    /// Lines with content above which a text has kept its line ends.
    private static let maximumLines = 3

    static func restore(_ bytes: inout [UInt8]) {
        guard bytes.count > 60, bytes.count <= 64 * 1024, hasFewLines(bytes),
            bytes.contains(UInt8(ascii: ":"))
        else { return }
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            restore(&bytes, start..<end)
            start = end + 1
        }
    }

    private static func hasFewLines(_ bytes: [UInt8]) -> Bool {
        var lines = 0
        var isInked = false
        for byte in bytes {
            if byte > 0x20, !isInked {
                isInked = true
                lines += 1
                if lines > maximumLines { return false }
            } else if byte == UInt8(ascii: "\n") {
                isInked = false
            }
        }
        return true
    }

    private static func restore(_ bytes: inout [UInt8], _ line: Range<Int>) {
        guard line.count > 60, let cut = place(Array(bytes[line])) else { return }
        bytes[line.lowerBound + cut.begin] = UInt8(ascii: "\n")
        if let end = cut.end, line.lowerBound + end < line.upperBound {
            bytes[line.lowerBound + end] = UInt8(ascii: "\n")
        }
    }

    /// The blank before the attribution or the header, and the one after the attribution.
    private static func place(_ line: [UInt8]) -> (begin: Int, end: Int?)? {
        var blanks: [Int] = []
        for index in line.indices where line[index] == 0x20 { blanks.append(index) }
        if let rule = blanks.first(where: { line[($0 + 1)...].prefix(5).elementsEqual("_____".utf8) }) {
            return (rule, nil)
        }
        if let quote = blanks.first(where: { $0 + 1 < line.count && line[$0 + 1] == UInt8(ascii: ">") }),
            quote > 0, line[quote - 1] == UInt8(ascii: ":")
        {
            // The attribution ends here; it begins where a sentence ended.
            return beginning(line, blanks, before: quote).map { ($0, quote) }
        }
        if let head = header(line, blanks) { return (head, nil) }
        return attribution(line, blanks).map { ($0, nil) }
    }

    /// Where an attribution begins behind which the quoted text goes on: after the end of a sentence.
    private static func attribution(_ line: [UInt8], _ blanks: [Int]) -> Int? {
        for end in Attribution.colons(in: line[...]) {
            var found: Int?
            for blank in blanks.reversed() where blank < end && blank > 0 {
                guard end - blank <= ReplyLimits.maximumAttributionBytes else { break }
                guard sentenceEnds.contains(line[blank - 1]),
                    found.map({ $0 - blank <= maximumDateBytes }) ?? true
                else {
                    continue
                }
                let rest = Folding.fold(line[(blank + 1)..<end])
                // In `Le mar. 3 mars 2026` the date begins before the stop.
                if Attribution.mayGoOn(rest),
                    Attribution.beginsWithSender(rest)
                        || AttributionWords.hasOpener(rest)
                {
                    found = blank
                }
            }
            guard let found else { continue }
            let isAllAttribution =
                found <= maximumDateBytes && line[found + 1] &- UInt8(ascii: "0") < 10
                && AttributionWords.hasOpener(Folding.fold(line[...]))
            return isAllAttribution ? nil : found
        }
        return nil
    }

    /// From the beginning of an attribution to the last stop in its date.
    private static let maximumDateBytes = 24

    private static let sentenceEnds = ByteSet(".!?")

    private static func beginning(_ line: [UInt8], _ blanks: [Int], before end: Int) -> Int? {
        for blank in blanks.reversed()
        where blank < end && end - blank <= ReplyLimits.maximumAttributionBytes && blank > 0 {
            guard sentenceEnds.contains(line[blank - 1]) else { continue }
            let rest = Folding.fold(line[(blank + 1)..<end])
            let shape = Attribution.Shape(rest)
            if shape.hasDate, shape.hasAddress || AttributionWords.hasVerb(rest) { return blank }
        }
        return nil
    }

    /// `From: … Sent: … Subject: …` with three labels at least, the first of them a sender.
    private static func header(_ line: [UInt8], _ blanks: [Int]) -> Int? {
        var labels: [(place: Int, label: HeaderLabels.Label)] = []
        for (number, blank) in blanks.enumerated() {
            let end = number + 1 < blanks.count ? blanks[number + 1] : line.count
            let word = line[(blank + 1)..<end]
            guard word.last == UInt8(ascii: ":"), word.count <= 40 else { continue }
            if let label = HeaderLabels.label(Folding.fold(word.dropLast())) { labels.append((blank, label)) }
        }
        guard let first = labels.firstIndex(where: { $0.label == .from }) else { return nil }
        return Set(labels[first...].map(\.label)).count >= 3 ? labels[first].place : nil
    }
}
