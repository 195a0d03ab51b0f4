/// Numbers, and dates in figures.
extension DateTokenizer {
    /// Where reading goes on after a number.
    private struct Reader {
        let bytes: [UInt8]
        let end: Int
        let segment: Int
    }

    func numbers(
        in range: Range<Int>, segment: Int, words: [DateToken], into found: inout [DateToken]
    ) {
        let bytes = index.text.bytes
        let reader = Reader(bytes: bytes, end: range.upperBound, segment: segment)
        var place = range.lowerBound
        while place < range.upperBound {
            guard let sign = Self.place(ofNumberOrSign: bytes, place..<range.upperBound) else { return }
            place = sign
            guard DateEndings.digit(bytes, place, range.upperBound) != nil else {
                if isWave(at: place, segment) {
                    found.append(token(.word([.rangeTo], table: 0), place..<place + 1, segment: segment))
                }
                place += 1
                continue
            }
            if place > range.lowerBound, blocksNumber(before: place) {
                while place < range.upperBound, WordBytes.isWord(bytes[place]) { place += 1 }
                continue
            }
            let (tokens, next) = read(reader, place, words)
            found += tokens
            place = max(next, place + 1)
        }
    }

    /// The next byte that may begin a number or be the wave of a range.
    private static func place(ofNumberOrSign bytes: [UInt8], _ range: Range<Int>) -> Int? {
        bytes.withUnsafeBufferPointer { bytes in
            range.first {
                let byte = bytes[$0]
                return WordBytes.isDigit(byte) || byte == 0x7E || byte == 0x7C
            }
        }
    }

    /// A letter, `#`, `+`, `_`, `=` or `@` before a digit: part of an id, a phone number or an address.
    private func blocksNumber(before place: Int) -> Bool {
        let byte = index.text.bytes[place - 1]
        if byte < 0x80 {
            return WordBytes.isWord(byte) || [0x23, 0x2B, 0x5F, 0x3D, 0x40, 0x24].contains(byte)
        }
        let code = index.text.bytes.withUnsafeBufferPointer { UTF8Scalars.read($0, before: place) }
        guard let code else { return true }
        return !DateEndings.mayTouchDigits(code)
    }

    /// `〜` (U+301C), which folding takes for any other sign, stands between the dates of a range in Japanese.
    private func isWave(at place: Int, _ segment: Int) -> Bool {
        let byte = index.text.bytes[place]
        if byte == 0x7E { return true }
        guard byte == 0x7C else { return false }
        let source = index.sources[index.segments[segment].source]
        let origin = Int(index.text.origins[place])
        return origin + 3 <= source.count && source[origin..<origin + 3].elementsEqual([0xE3, 0x80, 0x9C])
    }

    private func read(_ reader: Reader, _ start: Int, _ words: [DateToken]) -> ([DateToken], Int) {
        let bytes = reader.bytes
        let end = reader.end
        var values: [Int] = []
        var spans: [Range<Int>] = []
        var separator: UInt8 = 0
        var place = start
        while values.count < 4 {
            let from = place
            var value = 0
            var count = 0
            while count < 9, let digit = DateEndings.digit(bytes, place, end) {
                value = value * 10 + digit
                place += 1
                count += 1
            }
            if place == from { break }
            values.append(value)
            spans.append(from..<place)
            guard place + 1 < end else { break }
            let byte = bytes[place]
            guard byte == 0x2E || byte == 0x2F || byte == 0x2D else { break }
            if separator == 0x2D, values.count == 2, byte != 0x2D, isDigit(bytes, place + 1, end) {
                // `10-14.09.`: the end of a range is the date; it is read from there.
                return ([number(values[0], spans[0], reader)], spans[1].lowerBound)
            }
            guard separator == 0 || separator == byte else { break }
            if separator == 0x2D, values.count == 3, startsISODate(bytes, place + 1, end) { break }
            let spaced = byte == 0x2E && bytes[place + 1] == 0x20 && place + 2 < end ? 2 : 1
            guard isDigit(bytes, place + spaced, end) else { break }
            if spaced == 2, !continuesSpaced(bytes, place + 2, end, behind: values[0]) { break }
            separator = byte
            place += spaced
        }
        return tokens(values, spans, separator, at: place, reader, words)
    }

    private func isDigit(_ bytes: [UInt8], _ place: Int, _ end: Int) -> Bool {
        DateEndings.digit(bytes, place, end) != nil
    }

