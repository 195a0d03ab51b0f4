import Crypto
import DataFormats
import Foundation

/// Makes a message (RFC 5322) of the fields that are left of one.
///
/// The header is kept but for what describes the body; the body is written anew. Equal fields give equal bytes.
struct MailRebuilding {
    struct Attachment {
        var type: String?
        var name: String?
        var contentID: String?
        var bytes: [UInt8]
    }

    private(set) var fields: [(name: String, value: String)] = []
    /// The media type that the message had.
    private var originalType = ""
    var text: String?
    var html: String?
    var attachments: [Attachment] = []

    private static let maximumFields = 1_000
    /// Characters of a header block.
    private static let maximumHeader = 1_000_000

    /// A value on several lines becomes one; a name that is none is left out.
    mutating func add(_ name: String, _ value: String) {
        guard !name.isEmpty, name.utf8.allSatisfy({ (33...126).contains($0) && $0 != UInt8(ascii: ":") }),
            fields.count < Self.maximumFields
        else { return }
        let value = Self.line(value)
        switch name.lowercased() {
        case "content-type": originalType = value
        case "content-transfer-encoding", "mime-version", "content-disposition": break
        default: fields.append((name, value))
        }
    }

    mutating func addMissing(_ name: String, _ value: String?) {
        guard let value, !value.isEmpty,
            !fields.contains(where: { $0.name.lowercased() == name.lowercased() })
        else { return }
        add(name, value)
    }

    /// Header fields as they stood in the message, folded lines included.
    mutating func add(headerBlock: String) {
        let headerBlock = headerBlock.prefix(Self.maximumHeader)
        var pending: (name: String, value: String)?
        for line in headerBlock.split(whereSeparator: \.isNewline) {
            if line.first == " " || line.first == "\t" {
                pending?.value += line
                continue
            }
            if let pending { add(pending.name, pending.value) }
            pending = line.firstIndex(of: ":").map {
                (String(line[..<$0]), String(line[line.index(after: $0)...]))
            }
        }
        if let pending { add(pending.name, pending.value) }
    }

    /// Members that are a text or a list of texts, in the order of their names: the JSON keeps no order.
    mutating func add(members: [String: JSON]) {
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
            for text in value.texts { add(name, text) }
        }
    }

    var bytes: [UInt8] {
        var output = Data()
        for field in fields { output += Data("\(field.name): \(field.value)\r\n".utf8) }
        output += Data("MIME-Version: 1.0\r\n".utf8)
        output += body
        return Array(output)
    }

    /// One line without control characters.
    private static func line(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isControl = scalar.value < 0x20 || scalar.value == 0x7F
            if isControl, scalars.last == " " { continue }
            scalars.append(isControl ? " " : scalar)
        }
        return String(scalars).trimmingBlanks()
    }

    // MARK: Body

    private var body: Data {
        var parts: [Data] = []
        if let text { parts.append(Self.part("text/plain; charset=utf-8", Array(text.utf8))) }
        if let html { parts.append(Self.part("text/html; charset=utf-8", Array(html.utf8))) }
        if parts.isEmpty { parts.append(Self.part("text/plain; charset=utf-8", [])) }
        var body = parts.count == 1 ? parts[0] : Self.multipart("multipart/alternative", parts)
        if !attachments.isEmpty {
            // A report without its type would not be read as one.
            let isReport = originalType.lowercased().hasPrefix("multipart/report")
            let type = isReport ? Self.withoutBoundary(originalType) : "multipart/mixed"
            body = Self.multipart(type, [body] + attachments.map(Self.part))
        }
        return body
    }

    private static func multipart(_ type: String, _ parts: [Data]) -> Data {
        var hash = SHA256()
        for part in parts { hash.update(data: part) }
        let boundary = "=_" + Hex.encode(hash.finalize().prefix(16))
        var output = Data("Content-Type: \(type); boundary=\"\(boundary)\"\r\n\r\n".utf8)
        for part in parts { output += Data("--\(boundary)\r\n".utf8) + part + Data("\r\n".utf8) }
        return output + Data("--\(boundary)--\r\n".utf8)
    }

    private static func withoutBoundary(_ type: String) -> String {
        let parts = type.split(separator: ";").filter {
            !$0.trimmingBlanks().lowercased().hasPrefix("boundary=")
        }
        return parts.map { $0.trimmingBlanks() }.joined(separator: "; ")
    }

    private static func part(_ attachment: Attachment) -> Data {
        let type = line(attachment.type ?? "")
        var fields = ""
        if let name = attachment.name.map(line), !name.isEmpty {
            let quoted = name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            fields += "Content-Disposition: attachment; filename=\"\(quoted)\"\r\n"
        }
        if let id = attachment.contentID.map(line), !id.isEmpty {
            fields += "Content-ID: <\(id.withoutBrackets())>\r\n"
        }
        return part(type.contains("/") ? type : "application/octet-stream", attachment.bytes, fields)
    }

    /// Base64, but for messages and their header fields, which may not be encoded (RFC 2046 §5.2.1).
    private static func part(_ type: String, _ bytes: [UInt8], _ fields: String = "") -> Data {
        let kind = type.lowercased()
        if kind.hasPrefix("message/") || kind.hasPrefix("text/rfc822-headers") {
            return Data("Content-Type: \(type)\r\n\(fields)Content-Transfer-Encoding: 8bit\r\n\r\n".utf8)
                + Data(bytes)
        }
        let encoded = Data(bytes).base64EncodedData(options: [
            .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
        ])
        return Data("Content-Type: \(type)\r\n\(fields)Content-Transfer-Encoding: base64\r\n\r\n".utf8)
            + encoded
    }
}
