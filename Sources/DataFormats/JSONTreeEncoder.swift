/// Makes a `JSONTree` of an `Encodable`.
final class JSONTreeEncoder: Encoder {
    private(set) var tree = JSONTree.null
    let codingPath: [any CodingKey] = []
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    /// Of nested containers: their encoders are asked for their trees when this one is complete.
    private var members: [(key: String, value: Slot)]?
    private var elements: [Slot]?

    private enum Slot {
        case value(JSONTree)
        case nested(JSONTreeEncoder)

        var tree: JSONTree {
            switch self {
            case .value(let tree): tree
            case .nested(let encoder): encoder.finished
            }
        }
    }

    static func tree(of value: some Encodable) throws -> JSONTree {
        switch value {
        case let text as String: return .text(text)
        case let number as Int64: return .integer(number)
        case let number as Int: return .integer(Int64(number))
        case let flag as Bool: return .flag(flag)
        case let number as Double: return .real(number)
        default:
            let encoder = JSONTreeEncoder()
            try value.encode(to: encoder)
            return encoder.finished
        }
    }

    private var finished: JSONTree {
        if let members { return .object(members.map { JSONTree.Member(key: $0.key, value: $0.value.tree) }) }
        if let elements { return .list(elements.map(\.tree)) }
        return tree
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        if members == nil { members = [] }
        return KeyedEncodingContainer(KeyedWriter<Key>(encoder: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        if elements == nil { elements = [] }
        return ListWriter(encoder: self)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { ValueWriter(encoder: self) }

    fileprivate func set(_ value: JSONTree) { tree = value }
    fileprivate func add(_ value: JSONTree, _ key: String) { members?.append((key, .value(value))) }
    fileprivate func add(_ value: JSONTree) { elements?.append(.value(value)) }
    fileprivate var elementCount: Int { elements?.count ?? 0 }

    fileprivate func nested(_ key: String) -> JSONTreeEncoder {
        let encoder = JSONTreeEncoder()
        members?.append((key, .nested(encoder)))
        return encoder
    }

    fileprivate func nested() -> JSONTreeEncoder {
        let encoder = JSONTreeEncoder()
        elements?.append(.nested(encoder))
        return encoder
    }
}

private struct KeyedWriter<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let encoder: JSONTreeEncoder
    var codingPath: [any CodingKey] { [] }

    func encodeNil(forKey key: Key) throws { encoder.add(.null, key.stringValue) }

    func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
        encoder.add(try JSONTreeEncoder.tree(of: value), key.stringValue)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        encoder.nested(key.stringValue).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        encoder.nested(key.stringValue).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { encoder.nested("super") }
    func superEncoder(forKey key: Key) -> any Encoder { encoder.nested(key.stringValue) }
}

private struct ListWriter: UnkeyedEncodingContainer {
    let encoder: JSONTreeEncoder
    var codingPath: [any CodingKey] { [] }
    var count: Int { encoder.elementCount }

    func encodeNil() throws { encoder.add(.null) }
    func encode<T: Encodable>(_ value: T) throws { encoder.add(try JSONTreeEncoder.tree(of: value)) }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        encoder.nested().container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { encoder.nested().unkeyedContainer() }
    func superEncoder() -> any Encoder { encoder.nested() }
}

private struct ValueWriter: SingleValueEncodingContainer {
    let encoder: JSONTreeEncoder
    var codingPath: [any CodingKey] { [] }

    private func put(_ value: some FixedWidthInteger) throws {
        guard let number = Int64(exactly: value) else { return encoder.set(.real(Double(value))) }
        encoder.set(.integer(number))
    }

    func encodeNil() throws { encoder.set(.null) }
    func encode(_ value: Bool) throws { encoder.set(.flag(value)) }
    func encode(_ value: String) throws { encoder.set(.text(value)) }
    func encode(_ value: Double) throws { encoder.set(.real(value)) }
    func encode(_ value: Float) throws { encoder.set(.real(Double(value))) }
    func encode(_ value: Int) throws { try put(value) }
    func encode(_ value: Int8) throws { try put(value) }
    func encode(_ value: Int16) throws { try put(value) }
    func encode(_ value: Int32) throws { try put(value) }
    func encode(_ value: Int64) throws { try put(value) }
    func encode(_ value: UInt) throws { try put(value) }
    func encode(_ value: UInt8) throws { try put(value) }
    func encode(_ value: UInt16) throws { try put(value) }
    func encode(_ value: UInt32) throws { try put(value) }
    func encode(_ value: UInt64) throws { try put(value) }
    func encode<T: Encodable>(_ value: T) throws { encoder.set(try JSONTreeEncoder.tree(of: value)) }
}
