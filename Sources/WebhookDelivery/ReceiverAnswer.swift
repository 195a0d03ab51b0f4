import CalendarTime
import CurlTransport
import Foundation

/// What a receiver's answer means for the event and for the endpoint.
public enum ReceiverAnswer: Hashable, Sendable {
    case accepted
    /// It is offered again. `retryAfter`: seconds that the receiver asked for. `slowDown`: nothing else goes there
    /// before then, or for `slowDownSeconds`.
    case failed(retryAfter: Int64?, slowDown: Bool)
    /// The receiver wants no more events, this or others.
    case gone

    /// Where the receiver is overrun and names no time.
    static let slowDownSeconds: Int64 = 60

    /// 2xx is success. 3xx is none, and its Location is not followed. 410 ends the endpoint; 429, 502 and 504 mean
    /// that it gets too much.
    public init(status: Int, retryAfter field: String?, now: Instant) {
        switch status {
        case 200..<300: self = .accepted
        case 410: self = .gone
        default:
            let seconds = field.flatMap { Self.seconds($0, now) }
            self = .failed(retryAfter: seconds, slowDown: [429, 502, 504].contains(status))
        }
    }

    init(_ response: HTTPResponse, now: Instant) {
        self.init(status: response.status, retryAfter: response.value(of: "Retry-After"), now: now)
    }

    /// RFC 9110 §10.2.3: seconds or a date (of the preferred form). Anything else is nil.
    private static func seconds(_ text: String, _ now: Instant) -> Int64? {
        let word = text.drop { $0 == " " }
        if let seconds = Int64(word) { return seconds < 0 ? nil : seconds }
        let parser = DateFormatter()
        parser.locale = Locale(identifier: "en_US_POSIX")
        parser.timeZone = TimeZone(secondsFromGMT: 0)
        parser.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        guard word.utf8.count <= 40, let date = parser.date(from: String(word)) else { return nil }
        return max(0, Instant(seconds: Int64(date.timeIntervalSince1970)).seconds(since: now))
    }
}
