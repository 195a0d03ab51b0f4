import DataFormats

/// JSON as the store keeps it: opaque text, keys sorted, so that equal values have equal text.
public enum StoreJSON {
    public static func text(_ value: some Encodable) throws -> String {
        try JSONTree(encoding: value).serialized
    }

    public static func value<T: Decodable>(_ type: T.Type, _ text: String) throws -> T {
        guard let tree = JSONTree(parsing: text), let value = try? tree.decoded(as: T.self) else {
            // The text itself may hold somebody's words: it stays out of the message.
            throw StoreError.inconsistent("a stored \(T.self) cannot be read")
        }
        return value
    }
}
