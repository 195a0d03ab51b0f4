/// Which of two numbers is the day, as far as the dates of the text itself prove it.
extension DateReader {
    /// `24/7` is a date only behind words that lead to one.
    static let roundTheClock = [24, 7]

    /// The order in which every date in figures that has but one reading is written; nil where there is none, or
    /// where they differ. ISO dates and dates with dots, which are day first wherever they are written, prove nothing.
    static func provenOrder(_ tokens: [DateToken]) -> DateTableSource.Order? {
        var proven: Set<DateTableSource.Order> = []
        for token in tokens {
            guard case .numeric(let values, let separator, let digits) = token.sort, digits <= 2,
                separator != 0x2E, values.count >= 2, values[0] <= 31, values[1] <= 31,
                values != roundTheClock
            else { continue }
            if values[0] > 12 { proven.insert(.dayMonth) }
            if values[1] > 12 { proven.insert(.monthDay) }
        }
        return proven.count == 1 ? proven.first : nil
    }

    /// The order that the text proves, else that of its language.
    var order: DateTableSource.Order { proven ?? table?.order ?? .either }
}
