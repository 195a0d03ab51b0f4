import Intake
import LeadStages
import Testing

@testable import Webhooks

/// A payload and what it says: events as `signal recipient message status`, with `-` for what is not there.
struct EventRow: CustomTestStringConvertible, Sendable {
    let body: String
    let says: [String]
    let notes: [WebhookNote.Reason]

    init(_ body: String, _ says: String..., notes: [WebhookNote.Reason] = []) {
        self.body = body
        self.says = says
        self.notes = notes
    }

    var testDescription: String { String(body.prefix(120)) }

    func check(_ request: WebhookRequest, _ provider: WebhookProvider, _ proof: WebhookProof) {
        let decoded = WebhookDecoding.decode(request, provider: provider, proof: proof)
        #expect(decoded.events.map(Self.text) == says)
        #expect(decoded.notes.map(\.reason) == notes)
        #expect(decoded.mails.isEmpty && decoded.fetches.isEmpty)
        let ids = decoded.events.map(\.id)
        #expect(Set(ids).count == ids.count)
        #expect(ids.allSatisfy { $0.hasPrefix("\(provider.rawValue):") })
        // The same request again is the same events.
        let again = WebhookDecoding.decode(request, provider: provider, proof: proof)
        #expect(again.events == decoded.events)
    }

    private static func text(_ event: ProviderEvent) -> String {
        let recipient = event.recipient.isEmpty ? "-" : event.recipient
        return "\(event.signal.rawValue) \(recipient) \(event.messageID ?? "-") \(event.status ?? "-")"
    }
}
