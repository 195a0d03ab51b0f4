import CalendarTime
import CurlTransport
import HTTPTypes
import Hummingbird
import Logging
import Store
import Synchronization
import Webhooks

/// Takes providers' notifications in: proven on the raw bytes, on disk, then answered. What they say is read later.
final class HookReceiver: Sendable {
    private let parts: ServiceParts
    private let vault: WebhookSourceVault?
    private let inbox: WebhookInbox
    private let signers: SignerKeys
    private let log: Logger
    private let metrics: Metrics
    private let known = Mutex<[String: Known]>([:])

    /// A source as it was looked up.
    private struct Known {
        let source: WebhookSource
        let provider: WebhookProvider
        let settings: WebhookSettings
        let at: Instant
    }

    /// Seconds that a looked-up source is used without looking again.
    private static let keepSeconds: Int64 = 5

    init(_ parts: ServiceParts, log: Logger, metrics: Metrics) {
        self.parts = parts
        self.log = log
        self.metrics = metrics
        vault = parts.keys.map { WebhookSourceVault(keys: $0) }
        inbox = WebhookInbox(store: parts.store)
        signers = SignerKeys(ask: parts.askProvider)
    }

    func receive(_ web: WebRequest) async throws -> Response {
        guard let provider = WebhookProvider(rawValue: web.parameter("provider")) else {
            throw WebFault.notFound
        }
        do {
            let (source, settings) = try await source(web, provider)
            let request = Self.request(web)
            // Its signature is over the address that it was told.
            if provider == .mandrill, settings.publicURL == nil, web.settings.publicURL == nil {
                return refused(.notConfigured("public_url"), provider, source)
            }
            let verdict = try await check(request, provider, settings, web.now)
            metrics.count(
                "sluice_webhooks_total{provider=\"\(provider.rawValue)\",result=\"\(verdict.name)\"}")
            switch verdict {
            case .accepted(let proof):
                try await inbox.keep(
                    NewWebhook(
                        workspace: source.workspace, source: source.id,
                        key: WebhookKey.key(of: request, provider: provider),
                        head: try StoreJSON.text(StoredHead(request, leavingOut: settings.headerName)),
                        body: web.body, proof: proof.rawValue,
                        receivedAt: web.now))
                parts.callHookWorker(source.workspace)
                return Self.response(WebhookAnswers.stored(provider))
            case .refused(let refusal): return refused(refusal, provider, source)
            case .needs: return refused(.keyUnknown, provider, source)
            case .handshake(let answer):
                if let offer = answer.subscription { try await see(to: offer, source) }
                return Self.response(answer)
            }
        } catch let fault as WebFault where fault.status == .notFound {
            throw fault
        } catch {
            log.error("fault", metadata: ["error": "\(type(of: error))", "provider": "\(provider.rawValue)"])
            return Self.response(WebhookAnswers.ownFailure(provider))
        }
    }

    /// Throws "not found" where no source has this address. The source is remembered for a while.
    func admit(_ web: WebRequest) async throws -> Caller? {
        guard let provider = WebhookProvider(rawValue: web.parameter("provider")) else {
            throw WebFault.notFound
        }
        _ = try await source(web, provider)
        return nil
    }

    /// What is answered to a body that is too long, or does not end.
    static func unread(_ fault: WebFault, _ parameters: [String: String]) -> Response? {
        guard let provider = WebhookProvider(rawValue: parameters["provider"] ?? "") else { return nil }
        return response(
            fault.status == .contentTooLarge
                ? WebhookAnswers.tooLarge(provider) : WebhookAnswers.ownFailure(provider))
    }

    private func refused(
        _ refusal: WebhookRefusal, _ provider: WebhookProvider, _ source: WebhookSource
    ) -> Response {
        log.warning(
            "webhook refused",
            metadata: [
                "provider": "\(provider.rawValue)", "source": "\(source.id)", "why": "\(refusal)",
            ])
        return Self.response(WebhookAnswers.refused(refusal, provider))
    }

