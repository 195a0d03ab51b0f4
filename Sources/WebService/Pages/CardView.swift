import CalendarTime
import Ingestion
import LeadStages
import PollScheduling
import Store

/// The page of one conversation.
struct CardView {
    private let content: CardPages.Content
    private let request: PageRequest
    private let unsent: UnsentMail?
    private let text: PageText

    init(_ content: CardPages.Content, _ request: PageRequest, unsent: UnsentMail?) {
        self.content = content
        self.request = request
        self.unsent = unsent
        text = request.text()
    }

    private var card: Opportunity { content.detail.opportunity }
    private var name: String { PageText.person(content.lead?.name ?? "", content.address) }
    private var awayUntil: Instant? {
        content.enrollments.compactMap(\.away).max().flatMap { $0 > request.web.now ? $0 : nil }
    }

    var view: View {
        let choices = CardChoices(
            campaigns: [], mailboxes: [], labels: content.labels, people: content.people)
        let today = ZoneTable.utc.local(at: request.web.now).date
        let page: View = [
            "id": .id(card.id), "backHref": "/opportunities",
            "subject": .text(card.subject.isEmpty ? "(no subject)" : card.subject), "banners": .list(banners),
            "mails": .list(content.mails.map { mail($0.mail, $0.text) }),
            "lead": .view([
                "name": .text(name), "email": .text(content.address), "company": .text(content.lead?.company),
            ]),
            "enrollments": .list(
                content.enrollments.map {
                    [
                        "stageKey": .text($0.stage.rawValue), "stageLabel": .text($0.stage.displayName),
                        "href": .text("/enrollments/\($0.id)"), "campaignName": .text($0.campaign),
                    ]
                }),
            "category": .text(VerdictText.words(card.category)),
            "awayUntil": .text(awayUntil.map { text.day($0) }),
            "stateLine": .text(stateLine), "isDone": .flag(card.state == .done),
            "hasLabels": .flag(!content.detail.labels.isEmpty), "labels": .texts(content.detail.labels),
            "labelNames": .texts(content.labels), "people": .list(choices.people(chosen: card.assignee)),
            "minDate": .text(today.adding(days: 1).description),
            "maxDate": .text(today.adding(days: StoreTransaction.maximumSnoozeDays - 1).description),
            "snoozeDate": .text(today.adding(days: 1).nextBusinessDay.description),
            "notes": .list(
                content.detail.notes.map {
                    [
                        "text": .text($0.note), "author": .text($0.actor),
                        "time": .text(text.time($0.createdAt)),
                    ]
                }),
            "history": .list(content.detail.changes.reversed().map(change)),
        ]
        return page.merging(forms)
    }

    /// The forms for an answer and for a forward, with what could not be sent.
    private var forms: View {
        var view: View = [
            // What was typed is shown again in any case.
            "replyRefused": .text(unsent == nil ? refusal : nil),
            "replyFrom": .text(content.mailbox?.address),
            "replyTo": .text(replyTo), "replyKey": .text(SecretBytes.token(16)),
            "replyWarning": .text(warning), "forwardKey": .text(SecretBytes.token(16)),
        ]
        switch unsent {
        case .reply(let text, let fault):
            view.set("replyText", .text(text))
            view.set("replyError", .text(fault))
        case .forward(let to, let note, let fault):
            view.set("forwardTo", .text(to))
            view.set("forwardNote", .text(note))
            view.set("forwardError", .text(fault))
        case nil: break
        }
        return view
    }

    private var replyTo: String {
        guard !content.recipients.isEmpty else {
            return PageText.mailbox(content.lead?.name ?? "", content.address)
        }
        return content.recipients.map { PageText.mailbox($0.name, $0.address) }.joined(separator: ", ")
    }

    /// A message may ask that answers go elsewhere: nobody is to find that out afterwards.
    private var warning: String? {
        let foreign = content.recipients.filter { !content.known.contains(EmailAddressKey($0.address).wide) }
        let words = [
            awayUntil.map { "\(name) is away until \(text.day($0))." },
            foreign.isEmpty
                ? nil
                : "The message asks that answers go to \(foreign.map(\.address).joined(separator: ", ")), which is no address of this lead.",
        ].compactMap(\.self)
        return words.isEmpty ? nil : words.joined(separator: " ")
    }

    private var banners: [View] {
        var found: [View] = []
        if let words = OpportunityPages.bannerText(card.banner) {
            found.append(["isSerious": .flag(content.isSuppressed), "text": .text(words)])
        } else if content.isSuppressed {
            found.append(["isSerious": true, "text": .text(OpportunityPages.bannerText("do_not_contact"))])
        }
        if let awayUntil {
            found.append(["isSerious": false, "text": .text("Away until \(text.day(awayUntil)).")])
        }
        return found
    }

    private func mail(_ mail: ExplainedMail, _ body: String) -> View {
        let isOurs = mail.message.matchState == NewMessage.ownState
        let segments =
            mail.segments.isEmpty ? [["text": .text(body), "isMark": false] as View] : mail.segments
        let sent = content.outgoing[mail.message.id]
        let isForward = sent?.purpose == .forward
        let recipients = isForward ? sent?.recipients.map(\.address).joined(separator: ", ") : name
        return [
            "from": .text(mail.from), "to": .text(isOurs ? recipients : content.mailbox?.address),
            "time": .text(text.time(mail.message.receivedAt)),
            "timeIso": .text(mail.message.receivedAt.iso8601),
            "isOurs": .flag(isOurs),
            "oursLabel": .text(isOurs ? (isForward ? "forwarded" : "our answer") : nil),
            "segments": .list(segments),
            "quotedText": nil, "attachments": .list([]),
            "messageHref": .text(isOurs ? nil : "/messages/\(mail.message.id)"),
            "verdictLine": .text(mail.verdict.map(VerdictText.line)),
        ]
    }

    /// Why no answer can be written; nil when one can.
    private var refusal: String? {
        guard let mailbox = content.mailbox, mailbox.removedAt == nil else {
            return "The mailbox of this conversation was removed."
        }
        if (try? MailboxConnection(mailbox)) ?? nil == nil {
            return "The mailbox \(mailbox.address) is not connected; connect it to answer from here."
        }
        return request.parts.vault == nil ? "There is no sealing key, so no mailbox can be used." : nil
    }

    private var stateLine: String {
        let state =
            switch card.state {
            case .open: "Open"
            case .snoozed: "Snoozed" + (card.snoozeUntil.map { " until \(text.day($0))" } ?? "")
            case .done: "Done"
            }
        return "\(state); \(card.assignee.map { "assigned to \($0)" } ?? "assigned to nobody")."
    }

    private func change(_ change: OpportunityChange) -> View {
        let words =
            switch (change.old, change.new) {
            case (nil, let new?): "\(change.field.replacing("_", with: " ")): \(new)"
            case (let old?, nil): "\(change.field.replacing("_", with: " ")) \(old) removed"
            case (let old?, let new?): "\(change.field.replacing("_", with: " ")): \(old) → \(new)"
            case (nil, nil): change.field
            }
        return [
            "time": .text(text.time(change.changedAt)), "timeIso": .text(change.changedAt.iso8601),
            "text": .text("\(words), by \(change.actor)"),
        ]
    }
}
