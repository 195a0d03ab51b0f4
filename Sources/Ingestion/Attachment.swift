import Intake
import Store

/// What it means that a person says whom a message concerns.
enum Attachment {
    /// As sure as a token: the last mail to the lead is what it answers.
    static func hit(
        _ store: StoreTransaction, _ enrollment: RowID<Enrollment>, _ lead: RowID<Lead>
    ) throws -> MatchHit {
        let send = try store.sends(of: enrollment).last
        let address = try store.addresses(of: lead).first?.address ?? ""
        return MatchHit(
            lead: lead.rawValue, enrollment: enrollment.rawValue, send: send?.id.rawValue, step: send?.step,
            mailedAddress: send?.recipient ?? address, level: .token)
    }
}