    private func tokens(
        _ values: [Int], _ spans: [Range<Int>], _ separator: UInt8, at place: Int, _ reader: Reader,
        _ words: [DateToken]
    ) -> ([DateToken], Int) {
        let bytes = reader.bytes
        let end = reader.end
        let start = spans[0].lowerBound
        let after = place < end ? bytes[place] : 0x20
        let digits = spans[0].count
        if values.count == 2 || values.count == 3, Self.isDate(values, separator, digits) {
            let runsOn =
                separator == 0x2D && after == 0x2D && !startsISODate(bytes, place + 1, end)
                || after == 0x2F && separator == 0x2F
            guard let next = endOfFigures(bytes, place, end), !runsOn else {
                return ([], skipRun(bytes, place, end))
            }
            let sort = DateToken.Sort.numeric(values, separator: separator, firstDigits: digits)
            return ([token(sort, start..<next, segment: reader.segment)], next)
        }
        if values.count == 2, separator == 0x2D, values[0] <= 53, values[1] <= 53 {
            let last = single(values[1], spans[1], reader, words)
            guard !last.tokens.isEmpty else { return ([], last.next) }
            return ([number(values[0], spans[0], reader)] + last.tokens, last.next)
        }
        // `KW 3/2027`, in no other place: elsewhere such figures are a month or a share.
        if values.count == 2, separator == 0x2F, values[0] <= 53, isBehindWeek(start, words) {
            let sort = DateToken.Sort.numeric(values, separator: separator, firstDigits: digits)
            return ([token(sort, start..<place, segment: reader.segment)], place)
        }
        if values.count > 1 { return ([], skipRun(bytes, place, end)) }
        if after == 0x3A, isDigit(bytes, place + 1, end) {
            return ([], skipRun(bytes, place + 1, end))  // a time of day
        }
        let found = single(values[0], start..<place, reader, words)
        return (found.tokens, found.next)
    }

    private func isBehindWeek(_ place: Int, _ words: [DateToken]) -> Bool {
        words.contains { $0.means(.weekNumber) && (1...2).contains(place - $0.range.upperBound) }
    }

    /// Where a date in figures ends that letters may follow: `8/17から`, `8/14일`, `14.08.2026г.`; nil in an id.
    private func endOfFigures(_ bytes: [UInt8], _ place: Int, _ end: Int) -> Int? {
        guard place < end, WordBytes.isWord(bytes[place]) else { return place }
        if let suffix = endings.suffixes.first(where: { bytes[place..<end].starts(with: $0.bytes) }),
            suffix.meaning == .day
        {
            return place + suffix.bytes.count
        }
        if let code = UTF8Scalars.read(bytes, at: place, end: end).0, DateEndings.mayTouchDigits(code) {
            return place
        }
        let run = letters(bytes, place, end)
        return DateEndings.years.contains(Array(bytes[run])) ? run.upperBound : nil
    }

    private static func isDate(_ values: [Int], _ separator: UInt8, _ firstDigits: Int) -> Bool {
        let plausible = values.allSatisfy { $0 > 0 }
        if values.count == 3 { return plausible }
        return plausible && separator != 0x2D && firstDigits <= 2 && values[0] <= 31 && values[1] <= 31
            && (values[0] <= 12 || values[1] <= 12)
    }

    private func startsISODate(_ bytes: [UInt8], _ place: Int, _ end: Int) -> Bool {
        let form: [UInt8] = Array("0000-00-00".utf8)
        guard place + form.count <= end else { return false }
        return zip(bytes[place..<place + form.count], form)
            .allSatisfy { $1 == 0x30 ? WordBytes.isDigit($0) : $0 == $1 }
    }

    /// `14. 8. 2026` is a date, and `2026. 8. 14`; `am 3. 20 Gäste` is none, and no `Ticket 4711. 16.03.` either.
    private func continuesSpaced(_ bytes: [UInt8], _ place: Int, _ end: Int, behind first: Int) -> Bool {
        let yearFirst = (1900..<2200).contains(first)
        guard first <= 31 || yearFirst else { return false }
        var next = place
        while next < end, WordBytes.isDigit(bytes[next]) { next += 1 }
        if next - place == 4 { return true }
        return next - place <= 2 && (yearFirst || (next < end && bytes[next] == 0x2E))
    }

    private func skipRun(_ bytes: [UInt8], _ place: Int, _ end: Int) -> Int {
        var next = place
        while next < end, WordBytes.isWord(bytes[next]) || (bytes[next] >= 0x2D && bytes[next] <= 0x2F) {
            next += 1
        }
        return next
    }

    private func number(_ value: Int, _ range: Range<Int>, _ reader: Reader) -> DateToken {
        let dotted = range.upperBound < reader.end && reader.bytes[range.upperBound] == 0x2E
        return token(.number(value, ordinal: false, dotted: dotted), range, segment: reader.segment)
    }

