import CalendarTime
import Crypto
import CryptoExtras
import Foundation
import X509

extension WebhookCheck {
    /// Anybody may point a topic of his own at our URL, and Amazon signs for him: the topic counts as well.
    func amazon(_ certificates: [String: [UInt8]]) -> WebhookVerdict {
        guard let envelope = AmazonEnvelope(request.body) else { return .refused(.malformed("SNS envelope")) }
        guard request.header("x-amz-sns-message-type").map({ $0 == envelope.kind.rawValue }) ?? true,
            request.header("x-amz-sns-message-id").map({ $0 == envelope.id }) ?? true
        else { return .refused(.malformed("SNS header that agrees with the body")) }
        let topics = settings.topics ?? []
        let isAllowed = topics.contains(envelope.topic)
        // A request to confirm may come before the topic is known: that is how the operator learns its name.
        if !isAllowed, envelope.kind != .subscription {
            return .refused(topics.isEmpty ? .notConfigured("topics") : .unknownTopic)
        }
        guard let time = Instant(iso8601: envelope.timestamp) else {
            return .refused(.malformed("Timestamp"))
        }
        guard isFresh(time) else { return .refused(.stale) }
        guard AmazonEnvelope.isCertificateURL(envelope.certificateURL) else { return .refused(.foreignURL) }
        guard let pem = certificates[envelope.certificateURL] else {
            return .needs(.certificate(url: envelope.certificateURL))
        }
        if let refusal = refusal(of: envelope, pem) { return .refused(refusal) }
        guard envelope.kind == .subscription else { return .accepted(.signature) }
        guard let url = envelope.subscribeURL, AmazonEnvelope.isSubscribeURL(url) else {
            return .refused(.foreignURL)
        }
        let offer = SubscriptionOffer(topic: envelope.topic, url: url, isAllowed: isAllowed)
        return .handshake(WebhookAnswer(200, subscription: offer))
    }

    private func refusal(of envelope: AmazonEnvelope, _ pem: [UInt8]) -> WebhookRefusal? {
        guard let certificate = try? Certificate(pemEncoded: String(decoding: pem, as: UTF8.self)),
            let key = _RSA.Signing.PublicKey(certificate.publicKey)
        else { return .malformed("certificate") }
        let second = Double(now.seconds)
        guard certificate.notValidBefore.timeIntervalSince1970 <= second,
            certificate.notValidAfter.timeIntervalSince1970 >= second
        else { return .expiredCertificate }
        let signature = _RSA.Signing.RSASignature(rawRepresentation: envelope.signature)
        let text = envelope.stringToSign
        switch envelope.signatureVersion {
        case "1":
            guard settings.requiresSignatureVersion2 != true else { return .weakSignature }
            let digest = Insecure.SHA1.hash(data: text)
            return key.isValidSignature(signature, for: digest, padding: .insecurePKCS1v1_5)
                ? nil : .wrongSignature
        case "2":
            let digest = SHA256.hash(data: text)
            return key.isValidSignature(signature, for: digest, padding: .insecurePKCS1v1_5)
                ? nil : .wrongSignature
        default: return .malformed("SignatureVersion")
        }
    }
}
