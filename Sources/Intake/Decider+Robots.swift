import CalendarTime
import Classification
import LeadStages

/// What robots write on behalf of people.
extension Decider {
    /// An absence, or a departure, counts only for the one who wrote it: a colleague's is a note, a stranger's nothing.
    mutating func decideAutomatic(_ hit: MatchHit, _ apply: (inout Decider) -> Void) {
        if verdict.optOut {
            decideOptOut(hit)
        } else if ownAddress(of: hit) != nil || mail.message.from.isEmpty {
            apply(&self)
        } else if isColleague(of: hit) {
            append(.autoReply(stops: false), to: hit)
            card(hit, alerts: false, banner: .colleague)
        } else {
            decision.state = .unmatched
            decision.lead = nil
        }
    }

    mutating func decideOutOfOffice(_ hit: MatchHit) {
        let pause = pause(settings(of: hit.enrollment))
        append(.outOfOffice(pause), to: hit)
        if let sender = ownAddress(of: hit) { address(sender, of: hit.lead, .automaticAnswer) }
        card(hit, alerts: false, date: verdict.returnDate)
        var told = ["resume_at": pause.until.iso8601, "source": pause.basis.rawValue]
        if let date = verdict.returnDate { told["return_date"] = date.description }
        tell(.leadOutOfOffice, hit, told)
    }

    mutating func decideLeftCompany(_ hit: MatchHit) {
        append(.leftCompany, to: hit)
        address(ownAddress(of: hit) ?? hit.mailedAddress, of: hit.lead, .leftCompany)
        suggest(hit)
        card(hit, alerts: false)
        tell(.leadLeftCompany, hit)
    }

    mutating func decideOtherAutomatic(_ hit: MatchHit) {
        let stops = verdict.kind == .autoReply && settings(of: hit.enrollment).stopsOnAutoReply
        append(.autoReply(stops: stops), to: hit)
        suggest(hit)
        card(hit, alerts: false)
        if verdict.kind == .autoReply {
            tell(.leadAutoReplied, hit, verdict.subkind.map { ["subkind": $0.rawValue] } ?? [:])
        }
    }

    private mutating func suggest(_ hit: MatchHit) {
        if let contact = verdict.newContact {
            decision.suggestions.append(
                SuggestionEffect(
                    key: key("suggestion.contact"), lead: hit.lead, kind: .newContact, address: contact))
        }
        if let address = verdict.newAddress {
            decision.suggestions.append(
                SuggestionEffect(
                    key: key("suggestion.address"), lead: hit.lead, kind: .newAddress, address: address))
        }
    }
}
