import LeadStages

/// What it means that a provider did not try to send, by the reason that it gives.
enum ProviderSuppression {
    /// Nil where the fault is in our request. A wish of the person is an opt-out, whoever remembers it.
    static func signal(reason: String?) -> Signal? {
        let reason = reason?.lowercased() ?? ""
        func says(_ words: String...) -> Bool { words.contains { reason.contains($0) } }
        if says("spam content") { return .contentBlocked }
        if says("smtpapi", "quota", "invalid-sender", "unsigned", "test-mode", "rule") { return nil }
        return says("unsub", "spam", "complain") ? .unsubscribe : .providerSuppressed
    }
}
