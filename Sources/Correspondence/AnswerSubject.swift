/// `Re: ` once before the subject of what is answered, `Fwd: ` once before that of what is forwarded, whatever mail
/// programs in other languages put there.
enum AnswerSubject {
    /// What programs write for "Re", in lower case. Forwards keep their sign: `Re: Fwd: …`.
    private static let prefixes: Set<String> = [
        "re", "aw", "antw", "antwort", "sv", "vs", "vá", "rv", "rif", "r", "res", "ref", "rép", "odp", "bls",
        "ynt", "yan", "atb", "ats", "sak", "σχετ", "απ", "отв", "ha", "回复", "回覆", "答复", "答覆", "返信", "답장",
    ]

    /// What programs write for "Fwd", in lower case.
    private static let forwards: Set<String> = [
        "fwd", "fw", "wg", "tr", "i", "enc", "doorst", "vl", "vb", "pd", "ilt", "转发", "轉寄", "転送",
    ]

    /// Subjects with more are no work of a mail program.
    private static let maximumPrefixes = 50

    /// Of a subject already decoded; line ends and other blanks become one blank each.
    static func answering(_ subject: String) -> String {
        with("Re:", subject, without: prefixes)
    }

    /// Of a subject already decoded, as above; what was answered is forwarded without the sign of it.
    static func forwarding(_ subject: String) -> String {
        with("Fwd:", subject, without: prefixes.union(forwards))
    }

    private static func with(_ sign: String, _ subject: String, without known: Set<String>) -> String {
        let words = subject.unicodeScalars.split {
            $0.properties.isWhitespace || $0.value < 32 || $0.value == 127
        }
        var rest = words.map { String($0) }.joined(separator: " ")[...]
        for _ in 0..<maximumPrefixes {
            guard let shorter = withoutPrefix(rest, known) else { break }
            rest = shorter
        }
        let core = String(String.UnicodeScalarView(rest.unicodeScalars.prefix(ReplyDraft.maximumFieldLength)))
        return core.isEmpty ? sign : "\(sign) \(core)"
    }

    /// `Re:`, `Re[2]:`, `AW (2):`, `RE :`.
    private static func withoutPrefix(_ text: Substring, _ known: Set<String>) -> Substring? {
        guard let colon = text.prefix(24).firstIndex(where: { $0 == ":" || $0 == "：" }) else { return nil }
        let head = text[..<colon]
        let name = head.prefix { $0 != "[" && $0 != "(" && $0 != " " && $0 != "^" }
        let counter = head[name.endIndex...]
        guard known.contains(name.lowercased()),
            counter.allSatisfy({ "0123456789[]()^ ".contains($0) })
        else { return nil }
        return text[text.index(after: colon)...].drop { $0 == " " }
    }
}
