/// Collects the phrases of a rule set and what each means, then builds the automaton.
struct PatternBook {
    private var indexOf: [PhraseAutomaton.Pattern: Int] = [:]
    private var order: [PhraseAutomaton.Pattern] = []
    private var meanings: [[UInt32]] = []

    /// Adds a phrase in all the forms its writers use. False where nothing is left of it after folding.
    @discardableResult
    mutating func add(_ phrase: String, meaning: UInt32) -> Bool {
        let forms = Self.forms(of: phrase)
        for form in forms {
            if let index = indexOf[form] {
                if !meanings[index].contains(meaning) { meanings[index].append(meaning) }
            } else {
                indexOf[form] = order.count
                order.append(form)
                meanings.append([meaning])
            }
        }
        return !forms.isEmpty
    }

    func build() -> (automaton: PhraseAutomaton, meanings: [[UInt32]]) {
        (PhraseAutomaton(order), meanings)
    }

    /// The folded phrase; umlauts also written out; apostrophes also left out or blank. `*` opens an edge.
    static func forms(of phrase: String) -> [PhraseAutomaton.Pattern] {
        var text = Substring(phrase)
        let opensLeft = text.hasPrefix("*")
        if opensLeft { text = text.dropFirst() }
        let opensRight = text.hasSuffix("*")
        if opensRight { text = text.dropLast() }
        var spellings = [String(text)]
        let written = writtenOut(text)
        if written != spellings[0] { spellings.append(written) }
        var found: [PhraseAutomaton.Pattern] = []
        for spelling in spellings {
            let folded = trimmed(NormalizedText(spelling).bytes)
            guard !folded.isEmpty else { continue }
            var variants = [folded]
            if folded.contains(0x27) {
                variants.append(folded.filter { $0 != 0x27 })
                variants.append(folded.map { $0 == 0x27 ? 0x20 : $0 })
            }
            for variant in variants where !variant.isEmpty {
                // Hyphens and line ends are blanks to the automaton.
                let bytes = variant.map { $0 == 0x2D || $0 == 0x0A ? 0x20 : $0 }
                let pattern = PhraseAutomaton.Pattern(
                    bytes: bytes, opensLeft: opensLeft, opensRight: opensRight)
                if !found.contains(pattern) { found.append(pattern) }
            }
        }
        return found
    }

    private static func trimmed(_ bytes: [UInt8]) -> [UInt8] {
        var slice = bytes[...]
        while let first = slice.first, first == 0x20 || first == 0x0A { slice = slice.dropFirst() }
        while let last = slice.last, last == 0x20 || last == 0x0A { slice = slice.dropLast() }
        return Array(slice)
    }

    private static func writtenOut(_ text: Substring) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "ä", "Ä": out += "ae"
            case "ö", "Ö": out += "oe"
            case "ü", "Ü": out += "ue"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
