import CalendarTime
import DeliveryReports
import MailFormat
import ReplyText

/// Says what a message is. A value without state: the same message, rules and time give the same verdict.
public struct Classifier: Sendable {
    public let rules: RuleSet
    public let settings: ClassifierSettings

    public init(rules: RuleSet, settings: ClassifierSettings = .init()) {
        self.rules = rules
        self.settings = settings
    }

    /// - Parameter receivedAt: the time received; without it the topmost Received field, else Date.
    public func classify(_ message: Message, receivedAt: Instant?) -> Verdict {
        classify(message, receivedAt: receivedAt, without: nil)
    }

    /// The verdict as it would be if `rule` did not exist.
    public func classify(_ message: Message, receivedAt: Instant?, without rule: String?) -> Verdict {
        let compiled = rules.compiled
        let facts = MessageFacts(message, rules: compiled, settings: settings)
        let index = TextIndex(facts.textParts, rules: compiled, ownText: facts.visibleUTF8)
        let language = index.language
        let dating = Dating(
            index, compiled, language: language, today: Self.day(of: message, receivedAt))
        var evaluator = ConditionEvaluator(
            index: index, facts: facts, rules: compiled, dates: dating.hits, language: language)
        let run = RuleRun(&evaluator, without: rule)
        let decision = Decision(run, evaluator)

        var verdict = Verdict(kind: decision.kind, rulesVersion: rules.version)
        verdict.subkind = decision.subkind
        verdict.intent = decision.intent
        verdict.confidence = decision.confidence
        verdict.runnerUp = decision.runnerUp
        verdict.language = language
        verdict.ownText = facts.visibleReply
        verdict.heading = facts.heading
        verdict.decodedPlain = facts.reading.decodedPlain
        verdict.visibleReply = decision.kind.isReport ? nil : facts.visibleReply
        let writer = EvidenceWriter(index: evaluator.index, facts: facts, showsReply: !decision.kind.isReport)
        let optOut = run.matches(of: compiled.optOutFact)
        verdict.evidence = writer.evidence(decision.matches + optOut, decision.words)
        verdict.matchedRules = run.matchedIDs
        fillReport(&verdict, message, facts, compiled, without: rule)
        verdict.matchedRules.sort()
        fillDates(&verdict, dating, writer)
        fillContacts(&verdict, run, facts)
        // Whom rules and words tell two things, a person decides; until then the lead gets no more mail.
        verdict.optOut = decision.overruled != .unsubscribe && optOut.contains { !$0.isWeak }
        verdict.authentication = AuthenticationResults.read(
            message, trusted: settings.trustedAuthenticationServers)
        verdict.referredMessageIDs = facts.referredIDs
        verdict.inReplyTo = facts.sentID
        verdict.isAutomatic =
            facts.has(.autoSubmitted) || facts.has(.nullReturnPath) || facts.has(.daemonSender)
        let threshold = settings.reviewThreshold ?? compiled.decision.reviewBelow
        verdict.needsReview = verdict.confidence < threshold || decision.overruled != nil
        if verdict.evidence.isEmpty {
            verdict.evidence = [
                Evidence(
                    rule: "decision.nothing-known", field: "structure", start: 0, length: 0, text: "",
                    weight: 0)
            ]
        }
        return verdict
    }

    /// The day in the writer's zone, as far as the Date field tells it.
    private static func day(of message: Message, _ receivedAt: Instant?) -> CivilDate? {
        let date = message.date
        guard let instant = receivedAt ?? message.receivedDate?.instant ?? date?.instant else {
            return nil
        }
        let zone = ZoneTable(identifier: "", initialOffset: date?.offsetSeconds ?? 0)
        return zone.local(at: instant).date
    }
}
