import CalendarTime

/// Returns that no word for being back tells of: "we light the stoves again on 25 March". There are more of these than any
/// list has; an absence notice that names one day ahead, and nothing else for it to be, means its return.
extension ReturnDateFinder {
    /// Days from today within which a day that nothing says of is taken for a return.
    private static let nearDays = 1...200

    /// The one day ahead in the author's own text.
    func onlyDayAhead() -> Found? {
        if tokens.contains(where: { $0.means(.endless) }) { return nil }
        var only: DateExpression?
        for date in dates where mayBeReturn(date) && !isOfWeekOrMonth(date) {
            if let only, only.first != date.first { return nil }
            only = only ?? date
        }
        guard let only, !absences.isEmpty || !isWholeText(only) else { return nil }
        return found(only, on: only.first, certain: false)
    }

    /// "Our next release is on 1 October", and nothing else, under a subject that tells of an absence.
    private func isWholeText(_ date: DateExpression) -> Bool {
        let first = tokens[date.tokens.lowerBound]
        let range = index.segments[first.segment].range
        return index.text.sentence(at: range.lowerBound) == index.text.sentence(at: range.upperBound - 1)
    }

    /// "I do not work on Tuesdays", "open from the 8th to the 17th hour".
    private func isOfWeekOrMonth(_ date: DateExpression) -> Bool {
        let hasWeekday = tokens[date.tokens].contains { $0.weekday != nil }
        switch date.form {
        case .weekday: return absences.contains(tokens[date.tokens.lowerBound].sentence)
        case .bareDay: return !hasWeekday
        default: return false
        }
    }

    /// "Away until the 12th. On Friday the 13th I answer all": a day told by itself, right behind the end of the absence.
    func dayBehind(_ end: Found) -> Found? {
        var next: (date: DateExpression, day: CivilDate)?
        let weekdays = weekdaysBySentence()
        for date in dates where span(of: date).lowerBound >= end.range.upperBound && mayBeReturn(date) {
            // A weekday is the next one from today: "Colleague Odile is back on Monday".
            let day = date.form == .bareDay ? counted(date, from: end.date) ?? date.first : date.first
            guard isNextWorkday(day, to: end.date), next.map({ day < $0.day }) ?? true else { continue }
            // "Robert is there on Wednesdays and Fridays only."
            let own = tokens[date.tokens].count { $0.weekday != nil }
            if weekdays[tokens[date.tokens.lowerBound].sentence, default: 0] > own { continue }
            next = (date, day)
        }
        return next.map { found($0.date, on: $0.day, certain: end.certain) }
    }

    /// Nothing but days of a weekend, Friday to Sunday, lies between: "the assembly is on the 18th" tells of no return on the
    /// 14th.
    private func isNextWorkday(_ day: CivilDate, to end: CivilDate) -> Bool {
        let length = day.daysSince1970 - end.daysSince1970
        guard (1...Self.daysToReturn).contains(length) else { return false }
        return (1..<length).allSatisfy { end.adding(days: $0).weekday.rawValue >= 5 }
    }

    private func weekdaysBySentence() -> [Int: Int] {
        var counts: [Int: Int] = [:]
        for token in tokens where token.weekday != nil { counts[token.sentence, default: 0] += 1 }
        return counts
    }

    /// A day ahead that is no first day of an absence, no part of a range, and of no fair or deadline.
    private func mayBeReturn(_ date: DateExpression) -> Bool {
        let first = tokens[date.tokens.lowerBound]
        switch date.form {
        case .day, .bareDay: break
        case .weekday: if isPattern(date) { return false }
        case .relative: if date.first != date.last { return false }
        case .week, .month: return false
        }
        // "+49 30 12.08.2026" is a telephone's.
        let isBehindNumber =
            date.tokens.lowerBound > 0 && tokens[date.tokens.lowerBound - 1].number != nil
            && isJoined(date.tokens.lowerBound)
        guard !isBehindNumber, !date.isRangeStart, !date.isRangeEnd, !date.isEnd, !isFirstDayAway(date),
            !isOfOccasion(date),
            !working.contains(first.sentence), index.segments[first.segment].zone == .reply,
            Self.nearDays.contains(date.first.daysSince1970 - today.daysSince1970)
        else { return false }
        switch cue(of: date) {
        case .until, .through, .after: return false
        default: return true
        }
    }

    private func found(_ date: DateExpression, on day: CivilDate, certain: Bool) -> Found {
        Found(
            date: day, certain: certain && date.certain, range: span(of: date),
            segment: tokens[date.tokens.lowerBound].segment)
    }
}
