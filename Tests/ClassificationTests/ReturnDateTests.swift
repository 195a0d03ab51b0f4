import CalendarTime
import Testing

@testable import Classification

/// The date of return that a text states, received on `today`.
func returnDate(_ text: String, today: String) -> String? {
    let rules = ShippedRules.set.compiled
    let index = TextIndex([TextPart(.reply, text)], rules: rules, ownText: Array(text.utf8))
    let dating = Dating(index, rules, language: index.language, today: CivilDate(iso8601: today))
    return dating.returnDate(index)?.date.description
}

typealias DateRow = (text: String, date: String?)

/// All received on Wednesday 17 June 2026.
private let english: [DateRow] = [
    ("I am out of the office and will be back on 25 June.", "2026-06-25"),
    ("I am out of the office, back on June 25th.", "2026-06-25"),
    ("I'm on leave until 3 August.", "2026-08-03"),
    ("I'm on leave until and including 3 August.", "2026-08-04"),
    ("I am away through August 3.", "2026-08-04"),
    ("I am away from 20 June to 3 July.", "2026-07-03"),
    ("I am away June 20 - July 3.", "2026-07-03"),
    ("I am away August 3-14.", "2026-08-14"),
    ("I am on vacation from the 3rd to the 14th of August.", "2026-08-14"),
    ("Out of office between 3 August and 14 August.", "2026-08-14"),
    ("I'll be out until Monday, June 22nd, 2026.", "2026-06-22"),
    ("I am out of the office until Monday.", "2026-06-22"),
    ("I'm away this week and back on Monday.", "2026-06-22"),
    ("Back Tuesday.", "2026-06-23"),
    ("I return next Monday.", "2026-06-22"),
    ("I am back in two weeks.", "2026-07-01"),
    ("I will return in 10 days.", "2026-06-27"),
    ("I am back tomorrow.", "2026-06-18"),
    ("I am out of the office today.", "2026-06-18"),
    ("I am out of office this week.", "2026-06-22"),
    ("I am back in the office in week 33.", "2026-08-10"),
    ("I will be back in September.", "2026-09-01"),
    ("I am on parental leave until March 2027.", "2027-03-01"),
    ("I am on sabbatical and return in January.", "2027-01-01"),
    ("The office is closed until 2 January.", "2027-01-02"),
    ("I'm away. My last day away is 14 August, I return on 17 August.", "2026-08-17"),
    ("I am away from 22 June and will return on 29 June.", "2026-06-29"),
    ("I am out of the office starting 22 June and will return on 29 June.", "2026-06-29"),
    ("I am not back until 3 August.", "2026-08-03"),
    ("I am on leave until 2026-08-03.", "2026-08-03"),
    ("I am on leave until 03.08.2026.", "2026-08-03"),
    ("I am away until 25/06/2026.", "2026-06-25"),
    ("I will be back on 6/25/2026.", "2026-06-25"),
    ("I will be back on 9/8/2026.", nil),  // August or September
    ("I will be back on 7/6/2026.", "2026-07-06"),  // 7 June is past, 6 July is near
    ("I am away until the end of July.", "2026-08-01"),
    ("I am back at the beginning of August.", "2026-08-01"),
    ("I am away until after Easter.", nil),
    ("I am out of the office. Your reference is 12-08-2026-55.", nil),
    ("I am out of the office. Ticket 12.08.2026 was opened.", nil),
    ("I am out of the office. Call me on +49 30 12.08.2026.", nil),
    ("I am out of the office with no fixed date.", nil),
    ("I am away for a while.", nil),
    ("We were founded in May 1999. I am away.", nil),
    ("I was back on 3 June.", "2026-06-03"),  // stated, and just past
    ("I am on holiday until 3 January 2024.", nil),  // long past
    ("I am out until Friday and back on Monday 22 June.", "2026-06-22"),
    ("I'll be back at 14:30 on 18 June.", "2026-06-18"),
    ("My holiday is from Saturday 20 June to Sunday 5 July inclusive.", "2026-07-06"),
    ("Returning after 3 July.", "2026-07-04"),
    // A colleague's return, before the author's.
    ("I am away until 14 July. Ann, herself back on 6 July, takes your orders.", "2026-07-14"),
    ("I am on leave until 24 July. Applications are open until 1 September.", "2026-07-24"),
    // Dates of something else.
    ("I am on maternity leave. Meet us at the fair from 5 to 7 July.", nil),
    ("I am off sick. Tenders close on 30 June.", nil),
    ("I am at a fair until 3 July.", "2026-07-03"),
    // A weekday and the date behind it are one day.
    ("The office is closed until Monday, 6 July, both inclusive.", "2026-07-07"),
    // No word says that somebody is back: the day right behind the end, or the only one.
    ("I am on leave June 22-26 and respond to your message on Monday, June 29.", "2026-06-29"),
    ("I am on leave until 26 June. The fair is on Tuesday, 30 June.", "2026-06-26"),
    ("I am on leave until 23 June. Jens is at the desk on Wednesday 24 and Thursday.", "2026-06-23"),
    ("I am on holiday. 25 June it is for the kettle and the keyboard.", "2026-06-25"),
    ("Our next release is 2026-07-01.", nil),
    ("I am on holiday. 25 June, 3 July and 9 July are days of the market.", nil),
    ("We are closed and open our doors after Easter, Tuesday 6 April 2027.", "2027-04-06"),
]
private let german: [DateRow] = [
    ("Ich bin bis 3. August im Urlaub.", "2026-08-03"),
    ("Ich bin bis zum 03.08.2026 nicht im Büro.", "2026-08-03"),
    ("Ich bin bis einschließlich 3. August im Urlaub.", "2026-08-04"),
    ("Ich bin bis 3. August einschließlich nicht erreichbar.", "2026-08-04"),
    ("Ich bin vom 3. bis 14. August im Urlaub.", "2026-08-14"),
    ("Ich bin vom 3.-14. August im Urlaub.", "2026-08-14"),
    ("Ich bin vom 03.08. bis 14.08. abwesend.", "2026-08-14"),
    ("Ich bin vom 03.08.-14.08.2026 abwesend.", "2026-08-14"),
    ("Ab dem 17. August bin ich wieder im Büro.", "2026-08-17"),
    ("Am Montag, den 22. Juni bin ich wieder für Sie da.", "2026-06-22"),
    ("Ich bin ab Montag wieder erreichbar.", "2026-06-22"),
    ("Ich bin am 22.6. wieder da.", "2026-06-22"),
    ("Ich bin im Urlaub und ab KW 33 wieder da.", "2026-08-10"),
    ("Wir sind ab der 33. KW wieder erreichbar.", "2026-08-10"),
    ("Ich bin in Elternzeit und ab KW 3/2027 wieder da.", "2027-01-18"),
    ("Ich bin in Elternzeit, wir sehen uns 3/2027 wieder.", nil),
    ("Ich bin in zwei Wochen wieder da.", "2026-07-01"),
    ("Ich bin ab morgen wieder im Büro.", "2026-06-18"),
    ("Ich bin heute nicht im Büro.", "2026-06-18"),
    ("Ab übermorgen bin ich wieder erreichbar.", "2026-06-19"),
    ("Ich bin nächste Woche wieder da.", "2026-06-22"),
    ("Ich bin bis Ende Juli in Elternzeit.", "2026-08-01"),
    ("Ich bin Anfang September wieder da.", "2026-09-01"),
    ("Ich bin ab September wieder für Sie da.", "2026-09-01"),
    ("Ich bin in Elternzeit bis März 2027.", "2027-03-01"),
    ("Ich bin bis 4. Jänner nicht erreichbar.", "2027-01-04"),
    ("Unser Büro ist vom 24. Dezember bis 6. Januar geschlossen.", "2027-01-06"),
    ("Bin zurueck am 22. Juni.", "2026-06-22"),
    ("Ich kehre am 9. Juli 2026 zurück.", "2026-07-09"),
    ("Ich bin bis auf Weiteres nicht im Büro.", nil),
    ("Ich bin nach Ostern wieder da.", nil),
    ("Ich bin im Urlaub. Ihr Aktenzeichen: 12.08.2026", nil),
    ("Ich bin derzeit nicht im Haus.", nil),
    ("Mein letzter Urlaubstag ist der 3. August.", "2026-08-04"),
    ("Wir sind im Urlaub. Am 9. Juli heizen wir den Ofen an.", "2026-07-09"),
]
private let french: [DateRow] = [
    ("Je suis absent jusqu'au 3 août.", "2026-08-03"),
    ("Je suis absente jusqu’au 3 août inclus.", "2026-08-04"),
    ("Je suis en congés du 3 au 14 août.", "2026-08-14"),
    ("Je suis en congés du 3 au 14 août inclus.", "2026-08-15"),
    ("Je suis en congés du 20 juin au 3 juillet.", "2026-07-03"),
    ("Je serai de retour le 22 juin.", "2026-06-22"),
    ("Je serai de retour le lundi 22 juin 2026.", "2026-06-22"),
    ("Je serai de retour lundi.", "2026-06-22"),
    ("De retour le 22/06.", "2026-06-22"),
    ("Je suis absent jusqu'au 03/08/2026.", "2026-08-03"),
    ("Je suis en vacances, je reviens le 1er juillet.", "2026-07-01"),
    ("Je serai à nouveau disponible à partir du 6 juillet.", "2026-07-06"),
    ("Je serai de retour dans deux semaines.", "2026-07-01"),
    ("Je serai de retour la semaine prochaine.", "2026-06-22"),
    ("Je suis absent aujourd'hui.", "2026-06-18"),
    ("Je serai de retour demain.", "2026-06-18"),
    ("Je suis de retour en semaine 33.", "2026-08-10"),
    ("Je serai de retour en septembre.", "2026-09-01"),
    ("Je suis en congé parental jusqu'en mars 2027.", "2027-03-01"),
    ("Nos bureaux sont fermés du 24 décembre au 4 janvier.", "2027-01-04"),
    ("Je serai de retour début septembre.", "2026-09-01"),
    ("Je suis absent, réf. 12/08/2026.", nil),
    ("Je suis absent pour le moment.", nil),
    ("Je serai de retour après Pâques.", nil),
    ("Absent entre le 3 août et le 14 août.", "2026-08-14"),
]
private let spanish: [DateRow] = [
    ("Estoy de vacaciones hasta el 3 de agosto.", "2026-08-03"),
    ("Estaré fuera de la oficina hasta el 3 de agosto inclusive.", "2026-08-04"),
    ("Estoy de vacaciones del 3 al 14 de agosto.", "2026-08-14"),
    ("Estoy de vacaciones del 3 al 14 de agosto, ambos inclusive.", "2026-08-15"),
    ("Estaré ausente del 20 de junio al 3 de julio.", "2026-07-03"),
    ("Vuelvo el 22 de junio.", "2026-06-22"),
    ("Volveré el lunes 22 de junio de 2026.", "2026-06-22"),
    ("Me reincorporo el lunes.", "2026-06-22"),
    ("Me reincorporo el lunes 29.", "2026-06-29"),
    ("Estaré de vuelta el 22/06.", "2026-06-22"),
    ("No estaré en la oficina hasta el 03/08/2026.", "2026-08-03"),
    ("Estaré de vuelta en dos semanas.", "2026-07-01"),
    ("Vuelvo dentro de 10 días.", "2026-06-27"),
    ("Vuelvo la próxima semana.", "2026-06-22"),
    ("Vuelvo mañana.", "2026-06-18"),
    ("Hoy no estoy en la oficina.", "2026-06-18"),
    ("Vuelvo en la semana 33.", "2026-08-10"),
    ("Vuelvo en septiembre.", "2026-09-01"),
    ("Estoy de baja maternal hasta marzo de 2027.", "2027-03-01"),
    ("La oficina permanecerá cerrada del 24 de diciembre al 7 de enero.", "2027-01-07"),
    ("Estaré disponible a partir del 6 de julio.", "2026-07-06"),
    ("Vuelvo a principios de septiembre.", "2026-09-01"),
    ("Estoy ausente, referencia 12/08/2026.", nil),
    ("Vuelvo después de Semana Santa.", nil),
    ("Estoy fuera de la oficina.", nil),
]

