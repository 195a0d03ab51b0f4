/// The subject of a conversation without what each answer puts before it.
public enum SubjectLine {
    /// In lower case, blanks collapsed, reply and forward prefixes (also `Re[2]:` and `AW (2):`) removed.
    public static func core(_ subject: String) -> String {
        var rest = subject.lowercased().split { $0.isWhitespace }.joined(separator: " ")[...]
        while let shorter = withoutPrefix(rest) { rest = shorter }
        return String(rest)
    }

    private static let prefixes: Set<String> = [
        "re", "aw", "antw", "antwort", "fw", "fwd", "wg", "sv", "vs", "tr", "rv", "rif", "ref", "odp", "res",
        "enc", "i", "r", "bls", "vl", "yan", "ynt", "回复", "答复", "转发", "返信", "automatic reply",
        "automatische antwort", "réponse automatique", "respuesta automática",
    ]

    private static func withoutPrefix(_ text: Substring) -> Substring? {
        guard let colon = text.firstIndex(where: { $0 == ":" || $0 == "：" }) else { return nil }
        let head = text[..<colon].prefix { $0 != "[" && $0 != "(" }
        let name = head.last == " " ? head.dropLast() : head
        guard prefixes.contains(String(name)) else { return nil }
        return text[text.index(after: colon)...].drop { $0 == " " }
    }
}
