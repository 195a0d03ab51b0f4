/// A `http` or `https` URL, taken apart as browsers do (WHATWG URL), and written so that all parsers agree on
/// it.
struct WebAddress {
    let scheme: String
    /// With its port.
    let host: String
    /// Path, query and fragment.
    let rest: String

    /// User names and passwords are dropped: they are there to be taken for the host.
    init?(_ url: String) {
        var text = url.addressBytes[...]
        guard text.count <= MarkupLimits.maximumAddressBytes else { return nil }
        scheme = Self.takeScheme(&text) ?? "https"
        guard scheme == "http" || scheme == "https", text.prefix(2).count(where: Self.isSlash) == 2 else {
            return nil
        }
        text = text.drop(while: Self.isSlash)
        let end = text.firstIndex { Self.isSlash($0) || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }
        var authority = text[..<(end ?? text.endIndex)]
        if let at = authority.lastIndex(of: UInt8(ascii: "@")) { authority = authority[(at + 1)...] }
        guard !authority.isEmpty, authority.allSatisfy(Self.isHostByte) else { return nil }
        host = String(decoding: authority, as: UTF8.self)
        var rest = Array(text[(end ?? text.endIndex)...])
        let pathEnd = rest.firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") } ?? rest.endIndex
        for index in rest[..<pathEnd].indices where rest[index] == UInt8(ascii: "\\") {
            rest[index] = UInt8(ascii: "/")
        }
        self.rest = String(decoding: rest, as: UTF8.self)
    }

    var address: String { "\(scheme)://\(host)\(rest)" }

    private static func takeScheme(_ text: inout ArraySlice<UInt8>) -> String? {
        if let first = text.first, isSlash(first) { return nil }
        let name = text.prefix {
            $0.isASCIILetterOrDigit || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-")
        }
        guard text.dropFirst(name.count).first == UInt8(ascii: ":") else { return "" }
        text = text.dropFirst(name.count + 1)
        return String(decoding: name, as: UTF8.self).lowercased()
    }

    private static func isSlash(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\")
    }

    /// No `%`: browsers decode it in a host, and the reader would see another name than the one that is
    /// asked.
    private static func isHostByte(_ byte: UInt8) -> Bool {
        byte.isASCIILetterOrDigit || byte >= 0x80 || "-._:[]".utf8.contains(byte)
    }
}

extension String {
    /// Its bytes without what URL parsers drop: space at both ends, tabs, line ends and other controls
    /// anywhere. A space inside becomes `%20`.
    var addressBytes: [UInt8] {
        var bytes: [UInt8] = []
        for byte in trimmedOfSpace.utf8 where byte >= 0x20 && byte != 0x7F {
            if byte == 0x20 { bytes += "%20".utf8 } else { bytes.append(byte) }
        }
        return bytes
    }
}
