import CalendarTime
import Classification
import Hummingbird
import Store

/// What came in, day by day.
enum ReportPages {
    static let routes: [Route] = [.page(.get, "/reports") { try await show($0) }]

    private struct Content: Sendable {
        let campaigns: [Campaign]
        let mailboxes: [MailboxAccount]
        let days: [ReportDay]
        let zone: ZoneTable
    }

    private static func show(_ request: PageRequest) async throws -> Response {
        let filter = ReportFilter(
            campaign: request.web.query("campaign").flatMap { RowID($0) },
            mailbox: request.web.query("mailbox").flatMap { RowID($0) })
        let length = request.web.query("days").flatMap { Int($0) }.flatMap { periods.contains($0) ? $0 : nil }
        let days = length ?? periods[0]
        let content = try await request.read { transaction in
            let campaigns = try transaction.campaigns()
            let zone = campaigns.first { $0.id == filter.campaign }?.settings.zone ?? .utc
            return Content(
                campaigns: campaigns, mailboxes: try transaction.mailboxes(),
                days: try transaction.report(filter, days: days, zone: zone), zone: zone)
        }
        let chart = ReportChart(
            title: title(filter, content), days: content.days, zone: content.zone.identifier)
        return try await request.page(
            "reports", title: "Reports",
            [
                "selects": .list(selects(filter, days, content)), "hasCharts": .flag(chart.hasMail),
                "charts": .list(chart.hasMail ? [chart.view] : []),
            ])
    }

    /// Days.
    private static let periods = [14, 30, StoreTransaction.maximumReportDays]

    private static func title(_ filter: ReportFilter, _ content: Content) -> String {
        let names = [
            content.campaigns.first { $0.id == filter.campaign }?.name,
            content.mailboxes.first { $0.id == filter.mailbox }?.address,
        ]
        let known = names.compactMap(\.self)
        return known.isEmpty ? "All mail" : known.joined(separator: ", ")
    }

    private static func selects(_ filter: ReportFilter, _ days: Int, _ content: Content) -> [View] {
        func options<Entity>(_ all: [(RowID<Entity>, String)], _ chosen: RowID<Entity>?) -> [View] {
            let any: View = ["value": nil, "label": "All", "selected": .flag(chosen == nil)]
            return [any]
                + all.map { id, label in
                    ["value": .id(id), "label": .text(label), "selected": .flag(id == chosen)]
                }
        }
        return [
            [
                "name": "campaign", "label": "Campaign",
                "options": .list(options(content.campaigns.map { ($0.id, $0.name) }, filter.campaign)),
            ],
            [
                "name": "mailbox", "label": "Mailbox",
                "options": .list(options(content.mailboxes.map { ($0.id, $0.address) }, filter.mailbox)),
            ],
            [
                "name": "days", "label": "Period",
                "options": .list(
                    periods.map {
                        ["value": .number($0), "label": "\($0) days", "selected": .flag($0 == days)]
                    }),
            ],
        ]
    }
}

/// A report as bars and as a table.
struct ReportChart {
    let title: String
    let days: [ReportDay]
    let zone: String

    private static let series: [(kind: Kind, label: String, unit: String)] = [
        (.reply, "Replies", "replies"), (.outOfOffice, "Out of office", "out of office"),
        (.unsubscribe, "Opt-outs", "opt-outs"), (.bounce, "Bounces", "bounces"),
    ]
    /// Of the drawing, in its own units: where days begin, how wide they are together, the line of zero, how high.
    private static let (left, width, base, height) = (40.0, 672.0, 190.0, 150.0)
    /// Dates that fit below the bars.
    private static let maximumDates = 8

    private func count(_ day: ReportDay, _ kind: Kind) -> Int { day.kinds[kind.rawValue] ?? 0 }

    private var most: Int {
        days.flatMap { day in Self.series.map { count(day, $0.kind) } }.max() ?? 0
    }

    var hasMail: Bool { most > 0 }

    var view: View {
        [
            "key": "mail", "chartTitle": .text(title), "summary": .text(summary), "rowsLabel": "Day",
            "series": .list(
                Self.series.map { series in
                    let total = days.reduce(0) { $0 + count($1, series.kind) }
                    return [
                        "seriesKey": .text(series.kind.rawValue), "seriesLabel": .text(series.label),
                        "total": .text(PageText.number(total)),
                    ]
                }),
            "ticks": .list(ticks), "bars": .list(bars), "dates": .list(dates),
            "rows": .list(
                days.map { day in
                    [
                        "rowLabel": .text(Self.label(day.date)),
                        "cells": .texts(Self.series.map { PageText.number(count(day, $0.kind)) }),
                    ]
                }),
        ]
    }

    private var summary: String {
        guard let first = days.first, let last = days.last else { return "" }
        return "\(Self.label(first.date)) to \(Self.label(last.date)), by day received, in \(zone)."
    }

    /// What one line of the grid stands for: 1, 2 or 5, or ten, a hundred … times that; at most five lines.
    var step: Int {
        var (step, factors) = (1, [2, 5, 10])
        var power = 1
        while step * 5 < most {
            let factor = factors.removeFirst()
            step = factor * power
            if factors.isEmpty { (power, factors) = (power * 10, [2, 5, 10]) }
        }
        return step
    }

    private var top: Int { max(1, (most + step - 1) / step) * step }

    private func y(_ count: Int) -> Double { Self.base - Self.height * Double(count) / Double(top) }

    private var ticks: [View] {
        stride(from: 0, through: top, by: step).map {
            ["y": .text(Self.place(y($0))), "tickLabel": .text(PageText.number($0))]
        }
    }

    private var dayWidth: Double { Self.width / Double(max(1, days.count)) }

    private var bars: [View] {
        let pitch = dayWidth * 0.8 / Double(Self.series.count)
        return days.enumerated().flatMap { index, day in
            Self.series.enumerated().map { place, series in
                let count = count(day, series.kind)
                let x = Self.left + dayWidth * (Double(index) + 0.1) + pitch * Double(place)
                return [
                    "seriesKey": .text(series.kind.rawValue), "x": .text(Self.place(x)),
                    "y": .text(Self.place(y(count))), "width": .text(Self.place(pitch * 0.9)),
                    "height": .text(Self.place(Self.base - y(count))),
                    "barTitle": .text("\(Self.label(day.date)): \(PageText.number(count)) \(series.unit)"),
                ]
            }
        }
    }

    private var dates: [View] {
        let every = (days.count + Self.maximumDates - 1) / Self.maximumDates
        return stride(from: 0, to: days.count, by: max(1, every)).map { index in
            let x = Self.left + dayWidth * (Double(index) + 0.5)
            return ["x": .text(Self.place(x)), "dateLabel": .text(Self.label(days[index].date))]
        }
    }

    /// `1 Nov`
    private static func label(_ date: CivilDate) -> String { "\(date.day) \(months[date.month - 1])" }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// One decimal place.
    private static func place(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
