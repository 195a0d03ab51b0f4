import Foundation
import LeadStages
import Store

/// Which column of a lead file is what.
struct LeadColumns {
    enum Column: String, CaseIterable {
        case email, name, company
        case firstName = "first_name"
        case lastName = "last_name"
        case companyID = "company_id"
        case timeZone = "time_zone"
    }

    private static let synonyms: [String: Column] = [
        "e_mail": .email, "email_address": .email, "mail": .email, "full_name": .name,
        "firstname": .firstName,
        "lastname": .lastName, "company_name": .company, "organization": .company, "timezone": .timeZone,
    ]

    private let places: [Column: Int]
    /// Columns we do not know, by name.
    private let others: [(name: String, place: Int)]

    init(_ header: CSVReader.Row) throws(ImportFault) {
        var places: [Column: Int] = [:]
        var others: [(name: String, place: Int)] = []
        for (place, name) in header.fields.enumerated() {
            let key = name.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: "_")
            guard !key.isEmpty else { continue }
            if let column = Column(rawValue: key) ?? Self.synonyms[key] {
                guard places.updateValue(place, forKey: column) == nil else {
                    throw ImportFault(line: header.line, "two columns are '\(column.rawValue)'; keep one")
                }
            } else {
                others.append((key, place))
            }
        }
        guard places[.email] != nil else {
            throw ImportFault(
                line: header.line, "no column is named 'email'; the first line has to name the columns")
        }
        self.places = places
        self.others = others
    }

    /// Nil where the row has no such column, or nothing in it.
    func value(_ column: Column, _ row: CSVReader.Row) -> String? {
        places[column].flatMap { value(at: $0, row) }
    }

    private func value(at place: Int, _ row: CSVReader.Row) -> String? {
        guard place < row.fields.count, !row.fields[place].isEmpty else { return nil }
        return row.fields[place]
    }

    func lead(_ row: CSVReader.Row, email: String, zone: String?) throws -> NewLead {
        let parts = [value(.firstName, row), value(.lastName, row)].compactMap { $0 }.joined(separator: " ")
        var fields: [String: String] = [:]
        for (name, place) in others { fields[name] = value(at: place, row) }
        return NewLead(
            address: email, name: value(.name, row) ?? parts, company: value(.company, row),
            // Never the company's name: two companies may share one.
            companyKey: value(.companyID, row).map { "id:\($0)" }
                ?? DomainName.companyKey(ofDomain: EmailAddressKey(email).domain),
            timeZone: zone,
            fields: fields.isEmpty ? "{}" : try StoreJSON.text(fields))
    }
}
