/// Fixed phrases that are looked for in text, each with what it means. One pass: a table of the first two bytes says
/// where a phrase may begin. ASCII letters match in either case; white space of the text is as it stands there.
struct PhraseSet<Meaning: Sendable>: Sendable {
    private struct Phrase: Sendable {
        let bytes: [UInt8]
        let meaning: Meaning
    }

    /// By hash of the first two bytes; a place without phrases is empty.
    private var buckets: [[Phrase]]
    private var isUsed: [Bool]
    private static var size: Int { 1_024 }

    /// Phrases are written in lower case and have two bytes at least; shorter ones are left out.
    init(_ phrases: [(text: String, meaning: Meaning)]) {
        buckets = Array(repeating: [], count: Self.size)
        isUsed = Array(repeating: false, count: Self.size)
        for (text, meaning) in phrases {
            let bytes = Array(text.utf8)
            guard bytes.count >= 2 else { continue }
            let place = Self.place(bytes[0], bytes[1])
            buckets[place].append(Phrase(bytes: bytes, meaning: meaning))
            isUsed[place] = true
        }
    }

    init(_ phrases: KeyValuePairs<String, Meaning>) {
        self.init(phrases.map { (text: $0.key, meaning: $0.value) })
    }

    private static func place(_ first: UInt8, _ second: UInt8) -> Int {
        (Int(ASCII.lowercased(first)) &* 31 &+ Int(ASCII.lowercased(second))) & (size - 1)
    }

    /// The meaning of the phrase that stands first.
    func first(in text: [UInt8]) -> Meaning? {
        guard text.count >= 2 else { return nil }
        for index in 0..<(text.count - 1) where isUsed[Self.place(text[index], text[index + 1])] {
            for phrase in buckets[Self.place(text[index], text[index + 1])]
            where Self.stands(phrase.bytes, at: index, in: text) {
                return phrase.meaning
            }
        }
        return nil
    }

    private static func stands(_ phrase: [UInt8], at start: Int, in text: [UInt8]) -> Bool {
        guard start + phrase.count <= text.count else { return false }
        for offset in phrase.indices where ASCII.lowercased(text[start + offset]) != phrase[offset] {
            return false
        }
        return true
    }
}

extension PhraseSet where Meaning == Bool {
    init(_ phrases: [String]) {
        self.init(phrases.map { (text: $0, meaning: true) })
    }

    func stands(in text: [UInt8]) -> Bool { first(in: text) != nil }
}
