/// What the operator configured for one endpoint. It holds secrets: store it sealed, and never print it.
///
/// An endpoint whose provider needs a value that is nil here refuses everything.
public struct WebhookSettings: Codable, Equatable, Sendable {
    /// Key of a MAC: Mailgun's HTTP webhook signing key, Resend's `whsec_…`, Mandrill's webhook key.
    public var signingKey: String?
    /// Base64 of a SubjectPublicKeyInfo, with or without PEM lines: SendGrid's verification key; for Postal what stands
    /// after `p=` in the DKIM record.
    public var publicKey: String?
    /// Basic authentication (RFC 7617).
    public var user: String?
    public var password: String?
    /// A header field with a secret value, as `X-MessageSystems-Webhook-Token` or `Authorization`.
    public var headerName: String?
    public var headerValue: String?
    /// SNS topics that may speak: `arn:aws:sns:eu-west-1:123456789012:bounces`.
    public var topics: [String]?
    /// Refuse SNS signatures with SHA-1, which are what a topic makes until it is told otherwise.
    public var requiresSignatureVersion2: Bool?
    /// Pub/Sub: what the token is for; nil for the public URL.
    public var audience: String?
    /// Pub/Sub: the account that the push subscription signs as.
    public var serviceAccount: String?
    /// Pub/Sub: `projects/p/subscriptions/s`.
    public var subscription: String?
    /// Graph: the secret given when the subscription was made.
    public var clientState: String?
    /// Resend announces mail only: with this key it is fetched.
    public var apiKey: String?
    /// SES by way of S3 announces mail only: with this key of Amazon it is fetched.
    public var accessKeyID: String?
    public var secretAccessKey: String?
    /// Of the bucket; nil for that of the SNS topic.
    public var region: String?
    /// The URL as the provider knows it, where it differs from the one that a request names.
    public var publicURL: String?
    /// Greatest age of a signed time; nil for the provider's own (`WebhookProvider.maximumAge`).
    public var toleranceSeconds: Int64?

    public init(
        signingKey: String? = nil, publicKey: String? = nil, user: String? = nil, password: String? = nil,
        headerName: String? = nil, headerValue: String? = nil, topics: [String]? = nil,
        requiresSignatureVersion2: Bool? = nil, audience: String? = nil, serviceAccount: String? = nil,
        subscription: String? = nil, clientState: String? = nil, apiKey: String? = nil,
        accessKeyID: String? = nil,
        secretAccessKey: String? = nil, region: String? = nil, publicURL: String? = nil,
        toleranceSeconds: Int64? = nil
    ) {
        self.signingKey = signingKey
        self.publicKey = publicKey
        self.user = user
        self.password = password
        self.headerName = headerName
        self.headerValue = headerValue
        self.topics = topics
        self.requiresSignatureVersion2 = requiresSignatureVersion2
        self.audience = audience
        self.serviceAccount = serviceAccount
        self.subscription = subscription
        self.clientState = clientState
        self.apiKey = apiKey
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.region = region
        self.publicURL = publicURL
        self.toleranceSeconds = toleranceSeconds
    }

    enum CodingKeys: String, CodingKey {
        case signingKey = "signing_key"
        case publicKey = "public_key"
        case user, password
        case headerName = "header_name"
        case headerValue = "header_value"
        case topics
        case requiresSignatureVersion2 = "requires_signature_version_2"
        case audience
        case serviceAccount = "service_account"
        case subscription
        case clientState = "client_state"
        case apiKey = "api_key"
        case accessKeyID = "access_key_id"
        case secretAccessKey = "secret_access_key"
        case region
        case publicURL = "public_url"
        case toleranceSeconds = "tolerance_seconds"
    }
}

extension WebhookSettings: CustomStringConvertible, CustomReflectable {
    /// Secrets stay out of every text that is made of this.
    public var description: String { "WebhookSettings" }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
