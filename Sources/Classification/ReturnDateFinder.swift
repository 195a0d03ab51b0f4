import CalendarTime

/// The day on which somebody is back, worked out from what the text says of its dates.
struct ReturnDateFinder {
    struct Found: Sendable {
        let date: CivilDate
        let certain: Bool
        let range: Range<Int>  // of folded bytes
        let segment: Int
    }

    let index: TextIndex
    let tokens: [DateToken]
    let dates: [DateExpression]
    let today: CivilDate
    /// Words that speak of an absence, and the sentences that do.
    let away: [TextIndex.Hit]
    let absences: Set<Int>
    /// Sentences that speak of working hours.
    let working: Set<Int>
    /// Sentences that speak of a fair, a deadline or the like.
    let occasions: Set<Int>

    init(
        index: TextIndex, tokens: [DateToken], dates: [DateExpression], today: CivilDate,
        away: [TextIndex.Hit]
    ) {
        self.index = index
        self.tokens = tokens
        self.dates = dates
        self.today = today
        self.away = away
        absences = Set(away.map(\.sentence))
        working = Set(tokens.lazy.filter { $0.means(.working) }.map(\.sentence))
        occasions = Set(tokens.lazy.filter { $0.means(.occasion) }.map(\.sentence))
    }

    /// Words between a preposition and its date.
    static let cueReach = 5
    /// Words between "back" and its date.
    static let backReach = 10
    /// Days that a stated return may lie in the past or the future.
    static let plausibleDays = -60...1_200

    func found() -> Found? {
        if isEndless { return nil }
        let bound = backDates()
        var best: (rank: Int, order: Int, found: Found)?
        var end: (day: CivilDate, sentence: Int)?
        /// A first day of the absence that is to come.
        var begin: CivilDate?
        for (number, date) in dates.enumerated() where !date.isRangeStart {
            if date.form == .day, date.first > today, isFirstDayAway(date) { begin = date.first }
            guard case (let rank, var day)? = role(of: date, isBack: bound.contains(number)) else { continue }
            let sentence = tokens[date.tokens.lowerBound].sentence
            if rank == 4, let end, day < end.day {
                let later = counted(date, from: end.day)
                // "Away until the 14th. Ms Adler, herself back on the 10th, takes orders": a colleague's return. "Away
                // until 10 April. Your mail is read from the 13th": the writer's, as near as it is.
                guard sentence == end.sentence || date.form == .bareDay && isNext(later, to: end.day)
                else { continue }
                day = later ?? day
            } else if rank == 4, date.form == .bareDay, let begin, day < begin {
                day = counted(date, from: begin) ?? day
            }
            if rank == 3 && isEndOfAbsence(date) || rank == 2 && cue(of: date) == .until {
                end = (day, sentence)
            }
            guard Self.plausibleDays.contains(day.daysSince1970 - today.daysSince1970) else { continue }
            let inSubject = index.segments[tokens[date.tokens.lowerBound].segment].zone == .subject
            // Of several ends of an absence the last counts, of several returns the first that is stated.
            let order = rank >= 4 ? -number : day.daysSince1970
            let place = inSubject ? rank - 10 : rank
            let candidate = Found(
                date: day, certain: date.certain, range: span(of: date),
                segment: tokens[date.tokens.lowerBound].segment)
            if let old = best, (old.rank, old.order) >= (place, order) { continue }
            best = (place, order, candidate)
        }
        guard let best else { return onlyDayAhead() }
        // "Not in today. What comes is answered tomorrow."
        let isOpen = best.rank < 4 || best.found.date <= today
        return isOpen ? dayBehind(best.found) ?? best.found : best.found
    }

    private func isNext(_ day: CivilDate?, to end: CivilDate) -> Bool {
        day.map { $0.daysSince1970 - end.daysSince1970 <= Self.daysToReturn } ?? false
    }

    /// "Until 10 April" of an absence, "last day of my leave is 10 April", "the whole of April".
    private func isEndOfAbsence(_ date: DateExpression) -> Bool {
        let speaks = absences.contains(tokens[date.tokens.lowerBound].sentence)
        switch date.form {
        case .week: return false
        case .month: return speaks && isWhole(date)
        default: return speaks || cue(of: date) == .through
        }
    }

    /// Days from the end of an absence to the day of return, when that is told by itself.
    static let daysToReturn = 5

    /// "Off until 8 April and back on Thursday", "3 to 14 April, back on the 15th": counted from that end, not from today.
    func counted(_ date: DateExpression, from end: CivilDate) -> CivilDate? {
        switch date.form {
        case .weekday: end.first(date.first.weekday.rawValue)
        case .bareDay: end.first(dayOfMonth: date.first.day)
        default: nil
        }
    }

