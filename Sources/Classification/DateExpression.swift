import CalendarTime

/// A day or span of days that a text names.
struct DateExpression: Sendable {
    enum Form: Sendable { case day, weekday, week, month, relative, bareDay }

    var first: CivilDate
    var last: CivilDate
    let form: Form
    var certain: Bool
    var isRangeStart = false
    var isRangeEnd = false
    var isEnd = false  // "end of …"
    /// Tokens from and up to, exclusive.
    var tokens: Range<Int>
    /// The day was given, so that a following number may be the end of a range in the same month.
    var monthOfDay: Int?
    var year: Int?
    /// Too vague to be a return unless the text says "back".
    var needsBack = false
    /// So many days or weeks from another day.
    var isCounted = false
}

/// Reads date expressions from tokens. Years that are not given are taken from the day of reference.
struct DateReader {
    let tokens: [DateToken]
    let bytes: [UInt8]
    let today: CivilDate
    /// The words of the text's language; nil where no table knows any.
    let table: DateTableSource?
    /// What the text's own dates prove, whatever the habit of its language.
    let proven: DateTableSource.Order?

    init(tokens: [DateToken], bytes: [UInt8], today: CivilDate, table: DateTableSource?) {
        self.tokens = tokens
        self.bytes = bytes
        self.today = today
        self.table = table
        proven = Self.provenOrder(tokens)
    }

    /// Days that a date without a year may lie back before it is taken for next year's.
    static let maximumDaysBack = 60

    func expressions() -> [DateExpression] {
        var found: [DateExpression] = []
        var place = 0
        while place < tokens.count {
            if let range = leadingNumberRange(at: place) {
                found.append(range)
                place = range.tokens.upperBound
                continue
            }
            guard let first = single(at: place) else {
                place += 1
                continue
            }
            place = first.tokens.upperBound
            if let range = range(from: first) {
                found += [range.start, range.end]
                place = range.end.tokens.upperBound
                continue
            }
            found.append(first)
        }
        return found
    }

    /// The token at `place` where nothing but light punctuation, or a short remark in brackets, stands between it and
    /// the one before: `8/10 (Mon) - 8/14`.
    func adjacent(_ place: Int, after previous: Int) -> DateToken? {
        guard tokens.indices.contains(place), tokens[place].segment == tokens[previous].segment else {
            return nil
        }
        let gap = withoutBrackets(tokens[previous].range.upperBound..<tokens[place].range.lowerBound)
        guard gap.count <= 4,
            !bytes[gap].contains(where: { WordBytes.isWord($0) || $0 == 0x3B || $0 == 0x21 || $0 == 0x3F })
        else { return nil }
        return tokens[place]
    }

    /// Bytes of a remark in brackets that may follow a date.
    private static let maximumRemark = 24

    /// The part of a gap behind a remark in brackets at its beginning.
    func withoutBrackets(_ gap: Range<Int>) -> Range<Int> {
        var place = gap.lowerBound
        while place < gap.upperBound, bytes[place] == 0x20 { place += 1 }
        guard place < gap.upperBound, bytes[place] == 0x28,
            let close = bytes[place..<min(gap.upperBound, place + Self.maximumRemark)].firstIndex(of: 0x29)
        else { return gap }
        return close + 1..<gap.upperBound
    }

    /// Skips "of", "de", "the".
    func content(after place: Int) -> Int? {
        var next = place + 1
        while let token = adjacent(next, after: next - 1) {
            if !token.means(.filler) { return next }
            next += 1
        }
        return nil
    }

    /// The first place that is no "of", "the" or "on" between a day's name and its date.
    func behindLinks(from place: Int) -> Int {
        var next = place
        while let token = adjacent(next, after: next - 1),
            token.means(.filler) || token.means(.dayPrefix) || token.cue == .on
        {
            next += 1
        }
        return next
    }

    /// `content(after:)` backwards; what it finds need not be adjacent.
    func content(before place: Int) -> Int? {
        var before = place - 1
        while before >= 0, adjacent(before + 1, after: before) != nil, tokens[before].means(.filler),
            tokens[before].cue == nil
        {
            before -= 1
        }
        return before >= 0 ? before : nil
    }

    func month(after place: Int) -> (month: DateMonth, place: Int)? {
        guard let next = content(after: place), let month = DateMonth(tokens[next]) else { return nil }
        return (month, next)
    }

    // MARK: single dates

    func single(at place: Int) -> DateExpression? { unpaired(at: place).map(withWeekday) }

