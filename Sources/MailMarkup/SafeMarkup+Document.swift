extension SafeMarkup {
    /// The whole page for the frame. White in both themes: mail is written for white.
    public func document() -> String {
        let policy = Self.contentSecurityPolicy(showsRemoteImages: showsRemoteImages, inDocument: true)
        return """
            <!DOCTYPE html>
            <html><head><meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="\(policy)">
            <meta name="referrer" content="no-referrer">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <base target="_blank">
            <style>\(Self.stylesheet)</style></head>
            <body>\(html)</body></html>

            """
    }

    /// The `Content-Security-Policy` to answer a request for `document()` with.
    ///
    /// The frame itself is to have `sandbox="allow-popups allow-popups-to-escape-sandbox"`, so that a link
    /// opens.
    public static func contentSecurityPolicy(showsRemoteImages: Bool) -> String {
        contentSecurityPolicy(showsRemoteImages: showsRemoteImages, inDocument: false)
    }

    /// Browsers ignore `frame-ancestors` and `sandbox` in a `meta` element.
    private static func contentSecurityPolicy(showsRemoteImages: Bool, inDocument: Bool) -> String {
        let images = showsRemoteImages ? "data: 'self' https:" : "data: 'self'"
        let policy =
            "default-src 'none'; style-src 'unsafe-inline'; img-src \(images); "
            + "base-uri 'none'; form-action 'none'"
        guard !inDocument else { return policy }
        return policy + "; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
    }

    private static let stylesheet = """
        :root{color-scheme:only light}\
        body{margin:0;padding:1rem;background:#fff;color:#1c1c1c;font:15px/1.5 system-ui,sans-serif;\
        overflow-wrap:anywhere}\
        body *{max-width:100%!important;box-sizing:border-box}\
        img{height:auto!important}pre{white-space:pre-wrap}\
        blockquote{margin:.5em 0;padding-left:.8em;border-left:2px solid #ccc}
        """
}
