/// Which elements of HTML mail hold quotes or signatures, and which are not shown.
enum HTMLContainers {
    enum Role {
        case plain
        /// All inside is quoted.
        case quote
        /// A blockquote that nothing marks as somebody's words: what stands around it says whether it is a quote.
        case blockquote
        /// Gmail's blockquote: a quote inside its container, otherwise made with the button for one.
        case passage
        /// Gmail's: quoted unless it holds a blockquote; then only that and what stands above it.
        case looseQuote
        case signature
        /// From its start to the end of the mail it is another message.
        case restQuoted
        case hidden
    }

    static func role(of name: String, _ kind: HTMLElement, _ attributes: HTMLAttributes) -> Role {
        if kind.contains(.hidden) { return .hidden }
        if attributes.isEmpty { return name == "blockquote" ? .blockquote : .plain }
        if attributes.style.contains(.hidden) { return .hidden }
        let isCited = attributes.type == "cite" || !attributes.cite.isEmpty
        if attributes.style.contains(.headerRule), kind.contains(.block) { return .restQuoted }
        for word in attributes.classes {
            if let role = classes[word] {
                guard role == .looseQuote, name == "blockquote" else { return role }
                return isCited || attributes.classes.count > 1 ? .quote : .passage
            }
            if word.hasSuffix("yahoo_quoted") || word.hasSuffix("gmail_quote") && name == "blockquote" {
                return .quote
            }
        }
        if let role = ids[attributes.id] { return role }
        if attributes.id.hasPrefix("yahoo_quoted") || attributes.id.hasSuffix("yahoo_quoted") {
            return .quote
        }
        if let role = names[attributes.name] { return role }
        if attributes.smartmail == "gmail_signature" { return .signature }
        guard name == "blockquote" else { return .plain }
        if isIndent(attributes) { return .plain }
        return isCited ? .quote : .blockquote
    }

    /// Gmail and Outlook on the web indent with a blockquote that has no border and no quote's mark.
    private static func isIndent(_ attributes: HTMLAttributes) -> Bool {
        guard attributes.type != "cite", attributes.cite.isEmpty else { return false }
        return attributes.style.isSuperset(of: [.borderless, .marginless])
            || attributes.style.contains(.indented)
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
        "quotelvl1": .quote, "gmail_quote_attribution": .quote, "airmail_on": .quote,
        "bloop_sign": .signature, "cm_quote": .quote, "cm_signature": .signature, "freshdesk_quote": .quote,
    ]

    private static let names: [String: Role] = [
        "quote": .quote, "quoted-content": .quote, "messagereplysection": .quote,
        "messagesignaturesection": .signature,
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
        "stopspelling": .restQuoted, "zwchr": .restQuoted, "canaryblockquote": .quote,
        "canarysig": .signature,
    ]
}
