import CalendarTime
import LeadStages
import Store

/// What became of a registered send, as its sender tells.
public enum SendResult: Hashable, Sendable {
    case sent
    /// It did not leave.
    case failed(LeadErrorCode)

    /// As `Send.result` holds it.
    public var name: String {
        switch self {
        case .sent: "sent"
        case .failed: "failed"
        }
    }

    var code: LeadErrorCode? {
        switch self {
        case .sent: nil
        case .failed(let code): code
        }
    }
}

extension SendRegistration {
    /// A send that failed counts as not done: its step is the open one again, and the enrollment has the
    /// error. The same result again changes nothing; another one is a `Refusal`.
    public func report(_ result: SendResult, on id: RowID<Send>) async throws -> Send {
        try await store.write(in: workspace, at: clock()) { transaction in
            guard let send = try transaction.send(id) else { throw StoreError.notFound("send \(id)") }
            if send.result == result.name, send.error == result.code?.rawValue { return send }
            guard case .failed(let code) = result, send.result != result.name else {
                throw Refusal(
                    .preconditionNotMet,
                    "The result of this send is known; register a new try as a send of its own.")
            }
            let withdrawal = StageEvent(
                key: "send:\(id):withdrawn", at: transaction.now, origin: .system,
                kind: .withdrawn(keys: SentStep.keys(of: id)), cause: Self.cause)
            let failure = StageEvent(
                key: "send:\(id):failed", at: transaction.now, origin: .system,
                kind: code == .emailWillBounce ? .preflightFailed(code) : .sendFailed(code, step: send.step),
                cause: Self.cause)
            try transaction.appendEvents([withdrawal, failure], to: send.enrollment)
            try transaction.setResult(of: id, to: result.name, error: code.rawValue)
            return try transaction.send(id) ?? send
        }
    }
}
