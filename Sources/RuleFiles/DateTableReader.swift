import Classification
import Yams

/// Reads `dates/<language>.yaml`.
struct DateTableReader {
    let reader: YAMLReader

    private static let simple: [(key: String, word: DateWord)] = [
        ("next", .next), ("this", .this), ("today", .today), ("tomorrow", .tomorrow),
        ("after-tomorrow", .afterTomorrow), ("next-week", .nextWeek), ("this-week", .thisWeek),
        ("next-month", .nextMonth), ("next-year", .nextYear), ("week-number", .weekNumber),
        ("range-to", .rangeTo),
        ("range-and", .rangeAnd), ("in-ahead", .inAhead), ("filler", .filler), ("start-of", .startOf),
        ("middle-of", .middleOf), ("end-of", .endOf), ("inclusive", .inclusive), ("vague", .vague),
        ("not-date", .notDate), ("day-prefix", .dayPrefix), ("in-ahead-after", .inAheadAfter),
        ("working", .working), ("last", .lastOf), ("week-later", .weekLater), ("whole-of", .wholeOf),
        ("occasions", .occasion), ("endless", .endless),
    ]
    static let keys =
        [
            "language", "order", "calendar", "bare-day", "months", "solar-months", "weekdays", "numbers",
            "days", "nth", "units",
            "cues", "trailing-cues", "eras", "suffixes", "ordinal-endings", "feasts", "easter",
        ] + simple.map(\.key)

    /// Years that an era's year 0 may lie from the Gregorian one.
    static let eraOffsets = -10_000...10_000

    func read(_ root: Node, into source: inout RuleSource) {
        var language = ""
        var order: DateTableSource.Order?
        var calendar = DateTableSource.Calendar.gregorian
        var bareDay = DateTableSource.BareDay.plain
        var easter = Feast.Easter.western
        var suffixes: [(text: String, meaning: DateSuffix)] = []
        var endings: [String] = []
        var words: [(phrase: String, meaning: DateWord)] = []
        for entry in reader.entries(root, what: "the date table") {
            switch entry.key {
            case "language": language = reader.string(entry.value, key: "language") ?? ""
            case "order": order = reader.choice(entry.value, key: "order", DateTableSource.Order.self)
            case "calendar":
                calendar =
                    reader.choice(entry.value, key: "calendar", DateTableSource.Calendar.self) ?? .gregorian
            case "bare-day":
                bareDay = reader.choice(entry.value, key: entry.key, DateTableSource.BareDay.self) ?? .plain
            case "solar-months": words += numbered(entry.value, "months", 1...12) { .solarMonth($0) }
            case "eras": words += eras(entry.value)
            case "suffixes":
                suffixes = named(entry.value, "suffix", DateSuffix.self) { $0 }
                    .map { (text: $0.phrase, meaning: $0.meaning) }
            case "ordinal-endings": endings = reader.strings(entry.value, key: entry.key)
            case "trailing-cues": words += named(entry.value, "cue", DateWord.Cue.self) { .trailing($0) }
            case "months": words += numbered(entry.value, "months", 1...12) { .month($0) }
            case "weekdays": words += numbered(entry.value, "weekdays", 1...7) { .weekday($0) }
            case "numbers": words += numbered(entry.value, "numbers", 0...400) { .number($0) }
            case "days": words += numbered(entry.value, "days", 1...31) { .day($0) }
            case "nth": words += numbered(entry.value, "nth", 1...5) { .nth($0) }
            case "units": words += named(entry.value, "unit", DateWord.Unit.self) { .unit($0) }
            case "feasts": words += named(entry.value, "feast", Feast.self) { .feast($0) }
            case "easter":
                easter = reader.choice(entry.value, key: entry.key, Feast.Easter.self) ?? .western
            case "cues": words += named(entry.value, "cue", DateWord.Cue.self) { .cue($0) }
            default:
                guard let word = Self.simple.first(where: { $0.key == entry.key })?.word else {
                    reader.unknown(entry, of: "a date table", known: Self.keys)
                    continue
                }
                words += reader.phrases(entry.value, key: entry.key).map { ($0, word) }
            }
        }
        guard !language.isEmpty, let order else {
            reader.fault(
                root, "the date table names no language or no order",
                fix: "write 'language:' and 'order: day-month', 'month-day' or 'either'")
            return
        }
        var table = DateTableSource(language: language, order: order, words: words)
        table.calendar = calendar
        table.bareDay = bareDay
        table.easter = easter
        table.suffixes = suffixes
        table.ordinalEndings = endings
        source.dates.append(table)
    }

    private func eras(_ node: Node) -> [(phrase: String, meaning: DateWord)] {
        reader.entries(node, what: "eras").compactMap { entry in
            reader.integer(entry.value, key: entry.key, in: Self.eraOffsets).map { (entry.key, .era($0)) }
        }
    }

    private func numbered(
        _ node: Node, _ what: String, _ range: ClosedRange<Int>, _ word: (Int) -> DateWord
    ) -> [(phrase: String, meaning: DateWord)] {
        reader.entries(node, what: what).flatMap { entry -> [(phrase: String, meaning: DateWord)] in
            guard let number = reader.integer(entry.keyNode, key: what, in: range) else { return [] }
            return reader.phrases(entry.value, key: entry.key).map { ($0, word(number)) }
        }
    }

    private func named<T: RawRepresentable & CaseIterable, Meaning>(
        _ node: Node, _ what: String, _ type: T.Type, _ word: (T) -> Meaning
    ) -> [(phrase: String, meaning: Meaning)] where T.RawValue == String {
        reader.entries(node, what: what).flatMap { entry -> [(phrase: String, meaning: Meaning)] in
            guard let value = reader.choice(entry.keyNode, key: what, type) else { return [] }
            return reader.phrases(entry.value, key: entry.key).map { ($0, word(value)) }
        }
    }
}
