/// Refuses what would change the meaning of a command or a URL, before libcurl sees it: 7.88 sends a CR LF in a
/// password as it is, and with it a second command.
struct Validation {
    let place: String

    /// A host name or address as it may stand in a URL; RFC 1035 §2.3.4 allows 253 characters in a name.
    func host(_ host: String, field: String = "host name") throws(TransportError) {
        guard !host.isEmpty else { throw invalid(field, "is empty") }
        guard host.utf8.count <= 253 else { throw invalid(field, "is longer than 253 bytes") }
        let delimiters: Set<UInt8> = Set("/?#@\\[]%\"<>^`{|} ".utf8)
        guard !host.utf8.contains(where: { Self.isControl($0) || delimiters.contains($0) }) else {
            throw invalid(field, "holds a character that no host name has")
        }
        let colons = host.utf8.count { $0 == UInt8(ascii: ":") }
        guard colons == 0 || Self.isAddress6(host, colons: colons) else {
            throw invalid(field, "holds a colon; give the port by itself")
        }
    }

    func port(_ port: Int, field: String = "port") throws(TransportError) {
        guard (1...65_535).contains(port) else { throw invalid(field, "is not in 1...65535") }
    }

    /// No control characters; not empty.
    func name(_ text: String, field: String) throws(TransportError) {
        guard !text.isEmpty else { throw invalid(field, "is empty") }
        guard !text.utf8.contains(where: Self.isControl) else {
            throw invalid(field, "holds a control character")
        }
    }

    /// No CR, LF or NUL; not empty.
    func password(_ text: String, field: String) throws(TransportError) {
        guard !text.isEmpty else { throw invalid(field, "is empty") }
        guard !text.utf8.contains(where: { $0 == 0 || $0 == 10 || $0 == 13 }) else {
            throw invalid(field, "holds a line end or NUL")
        }
    }

    /// Visible ASCII (RFC 6750 §2.1 allows fewer): a `\u{1}` would begin another field of XOAUTH2.
    func token(_ text: String) throws(TransportError) {
        guard !text.isEmpty else { throw invalid("access token", "is empty") }
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw invalid("access token", "holds a character that no token has")
        }
    }

    /// May stand between angle brackets of an SMTP command.
    func mailAddress(_ text: String, field: String) throws(TransportError) {
        try name(text, field: field)
        // Quoted local parts may hold these (RFC 5321 §4.1.2); nobody has such, and not every server reads them right.
        guard !text.utf8.contains(where: { "<> ".utf8.contains($0) }) else {
            throw invalid(field, "holds a space or an angle bracket")
        }
        guard text.utf8.count <= 320 else { throw invalid(field, "is longer than 320 bytes") }
    }

    /// RFC 9110 §5.1 and §5.5; the value is not repeated.
    func field(_ field: HTTPField) throws(TransportError) {
        let others = Set("!#$%&'*+-.^_`|~".utf8)
        let isName = field.name.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || others.contains(byte)
        }
        guard isName, !field.name.isEmpty else { throw invalid("header field's name", "is no token") }
        guard !field.value.utf8.contains(where: { Self.isControl($0) && $0 != 9 }) else {
            throw invalid("header field \(field.name)", "holds a control character")
        }
    }

    func login(_ login: Login) throws(TransportError) {
        try name(login.user, field: "user name")
        switch login.proof {
        case .password(let text, _): try password(text, field: "password")
        case .xoauth2(let text), .oauthBearer(let text): try token(text)
        }
    }

    func proxy(_ proxy: Proxy) throws(TransportError) {
        try host(proxy.host, field: "proxy's host name")
        try port(proxy.port, field: "proxy's port")
        if let user = proxy.user { try name(user, field: "proxy's user name") }
        if let text = proxy.password { try password(text, field: "proxy's password") }
    }

    func invalid(_ field: String, _ why: String) -> TransportError {
        TransportError(place: place, fault: .invalid(field: field, why: why))
    }

    static func isControl(_ byte: UInt8) -> Bool { byte < 0x20 || byte == 0x7F }

    private static func isAddress6(_ text: String, colons: Int) -> Bool {
        let hexadecimal = Set("0123456789abcdefABCDEF:.".utf8)
        return (2...7).contains(colons) && text.utf8.allSatisfy(hexadecimal.contains)
    }
}
