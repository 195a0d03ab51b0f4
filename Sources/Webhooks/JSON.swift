import DataFormats

typealias JSON = JSONTree

/// What somebody else wrote: every getter is nil, or empty, for another type than it asks for.
extension JSON {
    /// Nil for anything but one JSON value. Lenient: SES and SparkPost put octets of a mail into a text that are no
    /// UTF-8, and a byte order mark may stand before it.
    init?(_ bytes: some Sequence<UInt8>) {
        var bytes = Array(bytes)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        self.init(parsing: bytes)
    }

    /// The value at the end of a path of member names.
    subscript(_ first: String, _ rest: String...) -> JSON? {
        var value = self[first]
        for name in rest { value = value?[name] }
        return value
    }

    var items: [JSON] {
        guard case .list(let items) = self else { return [] }
        return items
    }

    var members: [String: JSON] {
        guard case .object(let members) = self else { return [:] }
        return Dictionary(members.map { ($0.key, $0.value) }) { first, _ in first }
    }

    /// A text that is not empty, or an integer as it is written: ids come as both.
    var name: String? {
        switch self {
        case .text(let text): text.isEmpty ? nil : text
        case .integer(let number): String(number)
        default: nil
        }
    }

    /// `true`, or what stands for it in forms and older payloads: `"true"`, `1`.
    var flag: Bool? {
        switch self {
        case .flag(let flag): flag
        case .integer(0), .text("false"): false
        case .integer(1), .text("true"): true
        default: nil
        }
    }

    /// A number, or the text of one.
    var number: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .real(let number): number
        case .text(let text): Double(text)
        default: nil
        }
    }

    var integer: Int64? {
        switch self {
        case .integer(let number): number
        case .real(let number): Int64(exactly: number.rounded(.towardZero))
        case .text(let text): Int64(text)
        default: nil
        }
    }

    /// A text, or each text of a list.
    var texts: [String] { text.map { [$0] } ?? items.compactMap(\.text) }
}
