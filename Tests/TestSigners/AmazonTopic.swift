import CalendarTime
import Crypto
import CryptoExtras
import Foundation
import X509

/// A topic of ours: key and certificate are made for the test. Making a key takes long.
package struct AmazonTopic: Sendable {
    package static let certificateURL =
        "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem"
    package static let subscribeURL =
        "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=a&Token=b"
    package static let arn = "arn:aws:sns:eu-west-1:123456789012:bounces"
    /// JSON's and the string's own escapes are where a signature goes wrong.
    package static let message = "{\"a\":\"line\\n\"}\nÄ \"quoted\""

    /// Valid for ten days around `now`.
    package let pem: [UInt8]
    private let key: _RSA.Signing.PrivateKey
    private let now: Instant

    package init(at now: Instant) throws {
        self.now = now
        key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        let name = try DistinguishedName { CommonName("sns.amazonaws.com") }
        let start = Date(timeIntervalSince1970: Double(now.seconds) - 86_400)
        let certificate = try Certificate(
            version: .v3, serialNumber: .init(), publicKey: .init(key.publicKey), notValidBefore: start,
            notValidAfter: start.addingTimeInterval(10 * 86_400), issuer: name, subject: name,
            signatureAlgorithm: .sha256WithRSAEncryption, extensions: .init(), issuerPrivateKey: .init(key))
        pem = Array(try certificate.serializeAsPEM().pemString.utf8)
    }

    /// A signed request, of a minute ago unless `time` says; `change` alters the fields after the signature.
    package func request(
        type: String = "Notification", version: String = "1", id: String = "22b80b92-1",
        message: String = message, subject: String? = nil, topic: String = arn, time: String? = nil,
        certificateURL: String = certificateURL, subscribeURL: String = subscribeURL, header: String? = nil,
        change: (inout [String: String]) -> Void = { _ in }
    ) throws -> SignedPost {
        var fields = [
            "Type": type, "MessageId": id, "TopicArn": topic, "Message": message,
            "Timestamp": time ?? now.adding(seconds: -60).iso8601, "SignatureVersion": version,
            "SigningCertURL": certificateURL,
        ]
        fields["Subject"] = subject
        if type != "Notification" {
            fields["Token"] = "2336412f"
            fields["SubscribeURL"] = subscribeURL
        }
        let names =
            type == "Notification"
            ? ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"]
            : ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"]
        let text = Data(names.compactMap { name in fields[name].map { "\(name)\n\($0)\n" } }.joined().utf8)
        let signature =
            version == "2"
            ? try key.signature(for: SHA256.hash(data: text), padding: .insecurePKCS1v1_5)
            : try key.signature(for: Insecure.SHA1.hash(data: text), padding: .insecurePKCS1v1_5)
        fields["Signature"] = signature.rawRepresentation.base64EncodedString()
        change(&fields)
        return SignedPost(
            headers: [("x-amz-sns-message-type", header ?? type), ("X-Amz-Sns-Message-Id", id)],
            body: Array(try JSONEncoder().encode(fields)))
    }
}
