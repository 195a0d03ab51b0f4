import Credentials
import CurlTransport
import Foundation

/// Mail that Resend received, by the id that its notification told.
///
/// Source: resend.com/docs/api-reference/emails/retrieve-received-email.
public struct ResendMail: Sendable {
    private static let base = "https://api.resend.com/emails/receiving/"
    /// Characters of an id; they are UUIDs.
    private static let maximumID = 100

    private let requests: AnnouncedMailRequests
    private let key: Secret

    public init(key: Secret, ask: @escaping HTTPSender) {
        self.key = key
        requests = AnnouncedMailRequests(place: "Resend", ask: ask)
    }

    /// The message as it came.
    public func message(_ id: String) async throws(AnnouncedMailFault) -> [UInt8] {
        guard (1...Self.maximumID).contains(id.utf8.count), id.utf8.allSatisfy(Self.isPlain) else {
            throw requests.fault(.unusable("mail id"))
        }
        // The HTML is of no use here: with its pictures left out the answer is short.
        let answer = try await requests.get(
            "\(Self.base)\(id)?html_format=cid",
            fields: [
                HTTPField("Authorization", "Bearer \(key.revealed)"), HTTPField("Accept", "application/json"),
            ])
        if [401, 403].contains(answer.status) {
            throw requests.fault(.keyRefused(answer.status, needed: "may read received mail"))
        }
        guard answer.status == 200 else { throw requests.fault(answer) }
        guard let email = try? JSONDecoder().decode(ReceivedEmail.self, from: Data(answer.body)) else {
            throw requests.fault(
                .provider(ProviderFault(place: requests.place, .damaged("the answer about a mail"))))
        }
        guard let url = email.raw?.download_url else { throw requests.fault(.notThere) }
        // On what host it is kept is not documented. The link is signed for itself: our key does not go there.
        guard url.hasPrefix("https://") else {
            throw requests.fault(.provider(ProviderFault(place: requests.place, .foreignLink)))
        }
        let message = try await requests.get(url)
        guard message.status == 200, !message.body.isEmpty else { throw requests.fault(message) }
        return message.body
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: "_")
    }
}

private struct ReceivedEmail: Decodable {
    struct Source: Decodable {
        let download_url: String?
    }
    let raw: Source?
}
