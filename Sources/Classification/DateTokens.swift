/// One number or date word of a text.
struct DateToken: Sendable {
    enum Sort: Sendable {
        case number(Int, ordinal: Bool, dotted: Bool)
        /// `14.08.`, `8/14/2026`, `2026-08-14`: the numbers, their separator, digits of the first.
        case numeric([Int], separator: UInt8, firstDigits: Int)
        case word([DateWord], table: Int)
    }

    let sort: Sort
    let range: Range<Int>
    let sentence: Int
    let segment: Int
    let firstWord: Int
    let lastWord: Int

    func means(_ word: DateWord) -> Bool {
        if case .word(let words, _) = sort { return words.contains(word) }
        return false
    }

    func value<T>(_ pick: (DateWord) -> T?) -> T? {
        guard case .word(let words, _) = sort else { return nil }
        return words.lazy.compactMap(pick).first
    }

    var cue: DateWord.Cue? {
        value { if case .cue(let cue) = $0 { cue } else { nil } }
    }
    var month: Int? { value { if case .month(let month) = $0 { month } else { nil } } }
    var weekday: Int? { value { if case .weekday(let day) = $0 { day } else { nil } } }
    var unit: DateWord.Unit? { value { if case .unit(let unit) = $0 { unit } else { nil } } }
    var numberWord: Int? { value { if case .number(let number) = $0 { number } else { nil } } }
    var number: Int? {
        if case .number(let number, _, _) = sort { return number }
        return nil
    }
}

/// Finds the tokens of the author's own text and the subject.
struct DateTokenizer {
    let index: TextIndex
    let rules: CompiledRules
    let language: String?
    /// Where dates count.
    var zones: ZoneSet = .own

    /// Tokens of one message that are looked at.
    static let maximumTokens = 2_000

    func tokens() -> [DateToken] {
        var found: [DateToken] = words()
        for (number, segment) in index.segments.enumerated()
        where zones.contains(ZoneSet(segment.zone)) {
            numbers(in: segment.range, segment: number, into: &found)
            if found.count > Self.maximumTokens { break }
        }
        found.sort {
            ($0.range.lowerBound, $1.range.upperBound) < ($1.range.lowerBound, $0.range.upperBound)
        }
        var kept: [DateToken] = []
        for token in found {
            if let last = kept.last, token.range.lowerBound < last.range.upperBound { continue }
            kept.append(token)
        }
        return Array(kept.prefix(Self.maximumTokens))
    }

    /// The longest date word at each place; of several languages the text's own.
    private func words() -> [DateToken] {
        var tokens: [DateToken] = []
        let hits = index.dateWords.filter { zones.contains(ZoneSet(index.zone(of: $0.hit))) }.sorted {
            ($0.hit.range.lowerBound, $1.hit.range.upperBound, $0.word)
                < ($1.hit.range.lowerBound, $0.hit.range.upperBound, $1.word)
        }
        var place = 0
        while place < hits.count {
            let hit = hits[place].hit
            var end = place
            while end < hits.count, hits[end].hit.range == hit.range { end += 1 }
            defer { place = end }
            if let last = tokens.last, hit.range.lowerBound < last.range.upperBound { continue }
            let group = hits[place..<end].map { rules.dateWords[$0.word] }
            let own = group.filter { rules.dateTables[$0.table].language == language }
            let table = (own.first ?? group[0]).table
            let meanings = group.filter { $0.table == table }.map(\.meaning)
            tokens.append(token(.word(meanings, table: table), hit.range, segment: hit.segment))
        }
        return tokens
    }

    private func token(_ sort: DateToken.Sort, _ range: Range<Int>, segment: Int) -> DateToken {
        DateToken(
            sort: sort, range: range, sentence: index.text.sentence(at: range.lowerBound),
            segment: segment,
            firstWord: index.text.word(at: range.lowerBound),
            lastWord: index.text.word(at: range.upperBound - 1))
    }

    private func numbers(in range: Range<Int>, segment: Int, into found: inout [DateToken]) {
        let bytes = index.text.bytes
        var place = range.lowerBound
        while place < range.upperBound {
            guard WordBytes.isDigit(bytes[place]) else {
                place += 1
                continue
            }
            if place > range.lowerBound, Self.blocksNumber(bytes[place - 1]) {
                while place < range.upperBound, WordBytes.isWord(bytes[place]) { place += 1 }
                continue
            }
            let (tokens, next) = read(bytes, place, range.upperBound, segment)
            found += tokens
            place = max(next, place + 1)
        }
    }

    /// A letter, `#`, `+`, `_`, `=` or `@` before a digit: part of an id, a phone number or an address.
    private static func blocksNumber(_ byte: UInt8) -> Bool {
        WordBytes.isWord(byte) || [0x23, 0x2B, 0x5F, 0x3D, 0x40, 0x24].contains(byte)
    }

