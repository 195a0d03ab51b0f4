import Classification
import DeliveryReports
import MailFormat

extension MatchKeys {
    public init(_ mail: InboundMail, _ verdict: Verdict) {
        let message = mail.message
        self.init()
        tokens = Self.bounded(Self.tokens(message, verdict))
        reportedIDs = Self.bounded(Self.reported(message, verdict))
        threadIDs = Self.bounded(
            message.inReplyTo + message.references.reversed() + verdict.referredMessageIDs)
        recipients = Self.bounded(Self.recipients(verdict))
        from = Self.bounded(message.from.map(\.address))
        otherSenders = Self.bounded(Self.otherSenders(message))
        thirdParty = verdict.otherUnsubscribe
        subject = message.subject.map(SubjectLine.core)
        fingerprints = Self.bounded(TextFingerprint.quoted(in: message))
    }

    /// Without empty ones and repetitions, in order.
    private static func bounded(_ keys: [String]) -> [String] {
        var seen: Set<String> = []
        var found: [String] = []
        for key in keys where !key.isEmpty && seen.insert(key).inserted {
            found.append(key)
            if found.count == maximumKeys { break }
        }
        return found
    }

    private static func reported(_ message: Message, _ verdict: Verdict) -> [String] {
        guard verdict.kind.isReport else { return [] }
        var ids = verdict.report?.originalMessageIDs ?? []
        // A report in no standard form names the message only in its text; the classifier has looked there.
        if let id = verdict.inReplyTo { ids.append(id) }
        return ids + verdict.referredMessageIDs
    }

    private static func recipients(_ verdict: Verdict) -> [String] {
        let order: [ReportedRecipient.Action] = [.failed, .delayed, .delivered, .relayed, .expanded]
        var found: [String] = []
        for action in order {
            for recipient in verdict.recipients where recipient.action == action {
                found.append(recipient.address)
                if let original = recipient.original { found.append(original) }
            }
        }
        guard verdict.kind == .complaint, found.isEmpty else { return found }
        return verdict.report?.returnedRecipients ?? []
    }

    private static func otherSenders(_ message: Message) -> [String] {
        let names: [FieldName] = [.replyTo, .sender, "x-forwarded-for", .resentFrom]
        return names.flatMap { name in
            message.fields(name).flatMap { message.mailboxes($0).map(\.address) }
        }
    }

    /// A plus part in an address that the message was sent to, and the words of a subject that can be a token when
    /// the message is an opt-out (`mailto:` of List-Unsubscribe with a subject, RFC 2369 §3.2).
    private static func tokens(_ message: Message, _ verdict: Verdict) -> [String] {
        let names: [FieldName] = [.deliveredTo, .originalTo, "envelope-to", "x-delivered-to", .to, .cc]
        var found: [String] = []
        for name in names {
            for field in message.fields(name) {
                found += message.mailboxes(field).compactMap { plusPart($0.address) }
            }
        }
        if verdict.kind == .unsubscribe, let subject = message.subject {
            found += subject.split { !isTokenCharacter($0) }.map(String.init).filter {
                $0.utf8.count >= minimumTokenLength
            }
        }
        return found
    }

    private static func plusPart(_ address: String) -> String? {
        guard let at = address.lastIndex(of: "@"), let plus = address[..<at].firstIndex(of: "+") else {
            return nil
        }
        let part = address[address.index(after: plus)..<at]
        return part.isEmpty ? nil : String(part)
    }

    /// Characters; a shorter word of a subject is a word.
    private static let minimumTokenLength = 12

    private static func isTokenCharacter(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || "._-".contains(character))
    }
}