    /// When to write again: of the dates ahead in the author's own text the one nearest to the words that ask for it,
    /// without such words the first.
    func ahead(near asked: [TextIndex.Hit]) -> Found? {
        var best: (distance: Int, found: Found)?
        for date in dates where !date.isRangeStart {
            let token = tokens[date.tokens.lowerBound]
            guard index.segments[token.segment].zone == .reply else { continue }
            let lead = cue(of: date)
            let day = lead == .after && date.form != .month ? date.last.adding(days: 1) : date.first
            let ahead = day.daysSince1970 - today.daysSince1970
            guard ahead > 0, ahead <= Self.plausibleDays.upperBound else { continue }
            var distance = asked.map { words(between: $0, and: date) }.min() ?? 0
            if lead == .until || lead == .through { distance += Self.busyUntil }
            if let best, best.distance <= distance { continue }
            best = (
                distance,
                Found(date: day, certain: date.certain, range: span(of: date), segment: token.segment)
            )
        }
        return best?.found
    }

    /// Added to the distance of the day until which somebody is busy: one on which to write is better.
    private static let busyUntil = 500

    /// A date of another sentence is farther than any of the same.
    private func words(between hit: TextIndex.Hit, and date: DateExpression) -> Int {
        let first = tokens[date.tokens.lowerBound]
        let last = tokens[date.tokens.upperBound - 1]
        let words = max(0, first.firstWord - hit.lastWord, hit.firstWord - last.lastWord)
        let other = hit.sentence == first.sentence && hit.segment == first.segment ? 0 : 1_000
        return words + other
    }

    private func role(of date: DateExpression, isBack: Bool) -> (rank: Int, day: CivilDate)? {
        if date.form == .weekday, isPattern(date) { return nil }
        if date.form == .bareDay, !isBack || date.isRangeEnd,
            tokens[date.tokens].allSatisfy({ $0.weekday == nil }),
            working.contains(tokens[date.tokens.lowerBound].sentence)
        {
            return nil
        }
        if !isBack, date.needsBack || isOfOccasion(date) { return nil }
        let lead = cue(of: date)
        let inclusive = isInclusive(date)
        let dayAfter = date.last.adding(days: 1)
        // "On holiday until the 24th. Registrations are open until 1 September, reprints come after the 3rd."
        let speaks = isBack || speaksOfAbsence(date)
        switch lead {
        case .through: return (speaks || absences.isEmpty ? 3 : 2, dayAfter)
        case .after: return (isBack ? 4 : speaks ? 3 : 2, dayAfter)
        case .until:
            return (speaks || absences.isEmpty ? 3 : 2, date.isEnd || inclusive ? dayAfter : date.first)
        default: break
        }
        if date.isRangeEnd {
            let end = inclusive || date.form == .week || date.form == .month ? dayAfter : date.first
            return (speaksOfAbsence(date) ? 3 : 2, end)
        }
        if lead == .from, let end = endOfLength(from: date) { return (3, end) }
        // "Ill since 2 March, return unknown."
        if lead == .from, date.first < today, date.form == .day { return nil }
        // "Away on the 24th included, I write when I am back."
        if isBack, isInclusiveBehind(date) { return (3, dayAfter) }
        // "From today I am away, back after the holidays."
        if isBack, lead == .from, date.form == .relative, date.first <= today { return nil }
        if isBack, !isRunning(date) { return date.isEnd ? nil : (4, date.first) }
        if lead == .from { return nil }
        if lead == nil, let end = endOfLength(begunOn: date) { return (3, end) }
        guard absences.contains(tokens[date.tokens.lowerBound].sentence) else { return nil }
        if isWeekBehindThis(date) { return (2, date.first) }
        if date.form == .month { return isWhole(date) ? (3, dayAfter) : nil }
        if isTomorrowAfterToday(date) { return (2, date.first) }
        // "Away for three weeks from today": a length, and no last day.
        let day = date.isCounted ? date.first : dayAfter
        // Nobody is back before he says that he is away.
        return day > today ? (1, day) : nil
    }

    func isFirstDayAway(_ date: DateExpression) -> Bool {
        !date.isRangeStart && !date.isRangeEnd && cue(of: date) == .from
            && absences.contains(tokens[date.tokens.lowerBound].sentence)
    }

