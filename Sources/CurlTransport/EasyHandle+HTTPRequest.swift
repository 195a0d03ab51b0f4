import CCurl

extension EasyHandle {
    func configure(for request: HTTPRequest, _ target: HTTPTarget, in loop: EventLoop) {
        setConnection(
            schemes: "http,https", proxy: request.proxy,
            certificateFile: loop.configuration.certificateFile)
        set(CURLOPT_URL, request.url)
        set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
        set(CURLOPT_USERAGENT, "sluice")
        set(CURLOPT_SHARE, loop.sessionShare(host: target.host, port: target.port))
        set(CURLOPT_CONNECTTIMEOUT_MS, request.reachWithin.milliseconds)
        // Before the body comes, where its length is told; the write callback counts in any case.
        setOffset(CURLOPT_MAXFILESIZE_LARGE, request.maximumResponseBytes)
        if request.maximumRedirects > 0 {
            set(CURLOPT_FOLLOWLOCATION, 1)
            set(CURLOPT_MAXREDIRS, request.maximumRedirects)
            set(CURLOPT_REDIR_PROTOCOLS_STR, "https")
        }
        set(method: request.method, body: request.body)
        set(CURLOPT_HTTPHEADER, list: Self.lines(request))
    }

    private func set(method: HTTPRequest.Method, body: [UInt8]?) {
        if method == .head { set(CURLOPT_NOBODY, 1) }
        if let body {
            // The size first, then the copy.
            setOffset(CURLOPT_POSTFIELDSIZE_LARGE, body.count)
            setCopy(of: body)
        } else if method == .post {
            setOffset(CURLOPT_POSTFIELDSIZE_LARGE, 0)
            setCopy(of: [])
        }
        set(CURLOPT_CUSTOMREQUEST, method.rawValue)
    }

    private func setCopy(of body: [UInt8]) {
        // An empty array may have no address, and without one libcurl would ask for the body by callback.
        var bytes = body.isEmpty ? [0] : body
        bytes.withUnsafeMutableBytes { set(CURLOPT_COPYPOSTFIELDS, $0.baseAddress) }
    }

    /// libcurl's own fields are taken away where they would say what nobody said.
    private static func lines(_ request: HTTPRequest) -> [String] {
        var lines = request.fields.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
        lines.append("Expect:")
        if !request.fields.contains(where: { $0.name.lowercased() == "content-type" }) {
            lines.append("Content-Type:")
        }
        return lines
    }
}

extension Duration {
    /// Rounded up; at least 1.
    var milliseconds: Int {
        let parts = components
        let rest = parts.attoseconds % 1_000_000_000_000_000 > 0 ? 1 : 0
        return max(1, Int(parts.seconds) * 1_000 + Int(parts.attoseconds / 1_000_000_000_000_000) + rest)
    }
}
