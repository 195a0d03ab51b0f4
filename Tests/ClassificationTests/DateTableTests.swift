import CalendarTime
import RuleFiles
import Testing

@testable import Classification

/// Small tables of languages that show what a table can say; they stand for the shipped ones of the same name.
private let tables: [String: String] = [
    "cs": """
    order: day-month
    months: {8: [srpna]}
    weekdays: {1: [pondělí]}
    cues: {back: [zpět], until: [do], "on": [na]}
    units: {hour: [hodin], day: [dní], week: [týden]}
    in-ahead: [za]
    day-prefix: [do]
    """,
    "nl": """
    order: day-month
    months: {8: [augustus]}
    cues: {back: [terug], until: [tot], through: [tot en met], after: [na], from: [van], "on": [op]}
    units: {hour: [uur]}
    range-to: [tot, tot en met]
    inclusive: [tot en met]
    """,
    "pl": """
    order: day-month
    months: {8: [sierpnia]}
    units: {week: [tydzień, tygodnie], hour: [godzin]}
    cues: {back: [wracam], until: [do], from: [od]}
    week-number: [tygodniach, tygodniu]
    in-ahead: [za]
    day-prefix: [do]
    """,
    "ru": """
    order: day-month
    months: {8: [августа]}
    numbers: {21: [двадцать первого]}
    units: {week: [неделю]}
    cues: {back: [вернусь], until: [до], from: [с]}
    range-to: [по]
    in-ahead: [через]
    """,
    "it": """
    order: day-month
    months: {8: [agosto]}
    weekdays: {1: [lunedì], 3: [mercoledì]}
    cues: {back: [rientro], until: [fino a], from: [dal, da]}
    range-to: [al, a]
    working: [lavoro solo]
    """,
    "ja": """
    order: month-day
    months: {8: [八月]}
    weekdays: {2: [火曜日]}
    numbers: {14: [十四]}
    units: {day: [日間], week: [週間]}
    cues: {back: [再開, 出社, 復帰]}
    trailing-cues: {through: [まで], from: [から, より]}
    suffixes: {year: [年], month: [月], day: [日]}
    eras: {令和: 2018}
    next-week: [来週]
    next-year: [来年]
    range-to: [から]
    in-ahead-after: [後]
    end-of: [末]
    """,
    "zh-Hans": """
    order: month-day
    cues: {back: [恢复], until: [至, 到], from: [自]}
    trailing-cues: {from: [起], until: [止]}
    range-to: [至, 起至]
    suffixes: {year: [年], month: [月], day: [日, 号]}
    eras: {民國: 1911}
    """,
    "ko": """
    order: month-day
    units: {week: [주]}
    cues: {back: [복귀*]}
    trailing-cues: {through: ['*까지'], from: ['*부터']}
    range-to: ['*부터']
    in-ahead-after: [후에]
    suffixes: {year: [년], month: [월], day: [일]}
    """,
    "th": """
    order: day-month
    months: {8: [สิงหาคม]}
    cues: {until: [ถึงวันที่]}
    eras: {"พ.ศ.": -543}
    """,
    "fa": """
    order: day-month
    months: {8: [اوت]}
    solar-months: {5: [مرداد]}
    calendar: solar-hijri
    cues: {until: [تا]}
    """,
    "ar": """
    order: day-month
    months: {8: [أغسطس]}
    cues: {until: [حتى]}
    vague: [محرم, ربيع]
    day-prefix: [حتى]
    """,
    "hi": """
    order: day-month
    months: {8: [अगस्त]}
    trailing-cues: {until: [तक], after: [के बाद]}
    """,
    "tr": """
    order: day-month
    months: {8: [ağustos]}
    cues: {back: [dönünce]}
    inclusive: [dahil]
    ordinal-endings: ["ünde"]
    """,
]

