/// What the verb of an opt-out is about: the mail, or a thing of a deal that goes on.
extension ConditionEvaluator {
    /// Words between a verb and the object that follows it.
    static let thingReach = 3
    /// Words between an object and its verb at the end, with what else is said of it: "the contract by Tuesday not send".
    static let thingReachBefore = 6
    /// Words between a verb and what else it is about: "no contracts, no calls and no mails".
    static let mailReach = 8

    /// The thing that stands right beside a hit, in its clause: "stop sending the paper version". Nil where none does,
    /// and where the mail at large is named as well: "send no more contracts or offers".
    func thing(of hit: Hit) -> Hit? {
        guard let concept = rules.dealThing, index.hasHits(of: concept) else { return nil }
        let things = around(
            index.hits(of: concept), word: hit.firstWord, reach: reach(of: hit, Self.thingReachBefore))
        guard let thing = things.first(where: { isObject($0, of: hit) }) else { return nil }
        return namesMailAtLarge(hit, things) ? nil : thing
    }

    /// What stands inside a phrase is part of what that phrase means.
    private func isObject(_ thing: Hit, of hit: Hit) -> Bool {
        let isBefore = thing.start < hit.start
        let (first, last) = isBefore ? (thing, hit) : (hit, thing)
        return isBeside(thing, hit, within: isBefore ? Self.thingReachBefore : Self.thingReach)
            && !Self.contains(hit, thing)
            && !index.hasClauseBreak(from: first.range.upperBound, to: last.range.lowerBound)
    }

    private func namesMailAtLarge(_ hit: Hit, _ things: ArraySlice<Hit>) -> Bool {
        let reach = reach(of: hit, Self.mailReach)
        return rules.mailAtLarge.contains { concept in
            around(index.hits(of: concept), word: hit.firstWord, reach: reach).contains { mail in
                // "From the offers" is a thing, though "offers" is none.
                isBeside(mail, hit, within: Self.mailReach) && !things.contains { Self.contains($0, mail) }
            }
        }
    }

    private func isBeside(_ other: Hit, _ hit: Hit, within words: Int) -> Bool {
        other.sentence == hit.sentence && other.segment == hit.segment && other.isOfOneLanguage(with: hit)
            && gap(hit, other) <= words
    }

    private func reach(of hit: Hit, _ words: Int) -> Int {
        index.text.mostWords(inLength: words) + hit.lastWord - hit.firstWord + 1
    }

    private static func contains(_ outer: Hit, _ inner: Hit) -> Bool {
        outer.start <= inner.start && inner.end <= outer.end
    }
}
