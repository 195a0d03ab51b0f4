import Classification
import LeadStages

/// Messages that concern nobody for sure.
extension Decider {
    mutating func decideUndecided() {
        let match = decision.match
        let isOptOut = verdict.kind == .unsubscribe || verdict.optOut
        if match.level.isCandidateOnly {
            decision.state = .held
            switch verdict.kind {
            case .bounce, .delay, .delivered: holdReport(match)
            case .complaint: review(.unprovenComplaint, candidates: match.candidateLeads, holdsSends: true)
            default:
                review(
                    .candidates, candidates: match.candidateLeads, holdsSends: isOptOut,
                    note: match.remarks.joined(separator: " "))
            }
        } else if isOptOut || verdict.kind == .complaint {
            decision.state = .unmatched
            review(.unmatched, note: match.remarks.joined(separator: " "))
        } else {
            // Newsletters and the like need nobody's attention.
            decision.state = verdict.kind == .other ? .unrelated : .unmatched
        }
    }

    private mutating func holdReport(_ match: MatchResult) {
        guard verdict.kind == .bounce else {
            decision.state = .unmatched
            return
        }
        review(
            .unprovenBounce, candidates: match.candidateLeads, note: match.remarks.joined(separator: " "))
    }
}
