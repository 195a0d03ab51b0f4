import CalendarTime

/// A day, or some days, that Christians keep and notices name without a date: "until Whit Monday".
public enum Feast: String, Sendable, CaseIterable {
    /// The days around it: "the Tuesday after Easter".
    case easter, whitsun, christmas
    case newYear = "new-year"
    case maundyThursday = "maundy-thursday"
    case goodFriday = "good-friday"
    case easterSunday = "easter-sunday"
    case easterMonday = "easter-monday"
    case ascension
    case whitSunday = "whit-sunday"
    case whitMonday = "whit-monday"
    case corpusChristi = "corpus-christi"
    case epiphany
    case labourDay = "labour-day"
    case assumption
    case allSaints = "all-saints"
    case christmasEve = "christmas-eve"
    case christmasDay = "christmas-day"
    case secondChristmasDay = "second-christmas-day"
    case newYearsEve = "new-years-eve"

    /// Which Easter the readers of a language keep.
    public enum Easter: String, Sendable, CaseIterable { case western, orthodox }

    /// What is called so is no single day: "until Easter" tells of none.
    var isSeason: Bool {
        switch self {
        case .easter, .whitsun, .christmas, .newYear: true
        default: false
        }
    }

    /// Of a season its first, or only, feast. The feasts with a fixed date of Orthodox churches that keep the old calendar
    /// are not told.
    func day(inYear year: Int, _ easter: Easter) -> CivilDate? {
        switch self {
        case .maundyThursday: CivilDate.easter(year, easter)?.adding(days: -3)
        case .goodFriday: CivilDate.easter(year, easter)?.adding(days: -2)
        case .easter, .easterSunday: CivilDate.easter(year, easter)
        case .easterMonday: CivilDate.easter(year, easter)?.adding(days: 1)
        case .ascension: CivilDate.easter(year, easter)?.adding(days: 39)
        case .whitsun, .whitSunday: CivilDate.easter(year, easter)?.adding(days: 49)
        case .whitMonday: CivilDate.easter(year, easter)?.adding(days: 50)
        case .corpusChristi: CivilDate.easter(year, easter)?.adding(days: 60)
        case .newYear: CivilDate(year: year, month: 1, day: 1)
        case .epiphany: CivilDate(year: year, month: 1, day: 6)
        case .labourDay: CivilDate(year: year, month: 5, day: 1)
        case .assumption: CivilDate(year: year, month: 8, day: 15)
        case .allSaints: CivilDate(year: year, month: 11, day: 1)
        case .christmasEve: CivilDate(year: year, month: 12, day: 24)
        case .christmas, .christmasDay: CivilDate(year: year, month: 12, day: 25)
        case .secondChristmasDay: CivilDate(year: year, month: 12, day: 26)
        case .newYearsEve: CivilDate(year: year, month: 12, day: 31)
        }
    }
}

extension CivilDate {
    /// Easter Sunday (Meeus, Astronomical Algorithms, chapter 8); nil where no such date can be told.
    static func easter(_ year: Int, _ easter: Feast.Easter) -> CivilDate? {
        easter == .western ? gregorianEaster(year) : julianEaster(year)
    }

    private static func gregorianEaster(_ year: Int) -> CivilDate? {
        let century = year / 100
        let golden = year % 19
        let correction = (century - (century - 17) / 25) / 3
        var epact = (century - century / 4 - correction + 19 * golden + 15) % 30
        epact -= epact / 28 * (1 - epact / 28 * (29 / (epact + 1)) * ((21 - golden) / 11))
        let weekday = (year + year / 4 + epact + 2 - century + century / 4) % 7
        let distance = epact - weekday
        let month = 3 + (distance + 40) / 44
        return CivilDate(year: year, month: month, day: distance + 28 - 31 * (month / 4))
    }

    /// The date of the old calendar, told in the new one.
    private static func julianEaster(_ year: Int) -> CivilDate? {
        let moon = (19 * (year % 19) + 15) % 30
        let weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
        let behind = year / 100 - year / 400 - 2
        return CivilDate(year: year, month: 3, day: 22)?.adding(days: moon + weekday + behind)
    }
}
