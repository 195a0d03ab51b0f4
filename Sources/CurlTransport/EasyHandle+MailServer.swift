import CCurl
import Foundation

extension EasyHandle {
    /// Everything up to the end of the login; then the connection is ours.
    func configure(for server: MailServer, _ deadlines: ConnectDeadlines, in loop: EventLoop) {
        let scheme = server.service.rawValue
        setConnection(
            schemes: "\(scheme),\(scheme)s", proxy: server.proxy,
            certificateFile: loop.configuration.certificateFile)
        let isTLS = if case .tls = server.security { true } else { false }
        // In the place of a path stands what EHLO says, and nothing for IMAP.
        let name = server.service == .smtp ? loop.configuration.smtpName ?? "" : ""
        set(CURLOPT_URL, "\(scheme)\(isTLS ? "s" : "")://\(Self.inURL(server.host)):\(server.port)/\(name)")
        set(CURLOPT_CONNECT_ONLY, 1)
        if case .startTLS = server.security { set(CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue)) }
        if isTLS { set(CURLOPT_SHARE, loop.sessionShare(host: server.host, port: server.port)) }
        // The loop keeps the deadlines; these are behind them, in place of libcurl's defaults.
        let seconds = Int(deadlines.ready.components.seconds) + 2
        set(CURLOPT_CONNECTTIMEOUT, seconds)
        set(CURLOPT_SERVER_RESPONSE_TIMEOUT, seconds)
        // A connection that was taken over is never too old.
        set(CURLOPT_MAXAGE_CONN, 7 * 86_400)
        if let login = server.login { set(login) }
    }

    private func set(_ login: Login) {
        set(CURLOPT_USERNAME, login.user)
        switch login.proof {
        case .password(let text, let mechanism):
            set(CURLOPT_PASSWORD, text)
            switch mechanism {
            case .automatic: break
            case .plain: set(CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN")
            case .login: set(CURLOPT_LOGIN_OPTIONS, "AUTH=LOGIN")
            }
        case .xoauth2(let token):
            // Named, for else libcurl would take OAUTHBEARER, or LOGIN with an empty password.
            set(CURLOPT_XOAUTH2_BEARER, token)
            set(CURLOPT_LOGIN_OPTIONS, "AUTH=XOAUTH2")
        case .oauthBearer(let token):
            set(CURLOPT_XOAUTH2_BEARER, token)
            set(CURLOPT_LOGIN_OPTIONS, "AUTH=OAUTHBEARER")
        }
    }
}

extension Login {
    /// The forms in which a server may echo the secret. Those under four characters would be found everywhere.
    var traces: [String] {
        let secret: String
        switch proof {
        case .password(let text, _): secret = text
        case .xoauth2(let text), .oauthBearer(let text): secret = text
        }
        let encoded = Data(secret.utf8).base64EncodedString()
        let plain = Data("\u{0}\(user)\u{0}\(secret)".utf8).base64EncodedString()
        let bearer = Data("user=\(user)\u{1}auth=Bearer \(secret)\u{1}\u{1}".utf8).base64EncodedString()
        return [plain, bearer, secret, encoded].filter { $0.utf8.count >= 4 }
    }
}
