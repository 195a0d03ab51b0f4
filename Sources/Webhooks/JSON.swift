import Foundation

/// A JSON value (RFC 8259) that somebody else wrote: every getter is nil for another type than it asks for.
enum JSON: Equatable, Sendable {
    case null
    case flag(Bool)
    /// Mailjet's message ids have 64 bits; a `Double` would change them.
    case integer(Int64)
    case real(Double)
    case text(String)
    case list([JSON])
    case object([String: JSON])

    /// Levels of lists and objects; the providers' have seven.
    static let maximumDepth = 64

    /// Nil for anything but one JSON value, and for one that is nested deeper than `maximumDepth`.
    init?(_ bytes: some Collection<UInt8>) {
        let data = Data(bytes)
        guard !Self.isTooDeep(data) else { return nil }
        if let value = try? JSONDecoder().decode(JSON.self, from: data) {
            self = value
            return
        }
        // Lenient: SES and SparkPost put octets of a mail into a text that are no UTF-8.
        let repaired = Data(String(decoding: data, as: UTF8.self).utf8)
        guard repaired != data, let value = try? JSONDecoder().decode(JSON.self, from: repaired) else {
            return nil
        }
        self = value
    }

    private static func isTooDeep(_ data: Data) -> Bool {
        var depth = 0
        var isInText = false
        var isEscaped = false
        for byte in data {
            if isInText {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInText = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isInText = true
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                if depth > maximumDepth { return true }
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            default: break
            }
        }
        return false
    }

    subscript(_ name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members[name]
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
        return members
    }

    var text: String? {
        guard case .text(let text) = self else { return nil }
        return text
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
