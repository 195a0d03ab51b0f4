import CCurl
import Foundation

/// Options that are the same for everything: who is trusted, which proxy, what is never done.
extension EasyHandle {
    /// `schemes` is a list such as `imap,imaps`: nothing else is spoken, whatever the URL says.
    func setConnection(schemes: String, proxy: Proxy?, certificateFile: String?) {
        set(CURLOPT_PROTOCOLS_STR, schemes)
        set(CURLOPT_NOSIGNAL, 1)
        // Without it, an end in the middle of a look-up waits for the name server.
        set(CURLOPT_QUICK_EXIT, 1)
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        // libcurl keeps the parsed certificates only while there is no folder of them: 1 ms instead of 28 ms.
        set(CURLOPT_CAINFO, certificateFile)
        set(CURLOPT_CAPATH, nil as String?)
        set(CURLOPT_TCP_KEEPALIVE, 1)
        set(CURLOPT_TCP_KEEPIDLE, 60)
        set(CURLOPT_TCP_KEEPINTVL, 30)
        setOpenSocket { _, _, address in
            guard let address else { return sluice_curl_bad_socket }
            return EasyHandle.openSocket(for: address)
        }
        setProxy(proxy)
    }

    private func setProxy(_ proxy: Proxy?) {
        // Empty, not unset: else the environment's all_proxy would be used.
        guard let proxy else { return set(CURLOPT_PROXY, "") }
        set(CURLOPT_PROXY, Self.inURL(proxy.host))
        set(CURLOPT_PROXYPORT, proxy.port)
        let type = proxy.kind == .http ? CURLPROXY_HTTP : CURLPROXY_SOCKS5_HOSTNAME
        set(CURLOPT_PROXYTYPE, Int(type.rawValue))
        set(CURLOPT_HTTPPROXYTUNNEL, 1)
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        set(CURLOPT_PROXYUSERNAME, proxy.user)
        set(CURLOPT_PROXYPASSWORD, proxy.password)
    }

    /// An IPv6 address stands in brackets.
    static func inURL(_ host: String) -> String { host.contains(":") ? "[\(host)]" : host }

    /// What a result other than `CURLE_OK` means. `deadline` is the one that `CURLE_OPERATION_TIMEDOUT` stands for.
    func fault(_ code: CURLcode, deadline: TransportError.Fault) -> TransportError.Fault {
        let tunnel = long(CURLINFO_HTTP_CONNECTCODE)
        if tunnel >= 300 { return .proxy("it answered \(tunnel)") }
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST: return .hostNotFound
        case CURLE_COULDNT_RESOLVE_PROXY: return .proxy("its name has no address")
        case CURLE_PROXY: return .proxy(words(for: code))
        case CURLE_COULDNT_CONNECT:
            let number = Int32(truncatingIfNeeded: long(CURLINFO_OS_ERRNO))
            return .unreachable(number == 0 ? words(for: code) : String(cString: strerror(number)))
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR: return .untrusted(words(for: code))
        case CURLE_SSL_CACERT_BADFILE: return .untrusted("the file of trusted certificates cannot be read")
        case CURLE_SSL_CONNECT_ERROR: return .tls(words(for: code))
        case CURLE_USE_SSL_FAILED: return .noTLS
        case CURLE_LOGIN_DENIED: return .loginRefused
        // Unsupported is what does not begin like HTTP: "HTTP/0.9". The scheme of the URL was looked at before.
        case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL: return .unexpectedReply
        case CURLE_OPERATION_TIMEDOUT: return deadline
        case CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE: return .closedByPeer
        case CURLE_OUT_OF_MEMORY: return .exhausted("memory")
        default: return .library(Int32(code.rawValue), String(cString: curl_easy_strerror(code)))
        }
    }
}
