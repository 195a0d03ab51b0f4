/// The words by which one language tells dates: `rules/dates/<language>.yaml`.
public struct DateTableSource: Sendable {
    /// Which of two numbers is the day in `9/8/2026`.
    public enum Order: String, Sendable, CaseIterable {
        case dayMonth = "day-month"
        case monthDay = "month-day"
        /// Writers differ: settled by what is possible, in the future and near, else no date.
        case either
    }

    public let language: String
    public let order: Order
    public let words: [(phrase: String, meaning: DateWord)]
    /// What may stand right after the digits of a day, year or month: `14日`, `2026年`, `8월`.
    public var suffixes: [(text: String, meaning: DateSuffix)] = []
    /// Endings of ordinals beyond those that every table shares: `14-én`, `14'ünde`.
    public var ordinalEndings: [String] = []
    /// Eras whose years are told without their name too: `115年`, `2569`.
    public var eraOffsets: [Int] {
        words.compactMap { if case .era(let offset) = $0.meaning { offset } else { nil } }
    }
    public var calendar: Calendar = .gregorian
    public var bareDay: BareDay = .plain
    public var easter: Feast.Easter = .western

    /// How a day without a month is written in figures.
    public enum BareDay: String, Sendable, CaseIterable {
        case plain
        /// With a dot: "do 6." is a day, "do 6" an hour.
        case dotted
    }

    /// The calendar of dates in figures whose year is no Gregorian one, or that have none.
    public enum Calendar: String, Sendable, CaseIterable {
        case gregorian
        case solarHijri = "solar-hijri"
    }

    public init(language: String, order: Order, words: [(phrase: String, meaning: DateWord)]) {
        self.language = language
        self.order = order
        self.words = words
    }
}

/// What the letters right after a number make of it.
public enum DateSuffix: String, Sendable, CaseIterable { case year, month, day }

/// What a word means in a date.
public enum DateWord: Sendable, Hashable {
    public enum Unit: String, Sendable, CaseIterable { case minute, hour, day, week, month, year }

    /// What a date after (or near) this phrase is to the absence.
    public enum Cue: String, Sendable, CaseIterable {
        case back  // the first day back
        case until  // the day named counts as the day back
        case through  // still away on that day
        case after  // back the day after
        case from  // the first day away, or with a `back` cue the day back
        case on
        case between  // makes `and` a range
    }

    case month(Int)
    /// A month of the Iranian calendar.
    case solarMonth(Int)
    /// A name of years, and what added to such a year gives the Gregorian one.
    case era(Int)
    case weekday(Int)
    case feast(Feast)
    case number(Int)
    /// A day of a month in letters, which counts nothing: "the third".
    case day(Int)
    /// Which of a month's days of the week: "the second" Monday.
    case nth(Int)
    /// The last one of a month.
    case lastOf
    /// Behind a weekday: a week behind that one.
    case weekLater
    case unit(Unit)
    case cue(Cue)
    /// The same where the language says it behind the date: まで, से, kadar.
    case trailing(Cue)
    case next
    case this
    case today
    case tomorrow
    case afterTomorrow
    case nextWeek
    case thisWeek
    case nextMonth
    case nextYear
    case weekNumber
    case rangeTo
    case rangeAnd
    case inAhead  // "in" two weeks
    case inAheadAfter  // two weeks "from now"
    case working  // beside weekdays: the pattern of a working week, no absence
    case filler  // may stand inside a date: of, de, the
    case startOf
    case middleOf
    case endOf
    /// Beside a month: all of it, as in "the whole of April".
    case wholeOf
    case inclusive
    case vague  // a holiday: no date can be told
    case notDate  // before a number: "ref", "tel", "ticket"
    case occasion  // a fair, a deadline: dates in its clause are its own
    case endless  // an absence whose end nobody knows: "indefinitely"
    case dayPrefix  // before a bare day: "le 3", "el dia 3", "am 3."

    /// A date can be made of it, with others or alone. Numbers in letters count something, and so need one of these.
    var isAnchor: Bool {
        switch self {
        case .month, .solarMonth, .weekday, .feast, .day, .nth, .lastOf, .era, .today, .tomorrow,
            .afterTomorrow, .nextWeek, .thisWeek, .nextMonth, .nextYear, .weekNumber:
            true
        case .unit(let unit): unit != .hour && unit != .minute
        case .number, .weekLater, .cue, .trailing, .next, .this, .rangeTo, .rangeAnd, .inAhead, .inAheadAfter,
            .working, .filler, .startOf, .middleOf, .endOf, .wholeOf, .inclusive, .vague, .notDate, .occasion,
            .endless, .dayPrefix:
            false
        }
    }
}
