import Classification
import MailFormat

/// Whether a message really comes from the domain in its From field, as a host that we trust has seen it.
public enum Authenticity {
    /// DKIM or SPF passed for a domain aligned with From (relaxed alignment, RFC 7489 §3.1), or DMARC passed; read
    /// only from the Authentication-Results of trusted hosts (RFC 8601 §5: others can be forged).
    public static func isAuthenticated(
        _ message: Message, _ verdict: Verdict, _ settings: IntakeSettings
    ) -> Bool {
        if verdict.authentication?.dmarc == "pass" { return true }
        guard let from = message.from.first, !from.address.isEmpty else { return false }
        let domain = Decider.domain(from.address)
        let trusted = Set(settings.trustedAuthenticationServers.map { $0.lowercased() })
        guard !domain.isEmpty, !trusted.isEmpty else { return false }
        return message.fields(.authenticationResults).prefix(maximumFields).contains { field in
            results(message.unfolded(field), trusted: trusted).contains { passes($0, for: domain) }
        }
    }

    /// Fields of one message that are looked at.
    private static let maximumFields = 20

    /// `method=result property=value …`, one for each method; empty when the host is not trusted.
    private static func results(_ text: String, trusted: Set<String>) -> [[Substring]] {
        let parts = text.lowercased().split(separator: ";")
        guard let host = parts.first?.split(whereSeparator: \.isWhitespace).first,
            trusted.contains(String(host))
        else { return [] }
        return parts.dropFirst().map { $0.split(whereSeparator: \.isWhitespace) }
    }

    private static func passes(_ result: [Substring], for domain: String) -> Bool {
        switch result.first {
        case "dmarc=pass": true
        case "dkim=pass": has(["header.d", "header.i"], in: result, aligned: domain)
        case "spf=pass": has(["smtp.mailfrom", "smtp.from"], in: result, aligned: domain)
        default: false
        }
    }

    private static func has(_ names: [String], in result: [Substring], aligned domain: String) -> Bool {
        result.dropFirst().contains { property in
            let pair = property.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, names.contains(String(pair[0])) else { return false }
            let value = pair[1].split(separator: "@").last.map(String.init) ?? ""
            return value == domain || value.hasSuffix("." + domain) || domain.hasSuffix("." + value)
        }
    }
}
