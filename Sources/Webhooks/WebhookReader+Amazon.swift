import Foundation
import LeadStages

/// Amazon SES: bounces, complaints and inbound mail, in the message of an SNS notification.
extension WebhookReader {
    mutating func readAmazon() {
        guard let envelope = AmazonEnvelope(request.body) else { return note(.unreadable) }
        switch envelope.kind {
        case .unsubscription: return note(.subscriptionRemoved)
        case .subscription: return
        case .notification: break
        }
        guard let body = JSON(Array(envelope.message.utf8)), case .object = body else {
            // Plain text, as "Successfully validated SNS topic for Amazon SES event publishing."
            return note(.uninteresting)
        }
        switch body["notificationType"]?.text ?? body["eventType"]?.text {
        case "Bounce": readAmazonBounce(body, envelope)
        case "Complaint": readAmazonComplaint(body, envelope)
        case "DeliveryDelay": readAmazonDelay(body, envelope)
        case "Received": readAmazonMail(body, envelope)
        case "Send", "Delivery", "Open", "Click", "Subscription": note(.uninteresting)
        case "Reject", "Rendering Failure": note(.ownFault)
        default: note(.unknownEvent)
        }
    }

    private mutating func readAmazonBounce(_ body: JSON, _ envelope: AmazonEnvelope) {
        let bounce = body["bounce"]
        let recipients = bounce?["bouncedRecipients"]?.items ?? []
        if recipients.isEmpty { return note(.incomplete) }
        let message = Self.amazonMessage(body)
        for recipient in recipients {
            let words = SMTPWords(recipient["status"]?.text, recipient["diagnosticCode"]?.text)
            let signal = Self.amazonSignal(
                bounce?["bounceType"]?.text, bounce?["bounceSubType"]?.text, recipient, words)
            if signal == nil { note(.ambiguousBounce) }
            add(
                // A mail server may answer an absence like this: logged, and the answer itself comes as a mail.
                signal ?? .delayed,
                key: ["bounce", bounce?["feedbackId"]?.name ?? envelope.id, recipient["emailAddress"]?.text],
                to: recipient["emailAddress"]?.text, messageID: message,
                status: words.statusOrClass, mailbox: body["mail", "source"]?.text,
                at: bounce?["timestamp"]?.instant)
        }
    }

    /// One notification names recipients of different fate: what a recipient's own fields say goes before the type of
    /// the whole. Nil where it may be an automatic answer.
    private static func amazonSignal(
        _ type: String?, _ subtype: String?, _ recipient: JSON, _ words: SMTPWords
    ) -> Signal? {
        if recipient["action"]?.text?.lowercased() == "delayed" { return .delayed }
        switch (type, subtype) {
        case (_, "Suppressed"), (_, "OnAccountSuppressionList"): return .providerSuppressed
        case ("Permanent", _): return words.asPermanent
        case ("Transient", "MessageTooLarge"), ("Transient", "ContentRejected"),
            ("Transient", "AttachmentRejected"):
            return .contentBlocked
        case ("Transient", _) where words.isUnroutable: return .hardBounce
        case ("Transient", "MailboxFull"): return .softBounce
        case ("Transient", _): return words.failureClass == nil ? nil : words.asTemporary
        default: return .softBounce
        }
    }

    private mutating func readAmazonComplaint(_ body: JSON, _ envelope: AmazonEnvelope) {
        let complaint = body["complaint"]
        let recipients = complaint?["complainedRecipients"]?.items ?? []
        if recipients.isEmpty { return note(.incomplete) }
        if complaint?["complaintFeedbackType"]?.text == "not-spam" { return note(.uninteresting) }
        let isSuppressed = complaint?["complaintSubType"]?.text == "OnAccountSuppressionList"
        // SES lists those who may have complained: with several, none of them is known to have.
        let isCertain = recipients.count == 1 && (body["mail", "destination"]?.items.count ?? 1) <= 1
        if !isCertain { note(.severalRecipients) }
        let message = isCertain ? Self.amazonMessage(body) : nil
        for recipient in recipients {
            // Without a message and unproven, it is held for review.
            add(
                isSuppressed ? .providerSuppressed : .complaint,
                key: [
                    "complaint", complaint?["feedbackId"]?.name ?? envelope.id,
                    recipient["emailAddress"]?.text,
                ],
                to: recipient["emailAddress"]?.text, messageID: message,
                mailbox: body["mail", "source"]?.text, at: complaint?["timestamp"]?.instant,
                way: isCertain ? nil : .unproven)
        }
    }

    private mutating func readAmazonDelay(_ body: JSON, _ envelope: AmazonEnvelope) {
        let delay = body["deliveryDelay"]
        let recipients = delay?["delayedRecipients"]?.items ?? []
        if recipients.isEmpty { return note(.incomplete) }
        let message = Self.amazonMessage(body)
        for recipient in recipients {
            add(
                .delayed, key: ["delay", envelope.id, recipient["emailAddress"]?.text],
                to: recipient["emailAddress"]?.text, messageID: message,
                status: SMTPWords(recipient["status"]?.text).status, mailbox: body["mail", "source"]?.text,
                at: delay?["timestamp"]?.instant)
        }
    }

    /// The Message-ID that we gave, where SES was told to include the header; else the id that SES gave.
    private static func amazonMessage(_ body: JSON) -> String? {
        let mail = body["mail"]
        let field = mail?["headers"]?.items.first { $0["name"]?.text?.lowercased() == "message-id" }
        return field?["value"]?.name ?? mail?["commonHeaders", "messageId"]?.name ?? mail?["messageId"]?.name
    }

    private mutating func readAmazonMail(_ body: JSON, _ envelope: AmazonEnvelope) {
        let id = body["mail", "messageId"]?.name ?? envelope.id
        let sender = body["mail", "source"]?.text
        let recipients = body["receipt", "recipients"]?.texts ?? []
        let action = body["receipt", "action"]
        if let content = body["content"]?.text {
            let isBase64 = action?["encoding"]?.text?.uppercased() == "BASE64"
            let raw = isBase64 ? Data(anyBase64: content).map(Array.init) : Array(content.utf8)
            add(
                mail: raw ?? [], key: [id], from: sender, to: recipients,
                at: body["receipt", "timestamp"]?.instant)
        } else if action?["type"]?.text == "S3", let bucket = action?["bucketName"]?.name,
            let key = action?["objectKey"]?.name
        {
            add(
                .s3Object(
                    bucket: bucket, key: key, region: settings.region ?? envelope.region,
                    recipients: Self.addresses(recipients)))
        } else {
            note(.incomplete)
        }
    }
}
