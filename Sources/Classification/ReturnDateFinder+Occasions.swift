/// Dates that are no returns: those of a fair or a deadline, and all of an absence whose end nobody knows.
extension ReturnDateFinder {
    /// "The fair is from 5 to 7 May", "tenders close on 30 April": no word of absence stands nearer. Who is away at a fair
    /// says so.
    func isOfOccasion(_ date: DateExpression) -> Bool {
        let (span, sentence) = (span(of: date), tokens[date.tokens.lowerBound].sentence)
        guard occasions.contains(sentence) else { return false }
        func distance(to range: Range<Int>) -> Int? {
            let gap =
                range.upperBound <= span.lowerBound
                ? range.upperBound..<span.lowerBound
                : span.upperBound..<max(span.upperBound, range.lowerBound)
            let isApart = index.text.bytes[gap].contains { $0 == 0x2C || $0 == 0x3B } || endsClause(in: gap)
            return isApart ? nil : gap.count
        }
        // A feast is an occasion, and itself a day.
        let occasion = tokens.indices.lazy.filter {
            tokens[$0].sentence == sentence && tokens[$0].means(.occasion) && !date.tokens.contains($0)
        }.compactMap { distance(to: tokens[$0].range) }.min()
        guard let occasion else { return false }
        let absence = away.lazy.filter { $0.sentence == sentence }.compactMap { distance(to: $0.range) }.min()
        return absence.map { $0 > occasion } ?? true
    }

    /// "Registration opens on 1 October": an occasion with nothing of a date between it and the word, no comma, and no word
    /// of absence. "Back from the fair", "after the fair we are back" lead to the occasion.
    func opensOccasion(_ place: Int) -> Bool {
        guard place > 0, tokens[place - 1].means(.occasion),
            tokens[place - 1].sentence == tokens[place].sentence,
            !absences.contains(tokens[place].sentence)
        else { return false }
        let gap = tokens[place - 1].range.upperBound..<tokens[place].range.lowerBound
        guard !index.text.bytes[gap].contains(0x2C),
            tokens[place].firstWord - tokens[place - 1].lastWord <= Self.backReach
        else { return false }
        var lead = place - 2
        while lead >= 0, tokens[lead].means(.filler), tokens[lead].cue == nil { lead -= 1 }
        return lead < 0 || tokens[lead].cue == nil || tokens[lead].sentence != tokens[place].sentence
    }

    /// "Ill, for how long I cannot say": that sentence tells of no day, and no other one does.
    var isEndless: Bool {
        tokens.contains { token in
            token.means(.endless)
                && !dates.contains {
                    $0.first > today && tokens[$0.tokens.lowerBound].sentence == token.sentence
                }
        }
    }
}
