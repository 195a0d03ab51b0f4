import DataFormats
import Store

typealias JSON = JSONTree

extension JSON {
    static func text(_ value: String?) -> JSON { value.map { .text($0) } ?? .null }
    static func number(_ value: Int?) -> JSON { value.map { .integer(Int64($0)) } ?? .null }
    static func id<Entity>(_ value: RowID<Entity>?) -> JSON { value.map { .integer($0.rawValue) } ?? .null }

    /// Also of a number without a fraction: `7.0`.
    var integer: Int64? {
        switch self {
        case .integer(let value): value
        case .real(let value): Int64(exactly: value)
        default: nil
        }
    }
    var flag: Bool? { if case .flag(let value) = self { value } else { nil } }
    var list: [JSON]? { if case .list(let value) = self { value } else { nil } }
    var members: [Member]? { if case .object(let value) = self { value } else { nil } }
}
