import DataFormats
import Foundation

extension Data {
    /// Either alphabet (RFC 4648 §4, §5), with or without padding; white space is skipped.
    init?(anyBase64 text: some StringProtocol) {
        let digits = text.utf8.filter { ![0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "=")].contains($0) }
        guard let bytes = Base64URL.decode(String(decoding: digits, as: UTF8.self)) else { return nil }
        self.init(bytes)
    }
}
