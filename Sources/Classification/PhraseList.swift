/// Folded phrases as they are collected: their bytes in one array, and for each where it stands and what it means.
///
/// The lexicons of forty languages have more than a million; nothing here is kept for one of them by itself, and an
/// entry takes 24 bytes.
struct PhraseList: Sendable {
    struct Entry: Sendable {
        /// The first eight bytes, the first of them highest, 0 behind the end: it settles most comparisons.
        let head: UInt64
        let start: UInt32
        let length: UInt32
        let meaning: UInt32
        /// Place in `languageSets`.
        fileprivate let languageSet: UInt16
        let opensRight: Bool
    }

    private(set) var bytes: [UInt8] = []
    private(set) var entries: [Entry] = []
    /// Each once: bits of `LanguageGroups`.
    private var languageSets: [UInt64] = []

    mutating func append(
        _ phrase: some Collection<UInt8>, opensRight: Bool, meaning: UInt32, languages: UInt64
    ) {
        let start = bytes.count
        bytes.append(contentsOf: phrase)
        var head: UInt64 = 0
        var shift: UInt64 = 64
        for byte in bytes[start...].prefix(8) {
            shift -= 8
            head |= UInt64(byte) << shift
        }
        entries.append(
            Entry(
                head: head, start: UInt32(start), length: UInt32(bytes.count - start), meaning: meaning,
                languageSet: languageSet(languages), opensRight: opensRight))
    }

    private mutating func languageSet(_ languages: UInt64) -> UInt16 {
        if let place = languageSets.lastIndex(of: languages) { return UInt16(place) }
        languageSets.append(languages)
        return UInt16(languageSets.count - 1)
    }

    /// Bits of the languages in whose texts an entry counts.
    func languages(_ entry: Entry) -> UInt64 { languageSets[Int(entry.languageSet)] }

    /// Sorts by bytes, then closed before open right edges, then meaning.
    mutating func sort() {
        bytes.withUnsafeBufferPointer { bytes in
            entries.sort { one, other in
                if one.head != other.head { return one.head < other.head }
                let order = Self.order(one, other, bytes)
                if order != 0 { return order < 0 }
                if one.opensRight != other.opensRight { return other.opensRight }
                return one.meaning < other.meaning
            }
        }
    }

    /// Calls `body` with the entries of each phrase: those with the same bytes. The list is sorted.
    func forEachPhrase(_ body: (ArraySlice<Entry>) -> Void) {
        var first = 0
        for place in entries.indices.dropFirst() where !isSame(entries[first], entries[place]) {
            body(entries[first..<place])
            first = place
        }
        if first < entries.count { body(entries[first...]) }
    }

    private func isSame(_ one: Entry, _ other: Entry) -> Bool {
        guard one.head == other.head, one.length == other.length else { return false }
        return bytes.withUnsafeBufferPointer { Self.order(one, other, $0) == 0 }
    }

    /// Bytes that both begin with.
    func sharedBytes(_ one: Entry, _ other: Entry) -> Int {
        let shortest = Int(min(one.length, other.length))
        return bytes.withUnsafeBufferPointer { bytes in
            (0..<shortest).first { bytes[Int(one.start) + $0] != bytes[Int(other.start) + $0] } ?? shortest
        }
    }

    func phrase(_ entry: Entry) -> ArraySlice<UInt8> {
        bytes[Int(entry.start)...].prefix(Int(entry.length))
    }

    /// Below, at or above 0 as the bytes of the one stand before, equal or follow those of the other.
    private static func order(_ one: Entry, _ other: Entry, _ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        let shared = Int(min(one.length, other.length))
        for offset in 0..<shared {
            let left = bytes[Int(one.start) + offset]
            let right = bytes[Int(other.start) + offset]
            if left != right { return left < right ? -1 : 1 }
        }
        return Int(one.length) - Int(other.length)
    }
}
