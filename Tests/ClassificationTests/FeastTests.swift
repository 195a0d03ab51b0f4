import CalendarTime
import Testing

@testable import Classification

private let easters: [(year: Int, western: String, orthodox: String)] = [
    (1961, "1961-04-02", "1961-04-09"),
    (1981, "1981-04-19", "1981-04-26"),  // the rule's exception for the moon of 19 April
    (2008, "2008-03-23", "2008-04-27"),
    (2011, "2011-04-24", "2011-04-24"),
    (2024, "2024-03-31", "2024-05-05"),
    (2025, "2025-04-20", "2025-04-20"),
    (2026, "2026-04-05", "2026-04-12"),
    (2038, "2038-04-25", "2038-04-25"),
    (2049, "2049-04-18", "2049-04-25"),  // 18 April in place of the 25th
]

@Test("Easter Sunday", arguments: easters)
func easterSundays(_ year: Int, _ western: String, _ orthodox: String) {
    #expect(CivilDate.easter(year, .western)?.description == western)
    #expect(CivilDate.easter(year, .orthodox)?.description == orthodox)
}

/// All received on Tuesday 10 March 2026.
private let notices: [(text: String, date: String?)] = [
    ("Our office is closed until Easter Monday.", "2026-04-06"),
    ("Our office is closed through Easter Monday.", "2026-04-07"),
    ("Our office is closed from Good Friday to Easter Monday inclusive.", "2026-04-07"),
    ("Our office is closed until Whit Monday.", "2026-05-25"),
    ("I am on leave and back on the Tuesday after Easter.", "2026-04-07"),
    ("I am on leave and back on the Monday after Easter.", nil),  // Easter Monday, or the one behind it
    ("I am on leave and back on the Tuesday after Easter, 14 April.", "2026-04-14"),  // the writer knows
    ("I am on leave until after Easter.", nil),
    ("Our office is closed until Christmas Eve.", "2026-12-24"),
    (
        "Unser Betrieb macht von 28. März bis einschließlich Ostermontag, 6. April, Betriebsurlaub.",
        "2026-04-07"
    ),
    ("Ich bin bis Pfingstmontag im Urlaub.", "2026-05-25"),
    ("Je suis en congé jusqu'à l'Ascension.", "2026-05-14"),
    ("Kancelária je zatvorená od Veľkého piatku do 6. apríla.", "2026-04-06"),
    ("Na godišnjem sam. Vraćam se poslije Velike Gospe.", nil),  // some day behind it
    ("Το γραφείο είναι κλειστό. Επιστρέφουμε την Τρίτη μετά το Πάσχα.", "2026-04-14"),
]

@Test("days told by a feast", arguments: notices)
func daysToldByFeasts(_ text: String, _ date: String?) {
    #expect(returnDate(text, today: "2026-03-10") == date)
}

/// All received on Tuesday 10 March 2026.
private let lengths: [(text: String, date: String?)] = [
    ("Ik ben vanaf vandaag drie weken aan het wandelen in Spanje.", "2026-03-31"),
    ("Mától két hétig offline vagyok.", "2026-03-24"),
    ("휴가 중이며 3일 뒤에 복귀합니다.", "2026-03-13"),
    ("我在休假,三天后回来。", "2026-03-13"),
    ("Je suis en congé cette semaine, on se reparle la semaine prochaine.", "2026-03-16"),
    ("Doğum iznindeyim, eylül ayında döneceğim.", "2026-09-01"),
    ("Szülési szabadságon vagyok, májusban térek vissza.", "2026-05-01"),
]

@Test("lengths from today, and months before the verb", arguments: lengths)
func lengthsFromToday(_ text: String, _ date: String?) {
    #expect(returnDate(text, today: "2026-03-10") == date)
}
