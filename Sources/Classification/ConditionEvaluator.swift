/// Answers conditions about one message from the hits, never from the text.
///
/// Large, and handed on in place: one lives for one verdict.
struct ConditionEvaluator {
    typealias Hit = TextIndex.Hit

    private(set) var index: TextIndex
    let facts: MessageFacts
    let rules: CompiledRules
    let dates: [Hit]
    let language: String?
    /// By number of the fact.
    private var established: [Bool]
    /// Words about a thing of the deal count like all others: what would hold if they were meant of the mail.
    var readsThingsAsMail = false
    /// A word did not count because it is about a thing.
    var hasPassedOverThing = false
    /// Of the condition at hand, as far as it is evaluated.
    private var findings: [Finding] = []

    init(index: TextIndex, facts: MessageFacts, rules: CompiledRules, dates: [Hit], language: String?) {
        self.index = index
        self.facts = facts
        self.rules = rules
        self.dates = dates
        self.language = language
        established = [Bool](repeating: false, count: rules.facts.count)
    }

    /// The bits of `SignLayout` that the message has; what stands in quoted text has none.
    func signs() -> [UInt64] {
        let layout = rules.signs
        var signs = [UInt64](repeating: 0, count: layout.words)
        func set(_ bit: Int) { signs[bit / 64] |= 1 << UInt64(bit % 64) }
        signs[0] = facts.structures
        index.hits.markConcepts(in: &signs, from: 1)
        for number in 0..<layout.headers where facts.hasHeader(number) { set(layout.bit(ofHeader: number)) }
        if !dates.isEmpty { set(layout.dateBit) }
        return signs
    }

    /// The fact of that number holds from now on, and has its sign.
    mutating func establish(_ fact: Int, in signs: UnsafeMutableBufferPointer<UInt64>) {
        established[fact] = true
        let bit = rules.signs.bit(ofFact: fact)
        signs[bit / 64] |= 1 << UInt64(bit % 64)
    }

    /// Places that made the condition at a place of `CompiledRules.conditions` true, for the evidence; nil where it is
    /// false.
    mutating func evaluate(_ condition: Int, _ signs: UnsafeBufferPointer<UInt64>) -> [Finding]? {
        findings.removeAll(keepingCapacity: true)
        let rules = rules
        let isHeld = rules.conditions.nodes.withUnsafeBufferPointer { holds(condition, $0, signs) }
        return isHeld ? findings : nil
    }

    /// Adds what made the condition true to `findings`; where it is false they are as they were.
    private mutating func holds(
        _ place: Int, _ nodes: UnsafeBufferPointer<ConditionTable.Node>, _ signs: UnsafeBufferPointer<UInt64>
    ) -> Bool {
        guard ConditionTable.mayHold(place, nodes, signs) else { return false }
        let node = nodes[place]
        switch node.sort {
        case .all:
            let count = findings.count
            var part = place + 1
            while part < node.end {
                guard holds(part, nodes, signs) else {
                    findings.removeSubrange(count...)
                    return false
                }
                part = Int(nodes[part].end)
            }
            return true
        case .any:
            var part = place + 1
            while part < node.end {
                if holds(part, nodes, signs) { return true }
                part = Int(nodes[part].end)
            }
            return false
        case .not:
            let count = findings.count
            let isHeld = holds(place + 1, nodes, signs)
            findings.removeSubrange(count...)
            return !isHeld
        default: return holds(node.sort, Int(node.value))
        }
    }

    /// A condition that is made of no others.
    private mutating func holds(_ sort: ConditionTable.Sort, _ value: Int) -> Bool {
        switch sort {
        case .all, .any, .not: return false
        case .words: return find(rules.conditions.words[value])
        case .field: return compare(rules.conditions.fields[value])
        case .header:
            let header = rules.conditions.headers[value]
            return note(facts.header(header.number, header.test))
        case .structure: return note(facts.finding(of: rules.conditions.structures[value]))
        case .fact: return rules.conditions.facts[value].contains { established[$0] }
        case .shortReply: return index.ownWords <= value
        case .longReply: return index.ownWords >= value
        case .language: return language.map { rules.conditions.languages[value].contains($0) } ?? false
        case .date: return note(dates.first.map { .hit($0) })
        }
    }

    private mutating func note(_ finding: Finding?) -> Bool {
        guard let finding else { return false }
        findings.append(finding)
        return true
    }

    private mutating func find(_ words: CompiledWords) -> Bool {
        if let short = words.onlyIfShort, index.ownWords > short { return false }
        // What was written without the quoted text settles most.
        return findAnywhere(words) || index.prepare(words.zones) && findAnywhere(words)
    }

    private mutating func findAnywhere(_ words: CompiledWords) -> Bool {
        words.target.date && find(words, in: dates[...])
            || words.target.concepts.contains { index.hasHits(of: $0) && find(words, in: index.hits(of: $0)) }
    }

    private mutating func find(_ words: CompiledWords, in hits: ArraySlice<Hit>) -> Bool {
        let count = findings.count
        for hit in hits where accepts(hit, words) {
            findings.append(.hit(hit))
            let isNear = words.near.allSatisfy { near in
                note(neighbour(of: hit, near, words.target).map { .hit($0) })
            }
            if isNear, !words.notNear.contains(where: { neighbour(of: hit, $0, words.target) != nil }) {
                return true
            }
            findings.removeSubrange(count...)
        }
        return false
    }

