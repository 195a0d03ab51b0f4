/// The language of the author's own text: script first, then function words.
enum LanguageDetector {
    /// Bytes of text whose script is counted.
    static let maximumBytes = 4_096

    static func language(of text: [UInt8], counts: [Int], languages: [String]) -> String? {
        if let script = byScript(text) { return script }
        var best = 0
        var second = 0
        var winner: String?
        for (number, count) in counts.enumerated() where count > 0 {
            if count > best {
                second = best
                best = count
                winner = languages[number]
            } else if count > second {
                second = count
            }
        }
        return best > second ? winner : (best > 1 ? winner : nil)
    }

    private static func byScript(_ text: [UInt8]) -> String? {
        var counts: [String: Int] = [:]
        var latin = 0
        var shinjitai = 0
        var ukrainian = false
        let end = min(text.count, maximumBytes)
        text.withUnsafeBufferPointer { text in
            var index = 0
            while index < end {
                if text[index] < 0x80 {
                    if WordBytes.isWordASCII(text[index]) { latin += 1 }
                    index += 1
                    continue
                }
                let (code, length) = UTF8Scalars.read(text, at: index, end: end)
                index += length
                guard let code else { continue }
                if code < 0x250 {
                    if WordBytes.isWordASCII(UInt8(truncatingIfNeeded: code)) { latin += 1 }
                    continue
                }
                if [0x404, 0x406, 0x407, 0x454, 0x456, 0x457, 0x491].contains(code) { ukrainian = true }
                guard let tag = tag(code) else { continue }
                counts[tag, default: 0] += 1
                if tag == "zh-Hans", Self.shinjitai.contains(code) { shinjitai += 1 }
            }
        }
        // Kana decide for Japanese, whose text is full of Chinese characters.
        if (counts["ja"] ?? 0) > 1 { return "ja" }
        guard let best = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else { return nil }
        let weight = ["zh-Hans", "ko", "th"].contains(best.key) ? 3 : 1
        guard best.value * weight > latin else { return nil }
        if best.key == "zh-Hans", shinjitai * charactersPerShinjitai >= best.value { return "ja" }
        return best.key == "ru" && ukrainian ? "uk" : best.key
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
