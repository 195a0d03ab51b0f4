/// Reads what an accepted request says. It never fails: what it cannot read is a note, and the request stays stored.
public enum WebhookDecoding {
    public static func decode(
        _ request: WebhookRequest, provider: WebhookProvider, proof: WebhookProof,
        settings: WebhookSettings = WebhookSettings()
    ) -> DecodedWebhook {
        var reader = WebhookReader(request: request, provider: provider, way: proof.way, settings: settings)
        switch provider {
        case .ses: reader.readAmazon()
        case .sendgrid: reader.readSendGrid()
        case .sendgridInbound: reader.readSendGridMail()
        case .mailgun: reader.readMailgun()
        case .mailgunRoutes: reader.readMailgunMail()
        case .postmark: reader.readPostmark()
        case .sparkpost: reader.readSparkPost()
        case .brevo: reader.readBrevo()
        case .mailjet: reader.readMailjet()
        case .resend: reader.readResend()
        case .mandrill: reader.readMandrill()
        case .postal: reader.readPostal()
        case .gmail: reader.readGmail()
        case .graph: reader.readGraph()
        }
        return reader.result
    }
}
