import IMAPProtocol
import Testing

private typealias Kind = IMAPFailure.Kind

/// What servers say to a login, by people's bug reports, and what it means.
private let refusals: [(host: String, text: String, kind: IMAPFailure.Kind)] = [
    ("imap.gmail.com", "NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)", .passwordRefused),
    (
        "imap.gmail.com",
        "NO [ALERT] Application-specific password required: https://support.google.com/accounts/answer/185833 (Failure)",
        .appPasswordNeeded
    ),
    (
        "imap.gmail.com",
        "NO [ALERT] Your account is not enabled for IMAP use. Please visit your Gmail settings page (Failure)",
        .imapSwitchedOff
    ),
    ("imap.gmail.com", "NO [ALERT] IMAP access is disabled for your domain. (Failure)", .imapSwitchedOff),
    (
        "imap.gmail.com", "NO [WEBALERT https://accounts.google.com/x] Web login required. (Failure)",
        .signInNeeded
    ),
    ("imap.gmail.com", "NO [ALERT] Please log in via your web browser: https://x (Failure)", .signInNeeded),
    ("imap.gmail.com", "NO [ALERT] Too many simultaneous connections. (Failure)", .tooManyConnections),
    ("outlook.office365.com", "NO LOGIN failed.", .passwordRefused),
    ("outlook.office365.com", "NO AUTHENTICATE failed.", .passwordRefused),
    ("outlook.office365.com", "NO Basic authentication is disabled", .passwordsSwitchedOff),
    ("outlook.office365.com", "BAD User is authenticated but not connected.", .notConnected),
    ("imap.mail.yahoo.com", "NO [AUTHENTICATIONFAILED] LOGIN Invalid credentials", .appPasswordNeeded),
    ("imap.mail.yahoo.com", "NO [LIMIT] LOGIN Rate limit hit.", .throttled),
    ("imap.mail.yahoo.com", "NO [UNAVAILABLE] LOGIN Server error - Please try again later", .unavailable),
    ("p55-imap.mail.me.com", "NO [AUTHENTICATIONFAILED] Authentication Failed", .appPasswordNeeded),
    ("imap.zoho.com", "NO [ALERT] You are yet to enable IMAP for your account. (Failure)", .imapSwitchedOff),
    (
        "imap.yandex.ru", "NO [AUTHENTICATIONFAILED] LOGIN invalid credentials or IMAP is disabled sc=x",
        .passwordRefusedOrSwitchedOff
    ),
    (
        "imap.qq.com",
        "NO Login fail. Account is abnormal, service is not open, password is incorrect, login frequency limited, or system is busy.",
        .passwordRefusedOrSwitchedOff
    ),
    ("imap.163.com", "NO LOGIN Login error or password error", .passwordRefused),
    ("mail.example.org", "NO [UNAVAILABLE] Temporary authentication failure.", .unavailable),
    (
        "mail.example.org",
        "NO [PRIVACYREQUIRED] Plaintext authentication disallowed on non-secure connections.",
        .encryptionNeeded
    ),
    (
        "mail.example.org", "NO [UNAVAILABLE] Maximum number of connections from user+IP exceeded",
        .tooManyConnections
    ),
    ("mail.example.org", "NO", .passwordRefused),
]

@Test("why a login was refused", arguments: refusals)
func classifiesRefusal(_ host: String, _ text: String, _ kind: IMAPFailure.Kind) {
    let failure = IMAPFailure.login(
        ["* OK ready", "A001 OK x", "A002 " + text], host: host, usesToken: false)
    #expect(failure.kind == kind)
    #expect(!failure.description.isEmpty)
    #expect(!failure.description.contains("(Failure)"), "the server's text is not in ours")
}

private let tokens: [(lines: [String], kind: IMAPFailure.Kind)] = [
    (["A002 NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)"], .tokenExpired),
    (["+ eyJzdGF0dXMiOiI0MDAiLCJzY2hlbWVzIjoiQmVhcmVyIn0="], .tokenExpired),
    (["A002 NO AUTHENTICATE failed."], .tokenExpired),
    (["A002 NO [ALERT] Too many simultaneous connections. (Failure)"], .tooManyConnections),
    (["* BYE Too many connections, try again in 5 minutes"], .tooManyConnections),
    (["* OK ready"], .connectionLost),
    ([], .connectionLost),
]

@Test("a refused token", arguments: tokens)
func classifiesToken(_ lines: [String], _ kind: IMAPFailure.Kind) {
    #expect(IMAPFailure.login(lines, host: "imap.gmail.com", usesToken: true).kind == kind)
}

private let hints: [(text: String, milliseconds: Int?)] = [
    ("Request is throttled. Suggested Backoff Time: 299961 milliseconds", 299_961),
    ("throttled, try again in 5 minutes", 300_000), ("throttled; retry after 30 seconds", 30_000),
    ("throttled, try again in 90", 90_000), ("throttled. Backoff Time: 999999999 hours", 86_400_000),
    ("throttled. Backoff Time: 99999999999999999999 ms", nil), ("throttled. Backoff Time: soon", nil),
    ("throttled", nil),
]

@Test("the wait that a server asks for", arguments: hints)
func readsHint(_ text: String, _ milliseconds: Int?) {
    let failure = IMAPFailure.login(["A1 NO \(text)"], host: "x", usesToken: false)
    #expect(failure.kind == .throttled)
    #expect(failure.retryAfterMilliseconds == milliseconds)
}

@Test("a server's text is short and holds no control characters")
func serverTextIsTame() {
    let text = String(repeating: "a\u{1B}[2J\n", count: 1_000)
    let kept = IMAPFailure(.goodbye, serverText: text).serverText
    #expect(kept.unicodeScalars.count == 300)
    #expect(kept.unicodeScalars.allSatisfy { $0.value >= 32 })
}

@Test("a cursor as text", arguments: ["7:1", "4294967295:4294967295:18446744073709551615"])
func cursorIsText(_ text: String) { #expect(IMAPCursor(text)?.description == text) }

@Test(
    "what is no cursor",
    arguments: ["", "7", "7:", "0:1", "7:0", "7:4294967296", "7:1:", "7:1:2:3", "a:b", "7:-1"])
func noCursor(_ text: String) { #expect(IMAPCursor(text) == nil) }

private let dialogues: [(lines: [String], capabilities: [String]?)] = [
    (
        [
            "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready", "* CAPABILITY IMAP4rev1", "A001 OK done",
            "A002 OK [CAPABILITY IMAP4rev1 idle] Logged in",
        ], ["IMAP4REV1", "IDLE"]
    ),
    (
        [
            "* OK", "* CAPABILITY IMAP4rev1 AUTH=PLAIN", "A001 OK x", "+", "* CAPABILITY IMAP4rev1 XLIST",
            "A002 OK hi",
        ],
        ["IMAP4REV1", "XLIST"]
    ),  // Gmail
    (["* OK", "* CAPABILITY IMAP4rev1", "A001 OK x", "A002 OK hi"], nil),  // those before the login
    (["* OK", "* CAPABILITY IMAP4rev1", "A001 OK x"], nil),
    ([], nil),
]

@Test("capabilities after the login", arguments: dialogues)
func capabilitiesAfterLogin(_ lines: [String], _ capabilities: [String]?) {
    #expect(LoginDialogue.capabilities(lines) == capabilities)
}