    private func letters(_ bytes: [UInt8], _ place: Int, _ end: Int) -> Range<Int> {
        var next = place
        while next < end, next - place < DateEndings.maximumEnding, WordBytes.isWord(bytes[next]) {
            next += 1
        }
        return place..<next
    }

    private func single(
        _ value: Int, _ range: Range<Int>, _ reader: Reader, _ words: [DateToken]
    ) -> (tokens: [DateToken], next: Int) {
        let (bytes, place, end) = (reader.bytes, range.upperBound, reader.end)
        guard place < end else { return ([number(value, range, reader)], place) }
        if !WordBytes.isWord(bytes[place]) {
            // `14-го`, `3:e`, `14'ünde`
            let ending = bytes[place] == 0x2D || bytes[place] == 0x27 || bytes[place] == 0x3A
            let run = ending ? letters(bytes, place + 1, end) : place..<place
            guard !run.isEmpty, endings.ordinals.contains(Array(bytes[run])) else {
                return ([number(value, range, reader)], place)
            }
            let sort = DateToken.Sort.number(value, ordinal: true, dotted: false)
            return (
                [token(sort, range.lowerBound..<run.upperBound, segment: reader.segment)], run.upperBound
            )
        }
        if let found = suffixed(value, range, reader, words) { return found }
        if let code = UTF8Scalars.read(bytes, at: place, end: end).0, DateEndings.mayTouchDigits(code) {
            return ([number(value, range, reader)] + joinedUnit(at: place, reader, words), place)
        }
        let run = letters(bytes, place, end)
        let ending = Array(bytes[run])
        let whole = range.lowerBound..<run.upperBound
        if value >= 1970, DateEndings.years.contains(ending) {
            let sort = DateToken.Sort.number(value, ordinal: false, dotted: false)
            return ([token(sort, whole, segment: reader.segment)], run.upperBound)
        }
        guard endings.ordinals.contains(ending) else { return ([], run.upperBound) }
        let sort = DateToken.Sort.number(value, ordinal: true, dotted: false)
        return ([token(sort, whole, segment: reader.segment)], run.upperBound)
    }

    /// `14日`, `8월`, `2026年`; `14日間` is a count of days.
    private func suffixed(
        _ value: Int, _ range: Range<Int>, _ reader: Reader, _ words: [DateToken]
    ) -> (tokens: [DateToken], next: Int)? {
        let rest = reader.bytes[range.upperBound..<reader.end]
        guard let suffix = endings.suffixes.first(where: { rest.starts(with: $0.bytes) }) else { return nil }
        let next = range.upperBound + suffix.bytes.count
        // `14日間` counts days, and `第2月曜日` Mondays.
        if let word = Self.word(at: range.upperBound, in: words), word.range.upperBound > next,
            word.unit != nil || word.weekday != nil
        {
            return nil
        }
        if let unit = endings.units.first(where: { rest.starts(with: $0.bytes) }),
            unit.bytes.count > suffix.bytes.count
        {
            return nil
        }
        let whole = range.lowerBound..<next
        switch suffix.meaning {
        case .day where (1...31).contains(value):
            let sort = DateToken.Sort.number(value, ordinal: true, dotted: false)
            return ([token(sort, whole, segment: reader.segment)], next)
        case .month where (1...12).contains(value):
            return (
                [token(.word([.month(value)], table: choice.main ?? 0), whole, segment: reader.segment)], next
            )
        case .year where value >= 20 || isDigit(reader.bytes, next, reader.end) || followsEra(range, words):
            var year = token(
                .number(value, ordinal: false, dotted: false), whole, segment: reader.segment)
            year.isYear = true
            return ([year], next)
        default: return nil
        }
    }

    private func followsEra(_ range: Range<Int>, _ words: [DateToken]) -> Bool {
        (1...12).contains { Self.word(at: range.lowerBound - $0, in: words)?.era != nil }
    }

    /// Korean joins the unit to the digits, which hides it from the matcher: `2주`, `10일간`.
    private func joinedUnit(at place: Int, _ reader: Reader, _ words: [DateToken]) -> [DateToken] {
        guard Self.word(at: place, in: words) == nil else { return [] }
        let rest = reader.bytes[place..<reader.end]
        guard let unit = endings.units.first(where: { rest.starts(with: $0.bytes) }) else { return [] }
        return [
            token(
                .word(unit.meaning, table: choice.main ?? 0), place..<place + unit.bytes.count,
                segment: reader.segment)
        ]
    }
}
