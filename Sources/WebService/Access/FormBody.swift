import MailFormat

/// A file of a form.
struct FormFile: Sendable {
    let name: String
    let bytes: [UInt8]
}

/// Reads what a browser's form sends.
enum FormBody {
    /// Fields and files by name; nothing for another media type.
    static func read(
        _ web: WebRequest
    ) throws -> (fields: [(name: String, value: String)], files: [String: FormFile]) {
        let type = web.header("content-type") ?? ""
        if type.lowercased().hasPrefix("multipart/form-data") { return multipart(web.body, type: type) }
        guard type.lowercased().hasPrefix("application/x-www-form-urlencoded") else { return ([], [:]) }
        return (FormFields.decode(web.body), [:])
    }

    /// RFC 7578: a multipart body as the mail parser reads it.
    private static func multipart(
        _ body: [UInt8], type: String
    ) -> (fields: [(name: String, value: String)], files: [String: FormFile]) {
        let message = Message(Array("Content-Type: \(type)\r\n\r\n".utf8) + body)
        var fields: [(name: String, value: String)] = []
        var files: [String: FormFile] = [:]
        for (index, part) in message.parts.enumerated() where part.parent == 0 {
            guard let name = part.disposition?.parameter("name") else { continue }
            let bytes = message.body(of: index)
            if let file = part.disposition?.parameter("filename") {
                if !bytes.isEmpty { files[name] = FormFile(name: file, bytes: bytes) }
            } else {
                fields.append((name, String(decoding: bytes, as: UTF8.self)))
            }
        }
        return (fields, files)
    }
}
