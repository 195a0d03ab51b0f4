/// The lines a server sent during greeting and login, with every trace of the credentials taken out.
///
/// What the server sends in one piece with its last answer to the login may be missing: libcurl keeps it to itself.
/// So nothing after the login may be read from here. The text is the server's own and goes into no log.
public struct ServerDialogue: Hashable, Sendable, CustomStringConvertible {
    /// Bytes kept; what comes later is left out.
    public static let maximumBytes = 16 << 10
    public static let empty = ServerDialogue(lines: [])

    /// In order, without their ends; bytes that are no UTF-8 became U+FFFD.
    public let lines: [String]

    /// Hides the text.
    public var description: String { "\(lines.count) lines" }
}

/// Collects a dialogue, bounded, while libcurl hands it over line by line.
struct DialogueRecorder {
    private var bytes: [UInt8] = []

    mutating func append(_ more: UnsafeRawBufferPointer) {
        bytes.append(contentsOf: more.prefix(ServerDialogue.maximumBytes - bytes.count))
    }

    var isEmpty: Bool { bytes.isEmpty }

    func dialogue(without secrets: [String]) -> ServerDialogue {
        var text = bytes
        for secret in secrets { text = Self.hiding(Array(secret.utf8), in: text) }
        let lines = text.split { $0 == 10 || $0 == 13 }.map { String(decoding: $0, as: UTF8.self) }
        return ServerDialogue(lines: lines)
    }

    /// Octet by octet: to a server, texts that look alike are not the same.
    private static func hiding(_ secret: [UInt8], in text: [UInt8]) -> [UInt8] {
        guard let first = secret.first, secret.count <= text.count else { return text }
        var out: [UInt8] = []
        var place = 0
        while place < text.count {
            if text[place] == first, text[place...].starts(with: secret) {
                out += Array("***".utf8)
                place += secret.count
            } else {
                out.append(text[place])
                place += 1
            }
        }
        return out
    }
}
