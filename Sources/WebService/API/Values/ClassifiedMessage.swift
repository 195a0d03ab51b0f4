import Classification
import DataFormats
import DeliveryReports
import MailFormat
import Store

/// One message with its verdict, as a line of `classify --jsonl` has it but for the file.
struct ClassifiedMessage {
    let message: Message
    let verdict: Verdict

    /// Unicode scalars of the first text part that are shown.
    private static let maximumTextScalars = 4_000

    var json: JSON {
        .objects([
            ["sha256": .text(Hex.encode(RawMail.sha256(of: message.bytes)))], head, findings,
            [
                "message": content,
                "defects": .list(
                    message.defects.map {
                        [
                            "kind": .text($0.kind.rawValue), "part": .number($0.part),
                            "offset": .number($0.offset),
                        ]
                    }),
                "rules_version": .text(verdict.rulesVersion),
            ],
        ])
    }

    private var head: JSON {
        let second: JSON? = verdict.runnerUp.map {
            ["kind": .text($0.kind.rawValue), "confidence": .real($0.confidence), "why": .text($0.why)]
        }
        return [
            "kind": .text(verdict.kind.rawValue), "subkind": .text(verdict.subkind?.rawValue),
            "intent": .text(verdict.intent?.rawValue), "confidence": .real(verdict.confidence),
            "runner_up": second ?? .null, "language": .text(verdict.language),
            "evidence": .list(verdict.evidence.map(Self.evidence)),
        ]
    }

    private var findings: JSON {
        let authentication: JSON? = verdict.authentication.map {
            ["spf": .text($0.spf), "dkim": .text($0.dkim), "dmarc": .text($0.dmarc)]
        }
        return [
            "visible_reply": .text(verdict.visibleReply),
            "return_date": .text(verdict.returnDate?.description),
            "return_date_evidence": verdict.returnDateEvidence.map(Self.evidence) ?? .null,
            "recipients": .list(verdict.recipients.map(Self.recipient)), "forged": .flag(verdict.forged),
            "other_unsubscribe": .text(verdict.otherUnsubscribe),
            "not_now_until": .text(verdict.notNowUntil?.description),
            "in_reply_to": .text(verdict.inReplyTo.map { "<\($0)>" }),
            "new_contact": .text(verdict.newContact),
            "new_address": .text(verdict.newAddress), "authentication": authentication ?? .null,
        ]
    }

    private var content: JSON {
        let heading = verdict.heading ?? MessageHeading(message)
        return [
            "subject": .text(heading.subject),
            "from": .list(heading.from.map { ["name": .text($0.name), "addr": .text($0.address)] }),
            "message_id": .text(message.messageID), "in_reply_to": .texts(heading.inReplyTo),
            "references": .texts(heading.references),
            "parts": .texts(message.leaves.map { message.parts[$0].mediaType.essence }),
            "text": .text(text), "attachments": .texts(message.attachmentNames),
            "contained_files": .texts(message.containedFileNames),
            "wrappers": .texts(message.wrappers.map(\.name)), "size": .number(message.bytes.count),
        ]
    }

    private var text: String? {
        guard let part = message.firstTextPart else { return nil }
        let known = verdict.decodedPlain.flatMap { $0.part == part ? $0.text : nil }
        // A decoded scalar takes no more octets than this in any encoding.
        let text = known ?? message.text(of: part, first: Self.maximumTextScalars * 12)
        return String(text.unicodeScalars.prefix(Self.maximumTextScalars))
    }

    private static func evidence(_ evidence: Evidence) -> JSON {
        [
            "rule": .text(evidence.rule), "field": .text(evidence.field), "start": .number(evidence.start),
            "length": .number(evidence.length), "text": .text(evidence.text),
            "weight": .real(evidence.weight),
        ]
    }

    private static func recipient(_ recipient: ReportedRecipient) -> JSON {
        [
            "address": .text(recipient.address), "original": .text(recipient.original),
            "action": .text(recipient.action.rawValue),
            "status": .text(recipient.statusText ?? recipient.status?.description),
            "smtp_reply": .text(recipient.smtpReply), "reason": .text(recipient.reason.rawValue),
            "hard": recipient.hard.map { .flag($0) } ?? .null, "blame": .text(recipient.blame.rawValue),
            "permanence": .text(recipient.permanence?.rawValue), "lead": .text(recipient.lead.rawValue),
            "diagnostic": .text(recipient.diagnostic), "remote_mta": .text(recipient.remoteMTA),
            "reporting_mta": .text(recipient.reportingMTA),
        ]
    }
}
