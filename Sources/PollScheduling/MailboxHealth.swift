import CalendarTime
import Store

/// How a mailbox does, in words its owner can act on.
public struct MailboxHealth: Hashable, Sendable {
    public enum State: String, Hashable, Sendable {
        /// It takes only what is brought: `sluice ingest`, webhooks.
        case unconnected
        /// Not polled yet.
        case new
        case good
        /// A fault that may pass by itself.
        case troubled
        /// A fault that its owner has to deal with.
        case broken
        /// Nobody polls, or nobody got through for long.
        case silent
    }

    public let state: State
    /// A stable word for the fault; nil where there is none.
    public let fault: String?
    /// What is wrong and what to do; nil where nothing is.
    public let text: String?
    public let lastRead: Instant?
    public let lastMail: Instant?
    public let next: Instant?
    public let failures: Int

    /// Intervals without a successful poll after which a mailbox counts as silent, and seconds at least.
    static let silentIntervals: Int64 = 3
    static let leastSilence: Int64 = 900

    /// - Parameter setAside: messages that were passed over; they keep no mailbox from being well.
    public init(
        _ poll: MailboxPoll?, _ connection: MailboxConnection?, setAside: RefusedItems? = nil, now: Instant
    ) {
        fault = poll?.fault
        lastRead = poll.flatMap { [$0.succeeded, $0.received].compactMap(\.self).max() }
        lastMail = poll?.received
        next = poll?.next
        failures = poll?.failures ?? 0
        guard let poll, let connection else {
            (state, text) = (.unconnected, nil)
            return
        }
        let patience = max(connection.interval * Self.silentIntervals, Self.leastSilence)
        let isLate = poll.next.adding(seconds: patience) < now && poll.heldUntil <= now
        let silence = lastRead.map { Self.span(seconds: now.seconds(since: $0)) }
        if let words = poll.faultText {
            let isLong = lastRead.map { $0.adding(seconds: patience) < now } ?? false
            text = words + (isLong ? silence.map { "; nothing read for \($0)" } ?? "" : "")
            state = PollFault.isForOwner(poll.fault ?? "") ? .broken : isLong ? .silent : .troubled
        } else if isLate {
            let since = silence.map { "nothing read for \($0)" } ?? "never read"
            (state, text) = (.silent, "\(since); start 'sluice serve', or look why it stands still")
        } else {
            state = lastRead == nil && poll.heldUntil <= now ? .new : .good
            text = setAside.map(Self.words)
        }
    }

    private static func words(_ setAside: RefusedItems) -> String {
        setAside.count == 1
            ? "1 message set aside: \(setAside.fault)"
            : "\(setAside.count) messages set aside, one of them: \(setAside.fault)"
    }

    /// `3 h`, `40 min`, `2 days`.
    static func span(seconds: Int64) -> String {
        switch seconds {
        case ..<7_200: "\(max(1, seconds / 60)) min"
        case ..<172_800: "\(seconds / 3_600) h"
        default: "\(seconds / 86_400) days"
        }
    }
}
