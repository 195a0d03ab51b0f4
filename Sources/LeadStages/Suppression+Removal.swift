import CalendarTime

extension Suppression {
    /// Takes an entry out again: an admin, one at a time, with a typed reason, never a token; an opt-out by click,
    /// reply or complaint besides needs the evidence of a new consent. Stages do not change: the lead has to be resumed.
    public func removing(
        by actor: String, role: Role, reason: String, consentEvidence: String?, at: Instant
    ) -> Result<Suppression, Refusal> {
        guard role.may(.removeSuppression) else { return .failure(Refusal(.forbidden)) }
        guard isActive else { return .failure(Refusal(.notFound, "The entry was removed before.")) }
        guard !reason.isBlank else { return .failure(Refusal(.reasonRequired)) }
        if self.reason.needsConsent, consentEvidence?.isBlank ?? true {
            return .failure(Refusal(.consentRequired))
        }
        var copy = self
        copy.removal = Removal(actor: actor, at: at, reason: reason, consentEvidence: consentEvidence)
        return .success(copy)
    }
}

extension String {
    var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
