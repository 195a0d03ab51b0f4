import Foundation

/// What Amazon SNS posts: a message of a topic, or the request to confirm a subscription.
struct AmazonEnvelope {
    enum Kind: String {
        case notification = "Notification"
        case subscription = "SubscriptionConfirmation"
        case unsubscription = "UnsubscribeConfirmation"
    }

    let kind: Kind
    let id: String
    let topic: String
    /// Of a notification: JSON of SES, or a plain text.
    let message: String
    let timestamp: String
    let signatureVersion: String
    let signature: Data
    let certificateURL: String
    /// Of a confirmation.
    let subscribeURL: String?
    private let fields: JSON

    init?(_ body: [UInt8]) {
        guard let fields = JSON(body), let kind = fields["Type"]?.text.flatMap(Kind.init),
            let id = fields["MessageId"]?.name, let topic = fields["TopicArn"]?.name,
            let message = fields["Message"]?.text, let timestamp = fields["Timestamp"]?.text,
            let signature = fields["Signature"]?.text.flatMap({ Data(anyBase64: $0) })
        else { return nil }
        self.kind = kind
        self.id = id
        self.topic = topic
        self.message = message
        self.timestamp = timestamp
        self.signature = signature
        self.fields = fields
        signatureVersion = fields["SignatureVersion"]?.name ?? "1"
        certificateURL = fields["SigningCertURL"]?.text ?? fields["SigningCertUrl"]?.text ?? ""
        subscribeURL = fields["SubscribeURL"]?.text
    }

    /// Name, line feed, value, line feed of each signed field, names in byte order, values without their JSON escapes.
    var stringToSign: Data {
        let names =
            kind == .notification
            ? ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"]
            : ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"]
        var text = Data()
        for name in names {
            guard let value = fields[name]?.text else { continue }
            text += Data("\(name)\n\(value)\n".utf8)
        }
        return text
    }

    /// `arn:PARTITION:sns:REGION:ACCOUNT:NAME`; empty where the topic's name is none.
    var region: String {
        let parts = topic.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 6 ? String(parts[3]) : ""
    }

    /// `https://sns.REGION.amazonaws.com[.cn]/SimpleNotificationService-HEX.pem` and nothing else: the field is the
    /// sender's word, and we fetch what it names.
    static func isCertificateURL(_ url: String) -> Bool {
        guard let path = pathAtAmazon(url), path.hasPrefix("SimpleNotificationService-"),
            path.hasSuffix(".pem")
        else { return false }
        let digits = path.dropFirst("SimpleNotificationService-".count).dropLast(".pem".count)
        return !digits.isEmpty && digits.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }

    /// `https://sns.REGION.amazonaws.com[.cn]/?Action=ConfirmSubscription&…`
    static func isSubscribeURL(_ url: String) -> Bool {
        guard let path = pathAtAmazon(url), path.hasPrefix("?Action=ConfirmSubscription&") else {
            return false
        }
        return path.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") }
    }

    private static let maximumURL = 4_096

    /// What follows the first `/` behind the host, where that is one of SNS.
    private static func pathAtAmazon(_ url: String) -> Substring? {
        let start = "https://sns."
        guard url.utf8.count <= maximumURL, url.hasPrefix(start) else { return nil }
        let rest = url.dropFirst(start.count)
        guard let slash = rest.utf8.firstIndex(of: UInt8(ascii: "/")) else { return nil }
        let host = rest[..<slash]
        guard let end = [".amazonaws.com", ".amazonaws.com.cn"].first(where: host.hasSuffix) else {
            return nil
        }
        let region = host.dropLast(end.count).utf8
        let isPlain = region.allSatisfy {
            (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-")
        }
        guard !region.isEmpty, isPlain else { return nil }
        return rest[rest.utf8.index(after: slash)...]
    }
}
