import CurlTransport
import DataFormats
import Foundation

/// Mail of one Gmail account through the Gmail API: new messages by the history, whole (`format=raw`).
///
/// All mail counts but what is in Sent, Drafts and Trash; Spam by choice. A history that is too old (404) means
/// listing everything again; the ids stay the same, so nothing counts twice.
/// Source: developers.google.com/gmail/api, users.history.list, users.messages.list and get.
public struct GmailMailbox: Sendable {
    private static let place = "Gmail"
    /// Labels of messages that never count.
    private static let excluded: Set<String> = ["SENT", "DRAFT", "TRASH", "CHAT"]

    private let requests: ProviderRequests
    private let base: String
    private let includesJunk: Bool
    private let firstDays: Int

    /// `firstDays`: how far back the first listing goes.
    public init(
        tokens: AccessTokens, client: CurlClient, includesJunk: Bool = true, firstDays: Int = 30,
        base: String = "https://gmail.googleapis.com"
    ) {
        requests = ProviderRequests(
            place: Self.place, client: client, tokens: tokens, isThrottled: Self.isThrottled)
        self.base = base + "/gmail/v1/users/me"
        self.includesJunk = includesJunk
        self.firstDays = firstDays
    }

    /// Everything since `cursor` (nil: the first time), in batches; the last one has the cursor for the next poll.
    /// Throws `ProviderFault`, or what `sink` throws.
    /// - Parameter again: names of messages that were refused before.
    public func poll(
        after cursor: String?, again: [String] = [], _ sink: @escaping FetchedMailSink
    ) async throws {
        var filling = BatchFilling(sink)
        if let cursor, !again.isEmpty {
            try await filling.fetch(again, cursor: cursor) { id throws(ProviderFault) in
                try await message(id)
            }
            try await filling.flush(cursor: cursor)
        }
        switch cursor.flatMap(GmailCursor.init) {
        case .history(let id):
            if try await readHistory(since: id, &filling) { return }
            try await list(from: nil, &filling)
        case .listing(let history, let page): try await list(from: (history, page), &filling)
        case nil: try await list(from: nil, &filling)
        }
    }

    /// False when the history does not go back that far.
    private func readHistory(since start: String, _ filling: inout BatchFilling) async throws -> Bool {
        var start = start
        var page: String?
        repeat {
            var url = "\(base)/history?historyTypes=messageAdded&maxResults=500&startHistoryId=\(start)"
            if let page { url += "&pageToken=\(FormEncoding.encode(page))" }
            let response = try await requests.get(url)
            if response.status == 404 { return false }
            let answer = try requests.decode(GmailHistory.self, response, "the history")
            let messages = (answer.history ?? []).flatMap { $0.messagesAdded ?? [] }.map(\.message)
            var seen: Set<String> = []
            let ids = messages.filter { counts($0.labelIds) && seen.insert($0.id).inserted }.map(\.id)
            try await fetch(ids, .history(start), &filling)
            page = answer.nextPageToken
            // The next page belongs to the old start. Only when there is none the answer's own id is reached.
            if page == nil { start = answer.historyId ?? start }
        } while page != nil
        try await filling.flush(cursor: GmailCursor.history(start).description)
        return true
    }

    /// The history's place is taken before the listing: what comes in meanwhile is in it.
    private func list(
        from resumed: (history: String, page: String)?, _ filling: inout BatchFilling
    ) async throws {
        let history: String
        if let resumed {
            history = resumed.history
        } else {
            let response = try await requests.get("\(base)/profile")
            history = try requests.decode(GmailProfile.self, response, "the profile").historyId
        }
        var page = resumed?.page
        let query = FormEncoding.encode("newer_than:\(firstDays)d -in:sent -in:drafts -in:trash -in:chats")
        repeat {
            var url = "\(base)/messages?maxResults=100&includeSpamTrash=\(includesJunk)&q=\(query)"
            if let page { url += "&pageToken=\(FormEncoding.encode(page))" }
            let response = try await requests.get(url)
            // A page that is no longer known: from the beginning, with a new place in the history.
            if page != nil, [400, 404].contains(response.status) {
                return try await list(from: nil, &filling)
            }
            let answer = try requests.decode(GmailListing.self, response, "the list of messages")
            let here = GmailCursor.listing(history: history, page: page ?? "")
            try await fetch((answer.messages ?? []).map(\.id), here, &filling)
            page = answer.nextPageToken
            if let page {
                try await filling.flush(
                    cursor: GmailCursor.listing(history: history, page: page).description)
            }
        } while page != nil
        try await filling.flush(cursor: GmailCursor.history(history).description)
    }

    private func fetch(
        _ ids: [String], _ cursor: GmailCursor, _ filling: inout BatchFilling
    ) async throws {
        try await filling.fetch(ids, cursor: cursor.description) { id throws(ProviderFault) in
            try await message(id)
        }
    }

    private func message(_ id: String) async throws(ProviderFault) -> FetchResult {
        let response: HTTPResponse
        do throws(ProviderFault) {
            response = try await requests.get(
                "\(base)/messages/\(FormEncoding.encode(id))?format=raw",
                // In base64, with some room for what is around it.
                maximumBytes: ProviderLimits.maximumMessageBytes / 3 * 4 + (1 << 20))
        } catch {
            if case .transport(let transport) = error.reason, case .tooLong = transport.fault {
                return .tooLarge(id: id)
            }
            throw error
        }
        if response.status == 404 { return .nothing }
        let message = try requests.decode(GmailMessage.self, response, "a message")
        guard counts(message.labelIds) else { return .nothing }
        guard let raw = message.raw.flatMap(Base64URL.decode) else {
            throw ProviderFault(place: Self.place, .damaged("a message's text"))
        }
        return .mail(
            FetchedMail(
                id: message.id, raw: raw, receivedMilliseconds: message.internalDate.flatMap(Int64.init),
                folder: message.labelIds?.contains("SPAM") == true ? .junk : .inbox))
    }

    private func counts(_ labels: [String]?) -> Bool {
        let labels = labels ?? []
        if labels.contains("SPAM"), !includesJunk { return false }
        return Self.excluded.isDisjoint(with: labels)
    }

    /// 403 stands for two things; the reason in the body tells them apart.
    private static let isThrottled: @Sendable (HTTPResponse) -> Bool = { response in
        guard response.status == 403,
            let answer = try? JSONDecoder().decode(GmailFault.self, from: Data(response.body))
        else { return false }
        let limits: Set<String> = ["rateLimitExceeded", "userRateLimitExceeded", "dailyLimitExceeded"]
        return (answer.error.errors ?? []).contains { limits.contains($0.reason ?? "") }
    }
}