private let rules: CompiledRules? = {
    let own = tables.map { RuleFileText(path: "dates/\($0).yaml", text: "language: \($0)\n\($1)\n") }
    let names = Set(own.map(\.path) + ["dates/zh.yaml"])
    guard let shipped = try? ShippedRules.files() else { return nil }
    let files = shipped.filter { !names.contains($0.path) } + own
    return try? RuleFileLoader.load(files, version: "test", fixtures: nil).compiled
}()

/// All received on Saturday 1 August 2026.
private let rows: [(language: String?, text: String, date: String?)] = [
    // Tables do not lend each other words: Dutch `na` is after.
    ("cs", "Jsem pryč, budu zpět na 14. srpna.", "2026-08-14"),
    ("nl", "Ik ben terug na 14 augustus.", "2026-08-15"),
    (nil, "Ik ben terug na 14 augustus.", "2026-08-15"),
    ("cs", "Out of office, I will be back on 14 August.", "2026-08-14"),
    // Ranges without blanks, pairs with a dash.
    ("de", "Ich bin vom 10-14.08. im Urlaub.", "2026-08-14"),
    ("it", "Sono in ferie dal 10-18.08.2026.", "2026-08-18"),
    ("de", "Ich bin 14/8-18/8 im Urlaub.", "2026-08-18"),
    ("fr", "Je suis en congés du 3 au 14/08.", "2026-08-14"),
    ("en", "I am away 2026-08-03–2026-08-14.", "2026-08-14"),
    ("nl", "Ik ben afwezig van 3-8 tot en met 21-8.", "2026-08-22"),
    ("nl", "Ik ben terug op 21-8.", "2026-08-21"),
    ("nl", "Ik ben terug op 3-8 uur.", nil),
    ("nl", "Ik ben terug op 1-9.", "2026-09-01"),
    // A unit without a count.
    ("pl", "Wracam za tydzień.", "2026-08-08"),
    ("cs", "Budu zpět za týden.", "2026-08-08"),
    ("ru", "Я вернусь через неделю.", "2026-08-08"),
    ("en", "I am back in a week.", "2026-08-08"),
    // Hours are no days.
    ("cs", "Nejsem v kanceláři, odpovím do 24 hodin.", nil),
    ("pl", "Nie ma mnie, odpowiem do 24 godzin.", nil),
    ("en", "I am out of the office and reply within 48 hours.", nil),
    // Ordinals.
    ("ru", "Я в отпуске до 14-го августа.", "2026-08-14"),
    ("ru", "Я в отпуске до двадцать первого августа.", "2026-08-21"),
    ("pl", "Jestem na urlopie do 14go sierpnia.", "2026-08-14"),
    ("fr", "Je suis absent jusqu'au vingt et un août.", "2026-08-21"),
    ("tr", "14'ünde ofiste değilim, dönünce yazarım.", "2026-08-14"),
    ("tr", "24 Ağustos dahil izinliyim, dönünce yazarım.", "2026-08-25"),
    // Somebody away in week 34 is not back on its Monday; "until" and "back in" week 34 are that Monday.
    ("pl", "Jestem na urlopie w tygodniach 32-34.", "2026-08-24"),
    ("de", "Ich bin in KW 32-34 im Urlaub.", "2026-08-24"),
    ("de", "Ich bin bis KW 34 im Urlaub.", "2026-08-17"),
    ("de", "Ich bin in KW 34 wieder da.", "2026-08-17"),
    // Days of every week.
    ("it", "Lavoro solo da lunedì a mercoledì.", nil),
    ("en", "I work Monday to Wednesday.", nil),
    ("en", "I am out of the office Monday to Wednesday.", "2026-08-05"),
    // Text without blanks, what a date is told behind it.
    ("ja", "8月14日まで休業いたします。", "2026-08-15"),
    ("ja", "9月1日（火）より業務を再開いたします。", "2026-09-01"),
    ("ja", "8/10〜8/15は夏季休業です。", "2026-08-15"),
    ("ja", "8/10(月)〜8/15(土)は夏季休業です。", "2026-08-15"),
    ("ja", "令和8年8月14日まで休業いたします。", "2026-08-15"),
    ("ja", "八月十四日に出社します。", "2026-08-14"),
    ("ja", "来週火曜日に出社します。", "2026-08-04"),
    ("ja", "2週間後に復帰します。", "2026-08-15"),
    ("ja", "3日間は出社しません。", nil),
    ("ja", "復帰は来年4月の予定です。", "2027-04-01"),
    ("ja", "8月末まで休業いたします。", "2026-09-01"),
    ("zh-Hans", "本人休至10月8日。", "2026-10-08"),
    ("zh-Hans", "自115年12月1日起至116年2月28日止。", "2027-02-28"),
    ("zh-Hans", "自民國115年12月1日起至民國116年2月28日止。", "2027-02-28"),
    ("ko", "8월14일까지 자리를 비웁니다.", "2026-08-15"),
    ("ko", "8월 10일부터 14일까지 부재중입니다.", "2026-08-15"),
    ("ko", "2주 후에 복귀합니다.", "2026-08-15"),
    ("th", "ผมลาถึงวันที่ 20 สิงหาคม พ.ศ. 2569", "2026-08-20"),
    ("th", "ผมลาถึงวันที่ 20 สิงหาคม 2569", "2026-08-20"),
    ("fa", "من تا ۱۵ مرداد ۱۴۰۵ در مرخصی هستم.", "2026-08-06"),
    ("fa", "من تا ۱۴۰۵/۵/۱۵ در مرخصی هستم.", "2026-08-06"),
    ("ar", "أنا في إجازة حتى ٢٥ أغسطس ٢٠٢٦", "2026-08-25"),
    ("ar", "أنا في إجازة حتى 12 محرم 1448", nil),  // a Hijri date
    ("ar", "أنا في إجازة حتى 12 ربيع 1448 25 أغسطس 2026", "2026-08-25"),
    ("th", "ผมลาถึงวันที่ 20 สิงหาคม 69", "2026-08-20"),
    ("hi", "मैं १५ अगस्त तक छुट्टी पर हूँ।", "2026-08-15"),
    ("hi", "मैं १५ अगस्त के बाद मिलूँगा।", "2026-08-16"),
]

