import Crypto
import CryptoExtras
import DataFormats
import Foundation

/// A password as it is kept: `scrypt$N$r$p$salt$hash` (RFC 7914), salt and hash in base64.
public enum PasswordHash {
    /// Characters.
    public static let minimumLength = 10
    /// UTF-8 bytes; longer ones only cost time.
    public static let maximumLength = 512

    /// 32 MB and about a tenth of a second.
    private static let (rounds, blockSize, parallelism) = (1 << 15, 8, 1)
    private static let outputLength = 32

    public static func make(_ password: String) throws -> String {
        var random = SystemRandomNumberGenerator()
        let salt = (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
        let hash = try derive(password, salt, rounds, blockSize, parallelism)
        let fields = [
            "scrypt", "\(rounds)", "\(blockSize)", "\(parallelism)", Data(salt).base64EncodedString(),
            Data(hash).base64EncodedString(),
        ]
        return fields.joined(separator: "$")
    }

    /// Takes as long for a hash that cannot be read.
    public static func matches(_ password: String, _ kept: String) -> Bool {
        let fields = kept.split(separator: "$", omittingEmptySubsequences: false).map(String.init)
        guard fields.count == 6, fields[0] == "scrypt", let rounds = Int(fields[1]), rounds <= 1 << 20,
            let size = Int(fields[2]), let parallelism = Int(fields[3]),
            let salt = Data(base64Encoded: fields[4]), let expected = Data(base64Encoded: fields[5]),
            let found = try? derive(password, Array(salt), rounds, size, parallelism)
        else {
            _ = try? derive(password, [0], Self.rounds, blockSize, parallelism)
            return false
        }
        return ConstantTime.areEqual(found, Array(expected))
    }

    private static func derive(
        _ password: String, _ salt: [UInt8], _ rounds: Int, _ size: Int, _ parallelism: Int
    ) throws -> [UInt8] {
        let key = try KDF.Scrypt.deriveKey(
            from: Array(password.utf8), salt: salt, outputByteCount: outputLength, rounds: rounds,
            blockSize: size, parallelism: parallelism, maxMemory: 256 << 20)
        return key.withUnsafeBytes { Array($0) }
    }
}

/// Bytes that nobody may guess.
enum SecretBytes {
    static func random(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }

    /// base64url without padding (RFC 4648 §5).
    static func token(_ count: Int = 32) -> String { Base64URL.encode(random(count)) }

    static func hash(_ text: String) -> [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }
}
