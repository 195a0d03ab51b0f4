import Testing
import Webhooks

@testable import WebService

@Test("a provider is asked for what it needs, and needs some of it", arguments: WebhookProvider.allCases)
func asksForProof(_ provider: WebhookProvider) {
    let asked = ProofField.allCases.filter { $0.providers.contains(provider) }
    let filled = ProofField.settings { asked.contains($0) ? "value" : nil }
    let others = ProofField.settings { asked.contains($0) ? nil : "value" }
    #expect(provider.missing(filled) == nil)
    #expect(provider.missing(others) != nil, "a field that the form of this provider does not show proves it")
}
