/// A mail system status code such as `5.1.1`: why one recipient did or did not get the message.
///
/// Source: the `Status` field of a DSN (RFC 3464 §2.3.4), else the text of an SMTP reply (RFC 2034 §4).
/// `subject` and `detail` are 0...999 without a unit (RFC 3463 §2). Any other text is no status code; the report
/// then keeps the raw field.
public struct EnhancedStatusCode: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The first number (RFC 3463 §3.1).
    public enum Class: Int, Hashable, Sendable {
        case success = 2
        case persistentTransientFailure = 4
        case permanentFailure = 5
    }

    public let `class`: Class
    public let subject: Int
    public let detail: Int

    public init(class: Class, subject: Int, detail: Int) {
        self.class = `class`
        self.subject = subject
        self.detail = detail
    }

    /// The code at the start of `text`, where nothing but a comment or white space follows it.
    public init?(_ text: some StringProtocol) {
        var cursor = ByteCursor(text.utf8)
        cursor.skipBlanks()
        guard let code = cursor.readStatusCode() else { return nil }
        self = code
    }

    public var description: String { "\(`class`.rawValue).\(subject).\(detail)" }

    /// True of `x.0.0`, which says no more than the class (RFC 3463 §3.2: "other or undefined status").
    public var saysClassOnly: Bool { subject == 0 && detail == 0 }

    public static func < (left: EnhancedStatusCode, right: EnhancedStatusCode) -> Bool {
        (left.class.rawValue, left.subject, left.detail)
            < (right.class.rawValue, right.subject, right.detail)
    }
}

extension ByteCursor {
    /// Reads `DIGIT "." 1*3DIGIT "." 1*3DIGIT` (RFC 3464 §2.3.4). On nil the cursor has not moved.
    mutating func readStatusCode() -> EnhancedStatusCode? {
        var ahead = self
        guard let digit = ahead.readNumber(digits: 1...1),
            let kind = EnhancedStatusCode.Class(rawValue: digit),
            ahead.read("."), let subject = ahead.readNumber(digits: 1...3),
            ahead.read("."), let detail = ahead.readNumber(digits: 1...3), !ahead.isAtDigit
        else { return nil }
        self = ahead
        return EnhancedStatusCode(class: kind, subject: subject, detail: detail)
    }
}
