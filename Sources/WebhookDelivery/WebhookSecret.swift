import Credentials
import Crypto
import Foundation

/// What an endpoint's signatures are made with: `whsec_` and base64 of 24 to 64 random bytes (Standard Webhooks 1.0.0).
///
/// Shows itself nowhere but in `text`, which its owner sees once.
public struct WebhookSecret: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    let bytes: [UInt8]

    public static let prefix = "whsec_"
    /// Bytes.
    public static let lengths: ClosedRange<Int> = 24...64

    /// Nil for anything that has not this form.
    public init?(_ text: String) {
        guard text.hasPrefix(Self.prefix),
            let data = Data(base64Encoded: String(text.dropFirst(Self.prefix.count))),
            Self.lengths.contains(data.count)
        else { return nil }
        bytes = Array(data)
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    /// A new one, of 32 bytes.
    public static func random() -> WebhookSecret {
        WebhookSecret(bytes: SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) })
    }

    public var text: String { Self.prefix + Data(bytes).base64EncodedString() }
    public var description: String { "webhook secret" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
