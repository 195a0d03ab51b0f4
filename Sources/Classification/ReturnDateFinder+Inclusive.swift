/// Last days that belong to the absence: "until and including the 3rd", "24.03. (einschließlich)".
extension ReturnDateFinder {
    /// "Away on the 24th included": the word right behind the date.
    func isInclusiveBehind(_ date: DateExpression) -> Bool {
        let place = date.tokens.upperBound
        return tokens.indices.contains(place) && tokens[place].means(.inclusive) && isJoined(place)
    }

    /// The word stands in the date or within a few words of it.
    func isInclusive(_ date: DateExpression) -> Bool {
        let first = tokens[date.tokens.lowerBound]
        let last = tokens[date.tokens.upperBound - 1]
        for place in max(0, date.tokens.lowerBound - 3)..<min(tokens.count, date.tokens.upperBound + 2)
        where tokens[place].means(.inclusive) && tokens[place].segment == first.segment {
            // "Through tomorrow inclusive abroad, from Thursday here": it is said of the day that it stands behind.
            if place > 0, place < date.tokens.lowerBound, isJoined(place),
                dates.contains(where: { $0.tokens.upperBound == place })
            {
                continue
            }
            if tokens[place].firstWord >= first.firstWord - 4,
                tokens[place].firstWord <= last.lastWord + 3
            {
                return true
            }
        }
        return saysDayIsInclusive(date)
    }

    /// Words behind a date within which its day is told again.
    private static let againReach = 6

    /// "3月20日（金）まで（20日を含みます）", "10 ile 13 Mart arası (13'ü dahil)": the word with the number of the day.
    private func saysDayIsInclusive(_ date: DateExpression) -> Bool {
        let last = tokens[date.tokens.upperBound - 1]
        for place in date.tokens.upperBound..<tokens.count {
            guard tokens[place].segment == last.segment,
                tokens[place].firstWord - last.lastWord <= index.text.mostWords(inLength: Self.againReach)
            else { return false }
            if tokens[place].number == date.last.day,
                tokens[place...].dropFirst().prefix(2).contains(where: { $0.means(.inclusive) })
            {
                return true
            }
        }
        return false
    }
}
