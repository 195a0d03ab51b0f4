/// A table for people: columns as wide as their widest cell, two blanks between them.
struct TextTable {
    enum Alignment { case leading, trailing }

    struct Column {
        let title: String
        var alignment = Alignment.leading
        /// Gives way first when the terminal is narrow.
        var mayShrink = false
    }

    let columns: [Column]
    private(set) var rows: [[String]] = []

    /// Columns that a shrinking column keeps, so that it still says something.
    private static let narrowest = 12

    init(_ columns: [Column]) { self.columns = columns }

    /// Titles of columns; one that ends in `>` is aligned to the right, one that ends in `~` may shrink.
    init(_ titles: String...) {
        self.init(
            titles.map { title in
                switch title.last {
                case ">": Column(title: String(title.dropLast()), alignment: .trailing)
                case "~": Column(title: String(title.dropLast()), mayShrink: true)
                default: Column(title: title)
                }
            })
    }

    /// Cells beyond the last column are left out, missing ones are empty.
    mutating func add(_ cells: [String]) { rows.append(clean(cells)) }

    mutating func add(_ cells: String...) { add(cells) }

    func clean(_ cells: [String]) -> [String] {
        columns.indices.map { $0 < cells.count ? PlainText.line(cells[$0]) : "" }
    }

    /// `columns` is the width of the terminal; nil when the output is no terminal, then nothing is cut off.
    func text(columns terminal: Int?) -> String {
        let layout = layout(columns: terminal)
        let rule = layout.widths.map { String(repeating: "─", count: $0) }
        return ([columns.map(\.title), rule] + rows).map(layout.line).joined()
    }

    func layout(columns terminal: Int?) -> Layout {
        var widths = columns.map { DisplayWidth.of($0.title) }
        for row in rows {
            for index in widths.indices { widths[index] = max(widths[index], DisplayWidth.of(row[index])) }
        }
        let fitted = terminal.map { fit(widths, to: $0) } ?? widths
        return Layout(widths: fitted, alignments: columns.map(\.alignment), cuts: terminal != nil)
    }

    private func fit(_ full: [Int], to terminal: Int) -> [Int] {
        var widths = full
        var excess = widths.reduce(0, +) + Layout.gap.count * (widths.count - 1) - terminal
        // The widest shrinkable column first, so that the loss is shared.
        while excess > 0 {
            let candidates = widths.indices.filter { columns[$0].mayShrink && widths[$0] > Self.narrowest }
            guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { break }
            widths[widest] -= 1
            excess -= 1
        }
        return widths
    }
}

extension TextTable {
    /// The widths of the columns, settled.
    struct Layout {
        static let gap = "  "

        let widths: [Int]
        let alignments: [Alignment]
        /// A cell that is too long is cut off; else it pushes the rest of its line to the right.
        let cuts: Bool

        func line(_ cells: [String]) -> String {
            var result = ""
            for (index, cell) in cells.enumerated() {
                var shown = cell
                var width = DisplayWidth.of(cell)
                if width > widths[index] && cuts {
                    shown = DisplayWidth.prefix(of: cell, columns: widths[index] - 1) + "…"
                    width = DisplayWidth.of(shown)
                }
                let filler = String(repeating: " ", count: max(0, widths[index] - width))
                if index > 0 { result += Self.gap }
                result += alignments[index] == .trailing ? filler + shown : shown + filler
            }
            while result.last == " " { result.removeLast() }
            return result + "\n"
        }
    }
}
