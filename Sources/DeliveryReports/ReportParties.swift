import MailFormat

/// The parties to a report itself: the daemon that sent it, and us who got it. No recipients of the mail reported on,
/// unless that mail says so.
struct ReportParties {
    let daemons: AddressSet
    let own: AddressSet
    /// Domains of those who got the report.
    let ownDomains: AddressSet

    init(_ message: Message, signs: ReportSigns) {
        daemons = AddressSet((signs.senders + message.replyTo).map { RecipientAddress.key($0.address) })
        var own = (message.to + message.cc).map { RecipientAddress.key($0.address) }
        for name in [FieldName.deliveredTo, .originalTo] {
            if let field = message.field(name) { own.append(RecipientAddress.key(message.unfolded(field))) }
        }
        self.own = AddressSet(own)
        ownDomains = AddressSet(own.map(RecipientAddress.domain).filter { !$0.isEmpty })
    }
}
