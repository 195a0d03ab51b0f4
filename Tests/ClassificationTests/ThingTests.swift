import Classification
import MailFormat
import Testing

private enum Expected { case optOut, person, reply }

private let texts: [(text: String, expected: Expected)] = [
    ("Please stop sending me the contract.", .person),
    ("Please stop sending me the contract, PDF drafts are enough.", .reply),
    ("Please stop sending me the contract. What does it cost?", .reply),
    ("Please stop sending me the contract before Tuesday.", .reply),
    ("Please stop sending me contracts and offers.", .optOut),
    ("Please stop sending me the contract. Take me off your list.", .optOut),
    ("Please stop sending me anything.", .optOut),
]

@Test("a thing of the deal beside the verb of an opt-out", arguments: texts)
private func readsThings(_ text: String, _ expected: Expected) throws {
    let message = """
        From: Kim Doe <kim.doe@kundin.example>\r
        To: mia@outreach.northwind.example\r
        Subject: Re: Our call\r
        Date: Tue, 10 Mar 2026 09:12:00 +0000\r
        In-Reply-To: <slc.1@outreach.northwind.example>\r
        \r
        \(text)\r\n
        """
    let verdict = ShippedRules.classifier.classify(Message(Array(message.utf8)), receivedAt: nil)
    #expect(verdict.optOut == (expected == .optOut))
    #expect(verdict.kind == (expected == .optOut ? .unsubscribe : .reply))
    #expect(verdict.needsReview == (expected == .person))
    if expected == .person {
        #expect(verdict.runnerUp?.kind == .unsubscribe)
        #expect(
            verdict.evidence.contains { $0.rule == "unsubscribe.of-a-thing-perhaps" && $0.text == "contract" }
        )
    }
}
