/// A phrase with alternatives in braces: `{stop|cease} mailing {me|us|}` is six phrases.
///
/// An alternative may be empty, and braces may stand inside a word: `stop{s|ped|}`. Braces do not nest, and a phrase
/// cannot hold one that means itself. White space beside alternatives is one blank, and none at the ends, so that an
/// empty alternative leaves no trace.
public struct PhraseAlternatives: Sendable {
    /// Phrases that one entry may become.
    public static let maximumPhrases = 2_000

    public enum Fault: Error, Equatable {
        case unclosed, unopened, nested
        /// At least so many phrases.
        case tooMany(Int)
    }

    private let text: [UInt8]
    /// The stretches of the text, each with its alternatives; what stands outside braces has one.
    private let parts: [[Range<Int>]]
    /// Phrases that it stands for.
    public let count: Int

    public init(_ phrase: String) throws(Fault) {
        text = Array(phrase.utf8)
        parts = try Self.parts(of: text)
        var count = 1
        for choices in parts {
            count *= choices.count
            guard count <= Self.maximumPhrases else { throw .tooMany(count) }
        }
        self.count = count
    }

    /// One of the phrases has nothing to look for.
    public var mayBeEmpty: Bool {
        parts.allSatisfy { choices in choices.contains { !Self.isInked(text[$0]) } }
    }

    /// There is more to look for than blanks, hyphens and open edges.
    public static func isInked(_ phrase: some Sequence<UInt8>) -> Bool {
        phrase.contains { $0 > 0x20 && $0 != 0x2A && $0 != 0x2D }
    }

    /// Calls `body` with the UTF-8 of each phrase in order, those of the first alternative first.
    public func forEach(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        if parts == [[text.indices]] { return text.withUnsafeBufferPointer(body) }
        var chosen = [Int](repeating: 0, count: parts.count)
        var phrase: [UInt8] = []
        phrase.reserveCapacity(text.count)
        for number in 0..<count {
            var rest = number
            for (place, choices) in parts.enumerated().reversed() {
                chosen[place] = rest % choices.count
                rest /= choices.count
            }
            phrase.removeAll(keepingCapacity: true)
            for (choices, choice) in zip(parts, chosen) { Self.append(text[choices[choice]], to: &phrase) }
            if phrase.last == 0x20 { phrase.removeLast() }
            phrase.withUnsafeBufferPointer(body)
        }
    }

    /// The phrases, written out.
    public var phrases: [String] {
        var phrases: [String] = []
        forEach { phrases.append(String(decoding: $0, as: UTF8.self)) }
        return phrases
    }

    private static func parts(of text: [UInt8]) throws(Fault) -> [[Range<Int>]] {
        var parts: [[Range<Int>]] = []
        var choices: [Range<Int>] = []
        var start = 0
        var isInside = false
        for (place, byte) in text.enumerated() {
            switch byte {
            case 0x7B:
                if isInside { throw .nested }
                if start < place { parts.append([start..<place]) }
                (start, isInside) = (place + 1, true)
            case 0x7C where isInside:
                choices.append(start..<place)
                start = place + 1
            case 0x7D:
                guard isInside else { throw .unopened }
                parts.append(choices + [start..<place])
                choices.removeAll()
                (start, isInside) = (place + 1, false)
            default: break
            }
        }
        if isInside { throw .unclosed }
        if start < text.count || parts.isEmpty { parts.append([start..<text.count]) }
        return parts
    }

    /// White space as one blank, and none at the beginning.
    private static func append(_ stretch: ArraySlice<UInt8>, to phrase: inout [UInt8]) {
        for byte in stretch {
            let isBlank = byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
            if !isBlank {
                phrase.append(byte)
            } else if let last = phrase.last, last != 0x20 {
                phrase.append(0x20)
            }
        }
    }
}
