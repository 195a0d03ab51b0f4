import MailFormat

/// Says whether a message is a report about another one, and what it reports.
///
/// Machine-readable parts first; where there is none, the words of a mail system, read by their structure. A person's
/// mail is never a report, whatever it quotes: without a machine-readable part, the sender must be a mail system or
/// the return path empty.
public enum ReportReader {
    public static func read(_ message: Message) -> DeliveryReport? { read(message, depth: 0) }

    /// The same for a caller that has read From and Subject already.
    public static func read(_ message: Message, from: [Mailbox], subject: String) -> DeliveryReport? {
        read(message, from: from, subject: subject, depth: 0)
    }

    private static func read(_ message: Message, depth: Int) -> DeliveryReport? {
        read(message, from: message.from, subject: nil, depth: depth)
    }

    private static func read(
        _ message: Message, from: [Mailbox], subject: String?, depth: Int
    ) -> DeliveryReport? {
        let signs = ReportSigns(message, from: from, subject: subject)
        let parts = ReportParts(message)
        if let feedback = parts.feedback { return FeedbackReading.report(message, part: feedback) }
        if signs.isAutomatic, let status = parts.status ?? parts.misnamedStatus(in: message) {
            if let report = StatusReading.report(message, part: status, signs: signs) { return report }
        }
        if let disposition = parts.disposition {
            return DispositionReading.report(message, part: disposition, signs: signs)
        }
        if let (answer, evidence) = CalendarReply.read(message, parts: parts.calendars) {
            return DeliveryReport(
                kind: .calendarAnswer, calendarAnswer: answer,
                originalMessageIDs: ReportReader.ids(returned: nil, further: [], of: message),
                evidence: [evidence])
        }
        return NotificationReading.report(message, from: from)
            ?? FeedbackReading.unmarkedReport(message, signs: signs)
            ?? wrapped(
                PlainReading.report(message, signs: signs, holdsMessage: parts.holdsMessage), in: message,
                depth: depth)
    }

    /// Gateways pass a report on inside a report of their own, as a part or as text, which says nothing of its own: then
    /// the inner one counts.
    private static func wrapped(_ report: DeliveryReport?, in message: Message, depth: Int) -> DeliveryReport?
    {
        guard let report, depth < maximumWrappings, report.kind == .failure,
            report.recipients.allSatisfy({
                $0.reason == .undefined && $0.status == nil && $0.smtpReply == nil
            }),
            let bytes = returnedBytes(of: message), let inner = read(Message(bytes), depth: depth + 1),
            inner.kind == .failure, !inner.recipients.isEmpty
        else { return report }
        return inner
    }

    private static func returnedBytes(of message: Message) -> [UInt8]? {
        let nested = message.parts.firstIndex { $0.isNestedMessage && !$0.isInNestedMessage }
        return nested.map { Array(message.rawBody(of: $0).prefix(ReportLimits.maximumFieldBytes)) }
            ?? ExplanationText(message).copy
    }

    private static let maximumWrappings = 3

    /// The ids of the message reported on: returned, then named by fields, then those the report answers.
    static func ids(returned: ReturnedMessage?, further: [String], of message: Message) -> [String] {
        var ids = AddressSet()
        let all = (returned?.messageIDs ?? []) + further + message.inReplyTo + message.references.reversed()
        for id in all where ids.keys.count < ReportLimits.maximumMessageIDs { ids.insert(id) }
        return ids.keys
    }
}

/// Where the machine-readable parts are. Parts of a nested message are somebody else's report.
struct ReportParts {
    private(set) var status: Int?
    private(set) var feedback: Int?
    private(set) var disposition: Int?
    private(set) var calendars: [Int] = []
    /// Files of no particular type.
    private var files: [Int] = []
    /// A message is a part of this one.
    private(set) var holdsMessage = false

    init(_ message: Message) {
        for index in message.parts.indices where !message.parts[index].isInNestedMessage {
            let type = message.parts[index].mediaType
            switch type.type {
            case "text":
                if type.subtype == "calendar" { calendars.append(index) }
                if type.subtype == "plain", message.parts[index].isAttachment { files.append(index) }
            case "application": if type.subtype == "octet-stream" { files.append(index) }
            case "message": read(type.subtype, at: index)
            default: break
            }
            holdsMessage = holdsMessage || message.parts[index].isNestedMessage
        }
    }

    /// Lenient: gateways that do not know `message/delivery-status` pass it on as a file (`ATT00001.txt`, `details.dat`).
    func misnamedStatus(in message: Message) -> Int? {
        files.prefix(ReportParts.maximumFiles).first { index in
            let body = message.body(of: index, first: ReportLimits.maximumFileBytes)
            return ReportParts.recipientFields.stands(in: body)
        }
    }

    private static let maximumFiles = 4

    /// The fields without which a group of status fields names nobody (RFC 3464 §2.3).
    static let recipientFields = PhraseSet<Bool>(["final-recipient", "original-recipient"])

    private mutating func read(_ subtype: String, at index: Int) {
        switch subtype {
        case "delivery-status", "global-delivery-status": status = status ?? index
        case "feedback-report": feedback = feedback ?? index
        case "disposition-notification", "global-disposition-notification":
            disposition = disposition ?? index
        default: break
        }
    }
}
