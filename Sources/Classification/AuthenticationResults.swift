import MailFormat

/// Reads `Authentication-Results` (RFC 8601) of servers we trust; what others wrote is the sender's claim.
enum AuthenticationResults {
    static func read(_ message: Message, trusted: [String]) -> AuthenticationVerdict? {
        guard !trusted.isEmpty else { return nil }
        for field in message.fields(.authenticationResults).prefix(10) {
            let value = message.unfolded(field)
            var clauses = value.split(separator: ";").prefix(40)
            guard let first = clauses.popFirst(),
                let server = first.split(whereSeparator: \.isWhitespace).first,
                trusted.contains(where: { $0.lowercased() == server.lowercased() })
            else { continue }
            var verdict = AuthenticationVerdict(spf: nil, dkim: nil, dmarc: nil)
            for clause in clauses { apply(clause, to: &verdict) }
            return verdict
        }
        return nil
    }

    /// `dkim=pass (comment) header.d=example.org`; of several DKIM signatures one that passes is enough.
    private static func apply(_ clause: Substring, to verdict: inout AuthenticationVerdict) {
        let text = clause.drop(while: \.isWhitespace)
        guard let equals = text.firstIndex(of: "=") else { return }
        let method = text[..<equals].filter { !$0.isWhitespace }.lowercased()
        let rest = text[text.index(after: equals)...].drop(while: \.isWhitespace)
        let result = rest.prefix { $0.isLetter }.lowercased()
        guard !result.isEmpty else { return }
        switch method.split(separator: "/").first.map(String.init) ?? method {
        case "spf": verdict.spf = verdict.spf ?? result
        case "dkim": verdict.dkim = verdict.dkim == "pass" ? "pass" : result
        case "dmarc": verdict.dmarc = verdict.dmarc ?? result
        default: break
        }
    }
}
