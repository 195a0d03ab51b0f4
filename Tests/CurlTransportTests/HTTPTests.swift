import Foundation
import TestServers
import Testing

@testable import CurlTransport

extension NetworkTests {
    struct HTTPTests {
        let client: CurlClient
        let server: StubServer

        private static let started = Task { try await StubServer("http_server.py", tls: true) }

        init() async throws {
            client = try await Clients.trusting
            server = try await Self.started.value
        }

        private func url(_ path: String, host: String = "localhost") -> String {
            "https://\(host):\(server.port)\(path)"
        }

        private func failure(_ request: HTTPRequest) async -> TransportError? {
            await fault { () throws(TransportError) in try await client.send(request) }
        }

        private static let methods: [(method: HTTPRequest.Method, body: String?)] = [
            (.get, nil), (.post, "{\"a\": 1}"), (.post, nil), (.post, ""), (.put, "x"), (.patch, "x"),
            (.delete, nil),
            (.delete, "x"),
        ]

        @Test("what the server gets is what was said, and nothing else", arguments: methods)
        func sends(_ method: HTTPRequest.Method, _ body: String?) async throws {
            var fields = [HTTPField("Authorization", "Bearer abc"), HTTPField("X-Empty", "")]
            if body != nil { fields.append(HTTPField("Content-Type", "application/json")) }
            let response = try await client.send(
                HTTPRequest(method, url("/echo?q=%20"), fields: fields, body: body.map { Array($0.utf8) }))
            #expect(response.status == 200)
            #expect(response.value(of: "x-twice") == "one")
            #expect(response.fields.filter { $0.name == "X-Twice" }.map(\.value) == ["one", "two"])
            #expect(response.value(of: "X-Empty") == "")
            let parts = String(decoding: response.body, as: UTF8.self).split(
                separator: "\n\n", maxSplits: 1, omittingEmptySubsequences: false)
            var lines = parts[0].split(separator: "\n").map(String.init)
            #expect(lines.removeFirst() == "\(method.rawValue) /echo?q=%20")
            var expected = [
                "Accept: */*", "Authorization: Bearer abc", "Host: localhost:\(server.port)",
                "User-Agent: sluice", "X-Empty: ",
            ]
            if let body {
                expected += ["Content-Length: \(body.utf8.count)", "Content-Type: application/json"]
            }
            if body == nil, method == .post { expected.append("Content-Length: 0") }
            #expect(lines.sorted() == expected.sorted())
            #expect(parts[1] == body ?? "")
        }

        @Test("HEAD has no body", .timeLimit(.minutes(1)))
        func asksForHead() async throws {
            let response = try await client.send(HTTPRequest(.head, url("/bytes/100")))
            #expect(response.status == 200 && response.body.isEmpty)
            #expect(response.value(of: "content-length") == "100")
        }

        @Test("a status is no fault", arguments: [204, 400, 401, 404, 429, 500])
        func givesStatus(_ status: Int) async throws {
            let response = try await client.send(HTTPRequest(.get, url("/status/\(status)")))
            #expect(response.status == status)
            #expect(response.value(of: "Retry-After") == "7")
        }

        @Test("a body up to the limit comes whole, one byte more is a fault", arguments: ["bytes", "stream"])
        func limitsBody(_ way: String) async throws {
            var request = HTTPRequest(.get, url("/\(way)/300000"))
            request.maximumResponseBytes = 300_000
            #expect(try await client.send(request).body == [UInt8](repeating: 120, count: 300_000))
            request.maximumResponseBytes = 299_999
            #expect(await failure(request)?.fault == .tooLong(299_999))
        }

        @Test("a body that is cut off is a fault")
        func tellsCut() async throws {
            #expect(await failure(HTTPRequest(.get, url("/cut")))?.fault == .closedByPeer)
        }

        @Test("a server that does not answer; a task that is cancelled")
        func ends() async throws {
            var request = HTTPRequest(.get, url("/hang"))
            request.within = .milliseconds(500)
            #expect(await failure(request)?.fault == .deadline(.requesting, .milliseconds(500)))
            let waiting = Task { await failure(HTTPRequest(.get, url("/hang"))) }
            try await Task.sleep(for: .milliseconds(100))
            let began = ContinuousClock.now
            waiting.cancel()
            #expect(await waiting.value?.fault == .cancelled)
            #expect(began.duration(to: .now) < .seconds(5))
        }

        @Test("redirects are an answer like others, unless they are allowed")
        func redirects() async throws {
            var request = HTTPRequest(.get, url("/redirect/3?/bytes/5"))
            #expect(try await client.send(request).status == 302)
            request.maximumRedirects = 3
            let response = try await client.send(request)
            #expect(response.status == 200 && response.body.count == 5)
            #expect(!response.fields.contains { $0.name == "Location" })
            request.maximumRedirects = 2
            #expect(await failure(request) != nil)
            // Down to http is refused, whatever is allowed.
            let plain = "http://127.0.0.1:\(server.port)/bytes/5"
            var down = HTTPRequest(.get, url("/redirect/1?\(plain)"))
            down.maximumRedirects = 3
            #expect(await failure(down) != nil)
        }

        @Test("a connection is used again")
        func reuses() async throws {
            let own = try await Self.single()
            var numbers: Set<String> = []
            for _ in 0..<5 {
                let response = try await own.send(HTTPRequest(.get, url("/connection")))
                numbers.insert(String(decoding: response.body, as: UTF8.self))
            }
            #expect(numbers.count == 1)
        }

