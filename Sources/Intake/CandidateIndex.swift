import LeadStages

/// The candidates by what they are looked for, so that a message with many keys costs no search for each.
struct CandidateIndex {
    let candidates: MatchCandidates
    private var byToken: [String: [KnownSend]] = [:]
    private var byMessageID: [String: [KnownSend]] = [:]
    private var byLead: [Int64: [KnownSend]] = [:]
    private var leadsByNarrow: [String: Set<Int64>] = [:]
    private var leadsByWide: [String: Set<Int64>] = [:]
    private var own: Set<String> = []
    private var accountsOfEnrollment: [Int64: Set<String>] = [:]
    /// Normalised once: the same few addresses are compared again and again.
    private let known: [String: EmailAddressKey]

    /// - Parameter others: addresses of the message, which will be looked for.
    init(_ candidates: MatchCandidates, others: [String] = []) {
        self.candidates = candidates
        var known: [String: EmailAddressKey] = [:]
        func remember(_ address: String) {
            if known[address] == nil { known[address] = EmailAddressKey(address) }
        }
        for send in candidates.sends {
            remember(send.mailbox)
            remember(send.recipient)
        }
        for lead in candidates.leads { lead.addresses.forEach(remember) }
        candidates.ownAddresses.forEach(remember)
        others.forEach(remember)
        self.known = known
        for send in candidates.sends {
            if let token = send.token { byToken[token, default: []].append(send) }
            if let id = send.messageID { byMessageID[id, default: []].append(send) }
            byLead[send.lead, default: []].append(send)
            accountsOfEnrollment[send.enrollment, default: []].insert(narrow(send.mailbox))
        }
        for lead in candidates.leads {
            for address in lead.addresses {
                leadsByNarrow[narrow(address), default: []].insert(lead.id)
                leadsByWide[wide(address), default: []].insert(lead.id)
            }
        }
        own = Set(candidates.ownAddresses.map { narrow($0) })
    }

    private func key(_ address: String) -> EmailAddressKey { known[address] ?? EmailAddressKey(address) }
    func narrow(_ address: String) -> String { key(address).narrow }
    func wide(_ address: String) -> String { key(address).wide }
    func isSame(_ left: String, _ right: String) -> Bool { narrow(left) == narrow(right) }
    func isOwn(_ address: String) -> Bool { !address.isEmpty && own.contains(narrow(address)) }

    func sends(token: String) -> [KnownSend] { byToken[token] ?? [] }
    func sends(messageID: String) -> [KnownSend] { byMessageID[messageID] ?? [] }
    func sends(lead: Int64) -> [KnownSend] { byLead[lead] ?? [] }

    /// The account sent in this conversation, so that whoever answers may know the Message-ID.
    func tookPart(_ mailbox: String, inThreadOf send: KnownSend) -> Bool {
        accountsOfEnrollment[send.enrollment]?.contains(narrow(mailbox)) ?? false
    }

    /// Exact address first; only where none fits, the wide one. Sorted ids.
    func leads(withAnyOf addresses: [String]) -> [Int64] {
        let exact = Set(addresses.flatMap { leadsByNarrow[narrow($0)] ?? [] })
        if !exact.isEmpty { return exact.sorted() }
        return Set(addresses.flatMap { leadsByWide[wide($0)] ?? [] }).sorted()
    }

    /// Leads whom `mailbox` wrote a mail with this subject and a line that is quoted here. Sorted ids.
    func leads(quotedIn keys: MatchKeys, mailbox: String) -> [Int64] {
        guard let subject = keys.subject, !subject.isEmpty else { return [] }
        let quoted = Set(keys.fingerprints)
        let found = candidates.sends.filter { send in
            guard let line = send.fingerprint, quoted.contains(line), isSame(send.mailbox, mailbox) else {
                return false
            }
            return send.subject == nil || send.subject == subject
        }
        return Set(found.map(\.lead)).sorted()
    }

    func lead(_ id: Int64) -> KnownLead? { candidates.leads.first { $0.id == id } }

    /// All enrollments of a lead, by id.
    func enrollments(of lead: Int64) -> [KnownEnrollment] {
        candidates.enrollments.filter { $0.lead == lead }.sorted { $0.id < $1.id }
    }
}
