/// What to say to the sender, and what to do besides.
public struct WebhookAnswer: Equatable, Sendable {
    public struct Field: Equatable, Sendable {
        public let name: String
        public let value: String
    }

    public let status: Int
    public let fields: [Field]
    /// UTF-8 text, mostly empty.
    public let body: String
    public let subscription: SubscriptionOffer?

    public init(
        _ status: Int, fields: [Field] = [], body: String = "", subscription: SubscriptionOffer? = nil
    ) {
        self.status = status
        self.fields = fields
        self.body = body
        self.subscription = subscription
    }
}

/// An SNS topic that asks to be confirmed, with a valid signature of Amazon.
public struct SubscriptionOffer: Hashable, Sendable {
    public let topic: String
    /// GET it to confirm; of Amazon's, on the topic's behalf.
    public let url: String
    /// False: anybody's topic may ask. Keep it, show it to the operator, and GET it only when he says so.
    public let isAllowed: Bool
}
