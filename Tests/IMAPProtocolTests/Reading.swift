import IMAPProtocol

/// What came out of a parser, message bodies put together again.
struct Reading: Equatable {
    var responses: [IMAPResponse] = []
    /// One for each response that held a body.
    var bodies: [String] = []
    var fault: IMAPReadingFault?
    /// Octets of a body whose response has not ended.
    var unfinished = ""

    static let tagPrefix = "T0123456789abcdef"

    init(
        _ octets: [UInt8], pieces size: Int? = nil, joinsMidway: Bool = false, limits: IMAPLimits = .standard
    ) {
        var parser = IMAPResponseParser(tagPrefix: Self.tagPrefix, joinsMidway: joinsMidway, limits: limits)
        var body: [UInt8] = []
        let step = max(1, size ?? octets.count)
        for start in stride(from: 0, to: octets.count, by: step) {
            parser.push(Array(octets[start..<min(octets.count, start + step)]))
            while fault == nil, let piece = parser.next() {
                switch piece {
                case .body(let more): body += more
                case .fault(let found): fault = found
                case .response(let response):
                    responses.append(response)
                    if case .fetch(let fetch) = response, case .streamed(let count)? = fetch.body {
                        precondition(count == body.count, "a body has the length that was announced")
                        bodies.append(String(decoding: body, as: UTF8.self))
                        body = []
                    }
                }
            }
        }
        unfinished = String(decoding: body, as: UTF8.self)
    }

    init(_ text: String, pieces size: Int? = nil, joinsMidway: Bool = false, limits: IMAPLimits = .standard) {
        self.init(Array(text.utf8), pieces: size, joinsMidway: joinsMidway, limits: limits)
    }
}

/// Lines joined by CRLF, one at the end too.
func lines(_ lines: String...) -> String { lines.map { $0 + "\r\n" }.joined() }

extension IMAPResponse {
    /// In short, for tables.
    var summary: String {
        switch self {
        case .status(let status):
            "\(status.tag == nil ? "*" : "tag") \(status.condition.rawValue)"
                + (status.code.map { " [\($0.name)]" } ?? "") + " \(status.text)"
        case .continuation: "+"
        case .capability(let words): "capability \(words.joined(separator: ","))"
        case .exists(let count): "exists \(count)"
        case .expunge(let number): "expunge \(number)"
        case .fetch(let fetch): fetch.summary
        case .folder(let folder):
            "folder \(folder.attributes.joined(separator: ",")) "
                + "\(folder.delimiter.map { String(UnicodeScalar($0)) } ?? "-") "
                + String(decoding: folder.name, as: UTF8.self)
        case .folderStatus(let status):
            "status \(String(decoding: status.name, as: UTF8.self)) \(status.uidValidity ?? 0) "
                + "\(status.uidNext ?? 0) \(status.messages ?? 0)"
        case .search(let uids): "search \(uids.map(String.init).joined(separator: ","))"
        case .other(let name): "other \(name)"
        case .unreadable: "unreadable"
        }
    }
}

extension IMAPFetch {
    var summary: String {
        var words = ["fetch \(sequenceNumber)"]
        if let uid { words.append("uid=\(uid)") }
        if let flags { words.append("flags=\(flags.joined(separator: ","))") }
        if let internalDate { words.append("date=\(internalDate)") }
        if let size { words.append("size=\(size)") }
        if let origin { words.append("origin=\(origin)") }
        if let emailID { words.append("id=\(emailID)") }
        switch body {
        case nil: break
        case .some(.none): words.append("gone")
        case .bytes(let bytes): words.append("text=\(String(decoding: bytes, as: UTF8.self))")
        case .streamed(let count): words.append("body=\(count)")
        }
        return words.joined(separator: " ")
    }
}
