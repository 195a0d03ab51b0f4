import Foundation
import Mustache

/// What a template is filled with: names and values, as the sample contexts of the templates show them.
struct View: MustacheParent, ExpressibleByDictionaryLiteral {
    private var members: [String: Any]

    init(dictionaryLiteral elements: (String, ViewValue)...) {
        members = Dictionary(elements.map { ($0, $1.content) }) { $1 }
    }

    func child(named name: String) -> Any? { members[name] }

    mutating func set(_ name: String, _ value: ViewValue) { members[name] = value.content }

    func merging(_ other: View) -> View {
        var view = self
        view.members.merge(other.members) { $1 }
        return view
    }
}

/// Texts are escaped by the template; flags, lists and views are sections. An empty text is no section, and prints
/// nothing.
struct ViewValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByNilLiteral,
    ExpressibleByStringInterpolation
{
    fileprivate let content: Any

    private init(_ content: Any) { self.content = content }

    init(stringLiteral value: String) { self = .text(value) }
    init(booleanLiteral value: Bool) { content = value }
    init(nilLiteral: ()) { content = NSNull() }

    static func text(_ value: String?) -> ViewValue {
        guard let value, !value.isEmpty else { return nil }
        return ViewValue(value.escapable)
    }

    static func flag(_ value: Bool) -> ViewValue { ViewValue(value) }
    static func number(_ value: Int) -> ViewValue { ViewValue(String(value)) }
    static func id(_ value: some CustomStringConvertible) -> ViewValue { ViewValue(value.description) }
    static func list(_ values: [View]) -> ViewValue { ViewValue(values) }
    static func texts(_ values: [String]) -> ViewValue { ViewValue(values.map(\.escapable)) }
    static func view(_ value: View?) -> ViewValue { value.map { ViewValue($0) } ?? nil }
}

extension String {
    /// The template engine escapes whole characters: a quotation mark with a combining mark on it would pass as it is,
    /// and a browser would read the mark alone. Here a dotted circle carries what would join.
    var escapable: String {
        guard utf8.contains(where: { $0 >= 0x80 }) else { return self }
        var text = ""
        text.reserveCapacity(utf8.count)
        for character in self {
            let scalars = character.unicodeScalars
            guard scalars.count > 1, scalars.contains(where: Self.isMarkup) else {
                text.append(character)
                continue
            }
            for scalar in scalars {
                if Self.isMarkup(scalar) {
                    text += "\u{25CC}\(scalar)\u{25CC}"
                } else {
                    text.unicodeScalars.append(scalar)
                }
            }
        }
        return text
    }

    private static func isMarkup(_ scalar: UnicodeScalar) -> Bool {
        switch scalar {
        case "\"", "'", "<", ">", "&": true
        default: false
        }
    }
}
