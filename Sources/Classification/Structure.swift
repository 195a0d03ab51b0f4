/// What the form of a message says without a word being read. Rules name these in `structure:`.
public enum Structure: String, Sendable, CaseIterable, Hashable {
    // Reports, as the machine-readable parts give them.
    case reportFailure = "report-failure"
    case reportDelay = "report-delay"
    case reportSuccess = "report-success"
    case reportFeedback = "report-feedback"
    case reportFeedbackAbuse = "report-feedback-abuse"  // abuse, fraud, opt-out: a person pressed the button
    case reportDisposition = "report-disposition"
    case reportCalendar = "report-calendar"
    /// The report is in machine-readable fields, not read from text.
    case reportMachineReadable = "report-machine-readable"
    /// The report names or returns a message that we may have sent.
    case reportAboutSentMail = "report-about-sent-mail"
    case reportRecipients = "report-recipients"
    // Who sent it.
    case nullReturnPath = "null-return-path"
    case daemonSender = "daemon-sender"
    case noReplySender = "no-reply-sender"
    case roleSender = "role-sender"
    case ownSender = "own-sender"
    case humanSender = "human-sender"  // none of the automatic ones above
    // What it answers.
    case inReplyTo = "in-reply-to"
    case references
    case refersToOwnMail = "refers-to-own-mail"
    case subjectReply = "subject-reply"
    case subjectForward = "subject-forward"
    case quotesMail = "quotes-mail"
    case quotesCampaign = "quotes-campaign"  // the quoted part holds an unsubscribe link or an own address
    case forward
    // What it is made of.
    case calendarRequest = "calendar-request"
    case encrypted
    case attachments
    case emptyReply = "empty-reply"
    case htmlOnly = "html-only"
    case manyLinks = "many-links"
    case questionMark = "question-mark"
    /// The author's own text names an address that is neither theirs nor ours.
    case otherAddress = "other-address"
    // Mass mail.
    case listHeaders = "list-headers"
    case listUnsubscribe = "list-unsubscribe"
    case toUnsubscribeAddress = "to-unsubscribe-address"
    case autoSubmitted = "auto-submitted"
    case addressedToOthers = "addressed-to-others"
}
