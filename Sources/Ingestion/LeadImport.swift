import CalendarTime
import Foundation
import LeadStages
import Store

/// Leads from a CSV file with a header: `email` is needed; `name` (or `first_name`, `last_name`), `company`,
/// `company_id` and `time_zone` are known; any other column is kept with the lead.
public struct LeadImport: Sendable {
    let store: MailStore
    let workspace: RowID<Workspace>
    let clock: @Sendable () -> Instant

    public init(
        store: MailStore, workspace: RowID<Workspace>,
        clock: @escaping @Sendable () -> Instant = SystemClock.now
    ) {
        self.store = store
        self.workspace = workspace
        self.clock = clock
    }

    public enum Outcome: Hashable, Sendable {
        case added(RowID<Enrollment>)
        case refused(code: String, message: String)
    }

    /// What became of one row.
    public struct RowResult: Hashable, Sendable {
        /// From 1.
        public let line: Int
        public let email: String
        public let outcome: Outcome
    }

    public struct Report: Sendable {
        public var added = 0
        /// By code.
        public var refused: [String: Int] = [:]
        /// The refused rows, the first `maximumRefusals`.
        public var refusals: [RowResult] = []

        public var refusedCount: Int { refused.values.reduce(0, +) }
        public static let maximumRefusals = 10_000
    }

    /// Rows of one transaction.
    static let batchSize = 1_000

    /// - Parameter source: what the report is filed under, as a rule the name of the file.
    public func run(
        _ reader: CSVReader, into campaign: RowID<Campaign>, source: String,
        progress: ((Int) -> Void)? = nil
    ) async throws -> Report {
        var reader = reader
        guard let header = reader.next() else { throw ImportFault(line: nil, "\(source): the file is empty") }
        let columns = try LeadColumns(header)
        var report = Report()
        while true {
            var rows: [CSVReader.Row] = []
            while rows.count < Self.batchSize, let row = reader.next() { rows.append(row) }
            if rows.isEmpty { break }
            let batch = rows
            let results = try await store.write(in: workspace, at: clock()) { transaction in
                try batch.map { try Self.add($0, columns, campaign, transaction) }
            }
            report.add(results)
            progress?(report.added + report.refusedCount)
        }
        let final = report
        _ = try await store.write(in: workspace, at: clock()) {
            try $0.recordImport(
                kind: "leads", source: source, campaign: campaign, added: final.added,
                refused: final.refusedCount, report: try final.json)
        }
        return report
    }

    private static func add(
        _ row: CSVReader.Row, _ columns: LeadColumns, _ campaign: RowID<Campaign>,
        _ transaction: StoreTransaction
    ) throws -> RowResult {
        let email = columns.value(.email, row) ?? ""
        func refuse(_ code: String, _ message: String) -> RowResult {
            RowResult(line: row.line, email: email, outcome: .refused(code: code, message: message))
        }
        guard EmailAddressKey(email).isAddress else {
            return refuse("invalid_address", "'\(email)' is no address.")
        }
        let zone = columns.value(.timeZone, row)
        if let zone, ZoneDatabase.table(zone) == nil {
            return refuse(
                "unknown_time_zone", "time zone '\(zone)' is unknown; give a name such as Europe/Berlin")
        }
        switch try transaction.addLead(columns.lead(row, email: email, zone: zone), to: campaign) {
        case .enrolled(let id): return RowResult(line: row.line, email: email, outcome: .added(id))
        case .refused(let code, _): return refuse(code.rawValue, code.message)
        }
    }
}

extension LeadImport.Report {
    fileprivate mutating func add(_ results: [LeadImport.RowResult]) {
        for result in results {
            switch result.outcome {
            case .added: added += 1
            case .refused(let code, _):
                refused[code, default: 0] += 1
                if refusals.count < Self.maximumRefusals { refusals.append(result) }
            }
        }
    }

    private struct Line: Encodable {
        let line: Int
        let email: String
        let code: String
    }

    fileprivate var json: String {
        get throws {
            let lines = refusals.map { result in
                guard case .refused(let code, _) = result.outcome else {
                    return Line(line: result.line, email: result.email, code: "")
                }
                return Line(line: result.line, email: result.email, code: code)
            }
            return try StoreJSON.text(lines)
        }
    }
}
