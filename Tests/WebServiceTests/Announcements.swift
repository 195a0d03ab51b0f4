import CurlTransport
import Store
import TestServers
import TestSigners
import Testing
import Webhooks

@testable import WebService

/// The running service with a mailbox of ours and a worker, and one server in the place of Resend and of S3.
final class Announcements: Sendable {
    static let mailbox = "mia@ours.example"
    static let providers: [WebhookProvider] = [.resend, .ses]

    let service: HookService
    let worker: HookWorker
    private let server: StubServer
    private let client: CurlClient
    private let topic: AmazonTopic

    private static let sharedTopic = Result { try AmazonTopic(at: HookService.start) }

    init() async throws {
        let topic = try Self.sharedTopic.get()
        let server = try await StubServer("announced_mail.py", tls: true)
        var configuration = ClientConfiguration()
        configuration.certificateFile = try await TestCertificate.shared.certificate
        let client = try CurlClient(configuration)
        service = try await HookService { request throws(TransportError) in
            if request.url == AmazonTopic.certificateURL { return HTTPResponse(status: 200, body: topic.pem) }
            return try await client.send(Self.led(request, to: server.port))
        }
        (self.topic, self.server, self.client) = (topic, server, client)
        worker = HookWorker(service.parts, workspace: service.workspace) { _ in }
        try await service.write { _ = try $0.createMailbox(Self.mailbox) }
    }

    deinit { client.shutDown() }

    /// The same request to our server, which knows by the field Host who is meant.
    private static func led(_ request: HTTPRequest, to port: Int) -> HTTPRequest {
        let start = "https://"
        #expect(request.url.hasPrefix(start) && request.maximumRedirects == 0)
        let rest = request.url.dropFirst(start.count)
        let host = rest.prefix { $0 != "/" }
        var led = request
        led.url = "https://localhost:\(port)" + rest.dropFirst(host.count)
        led.fields.append(HTTPField("Host", String(host)))
        led.addresses = .any
        return led
    }

    /// What proves the provider, and the keys that `announced_mail.py` takes.
    static var settings: WebhookSettings {
        WebhookSettings(
            signingKey: SvixSender.secret, topics: [AmazonTopic.arn], apiKey: "re_right",
            accessKeyID: "AKIDRIGHT", secretAccessKey: "secret-right")
    }

    static func raw(_ name: String) -> [UInt8] {
        let head =
            "From: anna@their.example\r\nTo: mia@ours.example\r\nMessage-ID: <\(name)@their.example>\r\n"
            + "Subject: \(name)\r\n\r\nGr"
        return Array(head.utf8) + [0xFC, 0xDF] + Array("e\r\n".utf8)
    }

    /// Posts that a mail came; `name` says what becomes of it.
    func announce(
        _ name: String, on source: WebhookSource, to recipient: String = mailbox, as id: String? = nil
    ) async throws {
        let id = id ?? "n-\(name)"
        let post: SignedPost
        if source.provider == WebhookProvider.resend.rawValue {
            post = SvixSender.post(
                #"{"type":"email.received","created_at":"2026-03-02T08:59:00Z","data":{"email_id":"\#(name)","from":"anna@their.example","to":["\#(recipient)"],"subject":"x"}}"#,
                id: id, at: service.parts.clock())
        } else {
            post = try topic.request(
                id: id,
                message:
                    #"{"notificationType":"Received","mail":{"messageId":"\#(name)","source":"anna@their.example"},"receipt":{"recipients":["\#(recipient)"],"action":{"type":"S3","bucketName":"mails","objectKey":"in box/\#(name)"}}}"#
            )
        }
        #expect(try await service.post(post, to: source) == 200)
    }

    /// Bytes of all mail that waits to be read.
    func mails() async throws -> [[UInt8]] {
        try await service.write { transaction in
            try transaction.claimDeliveries(
                limit: 100, owner: "test", leaseUntil: transaction.now.adding(seconds: -1)
            )
            .map { try #require($0.mail).bytes() }
        }
    }

    func fault(_ source: WebhookSource) async throws -> String? {
        try await service.write { try $0.latestWebhookFault(of: source.id) }
    }
}