@Test("dates of return in many languages", arguments: rows)
func tableDates(_ language: String?, _ text: String, _ date: String?) throws {
    let rules = try #require(rules)
    let index = TextIndex([TextPart(.reply, text)], rules: rules, ownText: nil)
    let dating = Dating(index, rules, language: language, today: CivilDate(iso8601: "2026-08-01"))
    #expect(dating.returnDate(index)?.date.description == date)
}

private let later: [(text: String, date: String?)] = [
    ("We have an audit until 30 June. Please get back to me in September.", "2026-09-01"),
    ("Get back to me in September.", "2026-09-01"),
]

@Test("not now: the date beside the words that ask for it, not the first", arguments: later)
func laterDates(_ text: String, _ date: String?) {
    let rules = ShippedRules.set.compiled
    let index = TextIndex([TextPart(.reply, text)], rules: rules, ownText: nil)
    let dating = Dating(index, rules, language: "en", today: CivilDate(iso8601: "2026-06-17"))
    #expect(dating.firstAhead(index)?.date.description == date)
}

private let solarHijri: [(year: Int, month: Int, day: Int, date: String?)] = [
    (1405, 1, 1, "2026-03-21"), (1403, 12, 30, "2025-03-20"), (1404, 12, 30, nil), (1404, 7, 31, nil),
    (1405, 5, 15, "2026-08-06"), (1300, 1, 1, nil),
]

@Test("the calendar of Iran", arguments: solarHijri)
func solarDates(_ year: Int, _ month: Int, _ day: Int, _ date: String?) {
    #expect(SolarHijri.date(year: year, month: month, day: day)?.description == date)
}
