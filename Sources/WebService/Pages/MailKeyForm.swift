import Hummingbird
import ProviderMail
import Store
import Webhooks

/// The key of an endpoint whose provider only announces mail: entered with the endpoint, or later in its row.
enum MailKeyForm {
    /// Nil where the provider brings its mail along.
    static func view(
        _ source: WebhookSource, _ request: PageRequest, _ outcome: WebhookPages.Outcome
    ) -> View? {
        guard let provider = WebhookProvider(rawValue: source.provider), !provider.mailKeyFields.isEmpty
        else { return nil }
        var fault: WebFault?
        if case .mailKeyFault(source.id, let found) = outcome { fault = found }
        let settings = request.parts.keys.flatMap { try? WebhookSourceVault(keys: $0).open(source) }
        let isSet = settings?.hasMailKey(of: provider) ?? false
        let fields = provider.mailKeyFields.map { field in
            field.view(fault == nil ? settings?.shown(field) : request.field(field.rawValue))
        }
        return [
            "title": .text(isSet ? "Replace the key for mail" : "Set a key for mail"),
            "error": .text(fault?.text), "fields": .list(fields),
        ]
    }

    /// What waited for the key is taken up again.
    static func keep(_ request: PageRequest) async throws -> Response {
        let id: RowID<WebhookSource> = try request.web.id()
        let given = ProofField.settings { request.field($0.rawValue) }
        do {
            guard let keys = request.parts.keys else { throw WebhookPages.noKeys }
            let vault = WebhookSourceVault(keys: keys)
            try await request.write { transaction in
                guard let source = try transaction.webhookSource(id), source.removedAt == nil,
                    let provider = WebhookProvider(rawValue: source.provider),
                    !provider.mailKeyFields.isEmpty
                else { throw WebFault.notFound }
                if let missing = provider.missingMailKey(given) { throw WebFault.invalid("key", missing) }
                var settings = source.settings.isEmpty ? WebhookSettings() : try vault.open(source)
                settings.takeMailKey(of: given)
                try transaction.setWebhookSettings(vault.seal(settings, of: id), of: id)
                if AnnouncedMail.isAlert(source.alert) { try transaction.setWebhookAlert(nil, of: id) }
                try transaction.retryFailedWebhooks(of: id)
            }
        } catch let fault as WebFault where fault.status != .notFound {
            return try await WebhookPages.list(request, .mailKeyFault(id, fault))
        }
        request.parts.callHookWorker(request.workspace)
        return request.done(WebhookPages.path, "Key kept. Mail that waited for it is fetched now.")
    }
}

extension WebhookProvider {
    /// Empty where the provider brings its mail along.
    var mailKeyFields: [ProofField] {
        switch self {
        case .resend: [.apiKey]
        case .ses: [.accessKeyID, .secretAccessKey, .region]
        default: []
        }
    }

    /// In words: without it, no mail can be fetched.
    func missingMailKey(_ settings: WebhookSettings) -> String? {
        guard settings.hasMailKey(of: self) else {
            return self == .ses
                ? "Give the access key ID and the secret access key." : "Give the API key."
        }
        let given = [settings.apiKey, settings.accessKeyID, settings.secretAccessKey]
        // They go into header fields.
        let isPlain = given.allSatisfy { ($0 ?? "").utf8.allSatisfy { (0x21...0x7E).contains($0) } }
        guard isPlain else { return "A key holds a blank or a character that no key has; enter it again." }
        guard settings.region.map(AmazonObject.isRegion) ?? true else {
            return "A region is written as eu-west-1."
        }
        return nil
    }
}

extension WebhookSettings {
    func hasMailKey(of provider: WebhookProvider) -> Bool {
        switch provider {
        case .resend: apiKey != nil
        case .ses: accessKeyID != nil && secretAccessKey != nil
        default: false
        }
    }

    /// Of a key, what is no secret.
    fileprivate func shown(_ field: ProofField) -> String? {
        switch field {
        case .accessKeyID: accessKeyID
        case .region: region
        default: nil
        }
    }

    mutating func takeMailKey(of given: WebhookSettings) {
        apiKey = given.apiKey
        accessKeyID = given.accessKeyID
        secretAccessKey = given.secretAccessKey
        region = given.region
    }
}
