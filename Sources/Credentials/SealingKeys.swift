import Crypto
import DataFormats
import Foundation

/// The keys that seal credentials at rest: the first one seals, all of them open.
///
/// To rotate: put a new key before the old one, seal everything again (`resealed`), then take the old one away.
public struct SealingKeys: Sendable, CustomStringConvertible, CustomReflectable {
    /// The environment variable that holds the keys; with `_FILE` behind it, the path of a file that does.
    public static let variable = "SLUICE_SEALING_KEYS"
    /// Bytes of a key: AES-256.
    public static let keyLength = 32

    private struct Key {
        let id: String
        let key: SymmetricKey
    }

    private let keys: [Key]

    /// Keys as base64, apart by white space or commas; the rest of a line behind `#` is a comment.
    public init(_ text: String) throws(CredentialsError) {
        let lines = text.split(whereSeparator: \.isNewline).map { $0.prefix { $0 != "#" } }
        let words = lines.flatMap { $0.split { $0.isWhitespace || $0 == "," } }
        guard !words.isEmpty else { throw .noKey(variable: Self.variable) }
        var keys: [Key] = []
        for (index, word) in words.enumerated() {
            guard let bytes = Data(base64Encoded: String(word)), bytes.count == Self.keyLength else {
                throw .badKey(number: index + 1)
            }
            keys.append(Key(id: Self.id(of: bytes), key: SymmetricKey(data: bytes)))
        }
        self.keys = keys
    }

    /// From the environment, or from the file that it names.
    public static func load(_ environment: [String: String]) throws(CredentialsError) -> SealingKeys {
        if let text = environment[variable] { return try SealingKeys(text) }
        guard let path = environment["\(variable)_FILE"] else { throw .noKey(variable: variable) }
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw .unreadableKeyFile(path: path)
        }
        return try SealingKeys(String(decoding: bytes, as: UTF8.self))
    }

    /// A new key, as base64.
    public static func newKey() -> String {
        SymmetricKey(size: .bits256).withUnsafeBytes { Data($0).base64EncodedString() }
    }

    /// Seals `secret` for `place`, such as `mailbox/17/password`: only there can it be opened again, so that nobody who
    /// writes to the database moves one mailbox's password to another.
    public func seal(_ secret: Secret, for place: String) throws(CredentialsError) -> SealedSecret {
        // There is a first key: `init` refuses an empty list.
        let current = keys[0]
        let box: AES.GCM.SealedBox
        do {
            box = try AES.GCM.seal(
                Data(secret.revealed.utf8), using: current.key, authenticating: Self.bound(current.id, place))
        } catch {
            throw .damaged(place: place)
        }
        // A nonce of the usual length is always part of it.
        guard let combined = box.combined else { throw .damaged(place: place) }
        return SealedSecret(keyID: current.id, box: combined)
    }

    public func open(_ sealed: SealedSecret, for place: String) throws(CredentialsError) -> Secret {
        guard let key = keys.first(where: { $0.id == sealed.keyID }) else {
            throw .unknownKey(id: sealed.keyID)
        }
        let bytes: Data
        do {
            bytes = try AES.GCM.open(
                AES.GCM.SealedBox(combined: sealed.box), using: key.key,
                authenticating: Self.bound(key.id, place))
        } catch {
            throw .damaged(place: place)
        }
        return try Secret(String(decoding: bytes, as: UTF8.self))
    }

    /// Sealed with the current key; nil when it already is.
    public func resealed(
        _ sealed: SealedSecret, for place: String
    ) throws(CredentialsError) -> SealedSecret? {
        if sealed.keyID == keys[0].id { return nil }
        return try seal(try open(sealed, for: place), for: place)
    }

    public var description: String { "sealing keys \(keys.map(\.id).joined(separator: ", "))" }
    public var customMirror: Mirror { Mirror(self, children: []) }

    /// The first 4 bytes of a hash: tells keys apart and nothing of them.
    private static func id(of key: Data) -> String {
        let hash = SHA256.hash(data: Data("sluice sealing key".utf8) + key)
        return Hex.encode(hash.prefix(4))
    }

    /// What is authenticated beside the secret.
    private static func bound(_ keyID: String, _ place: String) -> Data {
        Data("sluice.1.\(keyID).\(place)".utf8)
    }
}
