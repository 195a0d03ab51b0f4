/// Folded phrases, found at the start of a text or anywhere in it, in time that grows with the text alone.
struct PhraseTable: Sendable {
    /// By the first byte.
    private let buckets: [[[UInt8]]]

    init(_ phrases: [String]) {
        var buckets: [[[UInt8]]] = Array(repeating: [], count: 256)
        for phrase in phrases {
            let bytes = Array(phrase.utf8)
            if let first = bytes.first { buckets[Int(first)].append(bytes) }
        }
        self.buckets = buckets
    }

    func beginsText(_ text: some StringProtocol) -> Bool { begins(Array(text.utf8)[...]) }

    /// True when the text after leading marks of this kind begins with a phrase.
    func beginsText(_ text: String, after marks: Set<UInt8>) -> Bool {
        begins(Array(text.utf8).drop { marks.contains($0) })
    }

    private func begins(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let first = bytes.first else { return false }
        return buckets[Int(first)].contains { bytes.starts(with: $0) }
    }

    func occurs(in text: some StringProtocol) -> Bool {
        let bytes = Array(text.utf8)
        return bytes.indices.contains { begins(bytes[$0...]) }
    }

    /// Like `occurs`, but a phrase of ASCII letters has to be a word of its own.
    func occursAsWord(in text: some StringProtocol) -> Bool {
        let bytes = Array(text.utf8)
        for start in bytes.indices {
            for phrase in buckets[Int(bytes[start])] where bytes[start...].starts(with: phrase) {
                guard phrase.allSatisfy({ $0 < 0x80 }) else { return true }
                let end = start + phrase.count
                let opens = start == 0 || !PhraseTable.isLetter(bytes[start - 1])
                let closes = end == bytes.count || !PhraseTable.isLetter(bytes[end])
                if opens && closes { return true }
            }
        }
        return false
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte >= 0x80
    }
}
