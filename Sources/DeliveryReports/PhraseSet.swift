/// Fixed phrases that are looked for in text, each with what it means. One pass: a table of the first three bytes says
/// where a phrase may begin. ASCII letters match in either case; white space of the text is as it stands there.
struct PhraseSet<Meaning: Sendable>: Sendable {
    /// The phrases behind each other, those of one bucket in the order given; phrase `i` is
    /// `bytes[starts[i]..<starts[i + 1]]`.
    private let bytes: [UInt8]
    private let starts: [Int]
    private let meanings: [Meaning]
    /// The phrases of bucket `i` are `buckets[i]..<buckets[i + 1]`.
    private let buckets: [Int]
    /// A bit for each bucket that holds a phrase: small enough to stay at hand while a text is read.
    private let marks: [UInt64]

    /// Buckets, as bits of the hash.
    private static var sizeBits: UInt32 { 12 }

    /// Phrases are written in lower case and have three bytes at least; shorter ones are left out.
    init(_ phrases: [(text: String, meaning: Meaning)]) {
        let size = 1 << Int(Self.sizeBits)
        let known = phrases.map { (bytes: Array($0.text.utf8), meaning: $0.meaning) }.filter {
            $0.bytes.count >= 3
        }
        let places = known.map { Self.place($0.bytes.prefix(3).reduce(0, Self.key)) }
        var buckets = [Int](repeating: 0, count: size + 1)
        var marks = [UInt64](repeating: 0, count: size / 64)
        for place in places {
            buckets[place + 1] += 1
            marks[place >> 6] |= 1 << UInt64(place & 63)
        }
        for place in 0..<size { buckets[place + 1] += buckets[place] }
        // By bucket, then as given: which phrase of two at one place is found is no matter of chance.
        let order = known.indices.sorted { (places[$0], $0) < (places[$1], $1) }
        bytes = order.flatMap { known[$0].bytes }
        starts = order.reduce(into: [0]) { $0.append($0[$0.count - 1] + known[$1].bytes.count) }
        meanings = order.map { known[$0].meaning }
        self.buckets = buckets
        self.marks = marks
    }

    init(_ phrases: KeyValuePairs<String, Meaning>) {
        self.init(phrases.map { (text: $0.key, meaning: $0.value) })
    }

    /// `key`: three bytes with the bit of lower case set. That bit makes other bytes alike too, which costs a
    /// comparison and no more.
    @inline(__always)
    private static func place(_ key: UInt32) -> Int { Int((key &* 0x9E37_79B1) >> (32 - sizeBits)) }

    /// The key that goes on with one byte.
    @inline(__always)
    private static func key(_ key: UInt32, _ byte: UInt8) -> UInt32 {
        (key << 8 | UInt32(byte | 0x20)) & 0xFF_FFFF
    }

    @inline(__always)
    private func isUsed(_ place: Int) -> Bool { marks[place >> 6] >> UInt64(place & 63) & 1 != 0 }

    /// The meaning of the phrase that stands first.
    func first(in text: Span<UInt8>) -> Meaning? {
        guard text.count >= 3 else { return nil }
        var key = Self.key(Self.key(0, text[0]), text[1])
        for index in 2..<text.count {
            key = Self.key(key, text[index])
            let place = Self.place(key)
            if isUsed(place), let meaning = meaning(at: index - 2, of: text, bucket: place) { return meaning }
        }
        return nil
    }

    func first(in text: [UInt8]) -> Meaning? { first(in: text.span) }

    /// The meaning of a phrase that the text begins with.
    func beginning(_ text: Span<UInt8>) -> Meaning? {
        guard text.count >= 3 else { return nil }
        let key = Self.key(Self.key(Self.key(0, text[0]), text[1]), text[2])
        return meaning(at: 0, of: text, bucket: Self.place(key))
    }

    private func meaning(at start: Int, of text: Span<UInt8>, bucket: Int) -> Meaning? {
        for phrase in buckets[bucket]..<buckets[bucket + 1] where stands(phrase, at: start, in: text) {
            return meanings[phrase]
        }
        return nil
    }

    private func stands(_ phrase: Int, at start: Int, in text: Span<UInt8>) -> Bool {
        let first = starts[phrase]
        let end = starts[phrase + 1]
        guard start + end - first <= text.count else { return false }
        for place in first..<end where ASCII.lowercased(text[start + place - first]) != bytes[place] {
            return false
        }
        return true
    }
}

extension PhraseSet where Meaning == Bool {
    init(_ phrases: [String]) {
        self.init(phrases.map { (text: $0, meaning: true) })
    }

    func stands(in text: Span<UInt8>) -> Bool { first(in: text) != nil }
    func stands(in text: [UInt8]) -> Bool { first(in: text) != nil }
}
