import CurlTransport
import DataFormats
import Foundation

/// Mail of one Exchange Online account through Microsoft Graph: new messages by the delta query, whole (`$value`).
///
/// Ids are immutable ones, which a move does not change. Drafts do not count. A delta that is no longer known (410)
/// means listing the folder again; the ids stay the same, so nothing counts twice.
/// Source: learn.microsoft.com/graph, message: delta, and Obtain immutable identifiers.
public struct GraphMailbox: Sendable {
    private static let place = "Microsoft Graph"
    private static let folders: [(name: String, folder: FetchedMail.Folder)] = [
        ("inbox", .inbox), ("junkemail", .junk),
    ]

    private let requests: ProviderRequests
    private let base: String
    private let includesJunk: Bool
    private let firstSince: String?
    private let missingPauses: [Duration]

    /// `firstSince`: how far back the first listing goes, as `2026-01-31T00:00:00Z`; nil lists everything.
    public init(
        tokens: AccessTokens, client: CurlClient, includesJunk: Bool = true, firstSince: String? = nil,
        base: String = "https://graph.microsoft.com/v1.0"
    ) {
        self.init(
            tokens: tokens, client: client, includesJunk: includesJunk, firstSince: firstSince, base: base,
            missingPauses: [.seconds(1), .seconds(3)])
    }

    init(
        tokens: AccessTokens, client: CurlClient, includesJunk: Bool, firstSince: String?, base: String,
        missingPauses: [Duration]
    ) {
        requests = ProviderRequests(
            place: Self.place, client: client, tokens: tokens, isThrottled: { _ in false })
        self.base = base
        self.includesJunk = includesJunk
        self.firstSince = firstSince
        self.missingPauses = missingPauses
    }

    /// Everything since `cursor` (nil: the first time), in batches; the last one has the cursor for the next poll.
    /// Throws `ProviderFault`, or what `sink` throws.
    /// - Parameter again: names of messages that were refused before.
    public func poll(
        after cursor: String?, again: [String] = [], _ sink: @escaping FetchedMailSink
    ) async throws {
        var filling = BatchFilling(sink)
        if let cursor, !again.isEmpty {
            for (_, folder) in Self.folders {
                let prefix = Self.prefix(folder)
                let ids = again.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
                try await filling.fetch(ids, prefix: prefix, cursor: cursor) { id throws(ProviderFault) in
                    try await message(id, GraphItem(id: id), folder) ?? .nothing
                }
            }
            try await filling.flush(cursor: cursor)
        }
        var places = GraphCursor(cursor ?? "") ?? GraphCursor()
        for (name, folder) in Self.folders where folder == .inbox || includesJunk {
            try await readDelta(name, folder, &places, &filling)
        }
    }

    /// Of the name of a message in that folder.
    private static func prefix(_ folder: FetchedMail.Folder) -> String { "\(folder.rawValue)/" }

    private func readDelta(
        _ name: String, _ folder: FetchedMail.Folder, _ places: inout GraphCursor,
        _ filling: inout BatchFilling
    ) async throws {
        while true {
            let link = places.links[name]
            let url = try link.map { link throws(ProviderFault) in try own(link) } ?? firstURL(name)
            let response = try await requests.get(
                url, fields: [HTTPField("Prefer", "IdType=\"ImmutableId\", odata.maxpagesize=100")])
            if link != nil, [400, 404, 410].contains(response.status) {
                places.links[name] = nil
                continue
            }
            let page = try requests.decode(GraphPage.self, response, "the list of messages")
            let items = page.value.filter { $0.removed == nil && $0.isDraft != true }
            let byID = Dictionary(items.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
            try await filling.fetch(
                items.map(\.id), prefix: Self.prefix(folder), cursor: places.description
            ) {
                id throws(ProviderFault) in
                guard let item = byID[id] else { return .nothing }
                return try await message(item, folder)
            }
            guard let next = page.nextLink ?? page.deltaLink else {
                throw ProviderFault(place: Self.place, .damaged("the link to the next page"))
            }
            places.links[name] = try own(next)
            try await filling.flush(cursor: places.description)
            if page.nextLink == nil { return }
        }
    }

    private func firstURL(_ name: String) -> String {
        var url = "\(base)/me/mailFolders/\(name)/messages/delta?changeType=created"
        url += "&$select=id,receivedDateTime,isDraft,internetMessageId"
        if let firstSince { url += "&$filter=" + FormEncoding.encode("receivedDateTime ge \(firstSince)") }
        return url
    }

    /// A link of a response is followed to the host we ask only: the token goes with it.
    private func own(_ link: String) throws(ProviderFault) -> String {
        guard let target = URLComponents(string: link), let ours = URLComponents(string: base),
            target.scheme == ours.scheme, target.host == ours.host, target.port == ours.port,
            target.user == nil
        else { throw ProviderFault(place: Self.place, .foreignLink) }
        return link
    }

    /// Right after it was announced a message may not be there yet; after a move it may have another id.
    private func message(
        _ item: GraphItem, _ folder: FetchedMail.Folder
    ) async throws(ProviderFault) -> FetchResult {
        for pause in missingPauses {
            let found = try await message(item.id, item, folder)
            if let found { return found }
            try await requests.sleep(for: pause)
        }
        if let found = try await message(item.id, item, folder) { return found }
        guard let messageID = item.internetMessageId else { return .nothing }
        let quoted = messageID.replacing("'", with: "''")
        let filter = FormEncoding.encode("internetMessageId eq '\(quoted)'")
        let response = try await requests.get(
            "\(base)/me/messages?$select=id&$filter=\(filter)",
            fields: [HTTPField("Prefer", "IdType=\"ImmutableId\"")])
        let page = try requests.decode(GraphPage.self, response, "the list of messages")
        guard let moved = page.value.first else { return .nothing }
        return try await message(moved.id, item, folder) ?? .nothing
    }

    /// Nil when it is not there.
    private func message(
        _ id: String, _ item: GraphItem, _ folder: FetchedMail.Folder
    ) async throws(ProviderFault) -> FetchResult? {
        let response: HTTPResponse
        do throws(ProviderFault) {
            response = try await requests.get(
                "\(base)/me/messages/\(FormEncoding.encode(id))/$value",
                fields: [HTTPField("Prefer", "IdType=\"ImmutableId\"")],
                maximumBytes: ProviderLimits.maximumMessageBytes)
        } catch {
            if case .transport(let transport) = error.reason, case .tooLong = transport.fault {
                return .tooLarge(id: item.id)
            }
            throw error
        }
        if response.status == 404 { return nil }
        guard response.status == 200 else { throw ProviderFault(place: Self.place, response) }
        return .mail(
            FetchedMail(
                id: item.id, raw: response.body, receivedMilliseconds: item.receivedMilliseconds,
                folder: folder))
    }
}
