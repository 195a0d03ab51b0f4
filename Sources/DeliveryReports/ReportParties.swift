import MailFormat

/// The parties to a report itself: the daemon that sent it, and us who got it. No recipients of the mail reported on,
/// unless that mail says so.
struct ReportParties {
    let daemons: Set<String>
    let own: Set<String>
    /// Domains of those who got the report.
    let ownDomains: Set<String>

    init(_ message: Message, signs: ReportSigns) {
        daemons = Set((signs.senders + message.replyTo).map { RecipientAddress.key($0.address) })
        var own = (message.to + message.cc).map { RecipientAddress.key($0.address) }
        for name in [FieldName.deliveredTo, .originalTo] {
            if let field = message.field(name) { own.append(RecipientAddress.key(message.unfolded(field))) }
        }
        self.own = Set(own)
        ownDomains = Set(own.map { String($0.drop { $0 != "@" }.dropFirst()) }.filter { !$0.isEmpty })
    }
}
