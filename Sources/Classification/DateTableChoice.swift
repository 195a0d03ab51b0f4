/// Whose words tell the dates of one message: the table of its language, and English where a sentence is English.
///
/// The same letters mean different things (Dutch `na` is after, Czech `na` is on), so tables are not mixed.
struct DateTableChoice: Sendable {
    /// Index into the tables; nil where no table knows a word of the text.
    let main: Int?
    let english: Int?
    let table: DateTableSource?

    /// Tags of one language in different lists.
    private static let aliases = ["no": "nb", "nn": "nb", "zh": "zh-Hans", "zh-Hant": "zh-Hans", "fil": "tl"]
    /// Languages known by their script alone.
    private static let ownScript: Set<String> = ["el", "he", "hi", "ja", "ko", "th", "zh-Hans"]
    /// Short texts are taken for a neighbour's (Czech, Slovene; Catalan, Spanish): a table that covers more bytes than
    /// this beyond what the language's own covers is believed instead.
    private static let clearly = 3
    /// A word shorter than this, in bytes, does not make a sentence English.
    private static let telling = 4

    init(_ index: TextIndex, _ rules: CompiledRules, language: String?) {
        var hits = index.dateWords(in: .own)
        if hits.isEmpty { hits = index.dateWords }
        let tables = rules.dateTables
        english = rules.tableOfLanguage["en"]
        let coverage = Self.coverage(hits, rules)
        // Ties by tag, whatever the order of the files.
        let fullest = tables.indices.lazy.filter { coverage[$0] > 0 }.min {
            coverage[$0] == coverage[$1]
                ? tables[$0].language < tables[$1].language : coverage[$0] > coverage[$1]
        }
        let own = language.flatMap { rules.tableOfLanguage[Self.tag($0)] }
        if let own, let fullest,
            Self.ownScript.contains(tables[own].language)
                || coverage[fullest] <= coverage[own] + Self.clearly
        {
            main = own
        } else {
            main = fullest ?? own
        }
        table = main.map { tables[$0] }
    }

    static func tag(_ language: String) -> String { aliases[language] ?? language }

    /// By table, the bytes of the text that its words cover, each once.
    private static func coverage(
        _ hits: [(word: Int, hit: TextIndex.Hit)], _ rules: CompiledRules
    ) -> [Int] {
        var covered = [Int](repeating: 0, count: rules.dateTables.count)
        var ends = covered
        var last: UInt32 = 0
        for (word, hit) in hits {
            // Words found inside others come last.
            guard hit.start >= last else {
                return coverage(hits.sorted { $0.hit.start < $1.hit.start }, rules)
            }
            last = hit.start
            let table = rules.dateWords[word].table
            let end = max(ends[table], Int(hit.start))
            guard Int(hit.end) > end else { continue }
            covered[table] += Int(hit.end) - end
            ends[table] = Int(hit.end)
        }
        return covered
    }

    /// Bytes that spans cover, each once.
    static func coverage(_ spans: [Range<Int>]) -> Int {
        var covered = 0
        var end = 0
        for span in spans.sorted(by: { ($0.lowerBound, $1.upperBound) < ($1.lowerBound, $0.upperBound) }) {
            covered += max(0, span.upperBound - max(end, span.lowerBound))
            end = max(end, span.upperBound)
        }
        return covered
    }

    /// Leaves the words that count: the main table's, in English sentences English ones, and English names of months.
    func select(from hits: inout [(word: Int, hit: TextIndex.Hit)], _ rules: CompiledRules) {
        guard let main else { return hits.removeAll() }
        guard let english, english != main,
            hits.contains(where: {
                rules.dateWords[$0.word].table == english && $0.hit.range.count >= Self.telling
            })
        else { return hits.removeAll { rules.dateWords[$0.word].table != main } }
        var spans: [Int: (own: [Range<Int>], english: [Range<Int>])] = [:]
        for (word, hit) in hits {
            let table = rules.dateWords[word].table
            if table == main { spans[hit.sentence, default: ([], [])].own.append(hit.range) }
            if table == english { spans[hit.sentence, default: ([], [])].english.append(hit.range) }
        }
        let isEnglish = spans.mapValues { sentence in
            sentence.english.contains { $0.count >= Self.telling }
                && Self.coverage(sentence.english) > Self.coverage(sentence.own)
        }
        hits.removeAll { word, hit in
            let (table, meaning) = rules.dateWords[word]
            if case .month = meaning, table == english, hit.range.count > Self.telling { return false }
            return table != (isEnglish[hit.sentence] == true ? english : main)
        }
    }
}
