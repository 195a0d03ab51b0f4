/// A wrapper around the text of a message that a reader cannot look into, or only with a key.
public enum Wrapper: Hashable, Sendable {
    /// `multipart/signed` with S/MIME, or opaque `application/pkcs7-mime; smime-type=signed-data` (RFC 8551 §3).
    case smimeSigned
    /// `application/pkcs7-mime` that is enveloped (RFC 8551 §3.3).
    case smimeEncrypted
    /// `multipart/signed; protocol="application/pgp-signature"` (RFC 3156 §5).
    case pgpSigned
    /// `multipart/encrypted; protocol="application/pgp-encrypted"` (RFC 3156 §4).
    case pgpEncrypted
    /// One piece of `message/partial` (RFC 2046 §5.2.2): which message, which piece, of how many if it says so.
    case partial(id: String, number: Int, total: Int?)

    /// As records for programs name it.
    public var name: String {
        switch self {
        case .smimeSigned: "smime_signed"
        case .smimeEncrypted: "smime_encrypted"
        case .pgpSigned: "pgp_signed"
        case .pgpEncrypted: "pgp_encrypted"
        case .partial: "partial"
        }
    }
}

extension Message {
    /// What wraps the message, outermost first; parts of nested messages do not count.
    public var wrappers: [Wrapper] {
        parts.indices.filter { !parts[$0].isInNestedMessage }.compactMap { wrapper(parts[$0].mediaType) }
    }

    private func wrapper(_ type: MediaType) -> Wrapper? {
        switch (type.type, type.subtype) {
        case ("multipart", "signed"):
            let scheme = type.parameter("protocol")?.lowercased() ?? ""
            return scheme.contains("pgp") ? .pgpSigned : scheme.contains("pkcs7") ? .smimeSigned : nil
        case ("multipart", "encrypted"): return .pgpEncrypted
        case ("application", "pkcs7-mime"), ("application", "x-pkcs7-mime"):
            // RFC 8551 §3.2.2; without the parameter it is mostly enveloped data.
            let kind = type.parameter("smime-type")?.lowercased() ?? ""
            return kind.hasPrefix("signed") || kind.hasPrefix("certs") ? .smimeSigned : .smimeEncrypted
        case ("message", "partial"):
            guard let number = type.parameter("number").flatMap({ Int($0) }) else { return nil }
            return .partial(
                id: type.parameter("id") ?? "", number: number,
                total: type.parameter("total").flatMap { Int($0) })
        default: return nil
        }
    }

    /// The content of a `winmail.dat`; nil for any other part.
    public func tnef(of part: Int) -> TNEF? {
        let type = parts[part].mediaType
        // Servers that do not know the type call it `application/octet-stream`.
        guard type.type == "application" else { return nil }
        let isTNEF =
            type.subtype == "ms-tnef" || type.subtype == "vnd.ms-tnef"
            || parts[part].fileName?.lowercased() == "winmail.dat"
        return isTNEF ? TNEF(body(of: part), limits: limits) : nil
    }

    /// The names of files that stand in no part of their own: inside a `winmail.dat`, or uuencoded in a text.
    public var containedFileNames: [String] {
        leaves.flatMap { part -> [String] in
            if let tnef = tnef(of: part) { return tnef.attachments.compactMap(\.name) }
            guard parts[part].mediaType.type == "text", !parts[part].transferEncoding.isDecoded else {
                return []
            }
            return Uuencode.files(in: rawBody(of: part), limits: limits).map(\.name)
        }
    }
}
