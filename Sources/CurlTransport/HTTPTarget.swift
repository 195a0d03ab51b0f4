import CCurl

/// Where a URL leads, as libcurl understands it: it is the one who will go there.
struct HTTPTarget {
    let scheme: String
    let host: String
    let port: Int

    /// Scheme and host only: the rest of a URL may be a secret.
    var place: String { "\(scheme)://\(EasyHandle.inURL(host)):\(port)" }

    init(_ url: String) throws(TransportError) {
        let validation = Validation(place: "URL")
        guard !url.utf8.contains(where: { Validation.isControl($0) || $0 == 0x20 }) else {
            throw validation.invalid("URL", "holds a space or a control character")
        }
        guard let parts = curl_url() else { throw TransportError(place: "URL", fault: .exhausted("memory")) }
        defer { curl_url_cleanup(parts) }
        guard curl_url_set(parts, CURLUPART_URL, url, 0) == CURLUE_OK,
            let scheme = Self.part(CURLUPART_SCHEME, of: parts),
            let host = Self.part(CURLUPART_HOST, of: parts),
            let port = Self.part(CURLUPART_PORT, of: parts).flatMap(Int.init)
        else { throw validation.invalid("URL", "is none") }
        guard ["http", "https"].contains(scheme) else {
            throw validation.invalid("URL", "is not http or https")
        }
        guard Self.part(CURLUPART_USER, of: parts) == nil, Self.part(CURLUPART_PASSWORD, of: parts) == nil
        else { throw validation.invalid("URL", "holds a user name or password") }
        self.scheme = scheme
        self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        self.port = port
    }

    private static func part(_ part: CURLUPart, of parts: OpaquePointer) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(parts, part, &text, UInt32(CURLU_DEFAULT_PORT)) == CURLUE_OK, let text else {
            return nil
        }
        defer { curl_free(text) }
        return String(cString: text)
    }
}
