import Foundation

/// A message as the body part of another: `message/rfc822` (RFC 2046 §5.2.1), unchanged but for its line ends.
///
/// That type knows no transfer encoding. A message that SMTP cannot carry as it is (RFC 5321 §4.5.3.1.6, RFC 6152 §3)
/// goes as a file in base64, which mail programs open all the same.
struct AttachedMessage {
    let fields: [(name: String, tokens: [String])]
    let encoded: [UInt8]
    /// It needs 8BITMIME (RFC 6152).
    let isEightBit: Bool

    static let fileName = "forwarded-message.eml"
    /// Octets of a line without its end (RFC 5322 §2.1.1).
    private static let maximumLine = 998

    init(_ message: [UInt8]) {
        let lines = Self.withNetworkLineEnds(message)
        let isCarried = Self.isCarried(lines)
        isEightBit = isCarried && lines.contains { $0 >= 0x80 }
        encoded =
            isCarried
            ? lines
            : Array(
                Data(message).base64EncodedData(options: [
                    .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
                ]))
        fields = [
            ("Content-Type", [isCarried ? "message/rfc822" : "application/octet-stream"]),
            ("Content-Disposition", ["attachment;", "filename=\"\(Self.fileName)\""]),
            ("Content-Transfer-Encoding", [isCarried ? isEightBit ? "8bit" : "7bit" : "base64"]),
        ]
    }

    /// Bare CR and LF become CRLF, as SMTP would make them.
    private static func withNetworkLineEnds(_ message: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(message.count + message.count / 32)
        var isAfterCR = false
        for byte in message {
            if byte == 10, isAfterCR {
                out.append(10)
            } else {
                if isAfterCR { out.append(10) }
                if byte == 10 { out.append(13) }
                out.append(byte)
            }
            isAfterCR = byte == 13
        }
        if isAfterCR { out.append(10) }
        return out
    }

    private static func isCarried(_ lines: [UInt8]) -> Bool {
        var length = 0
        for byte in lines {
            if byte == 0 { return false }
            if byte == 10 { length = 0 } else if byte != 13 { length += 1 }
            if length > maximumLine { return false }
        }
        return true
    }
}