    /// "The whole of April", `4月いっぱい`: the word right before the month, or right behind.
    private func isWhole(_ month: DateExpression) -> Bool {
        let (before, behind) = (month.tokens.lowerBound - 1, month.tokens.upperBound)
        return before >= 0 && tokens[before].means(.wholeOf) && isJoined(before + 1)
            || tokens.indices.contains(behind) && tokens[behind].means(.wholeOf) && isJoined(behind)
    }

    /// "Out today, there tomorrow", however "there" is put.
    private func isTomorrowAfterToday(_ date: DateExpression) -> Bool {
        guard date.form == .relative, date.first == today.adding(days: 1) else { return false }
        let (place, sentence) = (span(of: date).lowerBound, tokens[date.tokens.lowerBound].sentence)
        return dates.contains {
            guard $0.form == .relative, $0.first == today, tokens[$0.tokens.lowerBound].sentence == sentence
            else { return false }
            // "Today and tomorrow" are both away.
            let end = span(of: $0).upperBound
            return end < place && index.text.bytes[end..<place].contains { $0 == 0x2C || $0 == 0x3B }
        }
    }

    /// "Off this week, talk to you next week": a week that is told behind a comma.
    private func isWeekBehindThis(_ date: DateExpression) -> Bool {
        guard date.form == .week, date.first > today else { return false }
        let (place, sentence) = (span(of: date).lowerBound, tokens[date.tokens.lowerBound].sentence)
        return dates.contains {
            guard isRunning($0), tokens[$0.tokens.lowerBound].sentence == sentence else { return false }
            let end = span(of: $0).upperBound
            return end < place && index.text.bytes[end..<place].contains { $0 == 0x2C || $0 == 0x3B }
        }
    }

    /// False for the days of a fair in another sentence, or before a semicolon.
    private func speaksOfAbsence(_ date: DateExpression) -> Bool {
        let (span, sentence) = (span(of: date), tokens[date.tokens.lowerBound].sentence)
        let hits = away.lazy.filter { $0.sentence == sentence }.map(\.range)
        let before = hits.map(\.upperBound).filter { $0 <= span.lowerBound }.max()
        let behind = hits.map(\.lowerBound).filter { $0 >= span.upperBound }.min()
        if before == nil, behind == nil { return !hits.isEmpty }
        let gaps = [before.map { $0..<span.lowerBound }, behind.map { span.upperBound..<$0 }]
        return gaps.contains { gap in
            gap.map { !index.text.bytes[$0].contains(0x3B) && !endsClause(in: $0) } ?? false
        }
    }

    /// Words behind a comma that make what follows a clause of its own, and no list of days.
    private static let clauseWords = 3

    /// "Ill until 19/3. The fair is in May": a dot behind figures, which may be an ordinal's, breaks no sentence.
    /// "Ill until Friday 13 March, the fair is in May": nor does a comma.
    func endsClause(in gap: Range<Int>) -> Bool {
        let text = index.text
        return dates.contains { date in
            let end = span(of: date).upperBound
            guard gap.contains(end) else { return false }
            let rest = text.bytes[end..<gap.upperBound].drop { $0 == 0x2E }
            if rest.startIndex > end, rest.first == 0x20 {
                // `bis 14.8. haben wir zu`: the dot is the date's.
                return !index.isLowercase(
                    rest.startIndex + 1, segment: tokens[date.tokens.lowerBound].segment)
            }
            return rest.first == 0x2C
                && text.word(at: gap.upperBound) - text.word(at: rest.startIndex) >= Self.clauseWords
        }
    }

    /// "This week I read my mail late": nobody comes back in a week that has begun.
    private func isRunning(_ date: DateExpression) -> Bool {
        date.form == .week && date.first <= today && today <= date.last
    }

    /// "I work Monday to Wednesday": days of every week. A range of weekdays is an absence only where the sentence
    /// speaks of one.
    func isPattern(_ date: DateExpression) -> Bool {
        let sentence = tokens[date.tokens.lowerBound].sentence
        let isWorking = working.contains(sentence)
        if date.isRangeEnd { return isWorking || !absences.contains(sentence) }
        return isWorking
            && !tokens.contains { $0.sentence == sentence && ($0.cue == .back || $0.cue == .until) }
    }

    /// Each "back" belongs to the first date after it in its sentence, else to the last one before it.
    private func backDates() -> Set<Int> {
        var bound: Set<Int> = []
        for (place, cue) in tokens.enumerated() where cue.cue == .back && !opensOccasion(place) {
            let after = dates.firstIndex {
                $0.tokens.lowerBound > place && !$0.isRangeStart && isNear(cue, $0)
                    && tokens[$0.tokens.lowerBound].firstWord >= cue.lastWord
            }
            let before = dates.lastIndex {
                $0.tokens.upperBound <= place && !$0.isRangeEnd && isNear(cue, $0)
            }
            if let after, !isAway(dates[after], behind: before.map { dates[$0] }, cue) {
                bound.insert(after)
            } else if let before {
                bound.insert(before)
            } else if let after {
                bound.insert(after)
            }
        }
        return bound
    }

