import Foundation
import Testing

@testable import Credentials

private let refused: [(text: String, error: CredentialsError)] = [
    ("", .empty(field: "password")), ("a\rb", .lineEnd(field: "password")),
    ("a\nb", .lineEnd(field: "password")), ("a\r\nA1 DELETE INBOX", .lineEnd(field: "password")),
    ("a\u{0}", .lineEnd(field: "password")),
]

@Test("what is no secret", arguments: refused)
func refusesText(_ text: String, _ error: CredentialsError) {
    #expect(throws: error) { try Secret(text, field: "password") }
}

@Test("a secret shows itself nowhere")
func hides() throws {
    struct Account { let user: String, password: Secret? }
    let account = Account(user: "anna", password: try Secret("geheim"))
    var dumped = ""
    dump(account, to: &dumped)
    let keys = try SealingKeys(SealingKeys.newKey())
    dump(keys, to: &dumped)
    for text in ["\(account)", String(reflecting: account), dumped, "\(keys)", String(reflecting: keys)] {
        #expect(!text.contains("geheim") && !text.contains("SymmetricKey"), "\(text)")
    }
}

private let secrets = ["x", "päss wörd \t\"\\", String(repeating: "long", count: 5_000), "🔑"]

@Test("sealed, written, read, opened", arguments: secrets)
func opensAgain(_ text: String) throws {
    let keys = try SealingKeys(SealingKeys.newKey())
    let sealed = try keys.seal(try Secret(text), for: "mailbox/1")
    #expect(!sealed.description.contains(text) || text == "x")
    let read = try #require(SealedSecret(sealed.description))
    #expect(read == sealed)
    #expect(try keys.open(read, for: "mailbox/1").revealed == text)
    // The same secret twice is not the same text.
    #expect(try keys.seal(try Secret(text), for: "mailbox/1") != sealed)
}

@Test("nothing opens at another place, with another key, or changed in any byte")
func refusesChanged() throws {
    let keys = try SealingKeys(SealingKeys.newKey())
    let others = try SealingKeys(SealingKeys.newKey())
    let sealed = try keys.seal(try Secret("geheim"), for: "mailbox/1")
    #expect(throws: CredentialsError.damaged(place: "mailbox/2")) { try keys.open(sealed, for: "mailbox/2") }
    #expect(throws: CredentialsError.unknownKey(id: sealed.keyID)) {
        try others.open(sealed, for: "mailbox/1")
    }
    for index in sealed.box.indices {
        var box = sealed.box
        box[index] ^= 1
        let changed = SealedSecret(keyID: sealed.keyID, box: box)
        #expect(throws: CredentialsError.damaged(place: "mailbox/1")) {
            try keys.open(changed, for: "mailbox/1")
        }
    }
}

private let broken = [
    "", "1", "1..", "2.00000000.AAAA", "1.0000000.AAAA", "1.0000000G.AAAA", "1.00000000.", "1.00000000.!!!!",
    "1.00000000.AAAA", "1.00000000.AAAA.x",
]

@Test("texts that are no sealed secret", arguments: broken)
func refusesForm(_ text: String) {
    #expect(SealedSecret(text) == nil)
}

@Test("rotation: the first key seals, the old one still opens, then it can go")
func rotates() throws {
    let (old, new) = (SealingKeys.newKey(), SealingKeys.newKey())
    let before = try SealingKeys(old)
    let during = try SealingKeys("\(new)\n\(old)")
    let after = try SealingKeys(new)
    let sealed = try before.seal(try Secret("geheim"), for: "here")
    #expect(try during.open(sealed, for: "here").revealed == "geheim")
    let resealed = try #require(try during.resealed(sealed, for: "here"))
    #expect(try after.open(resealed, for: "here").revealed == "geheim")
    #expect(try during.resealed(resealed, for: "here") == nil)
    #expect(throws: CredentialsError.unknownKey(id: sealed.keyID)) { try after.open(sealed, for: "here") }
}

private let good = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
private let keyTexts: [(text: String, count: Int?, error: CredentialsError?)] = [
    (good, 1, nil), ("  \(good) # the current one\n\n# old\n\(good)\n", 2, nil), ("\(good),\(good)", 2, nil),
    ("", nil, .noKey(variable: "SLUICE_SEALING_KEYS")),
    ("# none", nil, .noKey(variable: "SLUICE_SEALING_KEYS")),
    ("secret", nil, .badKey(number: 1)), ("\(good) AAAA", nil, .badKey(number: 2)),
]

@Test("lists of keys", arguments: keyTexts)
func readsKeys(_ text: String, _ count: Int?, _ error: CredentialsError?) {
    do throws(CredentialsError) {
        let keys = try SealingKeys(text)
        let ids = keys.description.dropFirst("sealing keys ".count).split(separator: ", ")
        #expect(ids.count == count)
    } catch let found {
        #expect(found == error)
        #expect(!found.description.contains("secret,"))
    }
}

@Test("keys from the environment or from a file")
func loadsKeys() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "sluice-keys-\(UUID().uuidString)")
    try "\(good)\n".write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let byFile = try SealingKeys.load(["SLUICE_SEALING_KEYS_FILE": file.path])
    let direct = try SealingKeys.load(["SLUICE_SEALING_KEYS": good])
    let sealed = try byFile.seal(try Secret("geheim"), for: "here")
    #expect(try direct.open(sealed, for: "here").revealed == "geheim")
    #expect(throws: CredentialsError.noKey(variable: "SLUICE_SEALING_KEYS")) { try SealingKeys.load([:]) }
    #expect(throws: CredentialsError.unreadableKeyFile(path: "/nowhere")) {
        try SealingKeys.load(["SLUICE_SEALING_KEYS_FILE": "/nowhere"])
    }
}
