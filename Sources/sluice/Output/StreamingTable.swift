/// A table that begins to print before it is complete: the widths are those of its first rows.
struct StreamingTable {
    private static let rowsBeforeWidths = 200

    private var table: TextTable
    private var layout: TextTable.Layout?
    private let terminal: Int?

    init(_ table: TextTable, terminal: Int?) {
        self.table = table
        self.terminal = terminal
    }

    /// The text that can be printed now, empty while rows are still collected.
    mutating func add(_ cells: [String]) -> String {
        if let layout { return layout.line(table.clean(cells)) }
        table.add(cells)
        return table.rows.count == Self.rowsBeforeWidths ? start() : ""
    }

    mutating func finish() -> String { layout == nil ? start() : "" }

    private mutating func start() -> String {
        layout = table.layout(columns: terminal)
        return table.text(columns: terminal)
    }
}
