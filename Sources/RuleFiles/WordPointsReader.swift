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
        var source: WordPointsSource?
        var last = ""
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.isEmpty || line.hasPrefix("#") { continue }
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard source != nil else {
                guard cells.dropFirst().elementsEqual(columns, by: ==), cells[0] == "word" else {
                    fault(
                        number, "the first line does not name the columns",
                        fix: "write: word, \(columns.joined(separator: ", ")), with tabs between")
                    return nil
                }
                source = WordPointsSource(
                    columns: columns, start: columns.map { _ in 0 }, rows: [])
                continue
            }
            let points = cells.dropFirst().compactMap(Self.hundredths)
            guard points.count == columns.count, cells.count == columns.count + 1, !cells[0].isEmpty else {
                fault(
                    number, "this is no word with \(columns.count) numbers",
                    fix: "write the word and a number such as -0.25 for each column, with tabs between")
                continue
            }
            let word = String(cells[0])
            if word == WordPointsSource.startWord {
                source?.start = points
                continue
            }
            guard last.utf8.lexicographicallyPrecedes(word.utf8) else {
                fault(
                    number, "'\(word)' stands twice or out of order",
                    fix: "sort the words by their bytes, each once, or run 'sluice rules fit'")
                continue
            }
            last = word
            source?.rows.append(WordPointsSource.Row(word: word, points: points))
        }
        return source
    }

    private func fault(_ line: Int, _ text: String, fix: String) {
        faults.add(file, line: line + 1, text, fix: fix)
    }

    /// `-1.25` → -125; nil of anything but up to four digits, a point and up to two.
    private static func hundredths(_ text: Substring) -> Int16? {
        var value = 0
        var decimals = -1
        var digits = 0
        let isNegative = text.utf8.first == 0x2D
        for byte in isNegative ? text.utf8.dropFirst() : text.utf8[...] {
            if byte == 0x2E, decimals < 0 {
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