    private func read(
        _ bytes: [UInt8], _ start: Int, _ end: Int, _ segment: Int
    ) -> ([DateToken], Int) {
        var values: [Int] = []
        var spans: [Range<Int>] = []
        var separator: UInt8 = 0
        var place = start
        while values.count < 4 {
            let from = place
            var value = 0
            while place < end, WordBytes.isDigit(bytes[place]), place - from < 9 {
                value = value * 10 + Int(bytes[place] - 0x30)
                place += 1
            }
            if place == from { break }
            values.append(value)
            spans.append(from..<place)
            guard place + 1 < end else { break }
            let byte = bytes[place]
            guard byte == 0x2E || byte == 0x2F || byte == 0x2D else { break }
            guard separator == 0 || separator == byte else { break }
            let spaced = byte == 0x2E && bytes[place + 1] == 0x20 && place + 2 < end ? 2 : 1
            guard WordBytes.isDigit(bytes[place + spaced]) else { break }
            if spaced == 2, !continuesSpaced(bytes, place + 2, end) { break }
            separator = byte
            place += spaced
        }
        let after = place < end ? bytes[place] : 0x20
        let digits = spans[0].count
        if values.count == 2 || values.count == 3, Self.isDate(values, separator, digits) {
            if WordBytes.isWord(after) || (separator == 0x2D && after == 0x2D)
                || (after == 0x2F && separator == 0x2F)
            {
                return ([], skipRun(bytes, place, end))
            }
            let sort = DateToken.Sort.numeric(values, separator: separator, firstDigits: digits)
            return ([token(sort, start..<place, segment: segment)], place)
        }
        if values.count == 2, separator == 0x2D, values[0] <= 31, values[1] <= 31 {
            return (zip(values, spans).map { number($0, $1, bytes, end, segment) }, place)
        }
        if values.count > 1 { return ([], skipRun(bytes, place, end)) }
        if after == 0x3A, place + 1 < end, WordBytes.isDigit(bytes[place + 1]) {
            return ([], skipRun(bytes, place + 1, end))  // a time of day
        }
        return single(values[0], start..<place, bytes, end, segment)
    }

    private static func isDate(_ values: [Int], _ separator: UInt8, _ firstDigits: Int) -> Bool {
        let plausible = values.allSatisfy { $0 > 0 }
        if values.count == 3 { return plausible }
        return plausible && separator != 0x2D && firstDigits <= 2 && values[0] <= 31 && values[1] <= 31
            && (values[0] <= 12 || values[1] <= 12)
    }

    /// `14. 8. 2026` is a date; `am 3. 20 Gäste` is none.
    private func continuesSpaced(_ bytes: [UInt8], _ place: Int, _ end: Int) -> Bool {
        var next = place
        while next < end, WordBytes.isDigit(bytes[next]) { next += 1 }
        return (next - place <= 2 && next < end && bytes[next] == 0x2E) || next - place == 4
    }

    private func skipRun(_ bytes: [UInt8], _ place: Int, _ end: Int) -> Int {
        var next = place
        while next < end, WordBytes.isWord(bytes[next]) || (bytes[next] >= 0x2D && bytes[next] <= 0x2F) {
            next += 1
        }
        return next
    }

    private func number(
        _ value: Int, _ range: Range<Int>, _ bytes: [UInt8], _ end: Int, _ segment: Int
    ) -> DateToken {
        let dotted = range.upperBound < end && bytes[range.upperBound] == 0x2E
        return token(.number(value, ordinal: false, dotted: dotted), range, segment: segment)
    }

    private static let ordinals: [[UInt8]] = [
        "st", "nd", "rd", "th", "er", "ere", "o", "a", "e", "eme", "ten", "te",
    ]
    .map { Array($0.utf8) }

    private func single(
        _ value: Int, _ range: Range<Int>, _ bytes: [UInt8], _ end: Int, _ segment: Int
    ) -> ([DateToken], Int) {
        var suffixEnd = range.upperBound
        while suffixEnd < end, WordBytes.isWord(bytes[suffixEnd]), suffixEnd - range.upperBound < 8 {
            suffixEnd += 1
        }
        if suffixEnd == range.upperBound {
            return ([number(value, range, bytes, end, segment)], range.upperBound)
        }
        let suffix = Array(bytes[range.upperBound..<suffixEnd])
        guard Self.ordinals.contains(suffix) else { return ([], suffixEnd) }
        let sort = DateToken.Sort.number(value, ordinal: true, dotted: false)
        return ([token(sort, range.lowerBound..<suffixEnd, segment: segment)], suffixEnd)
    }
}
