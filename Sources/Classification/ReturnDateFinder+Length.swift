import CalendarTime

/// An absence told by its first day and its length: "from 12 March for two weeks", "zehn Tage ab Donnerstag".
extension ReturnDateFinder {
    /// Words between a first day and a length behind it.
    private static let lengthReach = 8
    /// Units of one absence.
    private static let lengths = 1...400

    /// The first day behind the length that the sentence counts from a first day of absence. Where it says "back" in
    /// between, what is counted is no absence.
    func endOfLength(from date: DateExpression) -> CivilDate? {
        guard mayBeginLength(date) else { return nil }
        if let end = endOfLengthBehind(date) { return end }
        var place = date.tokens.lowerBound - 1
        while place > 0, tokens[place].unit == nil, tokens[place].cue != .back, isJoined(place + 1) {
            place -= 1
        }
        guard place >= 0, isJoined(place + 1), tokens[place].unit != nil,
            let count = [place, place - 1, place - 2].lazy.filter({ $0 >= 0 }).compactMap(length).first
        else { return nil }
        return date.first.adding(count.count, count.unit)
    }

    private func mayBeginLength(_ date: DateExpression) -> Bool {
        let (first, last) = (tokens[date.tokens.lowerBound], tokens[date.tokens.upperBound - 1])
        // "From today I walk through Spain for three weeks": what else would one tell that of in a notice?
        let isToday = date.form == .relative && date.first == today
        return date.form != .month && date.form != .week && first.unit == nil && last.unit == nil
            && (absences.contains(first.sentence) || isToday) && !working.contains(first.sentence)
    }

    private func endOfLengthBehind(_ date: DateExpression) -> CivilDate? {
        let last = tokens[date.tokens.upperBound - 1]
        var place = date.tokens.upperBound
        while place < tokens.count, tokens[place].sentence == last.sentence,
            tokens[place].cue != .back || tokens[place].trailingCue == .from,
            tokens[place].firstWord - last.lastWord <= Self.lengthReach, !isOtherDate(place)
        {
            if let length = length(at: place) { return date.first.adding(length.count, length.unit) }
            place += 1
        }
        return nil
    }

    /// "I left for my holidays on Monday 1 June and stay away for three weeks": a day that has come, and a length behind it.
    func endOfLength(begunOn date: DateExpression) -> CivilDate? {
        guard date.form == .day, date.first <= today, mayBeginLength(date) else { return nil }
        return endOfLengthBehind(date)
    }

    private func isOtherDate(_ place: Int) -> Bool {
        dates.contains { $0.form != .relative && $0.tokens.contains(place) }
    }

    /// A count and its unit, or the dual of a unit; nil in "three days a week".
    private func length(at place: Int) -> (count: Int, unit: DateWord.Unit)? {
        let token = tokens[place]
        if let length = token.countedUnit { return length }
        var next = place + 1
        while next < tokens.count, tokens[next].means(.filler), tokens[next].unit == nil, isJoined(next) {
            next += 1
        }
        guard next < tokens.count, isJoined(next), let unit = tokens[next].unit, unit != .hour,
            unit != .minute,
            let count = token.count, Self.lengths.contains(count)
        else { return nil }
        if next + 1 < tokens.count, isJoined(next + 1),
            tokens[next + 1].unit != nil || tokens[next + 1].numberWord == 1
                || tokens[next + 1].means(.inAheadAfter)
        {
            return nil
        }
        return (count, unit)
    }
}

extension DateToken {
    /// A number that may count something: no ordinal, no year.
    fileprivate var count: Int? {
        if case .number(let number, ordinal: false, dotted: false) = sort, !isYear { return number }
        return numberWord
    }
}