    /// "From the 23rd I am with you again. Jens is away until the 13th": the day before is the one of the return.
    private func isAway(_ date: DateExpression, behind before: DateExpression?, _ back: DateToken) -> Bool {
        if date.isRangeEnd { return true }
        guard let before, leadingCue(of: before) == .from, let lead = leadingCue(of: date),
            back.firstWord - tokens[before.tokens.upperBound - 1].lastWord
                < tokens[date.tokens.lowerBound].firstWord - back.lastWord
        else { return false }
        return lead == .until || lead == .through
    }

    private func isNear(_ cue: DateToken, _ date: DateExpression) -> Bool {
        let first = tokens[date.tokens.lowerBound]
        let last = tokens[date.tokens.upperBound - 1]
        guard first.sentence == cue.sentence, first.segment == cue.segment else { return false }
        if first.firstWord > cue.lastWord { return first.firstWord - cue.lastWord <= Self.backReach }
        return cue.firstWord - last.lastWord <= Self.backReach
    }

    func cue(of date: DateExpression) -> DateWord.Cue? {
        trailingCue(of: date) ?? leadingCue(of: date)
    }

    /// What stands at the end of the date's last word, as in "aprillini", or right behind the date: まで, से, kadar.
    private func trailingCue(of date: DateExpression) -> DateWord.Cue? {
        var place = date.tokens.upperBound
        let last = tokens[place - 1]
        if last.month != nil || last.weekday != nil, let cue = last.trailingCue { return cue }
        // `27-ig, péntekig`: before the weekday that is told with it.
        if !date.isRangeEnd, last.weekday != nil,
            let cue = tokens[date.tokens].dropFirst().dropLast().lazy.compactMap(\.trailingCue).first
        {
            return cue
        }
        let limit = place + Self.cueReach
        while place < limit, tokens.indices.contains(place), isJoined(place) {
            if let cue = tokens[place].trailingCue { return cue }
            guard tokens[place].means(.filler) || tokens[place].weekday != nil else { return nil }
            place += 1
        }
        return nil
    }

    /// True where at most a blank, an apostrophe or a remark in brackets stands between a token and the one before.
    func isJoined(_ place: Int) -> Bool {
        guard tokens[place].segment == tokens[place - 1].segment else { return false }
        let bytes = index.text.bytes
        var gap = bytes[tokens[place - 1].range.upperBound..<tokens[place].range.lowerBound]
        if let open = gap.firstIndex(of: 0x28), open - gap.startIndex <= 1,
            let close = gap.firstIndex(of: 0x29)
        {
            gap = gap[(close + 1)...]
        }
        return gap.count <= 3 && !gap.contains(where: WordBytes.isWord)
    }

    private func leadingCue(of date: DateExpression) -> DateWord.Cue? {
        let first = tokens[date.tokens.lowerBound]
        // "From today" may be one word of a table.
        if first.means(.today), first.cue == .from { return .from }
        var place = date.tokens.lowerBound - 1
        while place >= 0, tokens[place].sentence == first.sentence,
            tokens[place].segment == first.segment
        {
            guard first.firstWord - tokens[place].lastWord <= Self.cueReach else { return nil }
            if dates.contains(where: { $0.tokens.contains(place) && !isSameDay($0, apposed: date) }) {
                return nil
            }
            if let cue = tokens[place].cue, cue != .back, cue != .on, cue != .between {
                // "Open again after Easter, on 7 April" is open on that day.
                let gap = tokens[place].range.upperBound..<first.range.lowerBound
                return cue == .after && index.text.bytes[gap].contains(0x2C) ? nil : cue
            }
            place -= 1
        }
        return nil
    }

    /// "Until Easter Monday, 6 April": a weekday and the date behind it are one day.
    private func isSameDay(_ weekday: DateExpression, apposed date: DateExpression) -> Bool {
        weekday.form == .weekday && date.form == .day && weekday.first.weekday == date.first.weekday
    }

    func span(of date: DateExpression) -> Range<Int> {
        tokens[date.tokens.lowerBound].range
            .lowerBound..<tokens[date.tokens.upperBound - 1].range.upperBound
    }
}
