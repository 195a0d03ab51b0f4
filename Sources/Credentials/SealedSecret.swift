import Foundation

/// A secret as it stands in the database: `1.KEYID.BASE64`, with nonce, ciphertext and tag of AES-GCM in the last part.
///
/// Source: NIST SP 800-38D; the nonce has 12 bytes and is new at random for each seal, the tag has 16.
public struct SealedSecret: Hashable, Sendable, LosslessStringConvertible {
    /// Which key opens it.
    public let keyID: String
    let box: Data

    init(keyID: String, box: Data) {
        self.keyID = keyID
        self.box = box
    }

    /// Nil for anything that has not this form.
    public init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "1", parts[1].utf8.count == 8,
            parts[1].utf8.allSatisfy({ "0123456789abcdef".utf8.contains($0) }),
            let box = Data(base64Encoded: String(parts[2])), box.count > 28
        else { return nil }
        keyID = String(parts[1])
        self.box = box
    }

    public var description: String { "1.\(keyID).\(box.base64EncodedString())" }
}
