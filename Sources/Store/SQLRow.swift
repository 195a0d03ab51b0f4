import CalendarTime

/// The columns of the current row, by position from 0. Valid only inside the closure that receives it.
public protocol SQLRow {
    func isNull(at column: Int) -> Bool
    func integer(at column: Int) -> Int64
    func real(at column: Int) -> Double
    func boolean(at column: Int) -> Bool
    func text(at column: Int) -> String
    func blob(at column: Int) -> [UInt8]
}

/// Reads the columns of a row from left to right: the order of the calls is the order of the SELECT list.
public struct RowReader {
    private let row: any SQLRow
    private var column = 0

    public init(_ row: any SQLRow) {
        self.row = row
    }

    private mutating func step() -> Int {
        defer { column += 1 }
        return column
    }

    public mutating func integer() -> Int64 { row.integer(at: step()) }
    public mutating func count() -> Int { Int(row.integer(at: step())) }
    public mutating func real() -> Double { row.real(at: step()) }
    public mutating func flag() -> Bool { row.boolean(at: step()) }
    public mutating func text() -> String { row.text(at: step()) }
    public mutating func blob() -> [UInt8] { row.blob(at: step()) }
    public mutating func instant() -> Instant { Instant(microseconds: integer()) }
    public mutating func id<Entity>(_ entity: Entity.Type = Entity.self) -> RowID<Entity> { RowID(integer()) }

    public mutating func integerOrNil() -> Int64? { orNil { $0.integer(at: $1) } }
    public mutating func countOrNil() -> Int? { orNil { Int($0.integer(at: $1)) } }
    public mutating func realOrNil() -> Double? { orNil { $0.real(at: $1) } }
    public mutating func textOrNil() -> String? { orNil { $0.text(at: $1) } }
    public mutating func blobOrNil() -> [UInt8]? { orNil { $0.blob(at: $1) } }
    public mutating func instantOrNil() -> Instant? {
        orNil { Instant(microseconds: $0.integer(at: $1)) }
    }
    public mutating func idOrNil<Entity>(_ entity: Entity.Type = Entity.self) -> RowID<Entity>? {
        orNil { RowID($0.integer(at: $1)) }
    }

    private mutating func orNil<T>(_ read: (any SQLRow, Int) -> T) -> T? {
        let column = step()
        return row.isNull(at: column) ? nil : read(row, column)
    }
}
