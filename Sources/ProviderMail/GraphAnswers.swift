import Foundation

/// Where a poll of Graph goes on: the link that comes next for each folder, as a JSON object with sorted keys.
struct GraphCursor: Equatable, LosslessStringConvertible {
    var links: [String: String] = [:]

    init() {}

    init?(_ text: String) {
        guard let links = try? JSONDecoder().decode([String: String].self, from: Data(text.utf8)) else {
            return nil
        }
        self.links = links
    }

    var description: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // A dictionary of strings always encodes.
        return (try? encoder.encode(links)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}

struct GraphPage: Decodable {
    let value: [GraphItem]
    let nextLink: String?
    let deltaLink: String?

    enum CodingKeys: String, CodingKey {
        case value
        case nextLink = "@odata.nextLink"
        case deltaLink = "@odata.deltaLink"
    }
}

struct GraphItem: Decodable, Sendable {
    struct Removed: Decodable, Sendable {}

    let id: String
    let receivedDateTime: String?
    let isDraft: Bool?
    let internetMessageId: String?
    let removed: Removed?

    /// One that is known by its id only.
    init(id: String) {
        self.id = id
        (receivedDateTime, isDraft, internetMessageId, removed) = (nil, nil, nil, nil)
    }

    enum CodingKeys: String, CodingKey {
        case id, receivedDateTime, isDraft, internetMessageId
        case removed = "@removed"
    }

    var receivedMilliseconds: Int64? {
        guard let text = receivedDateTime,
            let date = try? Date(text, strategy: .iso8601)
        else { return nil }
        return Int64((date.timeIntervalSince1970 * 1_000).rounded())
    }
}
