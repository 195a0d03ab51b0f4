/// The name of a FETCH attribute that holds a whole message or a slice of it: `BODY[]`, `BODY[]<0>`, `BINARY[]`, `RFC822`.
///
/// Other sections (`BODY[TEXT]`, `BODY[1]`) are none: we never ask for them.
struct MessageSection: Hashable {
    /// Octets of the message before the first one given (RFC 9051 §7.5.2); nil where the server names none.
    let origin: Int?

    init?(_ name: ArraySlice<UInt8>) {
        if ASCII.equals(name, "RFC822") {
            origin = nil
            return
        }
        // Lenient: `BODY.PEEK[]` in a response is what small servers echo.
        guard let prefix = ["BODY[]", "BINARY[]", "BODY.PEEK[]"].first(where: { ASCII.hasPrefix(name, $0) })
        else { return nil }
        let rest = name.dropFirst(prefix.utf8.count)
        if rest.isEmpty {
            origin = nil
            return
        }
        guard rest.first == ASCII.less, rest.last == UInt8(ascii: ">"), rest.count > 2,
            let number = ASCII.number32(rest.dropFirst().dropLast())
        else { return nil }
        origin = Int(number)
    }
}
