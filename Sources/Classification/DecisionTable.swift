/// How evidence becomes a verdict: `rules/decision.yaml`.
public struct DecisionTable: Sendable {
    public struct ConfidencePoint: Sendable {
        public let margin: Double
        public let confidence: Double

        public init(margin: Double, confidence: Double) {
            self.margin = margin
            self.confidence = confidence
        }
    }

    /// Precedence where evidence is equal; every kind once.
    public var order: [Kind] = Kind.allCases
    /// Points below which a kind is no candidate, 0 where not named.
    public var floors: [Kind: Double] = [:]
    /// Scores that differ by no more than this are equal.
    public var tie = 0.0
    /// Header fields that people's mail carries too: they support, they do not decide.
    public var sharedHeaders: Set<String> = []
    /// Calibration, by ascending margin; between two points on the line.
    public var confidence: [ConfidencePoint] = []
    public var reviewBelow = 0.5
    /// Precedence of intents where evidence is equal.
    public var intentOrder: [Intent] = Intent.allCases
    public var intentFloor = 1.0
    /// The fact that carries an opt-out, and the one that carries somebody else's.
    public var optOutFact = "opt_out"
    public var otherUnsubscribeFact = "other_unsubscribe"

    public var words = WordBounds()

    /// How far words weigh beside rules.
    public struct WordBounds: Sendable {
        /// Points of the rules for one kind that count against words.
        public var rulesAtMost = 10.0
        /// Points of the rules for one intent that count against words.
        public var intentsAtMost = 6.0
        /// Points by which words must lead to make an absence or an automatic answer of what the rules call a reply.
        public var leadOfReply = 2.0
        /// Points by which an opt-out may be behind a reply for a person to look at it.
        public var reviewBehindReply = 2.5
        /// What `other` has before any rule or word argues for an intent.
        public var otherBeginsWith = 2.0

        public init() {}
    }

    public init() {}

    /// The calibrated confidence of a margin over the runner-up.
    func confidence(ofMargin margin: Double) -> Double {
        guard let first = confidence.first, let last = confidence.last else { return 0.5 }
        if margin <= first.margin { return first.confidence }
        var lower = first
        for point in confidence {
            if margin < point.margin {
                let part = (margin - lower.margin) / (point.margin - lower.margin)
                return lower.confidence + part * (point.confidence - lower.confidence)
            }
            lower = point
        }
        return last.confidence
    }
}
