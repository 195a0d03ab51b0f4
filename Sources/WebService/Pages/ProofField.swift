import Webhooks

/// What an operator fills in so that a provider's notifications prove themselves, and that mail which they only announce
/// can be fetched.
enum ProofField: String, CaseIterable {
    case signingKey = "signing_key"
    case publicKey = "public_key"
    case user, password
    case headerName = "header_name"
    case headerValue = "header_value"
    case topics
    case serviceAccount = "service_account"
    case subscription, audience
    case clientState = "client_state"
    case apiKey = "api_key"
    case accessKeyID = "access_key_id"
    case secretAccessKey = "secret_access_key"
    case region

    var label: String {
        switch self {
        case .signingKey: "Signing key"
        case .publicKey: "Public key"
        case .user: "User"
        case .password: "Password"
        case .headerName: "Header field"
        case .headerValue: "Its value"
        case .topics: "Topics"
        case .serviceAccount: "Service account"
        case .subscription: "Subscription"
        case .audience: "Audience"
        case .clientState: "Client state"
        case .apiKey: "API key"
        case .accessKeyID: "Access key ID"
        case .secretAccessKey: "Secret access key"
        case .region: "Region of the bucket"
        }
    }

    var help: String {
        switch self {
        case .signingKey: "Mailgun, Resend, Mandrill"
        case .publicKey: "SendGrid, Postal"
        case .user, .password: "Postmark, SparkPost, Brevo, Mailjet, SendGrid Inbound Parse"
        case .headerName, .headerValue: "In place of user and password"
        case .topics: "Amazon SES: the ARNs that may speak, with spaces between"
        case .serviceAccount: "Gmail: the account that Pub/Sub signs as"
        case .subscription: "Gmail: projects/p/subscriptions/s"
        case .audience: "Gmail, where it is not the address of the endpoint"
        case .clientState: "Microsoft Graph: the secret of the subscription"
        case .apiKey: "Resend, for inbound mail: it announces mail, and this fetches it"
        case .accessKeyID, .secretAccessKey: "Amazon SES, for inbound mail by way of S3: allowed s3:GetObject"
        case .region: "Amazon SES, where it is not that of the topic"
        }
    }

    /// Which of them the pages ask for; see `WebhookProvider.missing`.
    var providers: [WebhookProvider] {
        switch self {
        case .signingKey: [.mailgun, .mailgunRoutes, .resend, .mandrill]
        case .publicKey: [.sendgrid, .sendgridInbound, .postal]
        case .user, .password, .headerName, .headerValue:
            [.sendgridInbound, .postmark, .sparkpost, .brevo, .mailjet]
        case .topics, .accessKeyID, .secretAccessKey, .region: [.ses]
        case .serviceAccount, .subscription, .audience: [.gmail]
        case .clientState: [.graph]
        case .apiKey: [.resend]
        }
    }

    var isSecret: Bool {
        switch self {
        case .signingKey, .password, .headerValue, .clientState, .apiKey, .secretAccessKey: true
        default: false
        }
    }

    static func settings(_ value: (ProofField) -> String?) -> WebhookSettings {
        WebhookSettings(
            signingKey: value(.signingKey), publicKey: value(.publicKey), user: value(.user),
            password: value(.password), headerName: value(.headerName), headerValue: value(.headerValue),
            topics: value(.topics)?.split { $0.isWhitespace || $0 == "," }.map(String.init),
            audience: value(.audience), serviceAccount: value(.serviceAccount),
            subscription: value(.subscription), clientState: value(.clientState), apiKey: value(.apiKey),
            accessKeyID: value(.accessKeyID), secretAccessKey: value(.secretAccessKey), region: value(.region)
        )
    }

    /// `value`: what stands in it already; secrets are entered again.
    func view(_ value: String?) -> View {
        [
            "name": .text(rawValue), "label": .text(label), "help": .text(help),
            "type": .text(isSecret ? "password" : "text"), "value": .text(isSecret ? nil : value),
            "providerNames": .text(providers.map(\.rawValue).joined(separator: " ")),
        ]
    }
}

extension WebhookProvider {
    var label: String {
        switch self {
        case .ses: "Amazon SES"
        case .sendgrid: "SendGrid"
        case .sendgridInbound: "SendGrid Inbound Parse"
        case .mailgun: "Mailgun"
        case .mailgunRoutes: "Mailgun Routes"
        case .postmark: "Postmark"
        case .sparkpost: "SparkPost"
        case .brevo: "Brevo"
        case .mailjet: "Mailjet"
        case .resend: "Resend"
        case .mandrill: "Mandrill"
        case .postal: "Postal"
        case .gmail: "Gmail (Pub/Sub)"
        case .graph: "Microsoft Graph"
        }
    }

    /// In words: without it, everything that comes would be refused.
    func missing(_ settings: WebhookSettings) -> String? {
        let isShared = settings.password != nil || settings.headerValue != nil
        if settings.headerValue != nil, settings.headerName == nil {
            return "Name the header field of that value."
        }
        let isBegun =
            settings.hasMailKey(of: self)
            || self == .ses && (settings.accessKeyID ?? settings.secretAccessKey) != nil
        if isBegun, let missing = missingMailKey(settings) { return missing }
        let (isThere, words): (Bool, String) =
            switch self {
            case .ses: (settings.topics != nil, "the topics that may speak")
            case .sendgrid, .postal: (settings.publicKey != nil, "the public key")
            case .sendgridInbound:
                (settings.publicKey != nil || isShared, "the public key, a password or a header field")
            case .mailgun, .mailgunRoutes, .resend, .mandrill: (settings.signingKey != nil, "the signing key")
            case .postmark, .sparkpost, .brevo, .mailjet: (isShared, "a password or a header field")
            case .gmail: (settings.serviceAccount != nil, "the service account")
            case .graph: (settings.clientState != nil, "the client state")
            }
        return isThere ? nil : "\(label) needs \(words)."
    }
}
