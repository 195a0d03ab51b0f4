import CalendarTime
import Ingestion
import LeadStages
import Store

extension APIRequest {
    /// Who acts, for the rules of `LeadStages`.
    var leadActor: LeadActions.Actor {
        LeadActions.Actor(name: actor, role: key.role, reason: text("reason"))
    }

    func instant(_ name: String) -> Instant? { text(name).flatMap { APIDate.instant($0) } }
    func id<Entity>(_ name: String) -> RowID<Entity>? { integer(name).map { RowID($0) } }
    func texts(_ name: String) -> [String] { body[name]?.list?.compactMap(\.text) ?? [] }

    func queryID<Entity>(_ name: String) -> RowID<Entity>? { web.query(name).flatMap { RowID($0) } }
    func queryFlag(_ name: String) -> Bool? { web.query(name).map { $0 == "true" } }

    func queryWord<Word: RawRepresentable<String>>(_ name: String) -> Word? {
        web.query(name).flatMap { Word(rawValue: $0) }
    }

    /// The cursor's numbers where there are `count` of them; throws when the cursor is that of another list.
    func cursor(of count: Int) throws -> [Int64]? {
        guard let numbers = try cursor()?.numbers else { return nil }
        guard numbers.count == count else {
            throw WebFault(.badRequest, "bad_cursor", "This cursor is another list's.", field: "cursor")
        }
        return numbers
    }

    /// One more than asked for is read: so the last page ends with null.
    func page<Row>(
        _ rows: [Row], _ item: (Row) throws -> JSON, end: (Row) -> APICursor
    ) rethrows -> APIAnswer {
        let shown = rows.prefix(limit)
        let next = rows.count > limit ? shown.last.map(end) : nil
        return APIAnswer(.page(try shown.map(item), next: next))
    }
}

extension AccessKey {
    var role: Role {
        .token(scopes: Set(scopes.compactMap { Role.TokenScope(rawValue: $0.rawValue) }))
    }
}

extension WebFault {
    /// Fits the schema and yet makes no sense: for what a schema cannot tell.
    static func unfit(_ field: String, _ text: String) -> WebFault {
        WebFault(.unprocessableContent, "unfit", text, field: field)
    }

    /// What an id or a name in the request leads nowhere; also what is another workspace's.
    static func unknown(_ what: String, _ field: String) -> WebFault {
        WebFault(.notFound, "not_found", "There is no such \(what).", field: field)
    }
}

/// Addresses as programs give them.
enum GivenAddress {
    /// Throws for a text that names no mailbox.
    static func check(_ text: String, _ field: String) throws {
        guard isAddress(text) else { throw WebFault.invalid(field, words) }
    }

    fileprivate static let words = "give an address such as mia@example.com"

    fileprivate static func isAddress(_ text: String) -> Bool {
        let isPlain = !text.unicodeScalars.contains { $0.properties.isWhitespace || $0.value < 0x20 }
        return isPlain && EmailAddressKey(text).isAddress
    }
}

extension APIRequest {
    /// Nil where the query has none; throws for a text that names no mailbox.
    func queryAddress(_ name: String) throws -> String? {
        guard let text = web.query(name) else { return nil }
        guard GivenAddress.isAddress(text) else {
            throw WebFault(.badRequest, "bad_query_item", GivenAddress.words, field: name)
        }
        return text
    }
}

extension JSON {
    static func objects(_ members: [JSON]) -> JSON { .object(members.flatMap { $0.members ?? [] }) }
    static func texts(_ values: [String]) -> JSON { .list(values.map { .text($0) }) }
    static func map(_ counts: [String: Int]) -> JSON {
        .object(counts.sorted { $0.key < $1.key }.map { .init(key: $0.key, value: .number($0.value)) })
    }

    static func changes(_ changes: [StageChange]) -> JSON {
        .list(
            changes.map { change in
                [
                    "enrollment_id": .integer(change.enrollment), "lead_id": .integer(change.lead),
                    "campaign_id": .integer(change.campaign), "from": .text(change.from.rawValue),
                    "to": .text(change.to.rawValue),
                ]
            })
    }
}