        private static func single() async throws -> CurlClient {
            var configuration = ClientConfiguration()
            configuration.threads = 1
            configuration.certificateFile = try await TestCertificate.shared.certificate
            return try CurlClient(configuration)
        }

        @Test("200 requests at once")
        func sendsMany() async throws {
            let client = client
            let url = url("/bytes/1000")
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<200 {
                    group.addTask { try await client.send(HTTPRequest(.get, url)).body.count }
                }
                var total = 0
                for try await count in group { total += count }
                #expect(total == 200_000)
            }
        }

        @Test(
            "public addresses only: every spelling of a private one is refused after the name was resolved",
            arguments: [
                "localhost", "127.0.0.1", "127.1", "2130706433", "0x7f000001", "[::1]", "[::ffff:127.0.0.1]",
            ])
        func refusesPrivate(_ host: String) async throws {
            // An idle connection that was made without a look must not be used.
            _ = try await client.send(HTTPRequest(.get, url("/bytes/1")))
            var request = HTTPRequest(.get, url("/bytes/1", host: host))
            request.addresses = .publicOnly
            #expect(await failure(request)?.fault == .notPublic)
        }

        @Test("a certificate that is not trusted")
        func refusesCertificate() async throws {
            let ordinary = try Clients.ordinary.get()
            let error = await fault { () throws(TransportError) in
                try await ordinary.send(HTTPRequest(.get, url("/bytes/1")))
            }
            #expect(error.map { if case .untrusted = $0.fault { true } else { false } } == true)
        }

        private static let refused: [(url: String, field: HTTPField?)] = [
            ("ftp://example.com/", nil), ("file:///etc/passwd", nil), ("https://user:pw@example.com/", nil),
            ("https://example.com/ x", nil), ("https://example.com/\r\nX: y", nil), ("nonsense://", nil),
            ("", nil),
            ("https://example.com/", HTTPField("X\r\nY", "z")), ("https://example.com/", HTTPField("", "z")),
            ("https://example.com/", HTTPField("X", "y\r\nZ: 1")),
            ("https://example.com/", HTTPField("X", "\u{0}")),
        ]

        @Test(
            "refused before anything is sent; the secret parts of a URL are not repeated", arguments: refused)
        func refuses(_ url: String, _ field: HTTPField?) async throws {
            let error = await failure(HTTPRequest(.get, url, fields: field.map { [$0] } ?? []))
            #expect(
                error.map { if case .invalid = $0.fault { true } else { false } } == true, "\(error as Any)")
            #expect(error?.description.contains("pw") == false)
        }

        @Test("an error names the host, not the query")
        func hidesQuery() async throws {
            let error = await failure(
                HTTPRequest(.get, "https://localhost:\(try TestFolder.freePort())/x?token=geheim"))
            #expect(error?.description.contains("geheim") == false)
            #expect(error?.place.hasPrefix("https://localhost:") == true)
        }
    }
}

private let addresses4: [(text: String, isPublic: Bool)] = [
    ("8.8.8.8", true), ("1.1.1.1", true), ("100.63.255.255", true), ("100.128.0.0", true),
    ("172.15.0.1", true),
    ("172.32.0.1", true), ("192.167.0.1", true), ("223.255.255.255", true), ("198.17.0.1", true),
    ("0.0.0.0", false), ("10.1.2.3", false), ("100.64.0.1", false), ("127.0.0.1", false),
    ("169.254.169.254", false), ("172.16.0.1", false), ("172.31.255.255", false), ("192.168.1.1", false),
    ("192.0.2.1", false), ("198.18.0.1", false), ("198.51.100.7", false), ("203.0.113.9", false),
    ("224.0.0.1", false), ("240.0.0.1", false), ("255.255.255.255", false),
]

@Test("special IPv4 addresses, RFC 6890", arguments: addresses4)
func knowsSpecial4(_ text: String, _ isPublic: Bool) {
    var address = in_addr()
    #expect(inet_pton(AF_INET, text, &address) == 1)
    #expect(SpecialAddresses.isPublic4(UInt32(bigEndian: address.s_addr)) == isPublic)
}

private let addresses6: [(text: String, isPublic: Bool)] = [
    ("2606:4700::1111", true), ("2a00:1450:4001::5", true), ("64:ff9b::8.8.8.8", true),
    ("::ffff:8.8.8.8", true),
    ("2002:808:808::1", true), ("2001:4860:4860::8888", true), ("3fff:1000::1", true),
    ("::", false), ("::1", false), ("fe80::1", false), ("fc00::1", false), ("fd12::1", false),
    ("ff02::1", false),
    ("64:ff9b::10.0.0.1", false), ("::ffff:127.0.0.1", false), ("2002:7f00:1::1", false),
    ("::127.0.0.1", false),
    ("2001:db8::1", false), ("2001::1", false), ("64:ff9b:1::1", false), ("100::1", false),
    ("3fff::1", false),
    ("fec0::1", false),
]

@Test("special IPv6 addresses, RFC 6890", arguments: addresses6)
func knowsSpecial6(_ text: String, _ isPublic: Bool) {
    var address = in6_addr()
    #expect(inet_pton(AF_INET6, text, &address) == 1)
    #expect(SpecialAddresses.isPublic6(withUnsafeBytes(of: address) { Array($0) }) == isPublic)
}
