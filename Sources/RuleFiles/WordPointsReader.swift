import Classification

/// Reads `words/kinds.tsv` and `words/intents.tsv`, and writes them.
///
/// The first line names the columns: `word`, then kinds or intents. Each line behind it is a word, folded, and its
/// points in each column, with two decimals; the line of the word `*` is what every text begins with. Lines that begin
/// with `#` are left alone.
struct WordPointsReader {
    let file: String
    let faults: FaultList

    /// The columns of the file at a path in the rules folder; nil of any other file.
    static func columns(of path: String) -> [String]? {
        switch path {
        case WordFiles.kinds: WordFiles.weighedKinds.map(\.rawValue)
        case WordFiles.intents: Intent.allCases.map(\.rawValue)
        default: nil
        }
    }

    /// Nil where the columns are not these.
    func read(_ text: String, columns: [String]) -> WordPointsSource? {
        var text = text
        // A megabyte is read at each start: by its bytes.
        return text.withUTF8 { read($0, columns: columns) }
    }

    private func read(_ bytes: UnsafeBufferPointer<UInt8>, columns: [String]) -> WordPointsSource? {
        var source: WordPointsSource?
        var rows: [WordPointsSource.Row] = []
        var last = 0..<0
        var number = 0
        var next = 0
        while next < bytes.count {
            let line = next..<(bytes[next...].firstIndex(of: Self.lineEnd) ?? bytes.count)
            next = line.upperBound + 1
            number += 1
            if line.isEmpty || bytes[line.lowerBound] == UInt8(ascii: "#") { continue }
            guard source != nil else {
                guard isHeader(bytes[line], columns) else {
                    fault(
                        number, "the first line does not name the columns",
                        fix: "write: word, \(columns.joined(separator: ", ")), with tabs between")
                    return nil
                }
                source = WordPointsSource(columns: columns, start: columns.map { _ in 0 }, rows: [])
                continue
            }
            guard let (word, points) = Self.row(bytes, line, columns.count) else {
                fault(
                    number, "this is no word with \(columns.count) numbers",
                    fix: "write the word and a number such as -0.25 for each column, with tabs between")
                continue
            }
            let text = String(decoding: bytes[word], as: UTF8.self)
            if text == WordPointsSource.startWord {
                source?.start = points
            } else if bytes[last].lexicographicallyPrecedes(bytes[word]) {
                last = word
                rows.append(WordPointsSource.Row(word: text, points: points))
            } else {
                fault(
                    number, "'\(text)' stands twice or out of order",
                    fix: "sort the words by their bytes, each once, or run 'sluice rules fit'")
            }
        }
        source?.rows = rows
        return source
    }

    private static let lineEnd: UInt8 = 0x0A
    private static let tab: UInt8 = 0x09

    private func isHeader(_ line: Slice<UnsafeBufferPointer<UInt8>>, _ columns: [String]) -> Bool {
        String(decoding: line, as: UTF8.self) == (["word"] + columns).joined(separator: "\t")
    }

    private func fault(_ line: Int, _ text: String, fix: String) {
        faults.add(file, line: line, text, fix: fix)
    }

    /// Nil of anything but a word and so many numbers, with tabs between.
    private static func row(
        _ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, _ columns: Int
    ) -> (word: Range<Int>, points: [Int16])? {
        var place = bytes[line].firstIndex(of: tab) ?? line.upperBound
        let word = line.lowerBound..<place
        var points: [Int16] = []
        points.reserveCapacity(columns)
        while place < line.upperBound {
            let end = bytes[place + 1..<line.upperBound].firstIndex(of: tab) ?? line.upperBound
            guard let value = hundredths(bytes[place + 1..<end]) else { return nil }
            points.append(value)
            place = end
        }
        return points.count == columns && !word.isEmpty ? (word, points) : nil
    }

    /// `-1.25` → -125; nil of anything but up to two digits, a point and up to two.
    private static func hundredths(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Int16? {
        var value = 0
        var decimals = -1
        var digits = 0
        let isNegative = text.first == UInt8(ascii: "-")
        for byte in isNegative ? text.dropFirst() : text {
            if byte == UInt8(ascii: "."), decimals < 0 {
                decimals = 0
            } else if byte &- 0x30 < 10, decimals < 2, digits < 5 {
                value = value * 10 + Int(byte - 0x30)
                digits += 1
                if decimals >= 0 { decimals += 1 }
            } else {
                return nil
            }
        }
        guard digits > 0 else { return nil }
        for _ in max(0, decimals)..<2 { value *= 10 }
        return value <= 9_999 ? Int16(isNegative ? -value : value) : nil
    }
}

/// The files of words in a rules folder.
public enum WordFiles {
    public static let kinds = "words/kinds.tsv"
    public static let intents = "words/intents.tsv"
    /// Kinds that are told from words; reports are told from their structure.
    public static let weighedKinds: [Kind] = [.reply, .unsubscribe, .outOfOffice, .autoReply]
}

extension WordPointsSource {
    /// The text of the file that holds them.
    public var fileText: String {
        var text = "word\t\(columns.joined(separator: "\t"))\n"
        func add(_ word: String, _ points: [Int16]) {
            text += word
            for value in points { text += "\t" + Self.decimal(value) }
            text += "\n"
        }
        add(Self.startWord, start)
        for row in rows { add(row.word, row.points) }
        return text
    }

    private static func decimal(_ hundredths: Int16) -> String {
        let size = abs(Int(hundredths))
        let (whole, rest) = size.quotientAndRemainder(dividingBy: 100)
        let sign = hundredths < 0 ? "-" : ""
        if rest == 0 { return "\(sign)\(whole)" }
        return rest % 10 == 0
            ? "\(sign)\(whole).\(rest / 10)" : "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }
}
