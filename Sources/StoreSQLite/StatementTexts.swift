import Synchronization

/// Rewrites `$1`, `$2` … to `?1`, `?2` …, once for each text.
///
/// To SQLite `$1` is a name, numbered by first appearance: in `SELECT $2 || $1` the first value would go to `$2`,
/// without any error. `?2` keeps its number.
final class StatementTexts: Sendable {
    private let known = Mutex<[String: String]>([:])

    func numbered(_ sql: String) -> String {
        if let text = known.withLock({ $0[sql] }) { return text }
        let text = Self.rewrite(sql)
        known.withLock { $0[sql] = text }
        return text
    }

    static func rewrite(_ sql: String) -> String {
        let bytes = Array(sql.utf8)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var isInString = false
        for (index, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "'") { isInString.toggle() }
            let isParameter =
                !isInString && byte == UInt8(ascii: "$") && index + 1 < bytes.count
                && (48...57).contains(bytes[index + 1])
            result.append(isParameter ? UInt8(ascii: "?") : byte)
        }
        return String(decoding: result, as: UTF8.self)
    }
}
