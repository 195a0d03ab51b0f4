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

/// Function words seen, as another language has more of them or as many.
private let neighbours: [(text: String, counts: [String: Int], language: String?)] = [
    ("Връщам се на работа след отпуск.", ["ru": 2, "bg": 1], "bg"),
    ("Здравейте, не се отваря.", ["ru": 1, "bg": 3], "bg"),
    ("Отримав, дякую.", ["ru": 0, "uk": 1], "uk"),
    ("Вы объявили об этом.", ["ru": 1, "bg": 2], "ru"),
    ("Нисам више запослен у тој фирми.", ["ru": 2, "sr": 1], "sr"),
    ("Поздрав, хвала.", ["ru": 0, "sr": 1], "sr"),
    ("Ќе се вратам во понеделник.", ["ru": 1, "sr": 1, "mk": 2], "mk"),
    ("ہم کل واپس آئیں گے", ["fa": 1, "ur": 2], "ur"),
    ("لطفاً دیگر ایمیل نفرستید", ["ar": 1, "fa": 1], "fa"),
    ("لا تراسلني مرة ثانية", ["ar": 1, "fa": 2], "ar"),
    ("Ďakujem, ale zmažte ma.", ["pl": 2, "sk": 1], "sk"),
    ("Não, não quero mais isso.", ["cs": 2, "pt": 2], "pt"),
    ("Odhlášení, příště volejte.", [:], "cs"),
    ("Déjà vu.", [:], nil),
    // A name of another language.
    ("Bitte schreiben Sie an Łukasz Dębski.", ["de": 4, "pl": 0], "de"),
    ("Ok, vidio, hvala.", ["hr": 1, "sr": 1], nil),
]

struct LanguageDetectorTests {
    @Test("letters and function words tell neighbours apart", arguments: neighbours)
    func tellsNeighbours(_ text: String, _ counts: [String: Int], _ language: String?) {
        let languages = [
            "ar", "bg", "cs", "de", "fa", "fr", "hr", "it", "mk", "pl", "pt", "ru", "sk", "sr", "uk", "ur",
        ]
        #expect(
            LanguageDetector.language(
                of: Array(text.utf8), counts: languages.map { counts[$0] ?? 0 }, languages: languages)
                == language)
    }

    @Test("the script tells the language", arguments: texts)
    func tellsByScript(_ text: String, _ language: String?) {
        #expect(LanguageDetector.language(of: Array(text.utf8), counts: [], languages: []) == language)
    }
}
