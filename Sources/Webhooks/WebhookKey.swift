import Crypto
import DataFormats
import Foundation

/// What makes a request that comes twice the same request: unique per endpoint.
public enum WebhookKey {
    /// The provider's own id of the delivery where there is one, else a hash of what it brings.
    ///
    /// It says nothing about the events in it: those have ids of their own, for a retry may be cut in another way.
    public static func key(of request: WebhookRequest, provider: WebhookProvider) -> String {
        ownKey(of: request, provider) ?? hash(request.body)
    }

    private static func ownKey(of request: WebhookRequest, _ provider: WebhookProvider) -> String? {
        switch provider {
        case .ses: return AmazonEnvelope(request.body).map { bounded([$0.id]) }
        case .sendgrid, .brevo, .mailjet: return nil
        case .sendgridInbound: return FormFields(request)["email"].map(hash)
        case .mailgun, .mailgunRoutes: return MailgunSignature(request).map { bounded([$0.token]) }
        case .postmark: return JSON(request.body).flatMap(postmark)
        case .sparkpost: return request.header("X-MessageSystems-Batch-ID").map { bounded([$0]) }
        case .resend: return (request.header("svix-id") ?? request.header("webhook-id")).map { bounded([$0]) }
        case .mandrill: return FormFields(request)["mandrill_events"].map(hash)
        case .postal:
            let body = JSON(request.body)
            return (body?["uuid"]?.name ?? body?["id"]?.name).map { bounded([$0]) }
        case .gmail:
            let message = JSON(request.body)?["message"]
            return (message?["messageId"]?.name ?? message?["message_id"]?.name).map { bounded([$0]) }
        case .graph: return graph(request)
        }
    }

    private static func postmark(_ body: JSON) -> String? {
        switch body["RecordType"]?.text {
        case "SubscriptionChange": return PostmarkIdentity.ofChange(body).map(bounded)
        case nil, "Inbound": return body["MessageID"]?.name.map { bounded(["Inbound", $0]) }
        case let type?: return body["ID"]?.name.map { bounded([type, $0]) }
        }
    }

    /// New messages are told once. The notices about a subscription have no id and may say the same again later.
    private static func graph(_ request: WebhookRequest) -> String? {
        guard let items = JSON(request.body)?["value"]?.items else { return nil }
        if items.contains(where: { $0["lifecycleEvent"] != nil }) {
            return "\(hash(request.body)) \(request.receivedAt.microseconds)"
        }
        guard items.count == 1 else { return nil }
        return GraphIdentity.of(items[0]).map(bounded)
    }

    static func hash(_ bytes: some Sequence<UInt8>) -> String {
        "sha256:" + Hex.encode(SHA256.hash(data: Data(bytes)))
    }

    /// Bytes of a key; a longer one is replaced by its hash.
    static let maximumLength = 300

    static func bounded(_ parts: [String]) -> String {
        let key = parts.joined(separator: "|")
        return key.utf8.count <= maximumLength ? key : hash(Array(key.utf8))
    }
}