    private func unpaired(at place: Int) -> DateExpression? {
        if isReference(place) { return nil }
        if let date = gregorianBehindHijri(place) { return date }
        if let date = countedWeekday(place) { return date }
        if let month = monthOfYear(place) { return single(at: month) }
        switch tokens[place].sort {
        case .numeric(let values, let separator, let digits):
            return numeric(values, separator, digits, place)
        case .number(let value, let ordinal, _):
            return dayAndMonth(value, place) ?? dashedDate(place) ?? numberedWeek(value, place)
                ?? counted(value, place) ?? dayWithWeekday(value, place)
                ?? (ordinal ? bareDay(value, place) : prefixedDay(value, place) ?? openingDay(value, place))
        case .word: return word(at: place)
        }
    }

    /// The month behind a year that stands before it, `2026年8月`, `令和8年8月`: dates begin with either.
    private func monthOfYear(_ place: Int) -> Int? {
        var next = place
        while let token = next == place ? tokens[place] : adjacent(next, after: next - 1),
            token.era != nil || token.isYear
        {
            next += 1
        }
        guard next > place, let token = adjacent(next, after: next - 1), DateMonth(token) != nil
        else { return nil }
        return next
    }

    /// "Ticket 12.08.", "ref. 14/08/2026": an id in the form of a date. Ids are not written in letters: "the phone is
    /// off, two weeks from now".
    private func isReference(_ place: Int) -> Bool {
        if case .word = tokens[place].sort { return false }
        var first = place
        // "Tel. 089 12.04.26": figures in groups.
        while first > 0, isGroup(first) { first -= 1 }
        guard first > 0, tokens[first - 1].means(.notDate), tokens[first].segment == tokens[first - 1].segment
        else { return false }
        return tokens[first].firstWord - tokens[first - 1].lastWord <= 2
    }

    /// Figures, and nothing but a blank between them and the figures before. "Ticket 4711. 16.03. I am back": a dot behind
    /// more than a day or a month ends the sentence.
    private func isGroup(_ place: Int) -> Bool {
        if case .word = tokens[place - 1].sort { return false }
        if case .number(let number, _, dotted: true) = tokens[place - 1].sort, number > 31 { return false }
        return tokens[place - 1].range.upperBound + 1 == tokens[place].range.lowerBound
            && bytes[tokens[place - 1].range.upperBound] == 0x20
    }

    func dayAndMonth(_ day: Int, _ place: Int) -> DateExpression? {
        guard (1...31).contains(day), let (month, at) = month(after: place) else { return nil }
        let before = year(before: place)
        let after = before == nil ? year(after: at) : nil
        guard let date = resolve(day: day, month: month, year: before?.year ?? after?.year) else {
            return nil
        }
        return DateExpression(
            first: date, last: date, form: .day, certain: true,
            tokens: (before?.place ?? place)..<(after?.place ?? at) + 1, monthOfDay: date.month,
            year: before?.year ?? after?.year)
    }

    /// "the 3rd": the next day of that number.
    private func bareDay(_ day: Int, _ place: Int) -> DateExpression? {
        guard (1...31).contains(day), !isCount(place), let date = today.first(dayOfMonth: day) else {
            return nil
        }
        return DateExpression(
            first: date, last: date, form: .bareDay, certain: true, tokens: place..<place + 1)
    }

    /// A number before a unit or another number counts something; one before a word such as شوال is a day of a month
    /// that is not read.
    func isCount(_ place: Int) -> Bool {
        guard let next = content(after: place) else { return false }
        return tokens[next].unit != nil || tokens[next].number != nil || tokens[next].means(.vague)
    }

    private func prefixedDay(_ day: Int, _ place: Int) -> DateExpression? {
        guard place > 0, tokens[place - 1].means(.dayPrefix), adjacent(place, after: place - 1) != nil
        else {
            return nil
        }
        if table?.bareDay == .dotted, !isDotted(place) || place > 1 && isHour(place - 2) { return nil }
        // `αύριο στις 9` is an hour.
        if place > 1, adjacent(place - 1, after: place - 2) != nil,
            tokens[place - 2].means(.tomorrow) || tokens[place - 2].means(.today)
        {
            return nil
        }
        return bareDay(day, place)
    }

    /// `Jsem na dovolené, 13. jsem zpět`: figures with an ordinal's dot, between a comma and the word for being back.
    private func openingDay(_ day: Int, _ place: Int) -> DateExpression? {
        guard table?.bareDay == .dotted, isDotted(place), place > 0,
            adjacent(place + 1, after: place)?.cue == .back,
            let before = bytes[..<tokens[place].range.lowerBound].last(where: { $0 != 0x20 }), before == 0x2C
        else { return nil }
        return bareDay(day, place)
    }

