/// `$1` of PostgreSQL as `?1` of SQLite.
///
/// To SQLite `$1` is a name: it numbers names by where they first appear, so that `SELECT $2, $1` would swap the two
/// values without a word. `?1` keeps its number.
enum NumberedParameters {
    /// Outside of string literals only. Once for each text that is prepared.
    static func rewrite(_ sql: String) -> String {
        var output: [UInt8] = []
        output.reserveCapacity(sql.utf8.count)
        var isQuoted = false
        let bytes = Array(sql.utf8)
        for (index, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "'") { isQuoted.toggle() }
            let isParameter =
                byte == UInt8(ascii: "$") && !isQuoted && index + 1 < bytes.count
                && (48...57).contains(bytes[index + 1])
            output.append(isParameter ? UInt8(ascii: "?") : byte)
        }
        return String(decoding: output, as: UTF8.self)
    }
}
