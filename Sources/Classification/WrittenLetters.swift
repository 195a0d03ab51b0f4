/// What a text is written with: how many letters of each script, and those that tell languages of one script apart.
struct WrittenLetters: Sendable {
    var latinCount = 0
    /// Latin letters beyond ASCII, and how often each stands there.
    private(set) var latin: [UInt32: Int] = [:]
    private var counts: [String: Int] = [:]
    private var shinjitai = 0
    private var telling = Telling()
    private var previous: UInt32 = 0

    /// Letters that one language of a script writes and its neighbours do not.
    private struct Telling {
        var russian = 0
        var ukrainian = 0
        var bulgarian = 0
        var serbian = 0
        var notSerbian = 0
        var persian = 0
        var arabic = 0
    }

    /// Adds a scalar of U+0080 or above.
    mutating func add(_ code: UInt32) {
        defer { previous = code }
        if code < 0x250 || code >= 0x1E00 && code < 0x1F00 {
            if code >= 0xC0, code != 0xD7, code != 0xF7 {
                latinCount += 1
                latin[code, default: 0] += 1
            }
            return
        }
        guard let tag = Self.tag(code) else { return }
        counts[tag, default: 0] += 1
        switch tag {
        case "ru": addCyrillic(code)
        case "ar": addArabic(code)
        case "zh-Hans" where Self.shinjitai.contains(code): shinjitai += 1
        default: break
        }
    }

    private mutating func addCyrillic(_ code: UInt32) {
        // Russians write `ъ` before `е`, `ё`, `ю` and `я` only.
        if previous == 0x44A, ![0x435, 0x451, 0x44E, 0x44F].contains(code) { telling.bulgarian += 1 }
        switch code {
        case 0x44B, 0x42B, 0x44D, 0x42D, 0x451, 0x401: telling.russian += 1
        case 0x404, 0x406, 0x407, 0x454, 0x456, 0x457, 0x490, 0x491: telling.ukrainian += 1
        case 0x402, 0x408...0x40B, 0x40F, 0x452, 0x458...0x45B, 0x45F: telling.serbian += 1
        case 0x439, 0x449, 0x44A, 0x44C, 0x44E, 0x44F: telling.notSerbian += 1
        default: break
        }
    }

    private mutating func addArabic(_ code: UInt32) {
        switch code {
        case 0x67E, 0x686, 0x698, 0x6AF, 0x6A9, 0x6CC: telling.persian += 1
        case 0x629, 0x643, 0x649, 0x64A: telling.arabic += 1
        default: break
        }
    }

    /// The language that the script tells, `ru` for all that is Cyrillic and `ar` for all that is Arabic; nil for Latin.
    var script: String? {
        // Kana decide for Japanese, whose text is full of Chinese characters.
        if (counts["ja"] ?? 0) > 1 { return "ja" }
        guard let best = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else { return nil }
        let weight = ["zh-Hans", "ko", "th"].contains(best.key) ? 3 : 1
        guard best.value * weight > latinCount else { return nil }
        if best.key == "zh-Hans", shinjitai * Self.charactersPerShinjitai >= best.value { return "ja" }
        return best.key
    }

    /// By letters, then by function words: `count` tells how many of a language were seen.
    func cyrillic(_ count: (String) -> Int) -> String {
        if telling.ukrainian > 0 { return "uk" }
        if telling.russian > 0 { return "ru" }
        if telling.serbian > telling.notSerbian { return Self.most(of: ["sr", "mk"], count) }
        if telling.bulgarian > 0 { return "bg" }
        return Self.most(
            of: telling.notSerbian > 0 ? ["ru", "bg", "uk"] : ["ru", "bg", "mk", "sr", "uk"], count)
    }

    /// By letters, then by function words: `count` tells how many of a language were seen.
    func arabic(_ count: (String) -> Int) -> String {
        if telling.arabic > telling.persian { return "ar" }
        return Self.most(of: telling.persian > telling.arabic ? ["fa", "ur"] : ["ar", "fa", "ur"], count)
    }

    /// The language of which most function words were seen; of several the first.
    private static func most(of languages: [String], _ count: (String) -> Int) -> String {
        languages.dropFirst().reduce(languages[0]) { count($1) > count($0) ? $1 : $0 }
    }

    /// Characters in the form that Japan alone gave them: 営業再開 is no Chinese, though it has no kana.
    private static let shinjitai = Set(
        """
        対図団広実発読続転両黒済経検験価児処単営労栄桜権歩毎沢焼総聴舗覚訳譲軽辺遅鉄関闘険隠雑霊頼駆騒髪黙齢様戻気駅働込畑辻峠枠匂渋渓満帰変\
        恵悪拝拡挙捜掲収圧囲塩売壊専巻弾従応択撃暁暦楽歓殻氷浄渉涙猟県竜粛絵継脳臓薬蔵賛釈銭録隣顔顕仮円剣剤勧
        """.unicodeScalars.lazy.map(\.value))
    /// One of so many characters makes a text Japanese; a Chinese one may name a firm of Japan.
    private static let charactersPerShinjitai = 28

    private static func tag(_ code: UInt32) -> String? {
        switch code {
        case 0x370...0x3FF: "el"
        case 0x400...0x52F: "ru"
        case 0x590...0x5FF: "he"
        case 0x600...0x6FF: "ar"
        case 0x900...0x97F: "hi"
        case 0xE00...0xE7F: "th"
        case 0x3040...0x30FF: "ja"
        case 0xAC00...0xD7AF, 0x1100...0x11FF: "ko"
        case 0x4E00...0x9FFF: "zh-Hans"
        default: nil
        }
    }
}
