import Classification
import Ingestion
import MailFormat
import ReplyText
import Store

/// The page of one message.
struct MessageView {
    private let content: MessagePages.Content
    private let request: PageRequest
    private let text: PageText
    private let mail: Message?

    /// Header fields that are shown, and characters of each.
    private static let maximumFields = 60
    private static let maximumValue = 1_000

    init(_ content: MessagePages.Content, _ request: PageRequest) {
        self.content = content
        self.request = request
        text = request.text()
        mail = content.bytes.map { Message($0) }
    }

    private var message: StoredMessage { content.mail.message }

    var view: View {
        let page: View = [
            "id": .id(message.id),
            "subject": .text(message.subject.isEmpty ? "(no subject)" : message.subject),
            "from": .text(PageText.mailbox(message.senderName, message.sender)), "to": .text(content.mailbox),
            "received": .text(text.time(message.receivedAt)),
            "receivedIso": .text(message.receivedAt.iso8601),
            "backHref": .text(content.cards.first.map { "/opportunities/\($0)" }),
            "backLabel": "Conversation",
            "hasHtml": .flag(hasHTML), "effects": .list(effects),
            "kindOptions": .list(
                CorrectionChoice.options(chosen: message.kind)),
            "authentication": .list(authentication),
            "headers": .list(headers), "hasDefects": .flag(mail?.defects.isEmpty == false),
            "defects": .texts(mail?.defects.prefix(20).map { "\($0)" } ?? []),
            "attachments": .list(attachments),
            "rawSize": .text(PageText.size(content.bytes?.count ?? 0)),
        ]
        let verdict = content.mail.verdict.map { VerdictText.view($0, content.mail.detail) } ?? [:]
        return page.merging(verdict).merging(words)
    }

    /// What the person wrote; of a report its text.
    private var words: View {
        let segments = content.mail.segments
        let reading = mail.map { ReplyReader().read($0) }
        let quoted = reading.map { reading in
            reading.quoted.map { String(decoding: reading.utf8[$0], as: UTF8.self) }.joined(separator: "\n")
        }
        guard segments.isEmpty else {
            return [
                "textTitle": "What the person wrote", "segments": .list(segments),
                "quotedText": .text(quoted.map { String($0.prefix(MarkedText.maximumLength)) }),
            ]
        }
        let body = reading?.text ?? ""
        return [
            "textTitle": .text(mail == nil ? "The mail was erased" : "The text"),
            "segments": .list(
                MarkedText.segments(body, evidence: content.mail.detail?.evidence ?? [], field: "body")),
        ]
    }

    private var hasHTML: Bool {
        guard let mail else { return false }
        return mail.leaves.contains {
            mail.parts[$0].mediaType.type == "text" && mail.parts[$0].mediaType.subtype == "html"
        }
    }

    private var effects: [View] {
        let words = EventText(text: text, steps: [:])
        var found = content.effects.map { effect -> View in
            [
                "effectHref": .text("/enrollments/\(effect.enrollment)"), "effectSubject": .text(effect.lead),
                "text": .text("in \(effect.campaign): \(words.title(effect.title))."),
            ]
        }
        found += content.entries.prefix(1).map { entry in
            [
                "effectHref": "/do-not-contact", "effectSubject": "Do Not Contact",
                "text": .text(
                    entry.removal == nil ? "holds an entry because of it." : "held an entry because of it."),
            ]
        }
        found += content.cards.map {
            [
                "effectHref": .text("/opportunities/\($0)"), "effectSubject": "The conversation",
                "text": "has it.",
            ]
        }
        return found
    }

    private var authentication: [View] {
        guard let mail,
            let found = request.parts.classifier.classify(mail, receivedAt: message.receivedAt).authentication
        else { return [] }
        return [("SPF", found.spf), ("DKIM", found.dkim), ("DMARC", found.dmarc)].compactMap {
            method, outcome in
            outcome.map { ["method": .text(method), "outcome": .text($0)] }
        }
    }

    private var headers: [View] {
        guard let mail else { return [] }
        return mail.fields[mail.parts[0].fieldRange].prefix(Self.maximumFields).map { field in
            [
                "field": .text(mail.name(of: field)),
                "value": .text(String(mail.unstructured(field).prefix(Self.maximumValue))),
            ]
        }
    }

    private var attachments: [View] {
        guard let mail else { return [] }
        return mail.leaves.filter { mail.parts[$0].isAttachment }.prefix(50).map { leaf in
            let part = mail.parts[leaf]
            return [
                "fileName": .text(part.fileName ?? "attachment"),
                "mediaType": .text("\(part.mediaType.type)/\(part.mediaType.subtype)"),
                "size": .text(PageText.size(mail.body(of: leaf).count)),
            ]
        }
    }
}
