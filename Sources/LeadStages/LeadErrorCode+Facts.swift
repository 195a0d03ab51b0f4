extension LeadErrorCode {
    /// The text of the error; for the first five exactly the requirement's.
    public var message: String { facts.message }
    /// What to do.
    public var help: String { facts.help }
    public var severity: Severity { facts.severity }
    public var resumable: Resumable { facts.resumable }
    /// The campaign is filtering; leaving it alone is a correct answer.
    public var mayBeIgnored: Bool { facts.mayBeIgnored }
    /// Waits before each silent retry, in seconds; after the last one fails the error becomes visible.
    public var silentRetries: [Int64] { facts.silentRetries }
    /// Before sending again, look in Sent for our Message-ID, so that nothing is sent twice.
    public var looksInSentFirst: Bool { self == .providerNotFound || self == .smtpFailed }

    public enum Severity: String, Hashable, Sendable, Codable {
        /// A filter at work.
        case notice
        /// Somebody should act on this lead.
        case warning
        /// Something is broken or used up for more than this lead.
        case failure
    }

    public enum Resumable: Hashable, Sendable {
        /// Checked again at once; the same error comes back when nothing has changed.
        case yes
        /// Refused with this code until the named thing is there.
        case when(Precondition)
    }

    public enum Precondition: String, Hashable, Sendable {
        case creditsAvailable = "credits_available"
        case connectionAccepted = "connection_accepted"
        case stepChosen = "step_chosen"
    }

    private struct Facts {
        let message: String
        let help: String
        var severity = Severity.warning
        var resumable = Resumable.yes
        var mayBeIgnored = false
        var silentRetries: [Int64] = []
    }

    private var facts: Facts {
        switch self {
        case .emailWillBounce:
            Facts(
                message: "This email will bounce.",
                help: "The address is marked invalid. Ignore the lead, or delete it from the campaign.",
                severity: .notice, mayBeIgnored: true)
        case .noVariationsFound:
            Facts(
                message: "No variations found.",
                help:
                    "Check that the step is active, and review its conditions. If all is right, ignore the lead:"
                    + " the campaign is filtering it out.",
                severity: .notice, mayBeIgnored: true)
        case .providerNotFound:
            Facts(
                message: "System Exception: 404 Not Found",
                help:
                    "A temporary problem at the mail provider. Resume the lead; it clears once the provider is"
                    + " fixed.",
                severity: .failure, silentRetries: [900, 3600, 21_600])
        case .rewordCreditsExhausted:
            Facts(
                message: "Can't send emails, no more reword credits to use.",
                help: "Buy credits, or turn Reword with AI off; then resume the lead.",
                severity: .failure, resumable: .when(.creditsAvailable))
        case .notConnected:
            Facts(
                message: "Message can't be sent. You are not connected to this lead.",
                help:
                    "The lead cannot be resumed until the connection request is accepted. In future let the step"
                    + " wait for the acceptance.",
                resumable: .when(.connectionAccepted))
        case .senderRemoved:
            Facts(
                message: "The sending mailbox was removed.", help: "Choose another sender; then resume.",
                severity: .failure)
        case .stepMissing:
            Facts(
                message: "The step this lead waits for was deleted.",
                help: "Choose the next step when resuming.",
                resumable: .when(.stepChosen))
        case .smtpFailed:
            Facts(
                message: "The mail server did not take the message.",
                help: "Check the sender's server settings; then resume.", severity: .failure)
        case .rejectedByServer:
            Facts(
                message: "The receiving server refused the message by policy.",
                help:
                    "Look at the refusal and at the sender's reputation; resume sends the same step again.")
        case .missingVariable:
            Facts(
                message: "The text uses a field this lead does not have.",
                help: "Fill in the field or give it a fallback; then resume.")
        case .senderAuthExpired:
            Facts(
                message: "The sending mailbox must be connected again.",
                help: "Sign in to the mailbox again; then resume.", severity: .failure)
        case .quotaExceeded:
            Facts(
                message: "The sending mailbox has reached its provider's limit.",
                help: "Wait for the limit to be lifted, or lower the daily volume; then resume.",
                severity: .failure)
        case .startTimeout:
            Facts(
                message: "The lead could not be started in time.",
                help: "The checks before the first mail did not finish within two ticks. Resume the lead.",
                severity: .failure)
        }
    }
}
