import CalendarTime
import DataFormats
import Foundation
import TestSigners

@testable import Webhooks

/// 2026-03-01T12:00:00Z
let now = Instant(seconds: 1_772_366_400)

func post(
    _ body: String, headers: [(name: String, value: String)] = [], query: [String: String] = [:],
    url: String = ""
) -> WebhookRequest {
    WebhookRequest(headers: headers, query: query, url: url, body: Array(body.utf8), receivedAt: now)
}

extension WebhookRequest {
    init(_ post: SignedPost) { self.init(headers: post.headers, body: post.body, receivedAt: now) }
}

func basic(_ user: String, _ password: String) -> (name: String, value: String) {
    ("Authorization", "Basic " + Data("\(user):\(password)".utf8).base64EncodedString())
}

/// `application/x-www-form-urlencoded`
func form(_ fields: [(String, String)], headers: [(name: String, value: String)] = []) -> WebhookRequest {
    func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            byte == 0x20
                ? "+"
                : (48...57).contains(byte) || (97...122).contains(byte)
                    ? String(UnicodeScalar(byte)) : "%" + Hex.encode([byte]).uppercased()
        }.joined()
    }
    let body = fields.map { "\(encoded($0.0))=\(encoded($0.1))" }.joined(separator: "&")
    return post(body, headers: [("Content-Type", "application/x-www-form-urlencoded")] + headers)
}

/// `multipart/form-data`; a field with a file name is a file.
func multipart(_ fields: [(name: String, file: String?, bytes: [UInt8])]) -> WebhookRequest {
    var body: [UInt8] = []
    for field in fields {
        let file = field.file.map { "; filename=\"\($0)\"\r\nContent-Type: application/pdf" } ?? ""
        body += Array("--xYz\r\nContent-Disposition: form-data; name=\"\(field.name)\"\(file)\r\n\r\n".utf8)
        body += field.bytes + [13, 10]
    }
    body += Array("--xYz--\r\n".utf8)
    return WebhookRequest(
        headers: [("content-type", "multipart/form-data; boundary=xYz")], body: body, receivedAt: now)
}

/// The SNS envelope around a message, not signed.
func amazon(_ message: String, type: String = "Notification", id: String = "m-1") -> WebhookRequest {
    let fields = [
        "Type": type, "MessageId": id, "TopicArn": "arn:aws:sns:eu-west-1:1:t", "Message": message,
        "Timestamp": "2026-03-01T11:59:00.000Z", "SignatureVersion": "1", "Signature": "AAAA",
        "SigningCertURL": "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-ab.pem",
    ]
    // A dictionary of texts always has a JSON form.
    let body = (try? JSONEncoder().encode(fields)) ?? Data()
    return WebhookRequest(body: Array(body), receivedAt: now)
}

extension WebhookVerdict {
    var proof: WebhookProof? {
        guard case .accepted(let proof) = self else { return nil }
        return proof
    }

    var refusal: WebhookRefusal? {
        guard case .refused(let refusal) = self else { return nil }
        return refusal
    }
}

func check(
    _ request: WebhookRequest, _ provider: WebhookProvider, _ settings: WebhookSettings,
    at time: Instant = now,
    certificates: [String: [UInt8]] = [:], keySet: [UInt8]? = nil
) async -> WebhookVerdict {
    await WebhookAuthentication.check(
        request, provider: provider, settings: settings, now: time, certificates: certificates, keySet: keySet
    )
}
