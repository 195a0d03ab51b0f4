/// What has to be fetched with the operator's credentials before there is a mail.
public enum MailFetch: Hashable, Sendable {
    /// `GET https://api.resend.com/emails/receiving/ID`, then its `raw.download_url`.
    case resendEmail(id: String, recipients: [String])
    /// A message that SES stored.
    case s3Object(bucket: String, key: String, region: String, recipients: [String])
    /// Read the mailbox from the history id that was stored last; `historyID` only says that there is news.
    case gmailMailbox(address: String, historyID: String)
    /// `GET /v1.0/RESOURCE/$value`. `id` is the message's.
    case graphMessage(resource: String, id: String, subscription: String)
    case graphSubscription(id: String, GraphLifecycle)
}

/// What Graph asks of the keeper of a subscription.
public enum GraphLifecycle: String, Codable, Sendable {
    /// Authorize it again, or renew it.
    case reauthorizationRequired
    /// Make it anew, then read what was missed.
    case subscriptionRemoved
    /// Read what was missed.
    case missed
}
