import Credentials
import CurlTransport
import Foundation

/// GET requests with an access token: a refused token is renewed once, a short throttling is waited for.
struct ProviderRequests: Sendable {
    let place: String
    let client: CurlClient
    let tokens: AccessTokens
    /// Whether a response other than 429 says that too much was asked.
    let isThrottled: @Sendable (HTTPResponse) -> Bool

    /// A response whose meaning is the caller's: 2xx, or 4xx other than 401 and 429.
    func get(
        _ url: String, fields: [HTTPField] = [], maximumBytes: Int = 16 << 20
    ) async throws(ProviderFault) -> HTTPResponse {
        var refused: Secret?
        var pauses = 0
        while true {
            let token = try await tokens.token(refused: refused)
            var request = HTTPRequest(.get, url, fields: fields)
            request.fields.append(HTTPField("Authorization", "Bearer \(token.revealed)"))
            request.maximumResponseBytes = maximumBytes
            request.within = .seconds(300)
            let response = try await client.send(request, for: place)
            switch response.status {
            case 401 where refused == nil: refused = token
            case 401: throw ProviderFault(place: place, .signInAgain)
            case 429, 500...599:
                try await pause(&pauses, response, or: ProviderFault(place: place, response))
            case _ where isThrottled(response):
                let fault = ProviderFault(place: place, .throttled(response.retryAfter))
                try await pause(&pauses, response, or: fault)
            default: return response
            }
        }
    }

    /// Waits as long as the response says, else 1, 2, 4… s. Throws `fault` when that is too long or too often.
    private func pause(
        _ pauses: inout Int, _ response: HTTPResponse, or fault: ProviderFault
    ) async throws(ProviderFault) {
        let wait = response.retryAfter ?? .seconds(1 << pauses)
        pauses += 1
        guard pauses < ProviderLimits.attempts, wait <= .seconds(ProviderLimits.longestPause) else {
            throw fault
        }
        try await sleep(for: wait)
    }

    func sleep(for wait: Duration) async throws(ProviderFault) {
        do { try await Task.sleep(for: wait) } catch {
            throw ProviderFault(
                place: place, .transport(TransportError(place: place, fault: .cancelled)))
        }
    }

    func decode<Value: Decodable>(
        _ type: Value.Type, _ response: HTTPResponse, _ what: String
    ) throws(ProviderFault) -> Value {
        guard response.status == 200 else { throw ProviderFault(place: place, response) }
        do {
            return try JSONDecoder().decode(type, from: Data(response.body))
        } catch {
            throw ProviderFault(place: place, .damaged(what))
        }
    }
}

/// What one message came to.
enum FetchResult: Sendable {
    case mail(FetchedMail)
    /// It is gone, or is none that counts.
    case nothing
    case tooLarge(id: String)
    case refused(ProviderFault)
}

/// Collects messages and hands them on in batches of bounded size.
struct BatchFilling {
    /// Bytes after which a batch is handed on, however few its messages.
    private static let bytesInBatch = 32 << 20

    private let sink: FetchedMailSink
    private var mails: [FetchedMail] = []
    private var tooLarge: [String] = []
    private var refused: [FetchedBatch.Refused] = []
    private var settled: [String] = []
    private var refusedInAll = 0
    private var bytes = 0

    init(_ sink: @escaping FetchedMailSink) { self.sink = sink }

    /// Fetches `ids` in order, some at the same time. `cursor` is where to go on when not all of them are stored. One
    /// that the provider does not give is passed over, and goes out as refused.
    /// - Parameter prefix: of an id makes its name.
    mutating func fetch(
        _ ids: [String], prefix: String = "", cursor: String,
        _ fetch: @escaping @Sendable (String) async throws(ProviderFault) -> FetchResult
    ) async throws {
        for start in stride(from: 0, to: ids.count, by: ProviderLimits.messagesAtOnce) {
            let some = ids[start..<min(ids.count, start + ProviderLimits.messagesAtOnce)]
            let results = try await withThrowingTaskGroup(of: (Int, FetchResult).self) { group in
                for (index, id) in some.enumerated() {
                    group.addTask {
                        do throws(ProviderFault) { return (index, try await fetch(id)) } catch {
                            guard error.concernsOneMessage else { throw error }
                            return (index, .refused(error))
                        }
                    }
                }
                var results: [(Int, FetchResult)] = []
                for try await result in group { results.append(result) }
                return results.sorted { $0.0 < $1.0 }.map(\.1)
            }
            for (id, result) in zip(some, results) { try take(result, prefix + id) }
            if mails.count >= ProviderLimits.messagesInBatch || bytes >= Self.bytesInBatch {
                try await flush(cursor: cursor)
            }
        }
    }

    /// Hands on what is left, and the cursor even when nothing is.
    mutating func flush(cursor: String) async throws {
        let batch = FetchedBatch(
            mails: mails, tooLarge: tooLarge, refused: refused, settled: settled, cursor: cursor)
        (mails, tooLarge, refused, settled, bytes) = ([], [], [], [], 0)
        try await sink(batch)
    }

    private mutating func take(_ result: FetchResult, _ name: String) throws(ProviderFault) {
        switch result {
        case .nothing: break
        case .tooLarge(let id): tooLarge.append(id)
        case .mail(let mail):
            mails.append(mail)
            bytes += mail.raw.count
        case .refused(let fault):
            refusedInAll += 1
            guard refusedInAll <= ProviderLimits.refusedMessages else { throw fault }
            return refused.append(FetchedBatch.Refused(name: name, fault: fault))
        }
        settled.append(name)
    }
}
