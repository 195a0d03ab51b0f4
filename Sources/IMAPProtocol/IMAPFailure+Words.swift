extension IMAPFailure {
    /// What a login was refused for. `lines` are what the server said, the last answer last; `host` in lower case.
    ///
    /// - Parameter usesToken: an access token was offered (XOAUTH2, OAUTHBEARER), no password.
    public static func login(_ lines: [String], host: String, usesToken: Bool) -> IMAPFailure {
        // Some servers put the reason into an untagged line before the bare refusal.
        let refusals = lines.filter(isRefusal)
        for line in refusals.reversed() {
            let (code, text) = parts(line)
            if let kind = kind(code: code, text: text), kind != .passwordRefused {
                if usesToken && kind == .passwordRefusedOrSwitchedOff { return made(.tokenExpired, text) }
                return made(kind == .tokenExpired && !usesToken ? .passwordRefused : kind, text)
            }
        }
        let text = refusals.last.map { parts($0).text } ?? ""
        // A refused token is answered with a challenge that holds the reason (RFC 7628 §3.2.2), and the NO only later.
        if usesToken, !refusals.isEmpty || lines.last?.hasPrefix("+ ey") == true {
            return made(.tokenExpired, text)
        }
        if refusals.isEmpty { return made(.connectionLost, "") }
        let takesAppPasswordsOnly = appPasswordHosts.contains { host == $0 || host.hasSuffix("." + $0) }
        return made(takesAppPasswordsOnly ? .appPasswordNeeded : .passwordRefused, text)
    }

    /// What a NO, BAD or BYE after the login means; `otherwise` where neither code nor text tells.
    static func answer(_ status: IMAPStatus, otherwise: Kind) -> IMAPFailure {
        made(kind(code: status.code?.name ?? "", text: status.text) ?? otherwise, status.text)
    }

    private static func made(_ kind: Kind, _ text: String) -> IMAPFailure {
        IMAPFailure(kind, retryAfterMilliseconds: BackoffHint.milliseconds(in: text), serverText: text)
    }

    /// Providers that refuse the account's own password for IMAP and do not say so.
    private static let appPasswordHosts = [
        "mail.yahoo.com", "aol.com", "mail.me.com", "mail.att.net", "fastmail.com",
    ]

    private static func isRefusal(_ line: String) -> Bool {
        let words = line.split(separator: " ", maxSplits: 2)
        return words.count >= 2 && ["NO", "BAD", "BYE"].contains(words[1].uppercased())
    }

    /// Response code in upper case and the text after it.
    private static func parts(_ line: String) -> (code: String, text: String) {
        let words = line.split(separator: " ", maxSplits: 2)
        let rest = words.count > 2 ? Array(words[2].utf8)[...] : []
        let status = StatusReading.status(tag: nil, .no, rest)
        return (status.code?.name ?? "", status.text)
    }

    /// In lower case; the first that is found decides. Who writes it stands behind it.
    private static let phrases: [(text: String, kind: Kind)] = [
        ("throttled", .throttled),  // Exchange, with `Suggested Backoff Time: 299961 milliseconds`
        ("backoff", .throttled),
        ("rate limit", .throttled),  // Yahoo: LOGIN Rate limit hit
        ("bandwidth limit", .throttled),  // Gmail: Account exceeded command or bandwidth limits
        ("too many login", .throttled),
        ("too many failed", .throttled),
        ("authenticated but not connected", .notConnected),  // Exchange
        ("too many simultaneous", .tooManyConnections),  // Gmail
        ("maximum number of connections", .tooManyConnections),  // Dovecot
        ("too many connections", .tooManyConnections),
        ("connection limit", .tooManyConnections),
        ("application-specific password", .appPasswordNeeded),  // Gmail
        ("application password", .appPasswordNeeded),  // Mail.ru
        ("app-specific password", .appPasswordNeeded),
        ("app password", .appPasswordNeeded),  // Fastmail, Zoho
        ("authorization code", .appPasswordNeeded),  // QQ
        ("weixin token", .appPasswordNeeded),  // QQ
        ("basicauthblocked", .passwordsSwitchedOff),  // Exchange
        ("basic authentication is disabled", .passwordsSwitchedOff),  // outlook.com
        ("invalid credentials or imap is disabled", .passwordRefusedOrSwitchedOff),  // Yandex
        ("service is not open, password is incorrect", .passwordRefusedOrSwitchedOff),  // QQ
        ("not enabled for imap", .imapSwitchedOff),  // Gmail
        ("enable imap", .imapSwitchedOff),  // Zoho: You are yet to enable IMAP for your account
        ("imap is disabled", .imapSwitchedOff),
        ("imap access is disabled", .imapSwitchedOff),  // Gmail, by the administrator of a domain
        ("imap disabled", .imapSwitchedOff),
        ("imap access disabled", .imapSwitchedOff),
        ("imap service is not", .imapSwitchedOff),
        ("protocol disabled", .imapSwitchedOff),
        ("unsafe login", .identificationNeeded),  // NetEase
        ("web login required", .signInNeeded),  // Gmail
        ("via your web browser", .signInNeeded),  // Gmail
        ("via a web browser", .signInNeeded),  // outlook.com: Account is blocked. Login … via a web browser
        ("verify your account", .signInNeeded),  // Mail.ru
        ("account is blocked", .accountBlocked),
        ("account is locked", .accountBlocked),
        ("account disabled", .accountBlocked),
        ("account has been suspended", .accountBlocked),
        ("plaintext authentication disallowed", .encryptionNeeded),  // Dovecot
        ("temporary authentication failure", .unavailable),  // Dovecot
        ("try again later", .unavailable),
        ("server error", .unavailable),  // Yahoo
        ("internal error", .unavailable),  // Dovecot
        ("server unavailable", .unavailable),  // Exchange
        ("server is busy", .unavailable),
        ("token", .tokenExpired),
        ("invalid credentials", .passwordRefused),
        ("password error", .passwordRefused),  // NetEase: LOGIN Login error or password error
    ]

    private static let codes: [String: Kind] = [
        "AUTHENTICATIONFAILED": .passwordRefused,
        "AUTHORIZATIONFAILED": .accountBlocked,
        "EXPIRED": .passwordRefused,
        "PRIVACYREQUIRED": .encryptionNeeded,
        "CONTACTADMIN": .accountBlocked,
        "WEBALERT": .signInNeeded,
        "LIMIT": .throttled,
        "THROTTLED": .throttled,
        "INUSE": .unavailable,
        "UNAVAILABLE": .unavailable,
        "SERVERBUG": .unavailable,
        "OVERQUOTA": .overQuota,
    ]

    /// The text first: it is closer to what happened than the code (`[ALERT]`, `[UNAVAILABLE]` for too many connections).
    private static func kind(code: String, text: String) -> Kind? {
        let lower = text.lowercased()
        return phrases.first { lower.firstRange(of: $0.text) != nil }?.kind ?? codes[code]
    }
}
