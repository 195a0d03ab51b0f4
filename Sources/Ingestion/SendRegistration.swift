import CalendarTime
import Intake
import LeadStages
import Store

/// A mail that an outside sender is about to hand over, or has sent.
public struct OutsideSend: Sendable {
    public var enrollment: RowID<Enrollment>
    /// Address of the account that sends.
    public var mailbox: String
    /// Place of the step in the campaign, from 1; nil where the sender keeps its steps to itself.
    public var step: Int?
    /// Nil: the lead's main address.
    public var recipient: String?
    /// With or without angle brackets.
    public var messageID: String
    public var token: String?
    public var subject: String?
    /// The text of the mail, or its first line: lets an answer without references be recognised.
    public var text: String?
    /// Nil: now.
    public var sentAt: Instant?
    /// It has left: nobody is asked any more.
    public var isSent: Bool

    public init(
        enrollment: RowID<Enrollment>, mailbox: String, step: Int? = nil, recipient: String? = nil,
        messageID: String, token: String? = nil, subject: String? = nil, text: String? = nil,
        sentAt: Instant? = nil, isSent: Bool = false
    ) {
        self.enrollment = enrollment
        self.mailbox = mailbox
        self.step = step
        self.recipient = recipient
        self.messageID = messageID
        self.token = token
        self.subject = subject
        self.text = text
        self.sentAt = sentAt
        self.isSent = isSent
    }
}

/// Registers single sends of an outside sender, before they leave: the gate is asked in the transaction that
/// keeps them.
public struct SendRegistration: Sendable {
    let store: MailStore
    let workspace: RowID<Workspace>
    let clock: @Sendable () -> Instant

    public init(
        store: MailStore, workspace: RowID<Workspace>,
        clock: @escaping @Sendable () -> Instant = SystemClock.now
    ) {
        self.store = store
        self.workspace = workspace
        self.clock = clock
    }

    static let cause = "send"

    /// `isNew` is false where the same send was registered before; then nothing changes.
    ///
    /// Throws `Refusal` when the mail must not leave, and `StoreError` for what does not exist or is taken.
    public func register(_ new: OutsideSend) async throws -> (send: Send, isNew: Bool) {
        let outcome = try await store.write(in: workspace, at: clock()) { try Self.register(new, $0) }
        // The event that a gate brings stays, though the send is refused.
        return try outcome.get()
    }

    private typealias Outcome = Result<(send: Send, isNew: Bool), Refusal>

    private static func register(_ new: OutsideSend, _ store: StoreTransaction) throws -> Outcome {
        guard let enrollment = try store.enrollment(new.enrollment), !enrollment.state.isDeleted else {
            throw StoreError.notFound("enrollment \(new.enrollment)")
        }
        guard let mailbox = try store.mailbox(new.mailbox), mailbox.removedAt == nil else {
            throw StoreError.notFound("mailbox")
        }
        let steps = try store.steps(of: enrollment.campaign)
        let step = try new.step.map { number in
            guard steps.indices.contains(number - 1) else { throw StoreError.notFound("step \(number)") }
            return steps[number - 1]
        }
        let messageID = SendLine.bare(new.messageID)
        if let known = try store.send(messageID: messageID) {
            guard known.enrollment == enrollment.id else { throw StoreError.alreadyExists("this message_id") }
            return .success((known, false))
        }
        if !new.isSent, let refusal = try SendRefusal(store: store).refusal(enrollment, step) {
            return .failure(refusal)
        }
        if !new.isSent, let recipient = new.recipient,
            try !store.standingSuppressions(address: recipient).isEmpty
        {
            return .failure(Refusal(.suppressed))
        }
        let at = new.sentAt ?? store.now
        let address = try store.addresses(of: enrollment.lead).first?.address ?? ""
        let id = try store.insertSend(
            NewSend(
                mailbox: mailbox.id, enrollment: enrollment.id, lead: enrollment.lead, step: step?.key,
                recipient: new.recipient ?? address, messageID: messageID, token: new.token,
                subject: new.subject.map(SubjectLine.core),
                fingerprint: new.text.flatMap { TextFingerprint.lines(of: $0).first }, sentAt: at))
        guard let id, let send = try store.send(id) else { throw StoreError.alreadyExists("this token") }
        let sent = SentStep(send: id, step: step, at: at, cause: cause)
        try store.appendEvents(sent.events(in: steps), to: enrollment.id)
        return .success((send, true))
    }
}

/// Why a mail must not leave now.
struct SendRefusal {
    let store: StoreTransaction

    /// What the gate stops is appended. An outside sender keeps its own times: what is not due yet is let
    /// through.
    func refusal(_ enrollment: Enrollment, _ step: CampaignStep?) throws -> Refusal? {
        let gates = try GateReader(store: store).gates(enrollment, step: step)
        switch SendGate.answer(enrollment.state, gates: gates, now: store.now) {
        case .send: return nil
        case .stop(let kind):
            let event = StageEvent(
                key: "send-gate:\(store.now.microseconds)", at: store.now, origin: .system, kind: kind,
                cause: SendRegistration.cause)
            try store.appendEvents([event], to: enrollment.id)
            return Self.refusal(gates.outcome)
        case .wait:
            if !gates.suppressions.isEmpty { return Refusal(.suppressed) }
            if !enrollment.state.stage.sends { return Self.refusal(enrollment.state) }
            return Self.refusal(gates.outcome)
        }
    }

    private static func refusal(_ outcome: Gates.Outcome) -> Refusal? {
        switch outcome {
        case .passes: nil
        case .optedOut, .doNotContact: Refusal(.suppressed)
        case .leftCompany: Refusal(.alreadyStopped, "The person has left the company.")
        case .held:
            Refusal(
                .preconditionNotMet,
                "A review that may be this lead's opt-out holds its mail; decide it first.")
        case .error(.emailWillBounce): Refusal(.addressInvalid)
        case .error(let code): Refusal(.preconditionNotMet, code.message)
        }
    }

    private static func refusal(_ state: EnrollmentState) -> Refusal {
        switch state.stage {
        case .notStarted: Refusal(.useStart)
        case .unsubscribed: Refusal(.suppressed)
        case .replied, .bounced, .canceled, .completed: Refusal(.alreadyStopped)
        case .starting, .running, .outOfOffice, .hasErrors:
            Refusal(
                .preconditionNotMet, "The lead's stage is \(state.stage.displayName): nothing is sent in it.")
        }
    }
}
