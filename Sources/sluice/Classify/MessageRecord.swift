import CalendarTime
import Classification
import Crypto
import DataFormats
import DeliveryReports
import MailFormat
import Store

/// One message with its verdict: what a line of `classify --jsonl` says.
struct MessageRecord {
    /// Relative to the folder given, or the path given.
    let file: String
    /// Position in an mbox, from 0.
    let index: Int?
    let message: Message
    let verdict: Verdict

    /// Unicode scalars of the first text part that are shown.
    static let maximumTextScalars = 4_000
}

extension MessageRecord {
    /// The line's fields, in the order of the contract. Fields are only ever added.
    func write(to json: inout JSONText) {
        json.object { json in
            json.field("file", file)
            json.field("index", index)
            json.field("sha256", Hex.encode(SHA256.hash(data: message.bytes)))
            writeVerdict(to: &json)
            writeFindings(to: &json)
            writeMessage(to: &json)
            json.field("defects", each: message.defects) { json, defect in
                json.field("kind", defect.kind.rawValue)
                json.field("part", defect.part)
                json.field("offset", defect.offset)
            }
            json.field("rules_version", verdict.rulesVersion)
        }
        json.endLine()
    }

    private func writeVerdict(to json: inout JSONText) {
        json.field("kind", verdict.kind.rawValue)
        json.field("subkind", verdict.subkind?.rawValue)
        json.field("intent", verdict.intent?.rawValue)
        json.field("confidence", verdict.confidence)
        json.key("runner_up")
        if let second = verdict.runnerUp {
            json.object { json in
                json.field("kind", second.kind.rawValue)
                json.field("confidence", second.confidence)
                json.field("why", second.why)
            }
        } else {
            json.null()
        }
        json.field("language", verdict.language)
        json.key("evidence")
        json.array(of: verdict.evidence) { $0.evidence($1) }
    }

    private func writeFindings(to json: inout JSONText) {
        json.field("visible_reply", verdict.visibleReply)
        json.field("return_date", verdict.returnDate)
        json.key("return_date_evidence")
        if let evidence = verdict.returnDateEvidence { json.evidence(evidence) } else { json.null() }
        json.key("recipients")
        json.array(of: verdict.recipients) { $0.recipient($1) }
        json.field("forged", verdict.forged)
        json.field("other_unsubscribe", verdict.otherUnsubscribe)
        json.field("not_now_until", verdict.notNowUntil)
        json.field("in_reply_to", verdict.inReplyTo.map { "<\($0)>" })
        json.field("new_contact", verdict.newContact)
        json.field("new_address", verdict.newAddress)
        json.key("authentication")
        if let results = verdict.authentication {
            json.object { json in
                json.field("spf", results.spf)
                json.field("dkim", results.dkim)
                json.field("dmarc", results.dmarc)
            }
        } else {
            json.null()
        }
    }

    private func writeMessage(to json: inout JSONText) {
        json.field("message") { json in
            let heading = verdict.heading ?? MessageHeading(message)
            json.field("subject", heading.subject)
            json.field("from", each: heading.from) { json, mailbox in
                json.field("name", mailbox.name)
                json.field("addr", mailbox.address)
            }
            json.field("message_id", message.messageID)
            json.field("in_reply_to", heading.inReplyTo)
            json.field("references", heading.references)
            json.field("parts", message.leaves.map { message.parts[$0].mediaType.essence })
            json.field("text", text.map(Self.beginning))
            json.field("attachments", message.attachmentNames)
            json.field("contained_files", message.containedFileNames)
            json.field("wrappers", message.wrappers.map(\.name))
            json.field("size", message.bytes.count)
        }
    }

    /// Of the first text part; the classifier has decoded it, mostly.
    private var text: String? {
        guard let part = message.firstTextPart else { return nil }
        if let known = verdict.decodedPlain, known.part == part { return known.text }
        return message.text(of: part, first: Self.maximumTextScalars * 12)
    }

    static func beginning(of text: String) -> String {
        if text.utf8.count <= maximumTextScalars { return text }
        return String(text.unicodeScalars.prefix(maximumTextScalars))
    }
}

extension JSONText {
    mutating func evidence(_ evidence: Evidence) {
        object { json in
            json.field("rule", evidence.rule)
            json.field("field", evidence.field)
            json.field("start", evidence.start)
            json.field("length", evidence.length)
            json.field("text", evidence.text)
            json.field("weight", evidence.weight)
        }
    }

    mutating func recipient(_ recipient: ReportedRecipient) {
        object { json in
            json.field("address", recipient.address)
            json.field("original", recipient.original)
            json.field("action", recipient.action.rawValue)
            json.field("status", recipient.statusText ?? recipient.status?.description)
            json.field("smtp_reply", recipient.smtpReply)
            json.field("reason", recipient.reason.rawValue)
            json.field("hard", recipient.hard)
            json.field("blame", recipient.blame.rawValue)
            json.field("permanence", recipient.permanence?.rawValue)
            json.field("lead", recipient.lead.rawValue)
            json.field("diagnostic", recipient.diagnostic)
            json.field("remote_mta", recipient.remoteMTA)
            json.field("reporting_mta", recipient.reportingMTA)
        }
    }
}