    private func source(
        _ web: WebRequest, _ provider: WebhookProvider
    ) async throws -> (WebhookSource, WebhookSettings) {
        let endpoint = web.parameter("endpoint")
        if let found = known.withLock({ $0[endpoint] }), web.now.seconds(since: found.at) < Self.keepSeconds {
            guard found.provider == provider else { throw WebFault.notFound }
            return (found.source, found.settings)
        }
        guard let source = try await parts.store.webhookSource(endpoint: endpoint),
            source.provider == provider.rawValue
        else { throw WebFault.notFound }
        // Off until its secret is set.
        let settings =
            source.settings.isEmpty ? WebhookSettings() : try vault?.open(source) ?? WebhookSettings()
        known.withLock {
            $0[endpoint] = Known(source: source, provider: provider, settings: settings, at: web.now)
        }
        return (source, settings)
    }

    /// Fetches what the signature needs once, or twice where keys were changed meanwhile.
    private func check(
        _ request: WebhookRequest, _ provider: WebhookProvider, _ settings: WebhookSettings, _ now: Instant
    ) async throws -> WebhookVerdict {
        var verdict = await WebhookAuthentication.check(
            request, provider: provider, settings: settings, now: now)
        for attempt in 0..<2 {
            guard case .needs(let need) = verdict else { return verdict }
            if attempt > 0 { await signers.forget(need, at: now) }
            guard let bytes = await signers.bytes(need, at: now) else {
                throw WebFault(
                    .serviceUnavailable, "key_unavailable", "The signer's key cannot be fetched now.")
            }
            switch need {
            case .certificate(let url):
                verdict = await WebhookAuthentication.check(
                    request, provider: provider, settings: settings, now: now, certificates: [url: bytes])
            case .keySet:
                verdict = await WebhookAuthentication.check(
                    request, provider: provider, settings: settings, now: now, keySet: bytes)
            }
        }
        return verdict
    }

    /// A topic that is in the settings is confirmed at once; any other waits for the operator's word.
    private func see(to offer: SubscriptionOffer, _ source: WebhookSource) async throws {
        guard offer.isAllowed else {
            try await alert(
                "A topic asks to be confirmed that is not in the settings: \(offer.topic)", source)
            return
        }
        var request = CurlTransport.HTTPRequest(.get, offer.url)
        request.addresses = .publicOnly
        request.within = .seconds(10)
        let answer = try await parts.askProvider(request)
        try await alert(answer.status == 200 ? nil : "The subscription could not be confirmed.", source)
    }

    private func alert(_ words: String?, _ source: WebhookSource) async throws {
        try await parts.store.write(in: source.workspace, at: parts.clock()) {
            try $0.setWebhookAlert(words, of: source.id)
        }
    }

    private static func request(_ web: WebRequest) -> WebhookRequest {
        WebhookRequest(
            method: web.method.rawValue,
            headers: web.headers.map { ($0.name.rawName, $0.value) },
            query: Dictionary(web.query.map { ($0.name, $0.value) }) { first, _ in first },
            url: (web.settings.publicURL ?? "") + web.path, body: web.body, receivedAt: web.now)
    }

    private static func response(_ answer: WebhookAnswer) -> Response {
        var response = Response.text(
            answer.body, "text/plain; charset=utf-8", status: .init(code: answer.status))
        for field in answer.fields {
            if let name = HTTPTypes.HTTPField.Name(field.name) { response.headers[name] = field.value }
        }
        return response
    }
}

extension WebhookVerdict {
    /// For the metrics.
    fileprivate var name: String {
        switch self {
        case .accepted: "accepted"
        case .needs: "key_unknown"
        case .refused: "refused"
        case .handshake: "handshake"
        }
    }
}

/// What is kept of a request besides its body.
struct StoredHead: Codable {
    var method: String
    /// Names and values, one after the other.
    var headers: [String]
    var query: [String: String]
    var url: String

    /// Proofs of this request and nothing that it says: they are not kept.
    private static let secret: Set<String> = ["authorization", "cookie", "proxy-authorization"]

    init(_ request: WebhookRequest, leavingOut name: String?) {
        let secret = Self.secret.union(name.map { [$0.lowercased()] } ?? [])
        method = request.method
        headers = request.headers.filter { !secret.contains($0.name.lowercased()) }
            .flatMap { [$0.name, $0.value] }
        query = request.query
        url = request.url
    }

    func request(body: [UInt8], at time: Instant) -> WebhookRequest {
        let pairs = stride(from: 0, to: headers.count - 1, by: 2).map { (headers[$0], headers[$0 + 1]) }
        return WebhookRequest(
            method: method, headers: pairs.map { (name: $0.0, value: $0.1) }, query: query, url: url,
            body: body,
            receivedAt: time)
    }
}
