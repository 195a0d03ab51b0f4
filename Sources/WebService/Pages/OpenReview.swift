import CalendarTime
import Classification
import Ingestion
import Intake
import LeadStages
import Store

/// A question for a person, with all that is needed to answer it.
struct OpenReview: Sendable {
    enum Decision: String, Sendable {
        case optOut = "opt_out"
        case attach, dismiss
    }

    /// An enrollment that may be meant.
    struct Candidate: Sendable {
        let enrollment: RowID<Enrollment>
        let name: String
        let address: String
        let campaign: String
        let stage: Stage
    }

    let review: Review
    let message: StoredMessage?
    let detail: VerdictDetail?
    /// What the person wrote, as search knows it.
    let words: String
    let candidates: [Candidate]

    /// Leads that are offered.
    private static let maximumLeads = 20
    /// Characters of the message that are shown.
    private static let maximumWords = 1_500

    init(_ review: Review, _ transaction: StoreTransaction) throws {
        self.review = review
        message = try review.message.flatMap { try transaction.message($0) }
        detail = try review.message.flatMap { try transaction.currentVerdict(on: $0) }.map {
            try VerdictDetail(json: $0.detail)
        }
        words = try review.message.flatMap { try transaction.searchText(of: $0) } ?? ""
        candidates = try review.candidates.prefix(Self.maximumLeads).flatMap { id -> [Candidate] in
            guard let lead = try transaction.lead(RowID(id)), lead.erasedAt == nil else { return [] }
            let address = try transaction.addresses(of: lead.id).first?.address ?? ""
            return try transaction.enrollments(of: lead.id).map {
                Candidate(
                    enrollment: $0.id, name: PageText.person(lead.name, address), address: address,
                    campaign: try transaction.campaign($0.campaign)?.name ?? "", stage: $0.state.stage)
            }
        }
    }

    private var kind: ReviewEffect.Kind? { ReviewEffect.Kind(rawValue: review.kind) }

    /// The one that the form names; only those that were offered.
    func candidate(_ request: PageRequest) -> Candidate? {
        let given = request.field("enrollment").flatMap { RowID<Enrollment>($0) }
        return candidates.first { $0.enrollment == given }
    }

    /// The answers that make sense here, in the order of their buttons.
    var decisions: [Decision] {
        switch kind {
        case .unsureUnsubscribe, .unauthenticatedUnsubscribe, .otherUnsubscribe: [.optOut, .dismiss]
        case .unprovenComplaint: review.lead == nil ? attaching : [.optOut, .dismiss]
        case .unmatched, .candidates, .unprovenBounce: attaching
        case .forged, .unsureVerdict, nil: [.dismiss]
        }
    }

    /// Only what nobody has yet can be attached, and only to somebody.
    private var attaching: [Decision] {
        candidates.isEmpty || message?.lead != nil ? [.dismiss] : [.attach, .dismiss]
    }
}

extension OpenReview {
    /// Seconds before the due date from which on it is marked.
    private static let soon: Int64 = 86_400

    func view(_ text: PageText) -> View {
        [
            "id": .id(review.id), "kindLabel": .text(label), "note": .text(note),
            "due": .text(text.time(review.due)), "dueIso": .text(review.due?.iso8601),
            "dueEffect": .text(dueEffect),
            "isSoon": .flag(review.due.map { $0 < text.now.adding(seconds: Self.soon) } ?? false),
            "messageHref": .text(message.map { "/messages/\($0.id)" }),
            "subject": .text(message.map { $0.subject.isEmpty ? "(no subject)" : $0.subject }),
            "from": .text(message.map { PageText.mailbox($0.senderName, $0.sender) }),
            "received": .text(text.time(message?.receivedAt)), "segments": .list(segments),
            "hasCandidates": .flag(decisions.contains(.attach)),
            "candidates": .list(candidates.map(view)), "decisions": .list(decisions.map(view)),
        ]
    }

    private var segments: [View] {
        if let reply = detail?.visibleReply, !reply.isEmpty {
            return MarkedText.segments(
                String(reply.prefix(Self.maximumWords)), evidence: detail?.evidence ?? [], field: "reply")
        }
        return MarkedText.segments(String(words.prefix(Self.maximumWords)), evidence: [], field: "reply")
    }

    private func view(_ candidate: Candidate) -> View {
        [
            "enrollment": .id(candidate.enrollment), "name": .text(candidate.name),
            "email": .text(candidate.address), "campaignName": .text(candidate.campaign),
            "stageLabel": .text(candidate.stage.displayName), "match": .text(match(candidate)),
            "selected": .flag(candidates.count == 1),
        ]
    }

    private func match(_ candidate: Candidate) -> String {
        let sender = EmailAddressKey(message?.sender ?? "")
        let own = EmailAddressKey(candidate.address)
        if sender.wide == own.wide { return "same address" }
        if !own.domain.isEmpty, sender.domain == own.domain { return "same domain" }
        return switch message?.matchLevel.flatMap({ MatchLevel(rawValue: $0) }) {
        case .otherSender: "another address of the message"
        case .quotedText: "subject and quoted words"
        default: "may be meant"
        }
    }

    private func view(_ decision: Decision) -> View {
        let label =
            switch decision {
            case .optOut where kind == .otherUnsubscribe: "Do not contact \(review.note)"
            case .optOut: kind == .unsureUnsubscribe ? "Yes, unsubscribe" : "Unsubscribe"
            case .attach: "Attach to the chosen lead"
            case .dismiss:
                switch kind {
                case .unsureUnsubscribe: "No, it is a reply"
                case .unmatched, .candidates: candidates.isEmpty ? "Put aside" : "None of them"
                case .unsureVerdict: "Leave it as it is"
                default: "Put aside"
                }
            }
        return [
            "value": .text(decision.rawValue), "label": .text(label),
            "isDangerous": .flag(decision == .optOut),
        ]
    }

    private var label: String {
        switch kind {
        case .unsureUnsubscribe: "Is this a wish to be removed?"
        case .unauthenticatedUnsubscribe: "The sender is not proven"
        case .otherUnsubscribe: "Asks for the removal of somebody else"
        case .unmatched: "Who wrote this?"
        case .candidates: "Who is meant?"
        case .unprovenBounce: "Which mail bounced?"
        case .unprovenComplaint: "Who complained?"
        case .forged: "A report about a mail that is not ours"
        case .unsureVerdict: "What is this?"
        case nil: VerdictText.words(review.kind) ?? review.kind
        }
    }

    private var note: String {
        let words: String =
            switch kind {
            case .unsureUnsubscribe: "The words may also mean something else. The lead is Replied meanwhile."
            case .unauthenticatedUnsubscribe:
                "Asks to be removed, but neither DKIM nor SPF speaks for the sender. The lead is Replied meanwhile."
            case .otherUnsubscribe: "\(review.note) is to be removed; the message is somebody else’s."
            case .unmatched: "Nothing leads to one of our mails."
            case .candidates: "Nothing proves to whom of these it belongs."
            case .unprovenBounce: "The report names no mail of ours for sure."
            case .unprovenComplaint: "Nothing binds the complaint to one of our mails."
            case .forged: "It was not acted upon."
            case .unsureVerdict:
                "The rules are not sure. It was acted upon; the class can be corrected on its page."
            case nil: review.note
            }
        return words
            + (review.holdsSends ? " Nothing is sent to the people concerned until this is decided." : "")
    }

    private var dueEffect: String {
        kind == .unsureUnsubscribe ? "counts as an opt-out unless decided" : "is put aside unless decided"
    }
}
