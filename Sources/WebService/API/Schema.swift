import Store

/// What a JSON value has to look like: one description that requests are checked by and the document shows (JSON Schema
/// 2020-12, the part of it that we need).
indirect enum Schema: Sendable {
    /// Lengths in characters.
    case text(_ length: ClosedRange<Int> = 0...4_000, format: String? = nil, about: String? = nil)
    /// One of these words.
    case word([String])
    case integer(_ range: ClosedRange<Int64> = 0...Int64.max, about: String? = nil)
    case number
    case flag
    case list(Schema, maximum: Int = 10_000)
    case object([Property])
    /// Any object: its keys are somebody else's.
    case freeObject
    case nullable(Schema)
    /// Of `components/schemas`.
    case named(String)

    struct Property: Sendable {
        let name: String
        let schema: Schema
        let isRequired: Bool

        static func required(_ name: String, _ schema: Schema) -> Property {
            Property(name: name, schema: schema, isRequired: true)
        }

        static func optional(_ name: String, _ schema: Schema) -> Property {
            Property(name: name, schema: schema, isRequired: false)
        }
    }

    static let instant = Schema.text(0...40, format: "date-time")
    static let id = Schema.integer(1...Int64.max)

    /// The schema as JSON.
    var document: JSON {
        switch self {
        case .text(let length, let format, let about):
            return Self.object(
                [
                    ("type", "string"),
                    ("minLength", length.lowerBound > 0 ? .number(length.lowerBound) : nil),
                    ("maxLength", .number(length.upperBound)), ("format", format.map { .text($0) }),
                    ("description", about.map { .text($0) }),
                ])
        case .word(let words):
            return ["type": "string", "enum": .list(words.map { .text($0) })]
        case .integer(let range, let about):
            return Self.object(
                [
                    ("type", "integer"), ("format", "int64"), ("minimum", .integer(range.lowerBound)),
                    ("maximum", .integer(range.upperBound)),
                    ("description", about.map { .text($0) }),
                ])
        case .number: return ["type": "number"]
        case .flag: return ["type": "boolean"]
        case .list(let element, let maximum):
            return ["type": "array", "items": element.document, "maxItems": .number(maximum)]
        case .object(let properties):
            let names = properties.filter(\.isRequired).map { JSON.text($0.name) }
            return Self.object(
                [
                    ("type", "object"),
                    (
                        "properties",
                        .object(properties.map { .init(key: $0.name, value: $0.schema.document) })
                    ),
                    ("required", names.isEmpty ? nil : .list(names)), ("additionalProperties", false),
                ])
        case .freeObject: return ["type": "object"]
        case .nullable(let schema): return ["anyOf": [schema.document, ["type": "null"]]]
        case .named(let name): return ["$ref": .text("#/components/schemas/\(name)")]
        }
    }

    private static func object(_ members: [(String, JSON?)]) -> JSON {
        .object(members.compactMap { name, value in value.map { .init(key: name, value: $0) } })
    }
}

extension Schema {
    /// What is wrong with `value`, and where (RFC 6901); nil when it fits.
    func fault(in value: JSON, at place: String = "") -> (place: String, words: String)? {
        switch (self, value) {
        case (.text(let length, let format, _), .text(let text)):
            return Self.fault(text, length, format).map { (place, $0) }
        case (.word(let words), .text(let text)):
            return words.contains(text) ? nil : (place, "use one of: " + words.joined(separator: ", "))
        case (.integer(let range, _), .integer(let number)):
            if range.contains(number) { return nil }
            return (place, "give a whole number from \(range.lowerBound) to \(range.upperBound)")
        case (.integer, .real):
            // 7.0 is an integer to JSON Schema.
            guard let number = value.integer else { return (place, "give \(expectation)") }
            return fault(in: .integer(number), at: place)
        case (.number, .integer), (.number, .real), (.flag, .flag), (.nullable, .null): return nil
        case (.list(let element, let maximum), .list(let values)):
            guard values.count <= maximum else { return (place, "give at most \(maximum)") }
            for (index, value) in values.enumerated() {
                if let fault = element.fault(in: value, at: "\(place)/\(index)") { return fault }
            }
            return nil
        case (.object(let properties), .object(let members)):
            return Self.fault(properties, members, place)
        case (.freeObject, .object): return nil
        case (.nullable(let schema), _): return schema.fault(in: value, at: place)
        case (.named(let name), _):
            return Schemas.all[name]?.fault(in: value, at: place)
        default: return (place, "give \(expectation)")
        }
    }

    private static func fault(
        _ properties: [Property], _ members: [JSON.Member], _ place: String
    ) -> (place: String, words: String)? {
        for property in properties {
            guard let member = members.first(where: { $0.key == property.name }) else {
                if property.isRequired { return ("\(place)/\(property.name)", "is missing") }
                continue
            }
            if let fault = property.schema.fault(in: member.value, at: "\(place)/\(property.name)") {
                return fault
            }
        }
        let unknown = members.first { member in !properties.contains { $0.name == member.key } }
        return unknown.map { ("\(place)/\($0.key)", "is unknown here") }
    }

    private static func fault(_ text: String, _ length: ClosedRange<Int>, _ format: String?) -> String? {
        guard length.contains(text.unicodeScalars.count) else {
            return "give \(length.lowerBound) to \(length.upperBound) characters"
        }
        if format == "date-time", APIDate.instant(text) == nil {
            return "give a date and time such as 2026-03-02T09:00:00Z"
        }
        return nil
    }

    private var expectation: String {
        switch self {
        case .text, .word: "a text"
        case .integer: "a whole number"
        case .number: "a number"
        case .flag: "true or false"
        case .list: "a list"
        case .object, .freeObject: "an object"
        case .nullable(let schema): "\(schema.expectation) or null"
        case .named(let name): Schemas.all[name]?.expectation ?? "a value"
        }
    }
}