    private mutating func accepts(_ hit: Hit, _ words: CompiledWords) -> Bool {
        guard words.zones.contains(ZoneSet(index.zone(of: hit))) else { return false }
        if let limit = words.firstWords, index.wordInZone(hit) >= limit { return false }
        if let limit = words.shortSentence, index.text.words(inSentence: hit.sentence) > limit {
            return false
        }
        if let question = words.inQuestion, index.isQuestion(hit) != question { return false }
        if let quotation = words.inQuotation, index.isInQuotation(hit) != quotation { return false }
        if words.alone, !index.isAlone(hit) { return false }
        if words.last, !index.isLast(hit) { return false }
        if words.notNegated, isNegated(hit) { return false }
        guard words.notAboutThing, !readsThingsAsMail, thing(of: hit) != nil else { return true }
        hasPassedOverThing = true
        return false
    }

    /// Words before a hit in which a negation reaches it, and after it where the language puts it there.
    static let negationReach = 4

    private func isNegated(_ hit: Hit) -> Bool {
        if let concept = rules.negation {
            for other in around(index.hits(of: concept), word: hit.firstWord, reach: Self.negationReach)
            where other.sentence == hit.sentence && other.lastWord < hit.firstWord
                && other.isOfOneLanguage(with: hit)
                && hit.firstWord - other.lastWord <= Self.negationReach
                && !index.hasClauseBreak(from: other.range.upperBound, to: hit.range.lowerBound)
            {
                return true
            }
        }
        if let concept = rules.negationAfter {
            for other in around(index.hits(of: concept), word: hit.lastWord, reach: Self.negationReach)
            where other.sentence == hit.sentence && other.firstWord > hit.lastWord
                && other.isOfOneLanguage(with: hit)
                && other.firstWord - hit.lastWord <= Self.negationReach
                && !index.hasClauseBreak(from: hit.range.upperBound, to: other.range.lowerBound)
            {
                return true
            }
        }
        return false
    }

    private func neighbour(of hit: Hit, _ near: CompiledNearness, _ own: CompiledTarget) -> Hit? {
        for concept in near.target.concepts where index.hasHits(of: concept) {
            // A concept near itself is one that is told twice: a longer phrase around a shorter one is told once.
            let isApart = own.concepts.contains(concept)
            if let other = nearest(hit, in: index.hits(of: concept), near, apart: isApart) { return other }
        }
        return near.target.date ? nearest(hit, in: dates[...], near, apart: false) : nil
    }

    private func nearest(
        _ hit: Hit, in found: ArraySlice<Hit>, _ near: CompiledNearness, apart: Bool
    ) -> Hit? {
        let reach = index.text.mostWords(inLength: near.within) + hit.lastWord - hit.firstWord + 1
        for other in around(found, word: hit.firstWord, reach: reach) {
            if other.range == hit.range { continue }
            if near.sameSentence && other.sentence != hit.sentence { continue }
            if !other.isOfOneLanguage(with: hit) || index.zone(of: other) != index.zone(of: hit) { continue }
            let fits =
                switch near.order {
                case .any: !apart || other.firstWord > hit.lastWord || other.lastWord < hit.firstWord
                case .before: other.firstWord > hit.lastWord
                case .after: other.lastWord < hit.firstWord
                }
            if fits, gap(hit, other) <= near.within { return other }
        }
        return nil
    }

    /// Words between two hits, 0 where they share one.
    func gap(_ hit: Hit, _ other: Hit) -> Int {
        if other.firstWord > hit.lastWord {
            return index.text.length(ofWords: hit.lastWord + 1..<other.firstWord)
        }
        guard other.lastWord < hit.firstWord else { return 0 }
        return index.text.length(ofWords: other.lastWord + 1..<hit.firstWord)
    }

    /// Words that a phrase may be long; bounds how far back a hit can begin and still reach.
    static let longestPhraseWords = 12

    /// The hits that begin within `reach` words of a word; `found` is in text order.
    func around(_ found: ArraySlice<Hit>, word: Int, reach: Int) -> ArraySlice<Hit> {
        let longest = index.text.mostWords(inLength: Self.longestPhraseWords)
        let first = word - reach - longest
        let last = word + reach + longest
        if found.count <= 8 { return found }
        var low = found.startIndex
        var high = found.endIndex
        while low < high {
            let middle = (low + high) / 2
            if found[middle].firstWord < first { low = middle + 1 } else { high = middle }
        }
        var end = low
        while end < found.endIndex, found[end].firstWord <= last { end += 1 }
        return found[low..<end]
    }

    private mutating func compare(_ field: ConditionTable.Field) -> Bool {
        _ = index.prepare(ZoneSet(field.zone))
        for concept in field.concepts where index.hasHits(of: concept) {
            for hit in index.hits(of: concept) where index.zone(of: hit) == field.zone {
                let fits =
                    switch field.comparison {
                    case .contains: true
                    case .startsWith: index.isFirst(hit)
                    case .endsWith: index.isLast(hit)
                    case .equals: index.isAlone(hit)
                    }
                if fits { return note(.hit(hit)) }
            }
        }
        return false
    }
}

/// What made a condition true.
enum Finding: Sendable {
    case hit(TextIndex.Hit)
    case header(name: String, value: String)
    case structure(Structure)
}
