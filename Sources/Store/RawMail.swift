import CZlib
import Crypto
import DataFormats

/// The bytes of one mail as they arrived; stored once however often and by whatever way it came.
public enum RawMail {
    public static func sha256(of bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }
}

/// A raw mail as it lies in the store: hashed and compressed outside of any transaction.
public struct PackedMail: Sendable {
    /// SHA-256 of the bytes as they arrived.
    public let sha256: [UInt8]
    /// Of the bytes as they arrived.
    public let size: Int
    /// zlib (RFC 1950).
    public let content: [UInt8]

    public init(_ bytes: [UInt8]) {
        sha256 = RawMail.sha256(of: bytes)
        size = bytes.count
        content = Deflate.compress(bytes)
    }

    init(sha256: [UInt8], size: Int, content: [UInt8]) {
        self.sha256 = sha256
        self.size = size
        self.content = content
    }

    /// The bytes as they arrived; throws when what is stored is damaged.
    public func bytes() throws -> [UInt8] {
        guard let bytes = Deflate.decompress(content, size: size) else {
            throw StoreError.inconsistent("raw mail \(Hex.encode(sha256)) cannot be decompressed")
        }
        return bytes
    }
}

/// zlib at level 1, for mail is written once and read seldom.
enum Deflate {
    /// Bytes; a mail of more than this is damage.
    static let maximumSize = 1 << 30

    static func compress(_ bytes: [UInt8]) -> [UInt8] {
        var length = compressBound(uLong(bytes.count))
        return [UInt8](unsafeUninitializedCapacity: Int(length)) { output, count in
            let status = compress2(output.baseAddress, &length, bytes, uLong(bytes.count), Z_BEST_SPEED)
            precondition(
                status == Z_OK, "compress2 fails only without memory: the output has compressBound bytes")
            count = Int(length)
        }
    }

    /// Nil when the data is damaged or not `size` bytes long.
    static func decompress(_ data: [UInt8], size: Int) -> [UInt8]? {
        guard (0...maximumSize).contains(size) else { return nil }
        var length = uLong(max(size, 1))
        var isWhole = false
        let bytes = [UInt8](unsafeUninitializedCapacity: max(size, 1)) { output, count in
            isWhole =
                uncompress(output.baseAddress, &length, data, uLong(data.count)) == Z_OK
                && Int(length) == size
            count = isWhole ? size : 0
        }
        return isWhole ? bytes : nil
    }
}
