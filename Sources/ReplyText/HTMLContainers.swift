/// What the elements of HTML mail mean: which end a line, which are not shown, which hold quotes or signatures.
enum HTMLContainers {
    enum Role {
        case plain
        /// All inside is quoted.
        case quote
        /// Gmail's: quoted unless it holds a blockquote; then only that and what stands above it.
        case looseQuote
        case signature
        /// From its start to the end of the mail it is another message.
        case restQuoted
        case hidden
    }

    static let hidden: Set<String> = [
        "script", "style", "head", "title", "template", "noframes", "object", "svg", "select", "textarea",
        "iframe", "xml",
    ]

    /// Elements that stand on lines of their own.
    static let blocks: Set<String> = [
        "div", "table", "tr", "ul", "ol", "li", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "pre",
        "center", "form",
        "section", "article", "header", "footer", "nav", "aside", "main", "address", "fieldset", "blockquote",
        "hr", "body",
        "caption", "tbody", "thead", "tfoot", "p", "figure",
    ]

    /// Blocks with an empty line above and below.
    static let paragraphs: Set<String> = [
        "p", "blockquote", "ul", "ol", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "pre",
    ]

    static func role(of name: String, _ attributes: HTMLAttributes) -> Role {
        if hidden.contains(name) { return .hidden }
        if attributes.isEmpty { return name == "blockquote" ? .quote : .plain }
        if isHidden(attributes.style) { return .hidden }
        for word in attributes.classes {
            if let role = classes[word] { return role == .looseQuote && name == "blockquote" ? .quote : role }
            if word.hasSuffix("yahoo_quoted") || word.hasSuffix("gmail_quote") && name == "blockquote" {
                return .quote
            }
        }
        if let role = ids[attributes.id] { return role }
        if attributes.id.hasPrefix("yahoo_quoted") || attributes.id.hasSuffix("yahoo_quoted") {
            return .quote
        }
        if attributes.name == "quote" || attributes.name == "quoted-content" { return .quote }
        if attributes.smartmail == "gmail_signature" { return .signature }
        if name == "blockquote" { return isIndent(attributes) ? .plain : .quote }
        return .plain
    }

    private static func isHidden(_ style: String) -> Bool {
        guard !style.isEmpty else { return false }
        let bare = style.filter { $0 != " " }
        return bare.contains("display:none") || bare.contains("mso-hide:all")
            || bare.contains("visibility:hidden")
    }

    /// Gmail and Outlook on the web indent with a blockquote that has no border and no quote's mark.
    private static func isIndent(_ attributes: HTMLAttributes) -> Bool {
        guard attributes.type != "cite", attributes.cite.isEmpty else { return false }
        let bare = attributes.style.filter { $0 != " " }
        return bare.contains("border:none") && bare.contains("margin:0") || bare.contains("margin:00040px")
    }

    private static let classes: [String: Role] = [
        "gmail_quote": .looseQuote, "gmail_attr": .quote, "gmail_signature": .signature,
        "moz-cite-prefix": .quote,
        "moz-forward-container": .restQuoted, "moz-signature": .signature, "yahoo_quoted": .quote,
        "protonmail_quote": .quote, "protonmail_signature_block": .signature, "zmail_extra": .quote,
        "zm_quote": .quote,
        "tutanota_quote": .quote, "outlookmessageheader": .restQuoted, "quoted-text": .quote,
        "gmx_quote": .quote,
        "front-blockquote": .quote, "sh-quoted-content": .quote, "missive_quote": .quote, "hs_reply": .quote,
        "mail-quote-collapse": .quote, "freenet_quote": .quote, "hm_quote": .quote, "isreplycontent": .quote,
        "ntes_not_fresh_quote": .quote, "ms-outlook-mobile-reference-message": .restQuoted,
        "apple-mail-signature": .signature,
        "replyheader": .restQuoted, "wisestamp_app": .signature, "mailcontainer_quote": .quote,
        "fastmail-quote": .quote,
        "email_quote": .quote, "spark_quote": .quote, "unibox-quote": .quote, "gmail_sendername": .plain,
        "quotelvl1": .quote,
    ]

    private static let ids: [String: Role] = [
        "divrplyfwdmsg": .restQuoted, "x_divrplyfwdmsg": .restQuoted, "divrpllyfwdmsg": .restQuoted,
        "outlookmessageheader": .restQuoted, "reply-intro": .quote, "replybody1": .quote,
        "isreplycontent": .quote,
        "mail-editor-reference-message-container": .restQuoted, "olk_src_body_section": .restQuoted,
        "applemailsignature": .signature, "ms-outlook-mobile-signature": .signature, "signature": .signature,
        "x_signature": .signature, "gmail-signature": .signature, "mail_android_quote": .quote,
        "quoted-content": .quote,
        "zmail_extra": .quote, "ymail_android_signature": .signature, "composer_signature": .signature,
        "applemailsignature-quote": .quote, "compose-footer-quote": .quote, "origbody": .restQuoted,
        "hmquote": .quote,
        "stoppropagationquote": .quote, "skypequote": .quote, "msg-quote": .quote,
    ]
}

/// The attributes of a start tag that say what the element is; lower case.
struct HTMLAttributes {
    var id = ""
    var classes: [String] = []
    var style = ""
    var type = ""
    var cite = ""
    var name = ""
    var smartmail = ""
    var isEmpty = true

    mutating func set(_ attribute: String, _ value: String) {
        isEmpty = false
        switch attribute {
        case "id": id = value.lowercased()
        case "class": classes = value.lowercased().split(separator: " ").map(String.init)
        case "style": style = value.lowercased()
        case "type": type = value.lowercased()
        case "cite": cite = value
        case "name": name = value.lowercased()
        case "data-smartmail": smartmail = value.lowercased()
        default: break
        }
    }
}
