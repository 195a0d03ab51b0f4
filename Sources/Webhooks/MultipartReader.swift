/// Splits `multipart/form-data` into its fields, on bytes.
struct MultipartReader {
    /// RFC 2046 §5.1.1 allows 70.
    private static let maximumBoundary = 200
    /// Bytes of the header of one field.
    private static let maximumHeader = 16_384

    private let body: [UInt8]
    private let delimiter: [UInt8]

    static func fields(of body: [UInt8], boundary: String) -> [FormFields.Field] {
        guard !boundary.isEmpty, boundary.utf8.count <= maximumBoundary else { return [] }
        return MultipartReader(body: body, delimiter: Array("\r\n--\(boundary)".utf8)).fields()
    }

    private func fields() -> [FormFields.Field] {
        var found: [FormFields.Field] = []
        // The first delimiter may stand at the very beginning, without a line end before it.
        var start: Int
        if body.starts(with: delimiter.dropFirst(2)) {
            start = delimiter.count - 2
        } else if let first = nextDelimiter(from: 0) {
            start = first + delimiter.count
        } else {
            return []
        }
        while found.count < FormFields.maximumFields, !body[start...].starts(with: Self.hyphens) {
            // A field that is cut off ends with the body.
            let end = nextDelimiter(from: start) ?? body.count
            if let field = Self.field(body[start..<end]) { found.append(field) }
            guard end < body.count else { break }
            start = end + delimiter.count
        }
        return found
    }

    private static let hyphens = Array("--".utf8)

    /// A line that goes on behind the boundary belongs to another multipart, within a field.
    private func nextDelimiter(from: Int) -> Int? {
        var start = from
        while let found = Self.position(of: delimiter, in: body[start...]) {
            let rest = body[(found + delimiter.count)...]
            let ends = rest.first.map { $0 == 0x0D || $0 == 0x20 || $0 == 0x09 } ?? true
            if ends || rest.starts(with: Self.hyphens) { return found }
            start = found + 1
        }
        return nil
    }

    /// `part` begins behind the boundary, still on its line.
    private static func field(_ part: ArraySlice<UInt8>) -> FormFields.Field? {
        let part = part.drop { $0 == 0x20 || $0 == 0x09 }
        guard part.starts(with: [0x0D, 0x0A]) else { return nil }
        let emptyLine = Array("\r\n\r\n".utf8)
        guard let end = position(of: emptyLine, in: part.prefix(maximumHeader)) else { return nil }
        var name: String?
        var fileName: String?
        var type: String?
        for line in String(decoding: part[part.startIndex..<end], as: UTF8.self).split(separator: "\r\n") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = String(line[line.index(after: colon)...])
            switch line[..<colon].lowercased() {
            case "content-disposition":
                name = FormFields.parameter("name", of: value)
                fileName = FormFields.parameter("filename", of: value)
            case "content-type": type = value.trimmingBlanks()
            default: break
            }
        }
        guard let name else { return nil }
        return FormFields.Field(
            name: name, fileName: fileName, type: type, bytes: part[(end + emptyLine.count)...])
    }

    /// Where `needle` begins in `hay`. Linear, for a needle is short.
    private static func position(of needle: [UInt8], in hay: ArraySlice<UInt8>) -> Int? {
        hay.withUnsafeBufferPointer { bytes in
            var index = 0
            while index + needle.count <= bytes.count {
                if bytes[index] == needle[0], bytes[index..<(index + needle.count)].elementsEqual(needle) {
                    return hay.startIndex + index
                }
                index += 1
            }
            return nil
        }
    }
}
