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
            if tokens[place].firstWord >= first.firstWord - 4,
                tokens[place].firstWord <= last.lastWord + 3
            {
                return true
            }
        }
        return false
    }
}
