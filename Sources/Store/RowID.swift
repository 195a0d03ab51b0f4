/// The id of a row, typed by what the row is: a lead's id is no message's id.
public struct RowID<Entity>: Hashable, Comparable, Sendable {
    public let rawValue: Int64

    public init(_ rawValue: Int64) {
        self.rawValue = rawValue
    }

    /// Reads decimal digits; anything else is nil.
    public init?(_ text: some StringProtocol) {
        guard let value = Int64(text), value > 0 else { return nil }
        self.init(value)
    }

    public static func < (left: RowID, right: RowID) -> Bool { left.rawValue < right.rawValue }
}

extension RowID: CustomStringConvertible {
    public var description: String { String(rawValue) }
}

extension RowID: SQLConvertible {
    public var sqlValue: SQLValue { .integer(rawValue) }
}
