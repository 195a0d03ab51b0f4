import CalendarTime
import Credentials
import CurlTransport
import Intake
import Store

extension WebhookSender {
    /// One request, and what it means. Never throws: without a record the delivery is due again when its lease ends.
    func attempt(_ claim: ClaimedWebhook) async {
        guard let outcome = await offer(claim) else { return }
        do {
            // What the receiver has answered is written down, also when we are told to stop meanwhile.
            try await Task {
                try await store.write(in: workspace, at: clock()) { try record(outcome, of: claim, in: $0) }
            }.value
        } catch {
            report(error)
        }
    }

    private struct Outcome: Sendable {
        let answer: ReceiverAnswer
        var status: Int?
        /// Place, fault, next step.
        var error = ""
    }

    /// Nil when we were told to stop: that says nothing about the receiver.
    private func offer(_ claim: ClaimedWebhook) async -> Outcome? {
        do {
            let response = try await client.send(try request(claim))
            let status = response.status
            return Outcome(
                answer: ReceiverAnswer(response, now: clock()), status: status,
                error: "the receiver answered \(status)")
        } catch let error as TransportError {
            if error.fault == .cancelled || error.fault == .closed { return nil }
            return Outcome(
                answer: .failed(retryAfter: nil, slowDown: false), error: error.description)
        } catch {
            return Outcome(
                answer: .failed(retryAfter: nil, slowDown: false), error: String(describing: error))
        }
    }

    private func request(_ claim: ClaimedWebhook) throws -> HTTPRequest {
        let message = WebhookMessage(claim.event, workspace: workspace, publicURL: settings.publicURL)
        let now = clock()
        let signature = WebhookSignature.field(
            id: message.id, timestamp: now.seconds, body: message.body,
            secrets: try vault.secrets(of: claim.endpoint, at: now))
        var request = HTTPRequest(
            .post, claim.endpoint.url,
            fields: [
                HTTPField("Content-Type", "application/json"),
                HTTPField("webhook-id", message.id), HTTPField("webhook-timestamp", String(now.seconds)),
                HTTPField("webhook-signature", signature),
            ],
            body: message.body)
        request.within = settings.timeout
        request.reachWithin = min(settings.timeout, .seconds(10))
        request.maximumResponseBytes = settings.maximumAnswerBytes
        request.maximumRedirects = 0
        request.addresses = settings.allowsLocal ? .any : .publicOnly
        return request
    }

    private func record(
        _ outcome: Outcome, of claim: ClaimedWebhook, in transaction: StoreTransaction
    ) throws {
        let now = transaction.now
        switch outcome.answer {
        case .accepted:
            try transaction.recordWebhook(claim, .delivered(status: outcome.status ?? 200))
        case .gone:
            guard try transaction.recordWebhook(claim, .failed(status: outcome.status, error: outcome.error))
            else { return }
            try disable(claim.endpoint, reason: "gone", in: transaction)
        case .failed(let retryAfter, let slowDown):
            if slowDown {
                let seconds = min(
                    retryAfter ?? ReceiverAnswer.slowDownSeconds, RetrySchedule.maximumRetryAfter)
                try transaction.pauseWebhookEndpoint(claim.endpoint.id, until: now.adding(seconds: seconds))
            }
            let delay = RetrySchedule.delay(
                afterAttempt: claim.attempts, retryAfter: retryAfter, jitter: jitter())
            guard let delay else { return try giveUp(outcome, claim, in: transaction) }
            try transaction.recordWebhook(
                claim,
                .retry(
                    at: now.adding(microseconds: delay), status: outcome.status, error: outcome.error))
        }
    }

    /// All attempts are used up. An endpoint that took others meanwhile stays: it is this event that it does not want.
    private func giveUp(
        _ outcome: Outcome, _ claim: ClaimedWebhook, in transaction: StoreTransaction
    ) throws {
        guard try transaction.recordWebhook(claim, .failed(status: outcome.status, error: outcome.error)),
            try !transaction.hasTakenWebhooks(since: claim)
        else { return }
        try disable(claim.endpoint, reason: "retries_exhausted", in: transaction)
    }

    /// And tells everybody else who wants to know.
    private func disable(
        _ endpoint: WebhookEndpoint, reason: String, in transaction: StoreTransaction
    ) throws {
        try transaction.disableWebhookEndpoint(endpoint.id, reason: reason)
        try transaction.enqueue(
            .webhookDisabled, id: "webhook:\(endpoint.id):\(transaction.now.microseconds)",
            payload: ["endpoint": endpoint.id.description, "reason": reason])
    }
}
