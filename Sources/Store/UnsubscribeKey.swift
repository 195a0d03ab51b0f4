import CalendarTime
import DataFormats

/// A key that tokens of unsubscribe links are made with. Links live as long as the mail they stand in: old keys stay.
public struct UnsubscribeKey: Hashable, Sendable {
    /// 1 and up; the highest is the current one.
    public let id: UInt8
    public let bytes: [UInt8]

    public init(id: UInt8, bytes: [UInt8]) {
        self.id = id
        self.bytes = bytes
    }
}

extension MailStore {
    /// Octets of a key.
    public static let unsubscribeKeyLength = 32

    /// The current one first. The first is made when there is none.
    public func unsubscribeKeys() async throws -> [UnsubscribeKey] {
        let found = try await driver.read { try Self.unsubscribeKeys($0) }
        return found.isEmpty ? try await addUnsubscribeKey() : found
    }

    /// New links are made with a new key from now on.
    @discardableResult
    public func addUnsubscribeKey() async throws -> [UnsubscribeKey] {
        try await driver.write { connection in
            let known = try Self.unsubscribeKeys(connection)
            guard let id = UInt8(exactly: Int(known.first?.id ?? 0) + 1) else {
                throw StoreError.refused(code: "too_many_keys", "there are 255 unsubscribe keys already")
            }
            var random = SystemRandomNumberGenerator()
            let bytes = (0..<Self.unsubscribeKeyLength).map { _ in UInt8.random(in: 0...255, using: &random) }
            try connection.run(
                "INSERT INTO store_facts (name, value) VALUES ($1, $2)",
                [Self.name + "\(id)", Hex.encode(bytes)])
            return [UnsubscribeKey(id: id, bytes: bytes)] + known
        }
    }

    private static let name = "unsubscribe_key."

    private static func unsubscribeKeys(_ connection: any SQLConnection) throws -> [UnsubscribeKey] {
        try connection.query(
            "SELECT name, value FROM store_facts WHERE name LIKE 'unsubscribe_key.%'"
        ) { row -> UnsubscribeKey? in
            let (name, value) = (row.text(), row.text())
            guard let id = UInt8(name.dropFirst(Self.name.count)), let bytes = Hex.decode(value) else {
                return nil
            }
            return UnsubscribeKey(id: id, bytes: bytes)
        }.compactMap(\.self).sorted { $0.id > $1.id }
    }
}
