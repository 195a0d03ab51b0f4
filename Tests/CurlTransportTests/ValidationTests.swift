import Testing

@testable import CurlTransport

private let longName = String(repeating: "a", count: 254)
private let hosts: [(host: String, isFine: Bool)] = [
    ("imap.example.com", true), ("xn--mller-kva.example", true), ("müller.example", true),
    ("192.0.2.1", true), ("2001:db8::1", true), ("::1", true), ("_imap.example.com", true),
    ("", false), ("a b", false), ("a/b", false), ("a@b", false), ("a?b", false), ("a#b", false),
    ("[::1]", false), ("a\\b", false), ("a%00b", false), ("a\u{0}b", false), ("a\r\nb", false),
    ("example.com:993", false), (longName, false),
]

@Test("host names", arguments: hosts)
func validatesHost(_ host: String, _ isFine: Bool) {
    let validation = Validation(place: "test")
    #expect(((try? validation.host(host)) != nil) == isFine)
}

private let logins: [(user: String, proof: Login.Proof, field: String?)] = [
    ("anna@example.com", .password("p ä\t\\\"'"), nil),
    ("anna", .password("pass\r\nA003 DELETE INBOX"), "password"),
    ("anna", .password("pass\nword"), "password"),
    ("anna", .password("pass\u{0}word"), "password"),
    ("anna", .password(""), "password"),
    ("anna\r\nA003 LOGOUT", .password("p"), "user name"),
    ("anna\u{0}", .password("p"), "user name"),
    ("anna\u{1}auth=Bearer x", .xoauth2(token: "t"), "user name"),
    ("", .password("p"), "user name"),
    ("anna", .xoauth2(token: "ya29.a0-_~+/="), nil),
    ("anna", .xoauth2(token: "t\u{1}host=x"), "access token"),
    ("anna", .oauthBearer(token: "t t"), "access token"),
    ("anna", .oauthBearer(token: ""), "access token"),
]

@Test("credentials are refused before anything is sent, and not repeated", arguments: logins)
func validatesLogin(_ user: String, _ proof: Login.Proof, _ field: String?) async throws {
    let validation = Validation(place: "test")
    guard let field else { return try validation.login(Login(user: user, proof: proof)) }
    let client = try Clients.ordinary.get()
    let error = await fault { () throws(TransportError) in
        // Nobody listens on port 1 of this host: the fault shows that nobody was asked.
        try await client.connect(
            to: .local(1, .plaintext, login: Login(user: user, proof: proof)))
    }
    guard case .invalid(let found, _)? = error?.fault else {
        Issue.record("\(error as Any)")
        return
    }
    #expect(found == field)
    #expect(error?.description.contains("DELETE") == false)
}

@Test("a login says nothing of itself")
func loginIsSilent() {
    let login = Login(user: "anna", proof: .password("geheim"))
    let proxy = Proxy(kind: .http, host: "proxy", port: 1, user: "wer", password: "geheim")
    let server = MailServer(
        service: .imap, host: "h", port: 1, security: .tls, login: login, proxy: proxy)
    var dumped = ""
    dump(login, to: &dumped)
    dump(proxy, to: &dumped)
    dump(server, to: &dumped)
    for text in ["\(login)", "\(proxy)", "\(server)", String(reflecting: server), dumped] {
        #expect(!text.contains("anna") && !text.contains("geheim") && !text.contains("wer\""), "\(text)")
    }
}

@Test("deadlines come in order, whatever the order they were set in")
func ordersDeadlines() {
    var queue = DeadlineQueue()
    let base = ContinuousClock.now
    let delays = (0..<500).map { ($0 &* 7_919) % 501 }
    for (id, delay) in delays.enumerated() { queue.insert(UInt64(id), at: base + .milliseconds(delay)) }
    #expect(queue.first == base + .milliseconds(delays.min() ?? 0))
    #expect(queue.take(by: base - .seconds(1)) == nil)
    var taken: [Int] = []
    while let id = queue.take(by: base + .seconds(1)) { taken.append(delays[Int(id)]) }
    #expect(taken == delays.sorted())
}
