import Classification
import DeliveryReports
import LeadStages

/// Reports: each recipient they name is matched by itself.
extension Matching {
    func matchReport() -> MatchResult {
        let reported = proof()
        let named = verdict.recipients.indices.filter { !verdict.recipients[$0].address.isEmpty }
        if let reported, named.isEmpty {
            // A redacted feedback report, or one in no standard form: it speaks for the mail it names.
            return MatchResult(level: reported.level, hits: [hit(reported.send, reported.level)])
        }
        if named.isEmpty { return matchRedacted() }
        var hits: [MatchHit] = []
        var candidates: Set<Int64> = []
        var remarks: Set<String> = []
        for position in named {
            switch matchRecipient(position, proof: reported) {
            case .hit(let hit): hits.append(hit)
            case .candidates(let leads, let remark):
                candidates.formUnion(leads)
                remarks.insert(remark)
            case .nobody(let remark): if let remark { remarks.insert(remark) }
            }
        }
        let level = hits.map(\.level).min() ?? (candidates.isEmpty ? .unmatched : .otherSender)
        return MatchResult(
            level: level, hits: hits, candidateLeads: candidates.sorted(), remarks: remarks.sorted())
    }

    private enum RecipientMatch {
        case hit(MatchHit)
        case candidates([Int64], String)
        case nobody(String?)
    }

    private struct Proof {
        let sends: [KnownSend]
        let level: MatchLevel
        let send: KnownSend
    }

    /// What proves which mail the report is about: an own token, or the Message-ID of the returned message.
    private func proof() -> Proof? {
        let tokens = keys.tokens.flatMap { index.sends(token: $0) }
        if let send = Self.latest(tokens) { return Proof(sends: tokens, level: .token, send: send) }
        for id in keys.reportedIDs {
            let sends = index.sends(messageID: id)
            if let send = Self.latest(sends) {
                return Proof(sends: sends, level: .reportedMessage, send: send)
            }
        }
        for id in keys.threadIDs {
            let sends = index.sends(messageID: id).filter { index.tookPart(mail.mailbox, inThreadOf: $0) }
            if let send = Self.latest(sends) { return Proof(sends: sends, level: .thread, send: send) }
        }
        return nil
    }

    private func matchRecipient(_ position: Int, proof: Proof?) -> RecipientMatch {
        let recipient = verdict.recipients[position]
        let addresses = [recipient.address] + (recipient.original.map { [$0] } ?? [])
        if let proof {
            let wanted = Set(addresses.map(index.wide))
            let fitting = proof.sends.filter { wanted.contains(index.wide($0.recipient)) }
            if let send = Self.latest(fitting) { return .hit(hit(send, proof.level, recipient: position)) }
            // The mail is ours, the failed address is not the one we wrote to: a forward of the lead's. Logged only.
            return .nobody("recipient_is_not_the_lead")
        }
        if !keys.reportedIDs.isEmpty {
            // It names a message, and that message is none of ours: a forgery, or somebody else's mail.
            return .nobody("reported_message_unknown")
        }
        return matchWithoutMessage(position, addresses)
    }

    /// About one report in five names no message: the failed recipient was mailed from here within the last days.
    private func matchWithoutMessage(_ position: Int, _ addresses: [String]) -> RecipientMatch {
        let leads = index.leads(withAnyOf: addresses)
        let sends = leads.flatMap { lead in
            addresses.compactMap { latestSend(to: lead, days: settings.bounceSendDays, address: $0) }
        }
        guard let send = Self.latest(sends) else {
            return leads.isEmpty ? .nobody(nil) : .candidates(leads, "no_recent_send")
        }
        guard MailSystemSender.isLikely(mail.message) else {
            return .candidates(leads, "sender_is_no_mail_system")
        }
        return .hit(hit(send, .address, recipient: position))
    }

    /// A feedback report without address and without a known message: those who were mailed may be meant.
    private func matchRedacted() -> MatchResult {
        MatchResult(level: .unmatched, remarks: ["report_names_nobody"])
    }
}
