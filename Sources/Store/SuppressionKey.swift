import Crypto
import DataFormats

/// The secret that turns an address into the hash kept in the Do Not Contact list, also after the address is erased.
///
/// Another key finds none of the old entries, so the database remembers a check value and refuses a wrong key.
public struct SuppressionKey: Sendable {
    /// Bytes (RFC 2104 §3: no less than the length of the hash).
    public static let minimumLength = 32

    private let key: SymmetricKey

    public enum Source: Sendable {
        /// Made at random when the database is new, and kept in it.
        case stored
        /// Kept outside by the operator; at least `minimumLength` bytes.
        case external([UInt8])
    }

    init(_ bytes: [UInt8]) {
        key = SymmetricKey(data: bytes)
    }

    /// HMAC-SHA-256 (RFC 2104) of `text`.
    func hash(_ text: String) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key))
    }

    fileprivate var check: String { Hex.encode(hash("sluice suppression key check")) }
}

extension SuppressionKey.Source {
    private static let keyName = "suppression_key"
    private static let checkName = "suppression_key_check"

    func resolve(_ connection: any SQLConnection, location: String) throws -> SuppressionKey {
        let key = try candidate(connection)
        let check = try Self.fact(Self.checkName, connection)
        if let check, check != key.check {
            throw StoreError.refused(
                code: "wrong_suppression_key",
                "\(location): the suppression key is not the one this database was made with, so the Do Not Contact "
                    + "list could not be read; give the old key")
        }
        if check == nil { try Self.setFact(Self.checkName, key.check, connection) }
        return key
    }

    private func candidate(_ connection: any SQLConnection) throws -> SuppressionKey {
        switch self {
        case .external(let bytes):
            guard bytes.count >= SuppressionKey.minimumLength else {
                throw StoreError.refused(
                    code: "short_suppression_key",
                    "the suppression key has \(bytes.count) bytes; give at least \(SuppressionKey.minimumLength)"
                )
            }
            return SuppressionKey(bytes)
        case .stored:
            if let text = try Self.fact(Self.keyName, connection), let bytes = Hex.decode(text) {
                return SuppressionKey(bytes)
            }
            var random = SystemRandomNumberGenerator()
            let bytes = (0..<SuppressionKey.minimumLength).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            // A database whose key is kept outside has a check value: then this new key does not fit, and is not kept.
            if try Self.fact(Self.checkName, connection) == nil {
                try Self.setFact(Self.keyName, Hex.encode(bytes), connection)
            }
            return SuppressionKey(bytes)
        }
    }

    private static func fact(_ name: String, _ connection: any SQLConnection) throws -> String? {
        try connection.first("SELECT value FROM store_facts WHERE name = $1", [name]) { $0.text() }
    }

    private static func setFact(_ name: String, _ value: String, _ connection: any SQLConnection) throws {
        try connection.run("INSERT INTO store_facts (name, value) VALUES ($1, $2)", [name, value])
    }
}