    private func isDotted(_ place: Int) -> Bool {
        if case .number(_, _, dotted: true) = tokens[place].sort { true } else { false }
    }

    /// The 8 of "od 8 do 16.": the dot behind the last number ends the sentence.
    private func isHour(_ place: Int) -> Bool {
        tokens[place].number != nil && !isDotted(place) && adjacent(place + 1, after: place) != nil
    }

    private func word(at place: Int) -> DateExpression? {
        let token = tokens[place]
        // Italian and Spanish "mar" is Tuesday or March: "mar. 24/03" is the former.
        if let weekday = token.weekday, token.month != nil, let next = content(after: place),
            case .numeric = tokens[next].sort, let date = self.weekday(weekday, place), date.form == .day
        {
            return date
        }
        if let month = DateMonth(token) {
            // French "sept" is seven, too.
            if let number = token.numberWord, let date = dayAndMonth(number, place) { return date }
            return monthAndDay(month, place) ?? monthAlone(month, place)
        }
        if let feast = token.feast, let date = day(of: feast, place) { return date }
        if let weekday = token.weekday {
            let date = self.weekday(weekday, place)
            // Chinese 三 is three, too.
            if date != nil || token.numberWord == nil { return date }
        }
        if let day = token.dayWord, let date = dayInLetters(day, place) { return date }
        if let number = token.numberWord, isLed(place), let date = dayAndMonth(number, place) { return date }
        if let number = token.numberWord, let date = counted(number, place) { return date }
        if token.means(.weekNumber), let date = week(place) { return date }
        if token.means(.inAhead), let date = ahead(place) { return date }
        if token.means(.nextYear), let date = monthOfNextYear(place) { return date }
        if token.means(.next) || token.means(.this), let date = modified(place) { return date }
        if token.means(.startOf) || token.means(.middleOf) || token.means(.endOf) {
            return partOf(place)
        }
        return span(of: token, place)
    }

    /// Ordinals up to this are said of floors, halves and visits; beyond it they name days.
    private static let lastCommonOrdinal = 12

    /// "the third of March"; without a month only a high one: "back on the twenty-third", "Tuesday the third".
    private func dayInLetters(_ day: Int, _ place: Int) -> DateExpression? {
        if let date = dayAndMonth(day, place) { return date }
        guard day > Self.lastCommonOrdinal, isLed(place) else { return nil }
        return bareDay(day, place)
    }

    /// A number in letters is a day only where something leads to a date: not in "a May bank holiday".
    private func isLed(_ place: Int) -> Bool {
        guard place > 0, adjacent(place, after: place - 1) != nil else {
            return tokens[place].range.count > 3
        }
        let before = tokens[place - 1]
        return before.cue != nil || before.means(.dayPrefix) || before.means(.rangeTo)
            || before.weekday != nil
            || before.means(.filler) || before.isYear
    }

    private func monthAndDay(_ month: DateMonth, _ place: Int) -> DateExpression? {
        guard let next = content(after: place), let day = dayNumber(next), (1...31).contains(day),
            tokens[next].sentence == tokens[place].sentence || tokens[next].dayWord == nil
        else { return nil }
        let before = year(before: place)
        let after = before == nil ? year(after: next) : nil
        guard let date = resolve(day: day, month: month, year: before?.year ?? after?.year) else {
            return nil
        }
        return DateExpression(
            first: date, last: date, form: .day, certain: true,
            tokens: (before?.place ?? place)..<(after?.place ?? next) + 1, monthOfDay: date.month,
            year: before?.year ?? after?.year)
    }

    /// A day in figures, or in letters where the script has them: 八月十四日.
    private func dayNumber(_ place: Int) -> Int? {
        if let number = tokens[place].number { return tokens[place].isYear ? nil : number }
        if let day = tokens[place].dayWord { return day }
        guard let word = tokens[place].numberWord, table?.suffixes.isEmpty == false else { return nil }
        return word
    }
}

/// A month of one of the calendars that are read.
struct DateMonth: Sendable {
    let number: Int
    let calendar: DateTableSource.Calendar

    init(_ number: Int, _ calendar: DateTableSource.Calendar = .gregorian) {
        self.number = number
        self.calendar = calendar
    }

    init?(_ token: DateToken) {
        if let month = token.month {
            self.init(month)
        } else if let month = token.solarMonth {
            self.init(month, .solarHijri)
        } else {
            return nil
        }
    }
}
