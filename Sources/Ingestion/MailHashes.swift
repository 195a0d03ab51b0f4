import Crypto
import DataFormats
import Foundation
import Intake
import MailFormat

/// The names of a mail that hashes give it.
enum MailHashes {
    /// Both identities of a message. `sha256` is that of its raw bytes.
    static func identity(of message: Message, sha256: [UInt8]) -> MailIdentity {
        MailIdentity(content: Hex.encode(sha256), logical: logicalKey(message))
    }

    /// Message-ID and the body; without a Message-ID the body, From and Date. Line ends and empty lines at the end do
    /// not count, for each way a mail takes changes them, and neither do the header fields that it adds.
    static func logicalKey(_ message: Message) -> String {
        var hash = SHA256()
        if let id = message.messageID, !id.isEmpty {
            hash.update(data: Array("id:\(id)\n".utf8))
        } else {
            let from = message.from.map(\.address).joined(separator: ",")
            let date = message.date?.instant.iso8601 ?? ""
            hash.update(data: Array("from:\(from)\ndate:\(date)\n".utf8))
        }
        hash.update(data: normalized(message.bytes[message.bodyRange]))
        return Hex.encode(Array(hash.finalize().prefix(keyLength)))
    }

    /// Bytes of a logical key: enough that no two of 10^12 messages meet.
    private static let keyLength = 20

    /// CRLF as LF, without empty lines at the end.
    static func normalized(_ body: ArraySlice<UInt8>) -> [UInt8] {
        let cr = UInt8(ascii: "\r")
        let lf = UInt8(ascii: "\n")
        var end = body.endIndex
        while end > body.startIndex, body[end - 1] == lf || body[end - 1] == cr { end -= 1 }
        let text = body[..<end]
        var rest = text
        var lines: [UInt8] = []
        lines.reserveCapacity(text.count)
        while let place = rest.firstIndex(of: cr) {
            let isLineEnd = place + 1 < rest.endIndex && rest[place + 1] == lf
            lines += rest[rest.startIndex..<(isLineEnd ? place : place + 1)]
            rest = rest[(place + 1)...]
        }
        return lines + rest
    }
}
