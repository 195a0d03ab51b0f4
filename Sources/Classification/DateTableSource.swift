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

    public init(language: String, order: Order, words: [(phrase: String, meaning: DateWord)]) {
        self.language = language
        self.order = order
        self.words = words
    }
}

/// What a word means in a date.
public enum DateWord: Sendable, Hashable {
    public enum Unit: String, Sendable, CaseIterable { case day, week, month, year }

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
    case weekday(Int)
    case number(Int)
    case unit(Unit)
    case cue(Cue)
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
    case filler  // may stand inside a date: of, de, the
    case startOf
    case middleOf
    case endOf
    case inclusive
    case vague  // a holiday: no date can be told
    case notDate  // before a number: "ref", "tel", "ticket"
    case dayPrefix  // before a bare day: "le 3", "el dia 3", "am 3."
    case ordinalSuffix
}
