import Ingestion
import Store
import Testing

@testable import WebService

private let old = UnsubscribeKey(id: 1, bytes: Array(repeating: 7, count: 32))
private let new = UnsubscribeKey(id: 2, bytes: Array(repeating: 9, count: 32))
private let target = OneClick.Target(workspace: RowID(3), enrollment: RowID(41), send: RowID(1_000_000))

@Test("a token leads back to its mail, also after the key was changed")
func tokens() {
    let token = UnsubscribeToken(keys: [old]).text(target)
    #expect(UnsubscribeToken(keys: [new, old]).target(token) == target)
    #expect(UnsubscribeToken(keys: [new]).target(token) == nil)
    #expect(!token.contains("@"))
}

@Test("a token with any other character in any place leads nowhere")
func forgedTokens() {
    let tokens = UnsubscribeToken(keys: [old])
    let token = Array(tokens.text(target))
    for index in token.indices {
        var changed = token
        changed[index] = changed[index] == "A" ? "B" : "A"
        // The last character holds bits that stand for nothing.
        if let found = tokens.target(String(changed)) { #expect(index == token.count - 1 && found == target) }
    }
    for text in ["", "A", "%%%", String(token.dropLast(4)), String(token) + "AAAA"] {
        #expect(tokens.target(text) == nil)
    }
}
