/// Which languages' words count in a text: a bit for each group of languages that writers and detectors mix up.
///
/// Folding makes words of one language those of another: Czech `až`, until, becomes Hungarian `az`, the. In a text whose
/// language is plain the words of others are noise.
struct LanguageGroups: Sendable {
    /// Languages whose words stand in each other's mail.
    private static let neighbours: [[String]] = [
        ["no", "nb", "nn", "da", "sv"], ["hr", "sr", "bs", "sl", "mk"], ["cs", "sk"],
        ["es", "ca", "pt", "gl"],
        ["id", "ms"], ["ru", "uk", "bg", "be"], ["zh", "zh-Hans", "zh-Hant"], ["ar", "fa", "ur"],
    ]
    /// Words that count in any text: those of rules, of mail servers, and of languages beyond the bits there are.
    static let always: UInt64 = 1 << 63
    /// English words count in any text too, where they are written in English letters.
    static let english: UInt64 = 1 << 62
    static let all = UInt64.max
    /// Groups beside English that have a bit.
    static let maximumGroups = 62

    private let bits: [String: UInt64]

    /// - Parameter languages: every tag that a lexicon has.
    init(_ languages: [String]) {
        var bits: [String: UInt64] = ["en": Self.english, "mul": Self.always]
        var count = 0
        for tag in languages.sorted() where bits[tag] == nil {
            let bit = count < Self.maximumGroups ? UInt64(1) << UInt64(count) : Self.always
            count += 1
            bits[tag] = bit
            for group in Self.neighbours where group.contains(tag) {
                for other in group { bits[other] = bit }
            }
        }
        self.bits = bits
    }

    /// The bit of a language's group; of no language, or one that no lexicon has, `always`.
    func bit(of language: String?) -> UInt64 { language.flatMap { bits[$0] } ?? Self.always }
}

extension LanguageGroups {
    /// Function words that make a language plain.
    static let plainCount = 6

    /// The groups whose words count in a text, by its function words: all of them where its language is not plain.
    ///
    /// - Parameters:
    ///   - counts: function words seen, by language.
    ///   - groups: the bits of those languages.
    ///   - language: what the text was taken for.
    static func inForce(counts: [Int], groups: [UInt64], language: UInt64) -> UInt64 {
        var most = 0
        var best: UInt64 = 0
        for (count, group) in zip(counts, groups) where count > most {
            most = count
            best = group
        }
        // Of two languages in one text both count, and so does what the script says.
        guard most >= plainCount, best & language != 0 else { return all }
        var mask = always | english
        for (count, group) in zip(counts, groups) where count * 2 > most { mask |= group }
        return mask
    }
}
