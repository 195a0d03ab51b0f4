import CalendarTime
import Foundation
import Synchronization

/// Fills the pure `ZoneTable` from the zone database of the system.
public enum ZoneDatabase {
    private static let tables = Mutex<[String: ZoneTable]>([:])
    /// The years a table covers; outside of them the nearest offset holds.
    private static let years: (first: Int64, last: Int64) = (1990, 2060)

    /// Nil when the system knows no zone of that name.
    public static func table(_ identifier: String) -> ZoneTable? {
        if let known = tables.withLock({ $0[identifier] }) { return known }
        guard let zone = TimeZone(identifier: identifier) else { return nil }
        let table = make(identifier, zone)
        tables.withLock { $0[identifier] = table }
        return table
    }

    private static func make(_ identifier: String, _ zone: TimeZone) -> ZoneTable {
        let secondsInYear: Int64 = 31_556_952  // of the Gregorian calendar on average
        let start = Date(timeIntervalSince1970: Double((years.first - 1970) * secondsInYear))
        let end = Date(timeIntervalSince1970: Double((years.last - 1970) * secondsInYear))
        var transitions: [ZoneTable.Transition] = []
        var date = start
        while let next = zone.nextDaylightSavingTimeTransition(after: date), next < end, next > date {
            transitions.append(
                ZoneTable.Transition(
                    at: Instant(seconds: Int64(next.timeIntervalSince1970.rounded())),
                    offset: zone.secondsFromGMT(for: next)))
            date = next
        }
        return ZoneTable(
            identifier: identifier, initialOffset: zone.secondsFromGMT(for: start), transitions: transitions)
    }
}