@Test("dates of return, English", arguments: english)
func englishDates(_ text: String, _ date: String?) { #expect(returnDate(text, today: "2026-06-17") == date) }

@Test("dates of return, German", arguments: german)
func germanDates(_ text: String, _ date: String?) { #expect(returnDate(text, today: "2026-06-17") == date) }

@Test("dates of return, French", arguments: french)
func frenchDates(_ text: String, _ date: String?) { #expect(returnDate(text, today: "2026-06-17") == date) }

@Test("dates of return, Spanish", arguments: spanish)
func spanishDates(_ text: String, _ date: String?) { #expect(returnDate(text, today: "2026-06-17") == date) }

/// All received on Tuesday 10 March 2026.
private let counts: [DateRow] = [
    ("أنا في إجازة. سأعود بعد أسبوعين من اليوم", "2026-03-24"),  // "from today" is no date of its own
    ("בחופשה. אחזור בעוד שבועיים", "2026-03-24"),
    ("Urlaub. Heute in zwei Wochen bin ich wieder im Büro.", "2026-03-24"),
    ("Olen lomalla. Palaan töihin kahden viikon kuluttua.", "2026-03-24"),
    ("İzindeyim. 2 hafta sonra döneceğim.", "2026-03-24"),
    ("Szabadságon vagyok. Két hét múlva jövök vissza az irodába.", "2026-03-24"),  // "hét" is seven, too
    ("در مرخصی هستم. دو هفته دیگر برمی‌گردم", "2026-03-24"),
    ("I am on leave, back two weeks from now.", "2026-03-24"),
    ("令和8年3月14日〜令和8年3月24日を休業とさせていただきます。", "2026-03-24"),
    ("休業期間は2026年3月14日〜2026年3月24日です。営業開始は2026年3月25日です。", "2026-03-25"),
    ("Sono in ferie. Questa settimana leggo la posta a singhiozzo. Torno operativa lunedì.", "2026-03-16"),
    ("Har semester. Är på plats igen v 32.", "2026-08-03"),
]

@Test("counts from today, years before months, weeks that run", arguments: counts)
func countedDates(_ text: String, _ date: String?) { #expect(returnDate(text, today: "2026-03-10") == date) }

/// All received on Tuesday 10 March 2026.
private let lengths: [DateRow] = [
    ("I'm on leave for ten days starting Thursday.", "2026-03-22"),
    ("Ab 12. März bin ich zwei Wochen im Urlaub.", "2026-03-26"),
    ("Je suis en congé à compter du 12/03 pour deux semaines.", "2026-03-26"),
    ("С 12 марта на две недели ухожу в отпуск.", "2026-03-26"),
    ("Március 12-től két hétig szabadságon leszek.", "2026-03-26"),
    ("Olen lomalla 12.3. alkaen kaksi viikkoa.", "2026-03-26"),
    ("Perşembe gününden itibaren iki hafta izinliyim.", "2026-03-26"),
    ("12日から1週間、出張で不在にしております。", "2026-03-19"),
    ("From 1 April I am on parental leave and in the office three days a week.", nil),
    ("I am on leave from 12 March, back in the office in two weeks.", "2026-03-24"),
]

@Test("a first day and a length", arguments: lengths)
func lengthDates(_ text: String, _ date: String?) { #expect(returnDate(text, today: "2026-03-10") == date) }

/// All received on Tuesday 10 March 2026.
private let others: [DateRow] = [
    // The order that one date proves holds for the others.
    ("I am out of the office 3/24 through 4/2.", "2026-04-03"),
    ("I am out of the office 24/3 through 4/5.", "2026-05-05"),
    ("I am out of the office until 4/5, support is there 24/7.", nil),
    // Hours are no days, nor is a fair an absence.
    ("Na godišnjem sam odmoru. Radimo od 6.", nil),
    ("Do petka uključivo nisam u uredu. Inače radimo od 8 do 16.", "2026-03-14"),
    ("I am out of the office on Friday the 13th. We work Mon-Thu 9-4.", "2026-03-14"),
    ("La fiera è dal 21 al 26 aprile; io intanto sono assente fino al 18 marzo.", "2026-03-18"),
    ("Je suis en arrêt maladie jusqu'au 19/3. Salon du 28 septembre au 1er octobre.", "2026-03-19"),
    ("Bin auf Dienstreise bis Fr 13.3., die Messe läuft vom 14. bis 18. April.", "2026-03-13"),
    ("Jsem na dovolené. Otevírací doba: Po-Pá 8-16.", nil),
    ("Je suis en arrêt maladie depuis le 2 mars, retour non fixé.", nil),
    ("Ich bin ab dem 23.03. wieder für Sie da. Jens ist bis 13.03. weg.", "2026-03-23"),
    // A weekday behind a date, and ranges of weekdays that end next week.
    ("İzindeyim, 23 Mart Pazartesi günü tekrar ofiste olacağım.", "2026-03-23"),
    ("I am away from Friday to Monday.", "2026-03-16"),
    ("Ich bin von Mo bis Fr im Urlaub.", "2026-03-20"),
    ("I am out of the office until Fri.", "2026-03-13"),
    // Two calendars; years of two digits; the year at the end of a range.
    ("أنا في إجازة حتى 1 محرم 1448 هـ الموافق 16 يونيو 2026.", "2026-06-16"),
    ("أنا في إجازة من 10/09/1447 الموافق 27/02/2026 إلى 15/10/1447 الموافق 03/04/2026", "2026-04-03"),
    ("ผมลาพักร้อนถึงวันที่ 20/03/69", "2026-03-20"),
    ("ผมลาพักร้อนตั้งแต่วันที่ 16 ถึง 27 มี.ค. 69", "2026-03-27"),
    ("Olen virkavapaalla 1.1.–30.6.2026.", "2026-06-30"),
    ("Na bolovanju sam do 20.03.2026. godine.", "2026-03-20"),
    // Weeks one after the other.
    ("Ich bin in KW 12 und 13 nicht im Büro.", "2026-03-30"),
    ("Ik ben met vakantie en op 1-4 ben ik er weer.", "2026-04-01"),
    ("Ich bin vom siebzehnten bis einundzwanzigsten April verreist.", "2026-04-21"),
    ("The first floor is closed and I am away.", nil),
]

@Test("dates that prove, belie or belong to each other", arguments: others)
func otherDates(_ text: String, _ date: String?) { #expect(returnDate(text, today: "2026-03-10") == date) }

/// All received on Tuesday 10 March 2026.
private let countedWeekdays: [DateRow] = [
    ("I am on leave and will be back on the second Monday of May.", "2026-05-11"),
    ("I am on leave and will be back on the 2nd Monday in May.", "2026-05-11"),
    ("I am on leave and will be back on Monday, the second of March 2026.", "2026-03-02"),
    ("I am on leave and will be back on Thursday 2nd April.", "2026-04-02"),
    ("I am on leave, returning the last Sunday in March.", "2026-03-29"),
    ("I am on leave and return on the first Monday of January.", "2027-01-04"),
    ("I am on leave and return on the umpteenth Friday of April.", nil),
    ("Ich bin im Urlaub und am 2. Montag im Mai wieder da.", "2026-05-11"),
    ("Ich bin im Urlaub und am 2. April Donnerstag wieder da.", "2026-04-02"),
    ("Olen lomalla ja palaan toukokuun toisena maanantaina.", "2026-05-11"),
    ("Я в отпуске, вернусь во второй понедельник мая.", "2026-05-11"),
    ("I am on leave, back Monday week.", "2026-03-23"),
    ("I am on leave, back a week on Monday.", "2026-03-23"),
    ("I am on leave, back two weeks on Friday.", "2026-03-27"),
    ("Ich bin krank und morgen in einer Woche wieder da.", "2026-03-18"),
    ("I will be back at my desk in the week commencing 24 August.", "2026-08-24"),
    ("I am on leave the whole of April.", "2026-05-01"),
    ("Ich bin den ganzen April im Urlaub.", "2026-05-01"),
    ("Olen puhkusel 5. aprillini.", "2026-04-05"),
]

@Test("weekdays that are counted, whole months", arguments: countedWeekdays)
func countedWeekdays(_ text: String, _ date: String?) {
    #expect(returnDate(text, today: "2026-03-10") == date)
}

/// A day of return that another one leads to. All received on Tuesday 10 March 2026.
private let led: [DateRow] = [
    ("I am off until Wednesday 8 April and back at work on Thursday.", "2026-04-09"),
    ("I'm on leave from 3 to 14 April, back on the 15th.", "2026-04-15"),
    ("Suntem în concediu din 9 aprilie; ne întoarcem pe 14.", "2026-04-14"),
    ("I'm out of the office until Thursday. My colleague Marina is back on Wednesday.", "2026-03-12"),
    ("Сегодня меня нет на месте, буду завтра.", "2026-03-11"),
    ("I am out of the office today and tomorrow.", "2026-03-12"),
    ("I am on leave the whole of April. For orders write to Priya, who returns on 20 March.", "2026-05-01"),
    ("Out of office from 30 March to 10 April. Phones are answered again from the 13th.", "2026-04-13"),
    ("I am away until 14 April. Ms Adler, herself back on the 10th, takes orders.", "2026-04-14"),
    ("Ich bin bis auf Weiteres krank. Dringendes unter Tel. 089 12.04.26.", nil),
    // A first day away, and one other day that no word for "back" stands beside.
    ("I am on leave since 9 March. Monday 16 March sees me at the bench as usual.", "2026-03-16"),
    ("I am on leave since 9 March. Monday 16 March sees me at the bench, Friday 20 March in bed.", nil),
    ("I am on leave since 9 March. The fair is on 16 March.", nil),
    ("I am on leave since 9 March.", nil),
]

@Test("days of return that another day leads to", arguments: led)
func ledDates(_ text: String, _ date: String?) { #expect(returnDate(text, today: "2026-03-10") == date) }

/// Words and figures that may mean two things. All received on Tuesday 10 March 2026.
private let ambiguous: [DateRow] = [
    ("Na odmoru sam, javiću se u 14. nedelji.", "2026-03-30"),
    ("Ich bin im Urlaub und in der 14. Woche wieder da.", "2026-03-30"),
    ("Je suis en congé et de retour la 14e semaine.", "2026-03-30"),
    ("Ich bin im Urlaub und in 3 Wochen wieder da.", "2026-03-31"),
    ("Estoy de vacaciones, vuelvo el mar. 24/03 por la mañana.", "2026-03-24"),
    ("De vacaciones hasta el 24 mar, vuelvo ese día.", "2026-03-24"),
    ("휴가 중입니다. 열흘 뒤에 복귀합니다.", "2026-03-20"),
    ("Szabadságon vagyok, egy hét múlva jövök.", "2026-03-17"),
    ("休暇中です。26/03/24に出社します。", "2026-03-24"),
    ("Jag har semester och är tillbaka 26-03-24.", "2026-03-24"),
    ("Ich bin im Urlaub und am 26/03/26 wieder da.", "2026-03-26"),
    ("休職しております。5月の第2月曜日に復帰します。", "2026-05-11"),
    ("Morgen in einer Woche bin ich zurück, bis dahin im Urlaub.", "2026-03-18"),
    ("Ich bin im Urlaub bis. Die Kollegen helfen gern.", nil),
    ("Entrei em férias na segunda-feira, 2 de março, e fico fora por exatas três semanas.", "2026-03-23"),
    ("Ich bin am 3. März in den Urlaub gegangen und bleibe zwei Wochen weg.", "2026-03-17"),
    ("I was away on 3 March.", nil),
    ("Od dziś mnie nie ma, wrócę po świętach.", nil),
    ("Ich bin ab 10. März wieder im Büro.", "2026-03-10"),
]

@Test("words and figures that may mean two things", arguments: ambiguous)
func ambiguousDates(_ text: String, _ date: String?) {
    #expect(returnDate(text, today: "2026-03-10") == date)
}

private let turns: [(text: String, today: String, date: String?)] = [
    ("I am back on 4 January.", "2026-12-20", "2027-01-04"),
    ("I am back on 4 January.", "2027-01-02", "2027-01-04"),
    ("I am back on Monday.", "2026-06-22", "2026-06-29"),  // received on a Monday
    ("Back on the 3rd.", "2026-06-17", "2026-07-03"),
    ("Back on the 30th.", "2026-06-17", "2026-06-30"),
    ("I am back in week 1.", "2026-12-20", "2027-01-04"),
    ("I am out of the office 12/24 through 1/2.", "2026-12-18", "2027-01-03"),
    ("Jag har semester v. 52-1.", "2026-12-15", "2027-01-11"),
    ("ผมลาพักร้อน กลับมาทำงาน 16 พ.ย. 69", "2026-11-10", "2026-11-16"),
    ("I am back on 29 February.", "2028-02-20", "2028-02-29"),
    ("I am back on 30 February.", "2026-02-20", nil),
    ("I am back in a month.", "2026-01-31", "2026-02-28"),
]

@Test("turns of the year and of the month", arguments: turns)
func turnsOfTheYear(_ text: String, _ today: String, _ date: String?) {
    #expect(returnDate(text, today: today) == date)
}

@Test(
    "a text of nothing but date words ends in time",
    arguments: ["Monday ", "12.", "3 ", "until ", "in in ", "1/2-"])
func hostileDates(_ unit: String) {
    _ = ShippedRules.set  // compiled by whoever asks first
    let text = String(repeating: unit, count: 20_000)
    let time = ContinuousClock().measure { _ = returnDate(text, today: "2026-06-17") }
    #expect(time < .seconds(20))  // a debug build on a busy machine; a release build takes a hundredth
}
