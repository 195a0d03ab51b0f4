import DataFormats
import Foundation

/// The fields of a form, as bytes: each may be in a charset of its own.
struct FormFields {
    struct Field {
        let name: String
        /// Of an uploaded file; may be empty or a path.
        let fileName: String?
        /// The media type, where the field names one.
        let type: String?
        let bytes: ArraySlice<UInt8>
    }

    let fields: [Field]

    static let maximumFields = 1_000

    /// Reads `application/x-www-form-urlencoded` and `multipart/form-data` (RFC 7578); anything else has no fields.
    init(_ request: WebhookRequest) {
        let type = request.header("Content-Type") ?? ""
        if type.lowercased().hasPrefix("multipart/"), let boundary = Self.parameter("boundary", of: type) {
            fields = MultipartReader.fields(of: request.body, boundary: boundary)
        } else if type.lowercased().hasPrefix("application/x-www-form-urlencoded") {
            fields = Self.urlencoded(request.body)
        } else {
            fields = []
        }
    }

    subscript(_ name: String) -> ArraySlice<UInt8>? { fields.first { $0.name == name }?.bytes }

    /// The field as text; octets that are none in `charset` become U+FFFD.
    func text(_ name: String, charset: String? = nil) -> String? {
        guard let bytes = self[name] else { return nil }
        return FormCharset.text(bytes, charset)
    }

    /// The value of a parameter such as `boundary="…"` (RFC 2045 §5.1).
    static func parameter(_ name: String, of field: String) -> String? {
        var isQuoted = false
        var parts = [""]
        for character in field {
            if character == "\"" { isQuoted.toggle() }
            if character == ";", !isQuoted {
                parts.append("")
            } else {
                parts[parts.count - 1].append(character)
            }
        }
        for part in parts.dropFirst() {
            let part = part.drop { $0 == " " || $0 == "\t" }
            guard let sign = part.firstIndex(of: "="), part[..<sign].lowercased() == name else { continue }
            let value = part[part.index(after: sign)...].filter { $0 != "\"" }
            return value.trimmingCharacters(in: .whitespaces)
        }
        return nil
    }

    private static func urlencoded(_ body: [UInt8]) -> [Field] {
        FormEncoding.decode(body, maximum: maximumFields).map { name, value in
            Field(
                name: String(decoding: name, as: UTF8.self), fileName: nil, type: nil, bytes: value[...])
        }
    }
}
