/// Addresses as reports write them.
enum RecipientAddress {
    /// The address in a Final-Recipient, Original-Recipient or like field. Nil where there is none at all;
    /// a local name without `@` is returned as it is.
    static func read(_ field: String) -> String? {
        let typed = TypedValue(field)
        if isPlain(typed.value) { return typed.value }
        var address = withoutComments(typed.value)
        if let inside = insideAngles(address) { address = inside }
        // Lenient: `SMTP:a@b` (Exchange 5.5), `mailto:a@b`.
        for prefix in ["smtp:", "mailto:", "rfc822;", "rfc822:"]
        where ASCIIText.hasPrefix(address, prefix) && address.utf8.count > prefix.utf8.count {
            address = String(address.dropFirst(prefix.count))
        }
        address = ASCIIText.trimmed(address)
        if typed.type == "utf-8" || address.utf8.contains(UInt8(ascii: "\\")) { address = unescaped(address) }
        address = withoutXText(address)
        while address.last == "." || address.last == "," || address.last == ";" { address.removeLast() }
        if address.contains("@"), address.first == "\"" || address.first == "'", address.last == address.first
        {
            address = String(address.dropFirst().dropLast())
        }
        guard !address.isEmpty, address.utf8.count <= ReportLimits.maximumAddressBytes else { return nil }
        return address
    }

    /// An address as nearly all are, which nothing has to be taken from: it begins and ends with a letter or a digit,
    /// and between stand those, dots, hyphens, underscores and `@`.
    private static func isPlain(_ text: String) -> Bool {
        let bytes = text.utf8.span
        guard !bytes.isEmpty, bytes.count <= ReportLimits.maximumAddressBytes,
            isAlphanumeric(bytes[0]), isAlphanumeric(bytes[bytes.count - 1])
        else { return false }
        return bytes.allSatisfy {
            isAlphanumeric($0) || $0 == ASCII.dot || $0 == ASCII.at || $0 == ASCII.hyphen
                || $0 == UInt8(ascii: "_")
        }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool { ASCII.isLetter(byte) || ASCII.isDigit(byte) }

    /// `<a@b>` or `a@b`, as in a Feedback report or X-Failed-Recipients.
    static func isAddress(_ text: String) -> Bool {
        var before = ASCII.at
        var hasAt = false
        let bytes = text.utf8.span
        for place in bytes.indices {
            let byte = bytes[place]
            if byte <= ASCII.space || byte == UInt8(ascii: ";") { return false }
            if byte == ASCII.at {
                if before == ASCII.at { return false }
                hasAt = true
            }
            before = byte
        }
        return hasAt && before != ASCII.at
    }

    /// What stands behind the first `@`; empty where there is none.
    static func domain(of address: String) -> String {
        let bytes = address.utf8.span
        guard let at = bytes.firstIndex(of: ASCII.at) else { return "" }
        return bytes.text((at + 1)..<bytes.count)
    }

    /// Two addresses are the same to a report when they differ in ASCII case only.
    static func key(_ address: String) -> String { ASCIIText.lowercased(address) }

    /// `\x{E4}` of the utf-8 address type (RFC 6533 §3).
    static func unescaped(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var out: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if let (scalar, end) = escape(bytes, at: index) {
                out.append(contentsOf: Array(String(Character(scalar)).utf8))
                index = end
            } else {
                out.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static func escape(_ bytes: [UInt8], at start: Int) -> (Unicode.Scalar, end: Int)? {
        guard start + 4 < bytes.count, bytes[start] == UInt8(ascii: "\\"),
            bytes[start + 1] == UInt8(ascii: "x"), bytes[start + 2] == UInt8(ascii: "{")
        else { return nil }
        var value: UInt32 = 0
        var index = start + 3
        // At most six digits, so the value cannot overflow.
        while index < bytes.count, index < start + 9, let digit = ASCII.hexDigit(bytes[index]) {
            value = value << 4 | UInt32(digit)
            index += 1
        }
        guard index > start + 3, index < bytes.count, bytes[index] == UInt8(ascii: "}"),
            let scalar = Unicode.Scalar(value), value >= 0x20
        else { return nil }
        return (scalar, index + 1)
    }

    /// `+2B` and `+3D`, which xtext writes for `+` and `=` (RFC 3461 §4). Lenient: the MTA should have decoded them.
    /// No other escape is read, and none right before the `@`: `a+2B@b` is a subaddress.
    private static func withoutXText(_ text: String) -> String {
        guard text.utf8.span.contains(UInt8(ascii: "+")) else { return text }
        let bytes = Array(text.utf8)
        var out: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "+"), index + 3 < bytes.count, bytes[index + 3] != ASCII.at,
                let byte = xtextByte(bytes[index + 1], bytes[index + 2])
            {
                out.append(byte)
                index += 3
            } else {
                out.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static func xtextByte(_ high: UInt8, _ low: UInt8) -> UInt8? {
        if high == UInt8(ascii: "2"), low == UInt8(ascii: "B") { return UInt8(ascii: "+") }
        if high == UInt8(ascii: "3"), low == UInt8(ascii: "D") { return UInt8(ascii: "=") }
        return nil
    }

    private static func insideAngles(_ text: String) -> String? {
        guard let open = text.firstIndex(of: "<"),
            let close = text[open...].firstIndex(of: ">")
        else { return nil }
        let inside = text[text.index(after: open)..<close]
        return inside.isEmpty ? nil : String(inside)
    }

    /// Drops `(comment)` at the end, as `rfc822; a@b (Ann)`.
    private static func withoutComments(_ text: String) -> String {
        guard text.last == ")", let open = text.firstIndex(of: "("), open != text.startIndex else {
            return text
        }
        return ASCIIText.trimmed(String(text[..<open]))
    }
}
