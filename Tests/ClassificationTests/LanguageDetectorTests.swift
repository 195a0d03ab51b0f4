import Testing

@testable import Classification

private let texts: [(text: String, language: String?)] = [
    ("Καλημέρα, θα επιστρέψω τη Δευτέρα.", "el"),
    ("Доброе утро, вернусь в понедельник.", "ru"),
    ("Доброго ранку, я повернуся у вівторок.", "uk"),
    ("休暇中です。戻り次第ご連絡します。", "ja"),
    // No kana: what Japan writes otherwise decides.
    ("本日休業。八月十六日営業再開。", "ja"),
    ("夏季休業期間 八月十日至十五日 担当者不在 緊急時連絡先 総務部", "ja"),
    ("我司将于十月八日恢复办公。", "zh-Hans"),
    ("本公司將於十月八日恢復辦公。", "zh-Hans"),
    // A Chinese mail may name a firm of Japan.
    ("我们已经和株式会社山田営業部签了三年的合同，暂时不需要新的供应商，谢谢您的来信，祝您工作顺利。", "zh-Hans"),
    ("다음 주 월요일에 복귀합니다.", "ko"),
    ("ผมจะกลับวันจันทร์", "th"),
    ("Back on Monday.", nil),
]

struct LanguageDetectorTests {
    @Test("the script tells the language", arguments: texts)
    func tellsByScript(_ text: String, _ language: String?) {
        #expect(LanguageDetector.language(of: Array(text.utf8), counts: [], languages: []) == language)
    }
}
