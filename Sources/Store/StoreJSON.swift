import Foundation

/// JSON as the store keeps it: opaque text, keys sorted, so that equal values have equal text.
enum StoreJSON {
    static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func value<T: Decodable>(_ type: T.Type, _ text: String) throws -> T {
        do {
            return try JSONDecoder().decode(type, from: Data(text.utf8))
        } catch {
            // The text itself may hold somebody's words: it stays out of the message.
            throw StoreError.inconsistent("a stored \(T.self) cannot be read")
        }
    }
}
