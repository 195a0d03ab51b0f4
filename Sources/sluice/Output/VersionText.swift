import CZlib
import CurlTransport
import ReplyText
import StoreSQLite

/// What `--version` prints: the program, its rules, and the libraries it runs on.
enum VersionText {
    static let program = "0.1.0"

    static func current() -> String {
        var lines = ["sluice \(program)"]
        let configuration = try? Configuration.load()
        let rules = (try? configuration?.rulesFolder).flatMap { try? RulesFolder($0) }
        lines.append(
            "rules \(rules.map { "\($0.version) (\($0.path))" } ?? "not found; give them with --rules or SLUICE_RULES")"
        )
        lines.append("SQLite \((try? SQLiteLibrary.version()) ?? "not usable")")
        lines.append("libxml2 \(HTMLLibrary.version)")
        let faults = CurlLibrary.current.faults.map { "; \($0)" }.joined()
        lines.append("\(CurlLibrary.current)\(faults)")
        lines.append("zlib \(String(cString: zlibVersion()))")
        return lines.joined(separator: "\n") + "\n"
    }
}
