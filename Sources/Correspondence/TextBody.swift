/// The body of a message of one part, `text/plain; charset=utf-8`.
struct TextBody {
    /// `7bit` or `quoted-printable`.
    let transferEncoding: String
    /// Lines end in CRLF.
    let encoded: String

    /// Characters of a line (RFC 5322 §2.1.1); of an encoded one it is a must (RFC 2045 §6.7 (5)).
    private static let maximumLine = 76

    /// `text`: line ends of any kind. Control characters other than TAB are left out.
    init(_ text: String) {
        let lines = Self.lines(text)
        if lines.allSatisfy(Self.isPlain) {
            transferEncoding = "7bit"
            encoded = lines.map { $0 + "\r\n" }.joined()
        } else {
            transferEncoding = "quoted-printable"
            encoded = lines.map { Self.quoted($0) + "\r\n" }.joined()
        }
    }

    /// Without control characters, and without empty lines at the end.
    static func lines(_ text: String) -> [String] {
        var lines = [""]
        var isAfterCR = false
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\r": lines.append("")
            case "\n": if !isAfterCR { lines.append("") }
            case "\t": lines[lines.count - 1].unicodeScalars.append(scalar)
            default:
                if scalar.properties.generalCategory != .control {
                    lines[lines.count - 1].unicodeScalars.append(scalar)
                }
            }
            isAfterCR = scalar == "\r"
        }
        while let last = lines.last, last.isEmpty { lines.removeLast() }
        return lines
    }

    /// Mail programs change neither such a line nor its end; `From ` is what mbox files escape.
    private static func isPlain(_ line: String) -> Bool {
        line.utf8.count <= maximumLine && line.utf8.allSatisfy { $0 < 0x7F && $0 >= 0x20 }
            && line.utf8.last != 0x20 && !line.hasPrefix("From ")
    }

    /// RFC 2045 §6.7; no scalar is torn by a soft line break.
    private static func quoted(_ line: String) -> String {
        var out = ""
        var column = 0
        let scalars = Array(line.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            let isLast = index + 1 == scalars.count
            let token = token(scalar, isLast: isLast, isFrom: index == 0 && line.hasPrefix("From "))
            // One place for `=` unless the line ends here.
            if column + token.utf8.count > (isLast ? maximumLine : maximumLine - 1) {
                out += "=\r\n"
                column = 0
            }
            out += token
            column += token.utf8.count
        }
        return out
    }

    private static func token(_ scalar: Unicode.Scalar, isLast: Bool, isFrom: Bool) -> String {
        let isBlank = scalar == " " || scalar == "\t"
        let isPrintable = scalar.value > 0x20 && scalar.value < 0x7F && scalar != "="
        if (isPrintable && !isFrom) || (isBlank && !isLast) { return String(scalar) }
        return String(scalar).utf8.map { "=" + HexDigits.upper($0) }.joined()
    }
}
